//! The one place that turns a recorded change into a sentence, for the screen and for letters alike, and says how much
//! it weighs among the lines of a timeline.

use crate::audience::whole;
use crate::ids::{AudienceId, IncidentId, PersonId, ServiceId};
use crate::incident::{Bell, Change, HoldEnd, StepMark, Verdict};
use crate::locale::{Locale, Names};
use crate::view::incident::LineKind;

/// A change told: who did what, and the words a person wrote, if any. `who` is not part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Follows the actor's name: "took it".
    pub act: String,
    pub words: Option<String>,
    pub kind: LineKind,
    /// Shown large, never folded.
    pub pinned: bool,
}

impl Sentence {
    fn of(kind: LineKind, act: impl Into<String>) -> Self {
        Self { act: act.into(), words: None, kind, pinned: false }
    }

    fn with<'a>(self, words: impl Into<Option<&'a String>>) -> Self {
        Self { words: words.into().filter(|words| !words.is_empty()).cloned(), ..self }
    }

    fn pinned(self) -> Self {
        Self { pinned: true, ..self }
    }
}

impl Locale {
    /// `by` is whoever did it, where that is a person: nobody makes themselves something.
    #[expect(clippy::too_many_lines, reason = "one match, an arm for each change")]
    pub fn sentence(self, change: &Change, by: Option<PersonId>, names: &dyn Names) -> Sentence {
        let name = |id: PersonId| names.person(id);
        let own = |id: &PersonId| by == Some(*id);
        let step = |act: &str| Sentence::of(LineKind::Step, act);
        let quiet = |act: String| Sentence::of(LineKind::System, act);
        let message = |act: &str| Sentence::of(LineKind::Message, act);
        match change {
            Change::Reported(reported) => step(&format!("reported it {}", self.by_channel(reported.channel)))
                .with(&reported.statement.description)
                .pinned(),
            Change::Joined { person, .. } if own(person) => quiet("joined: it hits them too".into()),
            Change::Joined { person, .. } => quiet(format!("added {}, whom it hits too", name(*person))),
            Change::Left { .. } => quiet("took \u{201c}me too\u{201d} back".into()),
            Change::Verified => quiet("made it count as confirmed: three people have it".into()),
            Change::Taken { .. } => step("took it").pinned(),
            Change::Resumed { reason, .. } => step("went back to investigating").with(reason),
            Change::Mitigated { what, works: true, .. } => {
                step("said that it works again, and watches it").with(what).pinned()
            }
            Change::Mitigated { what, works: false, .. } => {
                step("watches it: it does not work for everybody yet").with(what).pinned()
            }
            Change::Resolved { resolution, .. } => step("resolved it").with(resolution).pinned(),
            Change::Reopened { reason } => step("re-opened it").with(reason).pinned(),
            Change::CancelReversed { reason, .. } => {
                step("re-opened it: it was an incident after all").with(reason).pinned()
            }
            Change::Closed => step("closed it"),
            Change::Cancelled { why, words, .. } => {
                step(&format!("cancelled it: {}", self.cancel_reason(*why))).with(words.as_ref()).pinned()
            }
            Change::HeldOn { reason, note, .. } => {
                step(&format!("marked it as {}", self.hold_reason(*reason))).with(note)
            }
            Change::HeldOff { why } => quiet(held_off(*why).into()),
            Change::PauseEnded => quiet("let its clock run again".into()),
            Change::TargetsSet { terms } => quiet(self.targets(*terms)),
            Change::ClockRang { clock, bell, .. } => quiet(self.rang(*clock, *bell)),
            Change::FirstNoticeOwed { .. } => quiet("set when stakeholders are to hear of it".into()),
            Change::PromiseRang { bell: Bell::Warning, .. } => quiet("told that the next update is due soon".into()),
            Change::PromiseRang { bell: Bell::Breach, .. } => quiet("found that the next update was missed".into()),
            Change::BreachExplained { clock, cause, words } => {
                let (aim, cause) = (self.clock_aim(*clock), self.breach_cause(*cause));
                step(&format!("said why the time to {aim} was missed: {cause}")).with(words.as_ref())
            }
            Change::TimeCorrected { which, reason, .. } => {
                step(&format!("corrected when it {}", self.milestone_past(*which))).with(reason)
            }
            Change::Declared { criteria, .. } => step("declared it: the legal deadlines run").with(criteria).pinned(),
            Change::AwareSet { reason, .. } => step("corrected since when we knew of it").with(reason).pinned(),
            Change::AuthorityNotified { whom, reference, .. } => {
                let reference = reference.as_ref().map(|of| format!(", reference {of}")).unwrap_or_default();
                step("told an authority").with(&format!("{whom}{reference}")).pinned()
            }
            Change::NotNotifiable { why, .. } => step("decided that nobody need be told").with(why).pinned(),
            Change::RecoveryEnded { .. } => step("declared the recovery over").pinned(),
            Change::LegalRang { bell: Bell::Warning, .. } => step("found three quarters of a legal deadline gone"),
            Change::LegalRang { bell: Bell::Breach, .. } => step("found a legal deadline passed").pinned(),
            Change::HoldWatched { .. } => quiet("set when it is looked at again".into()),
            Change::ReporterReminded => quiet("asked the reporter once more".into()),
            Change::VendorChased { ticket, note, .. } => {
                let ticket = ticket.as_ref().map(|ticket| format!(", ticket {ticket}")).unwrap_or_default();
                step(&format!("chased the vendor{ticket}")).with(note)
            }
            Change::ChaseDue => quiet("found that the vendor is to be asked again".into()),
            Change::HoldOverdue => step("found it waiting longer than expected"),
            Change::Noted { text } => Sentence::of(LineKind::Note, "noted").with(text),
            Change::Messaged { text } => message("wrote to the reporters").with(text),
            Change::ReporterSaid { text, .. } => message("added words").with(text),
            Change::Answered { text, .. } => Sentence::of(LineKind::Note, "answered by mail").with(text),
            Change::VerdictGiven { verdict: Verdict::WorksAgain, .. } => message("said that it works again"),
            Change::VerdictGiven { verdict: Verdict::StillBroken, .. } => message("said that it is still broken"),
            Change::StakeholdersTold {
                audiences, text, recipients, lists, to_members, only, despite, named, ..
            } => {
                let told = self.told(audiences, (*recipients, *lists), *to_members, names);
                let found: Vec<_> = despite.iter().cloned().chain(named.iter().map(|one| name(*one))).collect();
                let anyway =
                    if found.is_empty() { String::new() } else { format!("; sent anyway with {}", self.list(&found)) };
                let told = format!("{told}{anyway}");
                Sentence::of(LineKind::Update, told).with(&self.in_blocks(text, only)).pinned()
            }
            Change::Alerted { people, outside } => quiet(self.alerted_further(people, *outside, names)),
            Change::Acknowledged { .. } => step("has seen it: nobody else is woken"),
            Change::Assigned { owner: Some(to) } if own(to) => quiet("became its owner".into()),
            Change::Assigned { owner: Some(to) } => quiet(format!("gave it to {}", name(*to))),
            Change::Assigned { owner: None } => quiet("left it without an owner".into()),
            Change::ManagerNamed { person: Some(to), acting } => {
                let role = if *acting { "acting incident manager" } else { "incident manager" };
                quiet(if own(to) { format!("became {role}") } else { format!("made {} {role}", name(*to)) })
            }
            Change::ManagerNamed { person: None, .. } => quiet("left it without an incident manager".into()),
            Change::CommandTaken { .. } => step("took command: incident manager from here on").pinned(),
            Change::CommunicationsLeadNamed { person: Some(to) } if own(to) => {
                quiet("became communications lead".into())
            }
            Change::CommunicationsLeadNamed { person: Some(to) } => {
                quiet(format!("made {} communications lead", name(*to)))
            }
            Change::CommunicationsLeadNamed { person: None } => quiet("left it without a communications lead".into()),
            Change::Prioritised { impact, urgency, priority, reason, .. } => {
                let (impact, urgency) = (self.level(*impact), self.level(*urgency));
                quiet(format!("set {}: impact {impact}, urgency {urgency}", priority.code())).with(reason.as_ref())
            }
            Change::MajorProposed { reason } => step("proposed it as a major incident").with(reason),
            Change::MajorAccepted => step("declared it a major incident").pinned(),
            Change::MajorDeclined { reason } => step("declined it as a major incident").with(reason),
            Change::ServiceAffected { service, named: true, .. } => {
                quiet(format!("named {}, not confirmed yet", names.service(*service)))
            }
            Change::ServiceAffected { service, effect, .. } => {
                quiet(format!("marked {} as {}", names.service(*service), self.effect(*effect)))
            }
            Change::ServiceRecovered { service, .. } => {
                quiet(format!("marked {} as working again", names.service(*service)))
            }
            Change::Published { public_title: Some(title), workaround } => {
                quiet(format!("published it as \u{201c}{title}\u{201d}")).with(workaround.as_ref())
            }
            Change::Published { public_title: None, .. } => quiet("withdrew the public words".into()),
            Change::Renamed { title } => quiet(format!("renamed it to \u{201c}{title}\u{201d}")),
            Change::TypeChanged { kind } => {
                quiet(format!("set the type: {}", self.incident_type(*kind).to_lowercase()))
            }
            Change::ChecklistBegun { name, .. } => quiet(format!("began the checklist \u{201c}{name}\u{201d}")),
            Change::StepMarked { what, mark, .. } => match mark {
                StepMark::Open => quiet(format!("opened \u{201c}{what}\u{201d} again")),
                StepMark::Done => quiet(format!("did \u{201c}{what}\u{201d}")),
                StepMark::Skipped { reason } => quiet(format!("left out \u{201c}{what}\u{201d}")).with(reason),
            },
            Change::StepGiven { what, owner: Some(to), .. } if own(to) => quiet(format!("does \u{201c}{what}\u{201d}")),
            Change::StepGiven { what, owner: Some(to), .. } => {
                quiet(format!("asked {} to do \u{201c}{what}\u{201d}", name(*to)))
            }
            Change::StepGiven { what, owner: None, .. } => quiet(format!("left \u{201c}{what}\u{201d} to nobody")),
            Change::Restricted { .. } => quiet("restricted it to its members".into()),
            Change::RestrictionLifted { reason, .. } => {
                step("lifted the restriction: everybody on the team sees it").with(reason).pinned()
            }
            Change::MemberAdded { person } if own(person) => quiet("became a member".into()),
            Change::MemberAdded { person } => quiet(format!("added {} as a member", name(*person))),
            Change::MemberRemoved { person } if own(person) => quiet("left its members".into()),
            Change::MemberRemoved { person } => quiet(format!("removed {} as a member", name(*person))),
            Change::FollowerAdded { person } if own(person) => quiet("began to follow it".into()),
            Change::FollowerAdded { person } => quiet(format!("added {} as a follower", name(*person))),
            Change::FollowerRemoved { person } if own(person) => quiet("stopped following it".into()),
            Change::FollowerRemoved { person } => quiet(format!("removed {} as a follower", name(*person))),
            Change::Merged { into } => step(&format!("merged it into {}", names.incident(*into))).pinned(),
            Change::TakenApart { from, .. } => {
                step(&format!("took it apart from {} again", names.incident(*from))).pinned()
            }
            Change::DuplicateTaken { source } => step(&format!("merged {} into it", names.incident(*source))),
            Change::DuplicateLeft { source } => step(&format!("took {} apart from it again", names.incident(*source))),
            Change::Redacted { reason, .. } => quiet("took the words out of an entry, for good".into()).with(reason),
            Change::Undone { .. } => quiet("took the last step back".into()),
        }
    }

