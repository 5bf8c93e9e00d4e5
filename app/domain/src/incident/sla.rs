//! The SLA of an incident: by which targets it is judged, and what happened to its two clocks. The rules are those of
//! "SLA clock semantics" on the product page; what the marks come to is folded by `clock`.

use serde::{Deserialize, Serialize};

use crate::clock::{Hours, Ledger, Segment, SegmentKind, Span};
use crate::field::{FieldError, Problem};
use crate::ids::{CalendarId, PersonId};
use crate::incident::Stay;
use crate::time::Moment;

/// The targets that hold for one incident, as they stood when it got them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlaTerms {
    /// Milliseconds of working time from report to take.
    pub response: i64,
    /// Milliseconds of working time from report to where it works again.
    pub resolution: i64,
    pub calendar: CalendarId,
    /// Of the table of targets they were read from.
    pub version: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlaClock {
    /// From report to take.
    Response,
    /// From report to where it works again.
    Resolution,
}

impl SlaClock {
    pub const ALL: [Self; 2] = [Self::Response, Self::Resolution];

    pub fn code(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::Resolution => "resolution",
        }
    }

    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        let found = Self::ALL.into_iter().find(|clock| clock.code() == typed);
        found.ok_or_else(|| FieldError::new(field, Problem::Unknown))
    }
}

/// What a clock says by itself, once for each target it is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bell {
    /// Three quarters of the target have passed.
    Warning,
    /// The target has passed.
    Breach,
}

impl Bell {
    pub const ALL: [Self; 2] = [Self::Warning, Self::Breach];

    /// After how much of the target it rings, in percent.
    pub fn after_percent(self) -> i64 {
        match self {
            Self::Warning => 75,
            Self::Breach => 100,
        }
    }
}

/// Why a target was missed, chosen by the team afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BreachCause {
    LatePickup,
    Vendor,
    Misrouted,
    Underestimated,
    NoCover,
    Other,
}

impl BreachCause {
    pub const ALL: [Self; 6] =
        [Self::LatePickup, Self::Vendor, Self::Misrouted, Self::Underestimated, Self::NoCover, Self::Other];

    /// As forms carry it.
    pub fn code(self) -> &'static str {
        match self {
            Self::LatePickup => "late_pickup",
            Self::Vendor => "vendor",
            Self::Misrouted => "misrouted",
            Self::Underestimated => "underestimated",
            Self::NoCover => "no_cover",
            Self::Other => "other",
        }
    }

    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        let chosen = Self::ALL.into_iter().find(|cause| cause.code() == typed);
        let problem = if typed.is_empty() { Problem::Missing } else { Problem::Unknown };
        chosen.ok_or_else(|| FieldError::new(field, problem))
    }
}

/// A bell that rang.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rang {
    pub clock: SlaClock,
    pub bell: Bell,
    /// Of how many targets in turn it was; see `Sla::turn`.
    pub turn: u32,
    /// When it was to ring; after a downtime it rings late.
    pub due: Moment,
    pub at: Moment,
    pub owner: Option<PersonId>,
    /// Of a breach.
    pub cause: Option<BreachCause>,
    pub cause_words: Option<String>,
}

/// How near the update came that stakeholders wait for, when that was told last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RangPromise {
    pub due: Moment,
    pub bell: Bell,
}

/// A promised update that came, or an end that made it needless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgedPromise {
    pub due: Moment,
    pub at: Moment,
    pub kept: bool,
}

/// Promises of one incident that are kept one by one; beyond that the oldest are only counted.
pub const PROMISES_LISTED_MOST: usize = 200;

/// What happened to the clocks of one incident. Without marks it has none: it is a request, or began before there were
/// targets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sla {
    pub marks: Vec<SlaMark>,
    pub rang: Vec<Rang>,
    /// Updates that came before they were due, and those that came later or not at all.
    /// When it was with a vendor.
    pub vendor: Vec<Stay>,
    pub promises_kept: u32,
    pub promises_missed: u32,
    /// The newest of them, one by one.
    pub promises: Vec<JudgedPromise>,
    pub promise_rang: Option<RangPromise>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlaMark {
    pub at: Moment,
    pub what: SlaEvent,
    /// When it was set, where the time was corrected since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Moment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlaEvent {
    Terms(SlaTerms),
    Answered,
    Solved,
    /// It counted as solved, and is broken again.
    Broken,
    Paused,
    Resumed,
    /// Neither clock matters any more: cancelled, merged, or a request.
    Dropped,
    /// It matters again.
    Revived,
}

