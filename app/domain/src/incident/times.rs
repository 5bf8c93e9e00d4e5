//! The instants of an incident, and what becomes of them when one was written down wrong. What was recorded first is
//! kept: the clocks can be folded as they were judged then.

use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Problem};
use crate::incident::{Incident, SlaEvent, SlaMark};
use crate::time::Moment;

/// An instant of an incident that somebody may correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// It began; nobody need have noticed.
    Began,
    /// The call or the mail came in; the clocks start here.
    Reached,
    Taken,
    Mitigated,
    /// It worked again.
    Restored,
    Resolved,
}

impl Milestone {
    pub const ALL: [Self; 6] =
        [Self::Began, Self::Reached, Self::Taken, Self::Mitigated, Self::Restored, Self::Resolved];

    pub fn code(self) -> &'static str {
        match self {
            Self::Began => "began",
            Self::Reached => "reached",
            Self::Taken => "taken",
            Self::Mitigated => "mitigated",
            Self::Restored => "restored",
            Self::Resolved => "resolved",
        }
    }

    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        let chosen = Self::ALL.into_iter().find(|which| which.code() == typed);
        let problem = if typed.is_empty() { Problem::Missing } else { Problem::Unknown };
        chosen.ok_or_else(|| FieldError::new(field, problem))
    }

    /// What it does to the clocks.
    fn strikes(self) -> Option<SlaEvent> {
        match self {
            Self::Taken => Some(SlaEvent::Answered),
            Self::Mitigated | Self::Resolved => Some(SlaEvent::Solved),
            Self::Began | Self::Reached | Self::Restored => None,
        }
    }
}

/// An instant that was corrected, with what was recorded first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub which: Milestone,
    /// `None` where there was none.
    pub recorded: Option<Moment>,
}

/// What lies before what; where it does not, no figure counts it.
const ORDERS: [(Milestone, Milestone); 7] = [
    (Milestone::Began, Milestone::Reached),
    (Milestone::Began, Milestone::Restored),
    (Milestone::Reached, Milestone::Taken),
    (Milestone::Taken, Milestone::Mitigated),
    (Milestone::Taken, Milestone::Resolved),
    (Milestone::Mitigated, Milestone::Resolved),
    (Milestone::Restored, Milestone::Resolved),
];

impl Incident {
    /// When it happened, as far as anybody knows by now.
    pub fn instant(&self, which: Milestone) -> Option<Moment> {
        match which {
            Milestone::Began => self.began_at,
            Milestone::Reached => Some(self.starts_at()),
            Milestone::Taken => self.taken_at,
            Milestone::Mitigated => self.mitigated_at,
            Milestone::Restored => self.restored_at,
            Milestone::Resolved => self.resolved_at,
        }
    }

    /// When its clocks start: when it reached us, which may be before somebody wrote it down.
    pub fn starts_at(&self) -> Moment {
        self.reached_at.unwrap_or(self.reported_at)
    }

    pub fn correction(&self, which: Milestone) -> Option<Correction> {
        self.corrections.iter().copied().find(|correction| correction.which == which)
    }

    /// What cannot have been: the first of each pair lies after the second.
    pub fn impossible_orders(&self) -> Vec<(Milestone, Milestone)> {
        let turned = |(first, then): &(Milestone, Milestone)| {
            let (first, then) = (self.instant(*first), self.instant(*then));
            first.zip(then).is_some_and(|(first, then)| first > then)
        };
        ORDERS.into_iter().filter(turned).collect()
    }

    /// As the clocks were judged before any time was corrected; `None` where none was.
    pub fn as_recorded(&self) -> Option<Self> {
        let moved = self.sla.marks.iter().any(|mark| mark.entered.is_some()) || !self.corrections.is_empty();
        moved.then(|| {
            let mut other = self.clone();
            for mark in &mut other.sla.marks {
                mark.at = mark.recorded();
            }
            for Correction { which, recorded } in &self.corrections {
                other.put(*which, *recorded);
            }
            other
        })
    }

    /// Between which instants this one may lie: what broke again in between, or ended, stays where it is.
    pub(super) fn room_for(&self, which: Milestone) -> (Option<Moment>, Option<Moment>) {
        let Some(place) = self.mark_of(which).filter(|_| which.strikes() == Some(SlaEvent::Solved)) else {
            return (None, None);
        };
        let turns = |mark: &&SlaMark| matches!(mark.what, SlaEvent::Broken | SlaEvent::Revived | SlaEvent::Dropped);
        let after = self.sla.marks[..place].iter().rev().find(turns).map(|mark| mark.at);
        let before = self.sla.marks[place..].iter().find(turns).map(|mark| mark.at);
        (after, before)
    }

    /// Which of the marks it set.
    fn mark_of(&self, which: Milestone) -> Option<usize> {
        let what = which.strikes()?;
        let recorded = self.correction(which).map_or(self.instant(which), |correction| correction.recorded);
        self.sla.marks.iter().position(|mark| mark.what == what && Some(mark.recorded()) == recorded)
    }

    /// Holds no rule. What was hit until it worked again was hit until then.
    pub(super) fn correct(&mut self, which: Milestone, to: Moment) {
        let was = self.instant(which);
        if let Some(place) = self.mark_of(which) {
            let mark = &mut self.sla.marks[place];
            mark.entered = Some(mark.recorded());
            mark.at = to;
        }
        if self.correction(which).is_none() {
            self.corrections.push(Correction { which, recorded: was });
        }
        if which == Milestone::Restored {
            let with_it = |affected: &&mut super::Affected| affected.to == was && to > affected.from;
            self.affected.iter_mut().filter(with_it).for_each(|affected| affected.to = Some(to));
        }
        self.put(which, Some(to));
    }

    fn put(&mut self, which: Milestone, at: Option<Moment>) {
        match which {
            Milestone::Began => self.began_at = at,
            Milestone::Reached => self.reached_at = at,
            Milestone::Taken => self.taken_at = at,
            Milestone::Mitigated => self.mitigated_at = at,
            Milestone::Restored => self.restored_at = at,
            Milestone::Resolved => self.resolved_at = at,
        }
    }

    /// It happens anew: what was corrected of the time before is told by the timeline.
    pub(super) fn happens_anew(&mut self, which: &[Milestone]) {
        self.corrections.retain(|correction| !which.contains(&correction.which));
    }
}

impl SlaMark {
    pub(super) fn new(at: Moment, what: SlaEvent) -> Self {
        Self { at, what, entered: None }
    }

    /// When it was set, whatever was corrected since.
    pub fn recorded(self) -> Moment {
        self.entered.unwrap_or(self.at)
    }
}