    /// What somebody wrote in it, as its line shows it, and what they called it: this is what search finds there.
    pub fn written(self, change: &Change) -> Option<String> {
        if let Change::Renamed { title } = change {
            return Some(title.clone());
        }
        if let Change::StakeholdersTold { text, only, .. } = change {
            return Some(whole(text, only)).filter(|words| !words.is_empty());
        }
        self.sentence(change, None, &Unnamed).words
    }

    /// Of an entry whose words were taken out.
    pub fn deleted_sentence(self) -> Sentence {
        Sentence::of(LineKind::System, "wrote something whose words were taken out since")
    }
}

/// Of the entries of one press, oldest first, the place of the one that was pressed: what follows from it, such as the
/// acting manager of a take or the service that a re-opening hits again, is told elsewhere.
pub fn pressed<'a>(changes: impl IntoIterator<Item = Option<&'a Change>>) -> usize {
    let places = changes.into_iter().map(|change| change.map_or(0, tells)).enumerate();
    // Of equals the first: what follows comes after it.
    places.reduce(|best, next| if next.1 > best.1 { next } else { best }).map_or(0, |(place, _)| place)
}

/// How much it says of what was pressed.
fn tells(change: &Change) -> u8 {
    let verdict = matches!(change, Change::VerdictGiven { .. });
    let ends_or_eases = matches!(
        change,
        Change::Mitigated { .. }
            | Change::Resolved { .. }
            | Change::Reopened { .. }
            | Change::Cancelled { .. }
            | Change::Merged { .. }
    );
    let words =
        matches!(change, Change::StakeholdersTold { .. } | Change::Messaged { .. } | Change::ReporterSaid { .. });
    match (verdict, ends_or_eases, words) {
        (true, ..) => 4,
        (_, true, _) => 3,
        (_, _, true) => 2,
        (false, false, false) => 1,
    }
}

