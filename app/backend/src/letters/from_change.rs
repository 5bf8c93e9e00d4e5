//! What one entry of the timeline is to one reader of letters: asks whether they may know it and whether it still holds,
//! then takes the facts from the change. `None` is no letter. Every kind has its line.

use domain::audience::{AudienceKind, read_as};
use domain::incident::{Bell, Change, HoldReason, Major, Reported, SlaClock, Status, Verdict};
use domain::locale::Names as _;
use domain::permissions::Who;
use domain::time::Moment;

use super::quotable;
use super::scribe::Scribe;
use crate::incidents::TimelineEntry;
use crate::incidents::conversation;
use crate::notices::{Audience, Matter, Notice, NoticeKind, Part};
use crate::people::PersonState;

/// Characters of a report's description that a letter quotes.
const QUOTED_DESCRIPTION: usize = 2_000;

impl Scribe<'_> {
    #[expect(clippy::too_many_lines, reason = "one match, an arm for each kind")]
    /// `kinds`: through which audiences an update reaches them.
    pub(super) fn matter(&self, notice: &Notice, entry: &TimelineEntry, kinds: &[AudienceKind]) -> Option<Matter> {
        let (kind, change) = (notice.kind, entry.change.as_ref()?);
        if !self.may_know(kind) || !self.still_holds(kind) {
            return None;
        }
        // The law asks its members, restricted or not; what it is about stands nowhere in it.
        if let Change::LegalRang { deadline, bell } = change {
            return self.legal_rang(*deadline, *bell);
        }
        // Also what was queued before it became restricted.
        if self.incident.restricted && kind.spec().to != Audience::Reporter {
            return Some(self.of_restricted(kind, change));
        }
        let by = self.name_of(entry.who);
        let by_name = by.clone().unwrap_or_else(|| "The team".to_owned());
        match kind {
            NoticeKind::Receipt => Some(self.receipt(change)),
            NoticeKind::Taken => Some(Matter::Taken { by: by_name }),
            NoticeKind::Resolved => {
                let Change::Resolved { resolution, restored_at, .. } = change else { return None };
                let words = self.incident.tells_resolution_to(self.person.id).then(|| resolution.clone());
                Some(Matter::Resolved { words, restored_at: Some(*restored_at) })
            }
            NoticeKind::Reopened if matches!(change, Change::CancelReversed { .. }) => Some(Matter::CancelReversed),
            NoticeKind::Reopened => Some(Matter::Reopened),
            NoticeKind::Cancelled => {
                let Change::Cancelled { why, words, .. } = change else { return None };
                Some(Matter::Cancelled { why: *why, words: words.clone() })
            }
            NoticeKind::TeamMessage => {
                let Change::Messaged { text } = change else { return None };
                Some(Matter::TeamMessage { from: by_name, words: text.clone() })
            }
            NoticeKind::Question => {
                let Change::HeldOn { note, .. } = change else { return None };
                Some(Matter::Question { from: by_name, words: note.clone() })
            }
            NoticeKind::Reminded => {
                let asked = self.incident.hold.as_ref().filter(|hold| hold.reason == HoldReason::AwaitingReporter)?;
                Some(Matter::Reminded { words: asked.note.clone() })
            }
            NoticeKind::ChaseDue => {
                // Whoever has chased it since need not be told.
                let chased = self.incident.hold.as_ref()?.chased.as_ref().filter(|chased| chased.due)?;
                let (ticket, words, last) = (chased.ticket.clone(), chased.note.clone(), chased.at);
                Some(Matter::ChaseDue { ticket, words, last })
            }
            NoticeKind::HoldOverdue => self.incident.hold.as_ref().map(|hold| Matter::HoldOverdue {
                reason: hold.reason,
                words: hold.note.clone(),
                since: hold.since,
            }),
            NoticeKind::Update => {
                let Change::StakeholdersTold { text, only, promise, .. } = change else { return None };
                let words = Some(read_as(kinds, text, only)).filter(|words| !words.is_empty() || only.is_empty())?;
                let workaround = self.incident.workaround.clone();
                Some(Matter::Update { words, workaround, next: *promise })
            }
            NoticeKind::ReporterSaid => Some(self.reporter_said(change)),
            NoticeKind::NewIncident => {
                let Change::Reported(reported) = change else { return None };
                Some(self.new_incident(reported))
            }
            NoticeKind::Assigned(part) => {
                let by = by.filter(|_| part != Part::ActingManager);
                Some(Matter::Assigned { by, part })
            }
            NoticeKind::CommandTaken => {
                let now = self.incident.incident_manager.map(|person| self.book.person(person))?;
                Some(Matter::CommandTaken { by: by_name, now })
            }
            NoticeKind::RestrictionLifted => Some(Matter::RestrictionLifted),
            NoticeKind::OpenToTeam => {
                let Change::RestrictionLifted { reason, .. } = change else { return None };
                Some(Matter::OpenToTeam { by: by_name, reason: reason.clone() })
            }
            NoticeKind::MajorProposed => {
                let Change::MajorProposed { reason } = change else { return None };
                Some(Matter::MajorProposed { by: by_name, reason: reason.clone() })
            }
            NoticeKind::PriorityRaised => {
                let Change::Prioritised { priority, reason, .. } = change else { return None };
                Some(Matter::PriorityRaised { from: notice.priority_before, to: *priority, reason: reason.clone() })
            }
            NoticeKind::ClockRang => {
                let Change::ClockRang { clock, bell, .. } = change else { return None };
                let due = self.due(*clock)?;
                Some(Matter::ClockRang { clock: *clock, bell: *bell, due })
            }
            NoticeKind::PromiseRang => {
                let Change::PromiseRang { bell, due } = change else { return None };
                let still = self.incident.update_due() == Some(*due);
                let first = self.incident.told_at.is_none();
                still.then_some(Matter::PromiseRang { bell: *bell, due: *due, first })
            }
            NoticeKind::LegalRang => None,
            NoticeKind::Restricted => Some(Matter::Restricted),
            NoticeKind::Merged => {
                let Change::Merged { into } = change else { return None };
                (self.incident.merged_into == Some(*into)).then(|| Matter::Merged { with: self.book.incident(*into) })
            }
            NoticeKind::TakenApart => {
                let Change::TakenApart { from, .. } = change else { return None };
                self.incident.merged_into.is_none().then(|| Matter::TakenApart { from: self.book.incident(*from) })
            }
            NoticeKind::Duplicate => self.duplicate(change, by_name),
            // Their facts stand in the notice (`mail/outbox/draft.rs`).
            NoticeKind::Invitation
            | NoticeKind::PasswordReset
            | NoticeKind::SignInLink
            | NoticeKind::MailTest
            | NoticeKind::AccessAsked
            | NoticeKind::ConfirmSubscription
            | NoticeKind::PrivateReadGranted
            | NoticeKind::MembersByLastResort
            | NoticeKind::GlassBroken
            | NoticeKind::LetterFailed
            | NoticeKind::DataDamaged
            | NoticeKind::ChoicesChanged
            | NoticeKind::StandIn
            | NoticeKind::Morning
            | NoticeKind::Action(_)
            | NoticeKind::Alert
            | NoticeKind::LastResort
            | NoticeKind::MembersNotReached
            | NoticeKind::Review(_)
            | NoticeKind::Monday
            | NoticeKind::Planned(_) => None,
        }
    }

    /// The recipient may still be told this; rights may have changed since the notice was queued.
    fn may_know(&self, kind: NoticeKind) -> bool {
        let enabled = self.person.state != PersonState::Disabled;
        let reported = self.incident.reporter(self.person.id);
        match kind.spec().to {
            Audience::Team => self.works_on_it(),
            Audience::Chosen => enabled && (!self.incident.restricted || self.works_on_it()),
            Audience::Reporter if kind == NoticeKind::TeamMessage => {
                let part = |reporter| conversation::is_part_of(self.incident, reporter, Some(self.person));
                enabled && reported.is_some_and(part)
            }
            Audience::Reporter => enabled && reported.is_some(),
            Audience::Person => false,
        }
    }

    /// Nobody overtook it while it waited: what was given, asked or proposed still is. What happened, happened.
    fn still_holds(&self, kind: NoticeKind) -> bool {
        let (incident, me) = (self.incident, Some(self.person.id));
        if let NoticeKind::Assigned(part) = kind {
            return match part {
                Part::Owner => incident.owner == me,
                Part::Asked => incident.owner == me && incident.status == Status::Reported,
                Part::ActingManager | Part::IncidentManager => incident.incident_manager == me,
                Part::CommunicationsLead => incident.communications_lead == me,
                Part::Member => incident.is_member(self.person.id),
            };
        }
        let asked = incident.hold.as_ref().is_some_and(|hold| hold.reason == HoldReason::AwaitingReporter);
        (kind != NoticeKind::Question || asked)
            && (kind != NoticeKind::MajorProposed || incident.major == Major::Proposed)
            && (kind != NoticeKind::CommandTaken || incident.incident_manager != me)
            && (kind != NoticeKind::RestrictionLifted || !incident.restricted)
            && (kind != NoticeKind::PriorityRaised || incident.shown_priority().is_some())
    }

    /// When a clock that runs is due; nothing of one that stands or has stopped meanwhile.
    fn due(&self, clock: SlaClock) -> Option<Moment> {
        self.incident.rings_at(clock, Bell::Breach, &self.calendars)
    }

    /// Nothing of a deadline that was met meanwhile.
    fn legal_rang(&self, deadline: u32, bell: Bell) -> Option<Matter> {
        let legal = self.incident.legal.as_deref()?;
        let (_, duty) = legal.open_duties().find(|(place, _)| *place == deadline)?;
        Some(Matter::LegalRang { name: duty.deadline.name.clone(), bell, due: legal.due(duty) })
    }

    fn of_restricted(&self, kind: NoticeKind, change: &Change) -> Matter {
        if kind == NoticeKind::Restricted && matches!(change, Change::Reported(_)) {
            Matter::NewSecurityReport { priority: self.incident.priority }
        } else {
            Matter::Restricted
        }
    }

    fn receipt(&self, change: &Change) -> Matter {
        let own = matches!(change, Change::Reported(_)) && !self.stranger;
        let title = own
            .then(|| quotable(self.incident.reported_title()))
            .filter(|t| !t.is_empty() && !self.incident.restricted);
        Matter::Receipt {
            title: title.or_else(|| self.incident.public_title.clone()),
            restricted: self.incident.restricted,
            first_word: self.first_word.clone(),
        }
    }

    /// Unless it is the other way round by now.
    fn duplicate(&self, change: &Change, by: String) -> Option<Matter> {
        let (source, merged) = if let Change::DuplicateTaken { source } = change {
            (*source, true)
        } else if let Change::DuplicateLeft { source } = change {
            (*source, false)
        } else {
            return None;
        };
        let holds = self.incident.duplicates.contains(&source) == merged;
        holds.then(|| Matter::Duplicate { number: self.book.incident(source), by, merged })
    }

    fn reporter_said(&self, change: &Change) -> Matter {
        let (mut person, mut words, mut verdict) = (None, None, None);
        if let Change::ReporterSaid { person: by, text } = change {
            (person, words) = (Some(*by), some(text));
            verdict = self.incident.verdict_of(*by);
        } else if let Change::Answered { person: by, text } = change {
            (person, words) = (Some(*by), some(text));
        } else if let Change::VerdictGiven { person: by, verdict: given } = change {
            (person, verdict) = (Some(*by), Some(*given));
        } else if let Change::Reopened { reason } = change {
            (person, words, verdict) = (self.incident.first_reporter(), some(reason), Some(Verdict::StillBroken));
        }
        let still = (self.incident.still_broken() as u32, self.incident.reporters.len() as u32);
        Matter::ReporterSaid {
            who: person.map_or_else(|| "The reporter".to_owned(), |p| self.book.reporter(self.incident, p)),
            verdict,
            words,
            still_broken: (still.0 > 0 && still.1 > 1).then_some(still),
        }
    }

    fn new_incident(&self, reported: &Reported) -> Matter {
        Matter::NewIncident {
            service: reported.affected.first().map(|(service, _)| self.book.service(*service)),
            request: self.incident.kind.is_request(),
            priority: self.incident.priority,
            proposed: self.incident.proposed_priority(),
            impact: reported.impact,
            urgency: reported.urgency,
            reporter: reported.reporter.map_or_else(|| "somebody".to_owned(), |p| self.book.person(p)),
            words: some(&shortened(&reported.statement.description)),
        }
    }

    fn name_of(&self, who: Who) -> Option<String> {
        who.person().map(|person| self.book.person(person))
    }
}

/// The rest is on the incident's page; in letters to a whole team long reports would add up.
fn shortened(description: &str) -> String {
    match description.char_indices().nth(QUOTED_DESCRIPTION) {
        Some((end, _)) => format!("{}…", &description[..end]),
        None => description.to_owned(),
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
