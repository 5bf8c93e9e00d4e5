//! From what is recorded of an incident to its clocks.

use crate::clock::{Ledger, Mark, MarkKind, Terms, ledger, opens_for};
use crate::incident::{Bell, Calendars, Change, Incident, SlaClock, SlaEvent, SlaMark, SlaTerms};
use crate::time::Moment;

impl Incident {
    /// What explains one of its clocks; `None` where it has none.
    pub fn ledger(&self, clock: SlaClock, calendars: &dyn Calendars, now: Moment) -> Option<Ledger> {
        self.ledger_to(clock, 100, calendars, now)
    }

    /// The same incident as if it had been judged by these from its beginning.
    pub fn judged_by(&self, terms: SlaTerms) -> Self {
        let mut other = self.clone();
        other.sla.marks.retain(|mark| mark.what.terms().is_none());
        other.sla.marks.insert(0, SlaMark::new(self.reported_at, SlaEvent::Terms(terms)));
        other
    }

    /// When a bell rings if nothing else happens: `None` while the clock stands.
    pub fn rings_at(&self, clock: SlaClock, bell: Bell, calendars: &dyn Calendars) -> Option<Moment> {
        self.ledger_to(clock, bell.after_percent(), calendars, self.changed_at)?.runs_out()
    }

    /// The same with targets of so many percent.
    fn ledger_to(&self, clock: SlaClock, percent: i64, calendars: &dyn Calendars, now: Moment) -> Option<Ledger> {
        let as_of = self.sla.stopped(clock).unwrap_or(Moment(i64::MAX));
        let terms = |of: SlaTerms| Terms {
            target: clock.target(of).saturating_mul(percent) / 100,
            hours: calendars.hours(of.calendar, as_of),
        };
        let first = self.sla.marks.iter().find_map(|mark| mark.what.terms())?;
        let start = self.starts_at();
        // A corrected time may lie where another one does, or before anything began.
        let mut struck = self.sla.marks.clone();
        struck.sort_by_key(|mark| mark.at);
        let mut marks = vec![Mark { at: start, kind: MarkKind::Start }];
        let mut answered = false;
        for mark in &struck {
            answered |= mark.what == SlaEvent::Answered;
            let kind = match (mark.what, clock) {
                (SlaEvent::Terms(of), _) if mark.at == self.reported_at && of == first => None,
                (SlaEvent::Terms(of), _) => Some(MarkKind::Target {
                    terms: terms(of),
                    floor: opens_for(calendars.hours(of.calendar, as_of), mark.at, of.response).unwrap_or(mark.at),
                }),
                (SlaEvent::Answered, SlaClock::Response) | (SlaEvent::Solved, SlaClock::Resolution) => {
                    Some(MarkKind::Stop)
                }
                (SlaEvent::Broken, SlaClock::Resolution) => Some(MarkKind::Reopen),
                (SlaEvent::Paused, SlaClock::Resolution) => Some(MarkKind::Pause),
                (SlaEvent::Resumed, SlaClock::Resolution) => Some(MarkKind::Resume),
                (SlaEvent::Dropped, _) => Some(MarkKind::Cancel),
                (SlaEvent::Revived, SlaClock::Response) if answered => None,
                (SlaEvent::Revived, _) => Some(MarkKind::Reopen),
                (SlaEvent::Answered, SlaClock::Resolution)
                | (SlaEvent::Solved | SlaEvent::Broken | SlaEvent::Paused | SlaEvent::Resumed, SlaClock::Response) => {
                    None
                }
            };
            marks.extend(kind.map(|kind| Mark { at: mark.at.max(start), kind }));
        }
        ledger(terms(first), &marks, now.max(start))
    }
}

impl Change {
    /// What it does to the clocks of the incident as it stood before.
    #[expect(clippy::too_many_lines, reason = "one match, a line for each change")]
    pub(super) fn strikes(&self, before: &Incident) -> Option<SlaEvent> {
        let paused = before.hold.as_ref().is_some_and(|hold| hold.pauses);
        let (request, waits) = (before.kind.is_request(), before.status.is_open() && !before.considered_solved);
        match self {
            Self::Reported(reported) => reported.terms.map(SlaEvent::Terms),
            Self::Prioritised { terms, .. } => terms.map(SlaEvent::Terms),
            Self::TargetsSet { terms } => Some(SlaEvent::Terms(*terms)),
            Self::Taken { .. } => Some(SlaEvent::Answered),
            Self::Mitigated { works, .. } => works.then_some(SlaEvent::Solved),
            Self::Resolved { .. } => Some(SlaEvent::Solved),
            Self::Resumed { .. } | Self::Reopened { .. } => (!request).then_some(SlaEvent::Broken),
            Self::HeldOn { pauses, .. } => pauses.then_some(SlaEvent::Paused),
            Self::HeldOff { .. } | Self::PauseEnded => paused.then_some(SlaEvent::Resumed),
            Self::Cancelled { .. } | Self::Merged { .. } => Some(SlaEvent::Dropped),
            Self::CancelReversed { .. } => (!request).then_some(SlaEvent::Revived),
            Self::TypeChanged { kind } if kind.is_request() => Some(SlaEvent::Dropped),
            // What is solved already starts no clock; should it break again, that does.
            Self::TypeChanged { .. } => (request && waits).then_some(SlaEvent::Revived),
            Self::Joined { .. }
            | Self::Left { .. }
            | Self::Verified
            | Self::Alerted { .. }
            | Self::Acknowledged { .. }
            | Self::Assigned { .. }
            | Self::ManagerNamed { .. }
            | Self::CommandTaken { .. }
            | Self::CommunicationsLeadNamed { .. }
            | Self::Closed
            | Self::Noted { .. }
            | Self::Messaged { .. }
            | Self::ReporterSaid { .. }
            | Self::Answered { .. }
            | Self::VerdictGiven { .. }
            | Self::StakeholdersTold { .. }
            | Self::MajorProposed { .. }
            | Self::MajorAccepted
            | Self::MajorDeclined { .. }
            | Self::ServiceAffected { .. }
            | Self::ServiceRecovered { .. }
            | Self::Published { .. }
            | Self::Renamed { .. }
            | Self::Restricted { .. }
            | Self::RestrictionLifted { .. }
            | Self::MemberAdded { .. }
            | Self::MemberRemoved { .. }
            | Self::FollowerAdded { .. }
            | Self::FollowerRemoved { .. }
            | Self::ChecklistBegun { .. }
            | Self::StepMarked { .. }
            | Self::StepGiven { .. }
            | Self::TakenApart { .. }
            | Self::DuplicateTaken { .. }
            | Self::DuplicateLeft { .. }
            | Self::Redacted { .. }
            | Self::HoldWatched { .. }
            | Self::ReporterReminded
            | Self::HoldOverdue
            | Self::ClockRang { .. }
            | Self::FirstNoticeOwed { .. }
            | Self::PromiseRang { .. }
            | Self::BreachExplained { .. }
            | Self::VendorChased { .. }
            | Self::ChaseDue
            | Self::TimeCorrected { .. }
            | Self::Declared { .. }
            | Self::AwareSet { .. }
            | Self::AuthorityNotified { .. }
            | Self::NotNotifiable { .. }
            | Self::RecoveryEnded { .. }
            | Self::LegalRang { .. }
            | Self::Undone { .. } => None,
        }
    }
}