/// For who asks for the words alone.
struct Unnamed;

impl Names for Unnamed {
    fn person(&self, _: PersonId) -> String {
        String::new()
    }

    fn service(&self, _: ServiceId) -> String {
        String::new()
    }

    fn audience(&self, _: AudienceId) -> String {
        String::new()
    }

    fn incident(&self, _: IncidentId) -> String {
        String::new()
    }
}

fn held_off(why: HoldEnd) -> &'static str {
    match why {
        HoldEnd::ByHand => "ended the wait",
        HoldEnd::ReporterAnswered => "ended the wait: the reporter answered",
        HoldEnd::LeftOpen => "ended the wait, because it is no longer open",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::OnlyFor;
    use crate::ids::AudienceId;
    use crate::service::Effect;
    use crate::time::Moment;

    const RUI: PersonId = PersonId(1);
    const MARA: PersonId = PersonId(2);

    struct Called;

    impl Names for Called {
        fn person(&self, id: PersonId) -> String {
            if id == RUI { "Rui".to_owned() } else { "Mara".to_owned() }
        }

        fn service(&self, _: ServiceId) -> String {
            "Accounts".to_owned()
        }

        fn audience(&self, _: AudienceId) -> String {
            "Executive".to_owned()
        }

        fn incident(&self, _: IncidentId) -> String {
            "INC-2".to_owned()
        }
    }

    fn manager(person: PersonId) -> Change {
        Change::ManagerNamed { person: Some(person), acting: true }
    }

    #[test]
    fn nobody_makes_themselves_something() {
        let said = |change: &Change, by| Locale::English.sentence(change, Some(by), &Called).act;
        assert_eq!(said(&manager(RUI), RUI), "became acting incident manager");
        assert_eq!(said(&manager(RUI), MARA), "made Rui acting incident manager");
        let joined = Change::Joined { person: RUI, unproven: false, alike: false };
        assert_eq!(said(&joined, RUI), "joined: it hits them too");
        assert_eq!(said(&joined, MARA), "added Rui, whom it hits too");
        let own = [
            Change::Assigned { owner: Some(RUI) },
            Change::CommunicationsLeadNamed { person: Some(RUI) },
            Change::MemberAdded { person: RUI },
            Change::MemberRemoved { person: RUI },
            Change::FollowerAdded { person: RUI },
            Change::FollowerRemoved { person: RUI },
        ];
        for change in own {
            let (by_rui, by_mara) = (said(&change, RUI), said(&change, MARA));
            assert!(!by_rui.contains("Rui") && by_mara.contains("Rui"), "{by_rui} {by_mara}");
        }
    }

    #[test]
    fn the_step_that_was_pressed_is_told_and_never_what_follows_from_it() {
        let text = || "again".to_owned();
        let (service, effect) = (ServiceId(1), Effect::Degraded);
        let hit = || Change::ServiceAffected { service, effect, named: false, from: Moment(0) };
        let taken = || Change::Taken { owner: RUI };
        let resolved =
            || Change::Resolved { resolution: text(), restored_at: Moment(0), closes_at: Moment(0), asks_again: true };
        let (audiences, promise, to_members) = (Vec::new(), None, false);
        let (only, despite, named, lists) = (OnlyFor::default(), Vec::new(), Vec::new(), 0);
        let told = Change::StakeholdersTold {
            audiences,
            text: text(),
            recipients: 1,
            promise,
            to_members,
            only,
            despite,
            named,
            lists,
        };
        let verdict = || Change::VerdictGiven { person: MARA, verdict: Verdict::StillBroken };
        let said = || Change::ReporterSaid { person: MARA, text: text() };
        let off = |why| Change::HeldOff { why };
        let presses = [
            (vec![taken(), manager(RUI)], 0),
            (vec![taken(), manager(RUI), Change::Messaged { text: text() }], 2),
            (vec![taken(), resolved()], 1),
            (vec![verdict(), said(), Change::Reopened { reason: text() }, hit(), manager(RUI)], 0),
            (vec![Change::Reopened { reason: text() }, hit(), manager(RUI)], 0),
            (vec![Change::Published { public_title: Some(text()), workaround: None }, told.clone()], 1),
            (vec![told.clone(), off(HoldEnd::LeftOpen), resolved()], 2),
            (vec![said(), off(HoldEnd::ReporterAnswered)], 0),
            (vec![Change::MajorAccepted, manager(RUI)], 0),
        ];
        for (changes, place) in presses {
            assert_eq!(pressed(changes.iter().map(Some)), place, "{changes:?}");
        }
    }
}
