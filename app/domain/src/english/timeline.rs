//! The one place that turns a recorded change into a sentence, for the screen and for letters alike, and says how much
//! it weighs among the lines of a timeline.

use crate::ids::{AudienceId, IncidentId, PersonId, ServiceId};
use crate::incident::{Change, HoldEnd, Verdict};
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
    #[expect(clippy::too_many_lines, reason = "one match, an arm for each change")]
    pub fn sentence(self, change: &Change, names: &dyn Names) -> Sentence {
        let name = |id: PersonId| names.person(id);
        let step = |act: &str| Sentence::of(LineKind::Step, act);
        let quiet = |act: String| Sentence::of(LineKind::System, act);
        let message = |act: &str| Sentence::of(LineKind::Message, act);
        match change {
            Change::Reported(reported) => step(&format!("reported it {}", self.by_channel(reported.channel)))
                .with(&reported.statement.description)
                .pinned(),
            Change::Joined { person, .. } => quiet(format!("counted {} in: hit too", name(*person))),
            Change::Left { .. } => quiet("took \u{201c}me too\u{201d} back".into()),
            Change::Verified => quiet("counted the report as confirmed: three people have it".into()),
            Change::Taken { .. } => step("took it").pinned(),
            Change::Resumed { reason, .. } => step("went back to investigating").with(reason),
            Change::Mitigated { what, works: true, .. } => {
                step("mitigated it: works again for everybody").with(what).pinned()
            }
            Change::Mitigated { what, works: false, .. } => {
                step("mitigated it: does not work for everybody yet").with(what).pinned()
            }
            Change::Resolved { resolution, .. } => step("resolved it").with(resolution).pinned(),
            Change::Reopened { reason } => step("re-opened it").with(reason).pinned(),
            Change::Closed => step("closed it"),
            Change::Cancelled { why, words, .. } => {
                step(&format!("cancelled it: {}", self.cancel_reason(*why))).with(words.as_ref()).pinned()
            }
            Change::HeldOn { reason, note, .. } => {
                step(&format!("put it on hold: {}", self.hold_reason(*reason))).with(note)
            }
            Change::HeldOff { why } => quiet(held_off(*why).into()),
            Change::Noted { text } => Sentence::of(LineKind::Note, "noted").with(text),
            Change::Messaged { text } => message("wrote to the reporters").with(text),
            Change::ReporterSaid { text, .. } => message("added words").with(text),
            Change::VerdictGiven { verdict: Verdict::WorksAgain, .. } => message("said that it works again"),
            Change::VerdictGiven { verdict: Verdict::StillBroken, .. } => message("said that it is still broken"),
            Change::StakeholdersTold { audiences, text, recipients, .. } => {
                let to: Vec<_> = audiences.iter().map(|a| names.audience(*a)).collect();
                let people = self.people(u64::from(*recipients));
                Sentence::of(LineKind::Update, format!("told {people}: {}", to.join(", "))).with(text).pinned()
            }
            Change::Assigned { owner: Some(to) } => quiet(format!("gave it to {}", name(*to))),
            Change::Assigned { owner: None } => quiet("left it without an owner".into()),
            Change::ManagerNamed { person: Some(to), acting } => {
                let acting = if *acting { "acting " } else { "" };
                quiet(format!("made {} {acting}incident manager", name(*to)))
            }
            Change::ManagerNamed { person: None, .. } => quiet("left it without an incident manager".into()),
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
            Change::Restricted { .. } => quiet("restricted it to its members".into()),
            Change::MemberAdded { person } => quiet(format!("added {} as a member", name(*person))),
            Change::MemberRemoved { person } => quiet(format!("removed {} as a member", name(*person))),
            Change::FollowerAdded { person } => quiet(format!("added {} as a follower", name(*person))),
            Change::FollowerRemoved { person } => quiet(format!("removed {} as a follower", name(*person))),
            Change::Merged { into } => step(&format!("merged it into {}", names.incident(*into))).pinned(),
            Change::TakenApart { from, .. } => {
                step(&format!("took it apart from {} again", names.incident(*from))).pinned()
            }
            Change::DuplicateTaken { source } => step(&format!("merged {} into it", names.incident(*source))),
            Change::DuplicateLeft { source } => step(&format!("took {} apart from it again", names.incident(*source))),
            Change::Redacted { reason, .. } => quiet("took the words out of an entry, for good".into()).with(reason),
            Change::Undone { .. } => quiet("undid the last press".into()),
        }
    }

    /// What somebody wrote in it, as its line shows it: this is what search finds there.
    pub fn written(self, change: &Change) -> Option<String> {
        self.sentence(change, &Unnamed).words
    }

    /// Of an entry whose words were taken out.
    pub fn deleted_sentence(self) -> Sentence {
        Sentence::of(LineKind::System, "wrote something whose words were taken out since")
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
        HoldEnd::ByHand => "ended the hold",
        HoldEnd::ReporterAnswered => "ended the hold: the reporter answered",
        HoldEnd::LeftOpen => "ended the hold, because it is no longer open",
    }
}
