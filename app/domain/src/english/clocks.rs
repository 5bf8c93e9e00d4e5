//! Words about clocks, targets and why they were missed.

use crate::clock::{SegmentKind, State};
use crate::incident::{Bell, BreachCause, Milestone, SlaClock, SlaTerms};
use crate::locale::Locale;
use crate::time::{HOUR, MINUTE, SECOND};
use crate::view::board::DueKind;
use crate::view::compliance::Counted;

/// What one working day of a target comes to.
pub const WORKING_DAY: i64 = 8 * HOUR;

impl Locale {
    /// What is due, before "in 5 min" or "5 min late".
    pub fn due(self, kind: DueKind) -> &'static str {
        match kind {
            DueKind::Promise => "Update",
            DueKind::Response => "Take",
            DueKind::Resolution => "Works again",
            DueKind::Hold => "End of hold",
            DueKind::Close => "Closes",
            DueKind::Chase => "Chase the vendor",
            DueKind::Legal => "Legal deadline",
        }
    }

    /// What a clock measures, as its line is headed.
    pub fn clock(self, clock: SlaClock) -> &'static str {
        match clock {
            SlaClock::Response => "Taken",
            SlaClock::Resolution => "Works again",
        }
    }

    /// What is counted by month.
    pub fn counted(self, what: Counted) -> &'static str {
        match what {
            Counted::Clock(clock) => self.clock(clock),
            Counted::Promise => "Promised update",
        }
    }

    /// Before an instant: "to be taken by 14:20".
    pub fn clock_due(self, clock: SlaClock) -> &'static str {
        match clock {
            SlaClock::Response => "To be taken by",
            SlaClock::Resolution => "To work again by",
        }
    }

    /// What it waits for, after a verb: "12 min left to take it".
    pub fn clock_aim(self, clock: SlaClock) -> &'static str {
        match clock {
            SlaClock::Response => "take it",
            SlaClock::Resolution => "make it work again",
        }
    }

    pub fn clock_state(self, state: State) -> &'static str {
        match state {
            State::Running => "running",
            State::Paused => "stands still",
            State::Met => "in time",
            State::MetLate => "late",
            State::Breached => "over time",
            State::Cancelled => "no longer counts",
        }
    }

    pub fn segment(self, kind: SegmentKind) -> &'static str {
        match kind {
            SegmentKind::Running => "counts",
            SegmentKind::Paused => "waits for the reporter",
            SegmentKind::OutOfHours => "outside working hours",
            SegmentKind::ConsideredSolved => "counted as solved",
        }
    }

    /// After a span: "2 h spent waiting for the reporter".
    pub fn segment_not_counted(self, kind: SegmentKind) -> &'static str {
        match kind {
            SegmentKind::Running => "counted",
            SegmentKind::Paused => "spent waiting for the reporter",
            SegmentKind::OutOfHours => "outside working hours",
            SegmentKind::ConsideredSolved => "counted as solved",
        }
    }

    pub fn breach_cause(self, cause: BreachCause) -> &'static str {
        match cause {
            BreachCause::LatePickup => "taken late",
            BreachCause::Vendor => "a supplier took longer",
            BreachCause::Misrouted => "it was with the wrong people",
            BreachCause::Underestimated => "it was more than it seemed",
            BreachCause::NoCover => "nobody was there",
            BreachCause::Other => "something else",
        }
    }

    /// As its line is headed.
    pub fn milestone(self, which: Milestone) -> &'static str {
        match which {
            Milestone::Began => "Began",
            Milestone::Reached => "Reached us",
            Milestone::Taken => "Taken",
            Milestone::Mitigated => "Being watched since",
            Milestone::Restored => "Worked again",
            Milestone::Resolved => "Resolved",
        }
    }

    /// After "when it".
    pub(super) fn milestone_past(self, which: Milestone) -> &'static str {
        match which {
            Milestone::Began => "began",
            Milestone::Reached => "reached us",
            Milestone::Taken => "was taken",
            Milestone::Mitigated => "was watched from",
            Milestone::Restored => "worked again",
            Milestone::Resolved => "was resolved",
        }
    }

    /// Two times that cannot both be right.
    pub fn impossible_order(self, (first, then): (Milestone, Milestone)) -> String {
        format!("it {} after it {}", self.milestone_past(first), self.milestone_past(then))
    }

    pub(super) fn rang(self, clock: SlaClock, bell: Bell) -> String {
        let aim = self.clock_aim(clock);
        match bell {
            Bell::Warning => format!("three quarters of the time to {aim} have passed"),
            Bell::Breach => format!("the time to {aim} has passed"),
        }
    }

    pub(super) fn targets(self, terms: SlaTerms) -> String {
        let (response, resolution) = (self.working_time(terms.response), self.working_time(terms.resolution));
        format!("set its targets: taken within {response}, works again within {resolution}")
    }

    /// A span of working time: whole working days where it is some, else hours and minutes.
    pub fn working_time(self, milliseconds: i64) -> String {
        match milliseconds {
            days if days >= WORKING_DAY && days % WORKING_DAY == 0 => match days / WORKING_DAY {
                1 => "1 working day".to_owned(),
                many => format!("{many} working days"),
            },
            span => self.exact_span(span),
        }
    }

    /// A span to the minute: "4 h 20 min".
    pub fn exact_span(self, milliseconds: i64) -> String {
        let (hours, minutes) = (milliseconds / HOUR, milliseconds % HOUR / MINUTE);
        match (hours, minutes) {
            (0, 0) => format!("{} s", milliseconds / SECOND),
            (0, minutes) => format!("{minutes} min"),
            (hours, 0) => format!("{hours} h"),
            (hours, minutes) => format!("{hours} h {minutes} min"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_as_people_say_them() {
        let said = |span| Locale::English.working_time(span);
        assert_eq!(said(15 * MINUTE), "15 min");
        assert_eq!(said(WORKING_DAY), "1 working day");
        assert_eq!(said(5 * WORKING_DAY), "5 working days");
        assert_eq!(said(4 * HOUR + 20 * MINUTE), "4 h 20 min");
        assert_eq!(said(12 * HOUR), "12 h");
        assert_eq!(said(40 * SECOND), "40 s");
    }
}