/// When the clocks of a calendar run.
pub trait Calendars {
    /// As they were known at an instant: what is changed later judges nothing that had stopped by then.
    fn hours(&self, calendar: CalendarId, as_of: Moment) -> &dyn Hours;
}

impl Sla {
    /// Of an incident that is judged by these from its beginning.
    pub(super) fn begun(terms: Option<SlaTerms>, at: Moment) -> Self {
        let begins = |terms| SlaMark::new(at, SlaEvent::Terms(terms));
        Self { marks: terms.map(begins).into_iter().collect(), ..Self::default() }
    }

    pub(super) fn back_from_vendor(&mut self, at: Moment) {
        self.vendor.iter_mut().filter(|stay| stay.to.is_none()).for_each(|stay| stay.to = Some(at));
    }

    /// Milliseconds of what a clock counted in which it was with a vendor: they count, and say whose they were.
    pub fn at_vendor(&self, ledger: &Ledger) -> i64 {
        let counted = ledger.segments.iter().filter(|segment| segment.kind == SegmentKind::Running);
        let within = |segment: &Segment| -> i64 {
            let shared = |stay: &Stay| {
                let (from, to) = (stay.from.max(segment.from), stay.to.map_or(segment.to, |to| to.min(segment.to)));
                Span { from, to }.length()
            };
            self.vendor.iter().map(shared).sum()
        };
        counted.map(within).sum()
    }

    /// The targets in force.
    pub fn terms(&self) -> Option<SlaTerms> {
        self.marks.iter().rev().find_map(|mark| mark.what.terms())
    }

    /// The calendars it has been judged by.
    pub fn calendars(&self) -> impl Iterator<Item = CalendarId> + '_ {
        self.marks.iter().filter_map(|mark| mark.what.terms()).map(|terms| terms.calendar)
    }

    /// How many targets it has been judged by.
    pub fn turn(&self) -> u32 {
        self.marks.iter().filter(|mark| mark.what.terms().is_some()).count() as u32
    }

    /// Since when a clock stands for good, as far as anybody knows.
    pub(super) fn stopped(&self, clock: SlaClock) -> Option<Moment> {
        let mut since = None;
        for mark in &self.marks {
            match (mark.what, clock) {
                (SlaEvent::Answered, SlaClock::Response)
                | (SlaEvent::Solved, SlaClock::Resolution)
                | (SlaEvent::Dropped, _) => since = since.or(Some(mark.at)),
                (SlaEvent::Broken, SlaClock::Resolution) | (SlaEvent::Revived, _) => since = None,
                (SlaEvent::Terms(_) | SlaEvent::Paused | SlaEvent::Resumed, _)
                | (SlaEvent::Answered, SlaClock::Resolution)
                | (SlaEvent::Solved | SlaEvent::Broken, SlaClock::Response) => {}
            }
        }
        since
    }

    /// A breach says all that a warning would, and is said once whatever the targets are afterwards.
    pub fn has_rung(&self, clock: SlaClock, bell: Bell) -> bool {
        let turn = self.turn();
        self.rang
            .iter()
            .any(|rang| rang.clock == clock && (rang.bell == Bell::Breach || (rang.bell, rang.turn) == (bell, turn)))
    }

    /// Whether that was told of the update that is due then, or worse.
    pub fn has_promise_rung(&self, due: Moment, bell: Bell) -> bool {
        self.promise_rang.is_some_and(|rang| rang.due == due && (rang.bell == bell || rang.bell == Bell::Breach))
    }

    pub(super) fn judge_promise(&mut self, judged: JudgedPromise) {
        self.promises_kept += u32::from(judged.kept);
        self.promises_missed += u32::from(!judged.kept);
        self.promises.push(judged);
        let surplus = self.promises.len().saturating_sub(PROMISES_LISTED_MOST);
        self.promises.drain(..surplus);
    }

    pub fn breach(&self, clock: SlaClock) -> Option<&Rang> {
        self.rang.iter().find(|rang| (rang.clock, rang.bell) == (clock, Bell::Breach))
    }
}

impl SlaEvent {
    pub(super) fn terms(self) -> Option<SlaTerms> {
        if let Self::Terms(terms) = self { Some(terms) } else { None }
    }
}

impl SlaClock {
    /// Milliseconds of working time.
    pub fn target(self, terms: SlaTerms) -> i64 {
        match self {
            Self::Response => terms.response,
            Self::Resolution => terms.resolution,
        }
    }
}
