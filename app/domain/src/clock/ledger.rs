use serde::{Deserialize, Serialize};

use crate::time::Moment;

/// What explains a clock: where it stands, when it is due, and the segments that its elapsed time is the sum of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    pub state: State,
    /// The first instant at which the target is reached; `None` while the clock rests, once it is cancelled, and where
    /// the hours end before.
    pub due: Option<Moment>,
    /// It has been due, and went on: nothing that comes later takes that back.
    pub breached: bool,
    /// Milliseconds of working time.
    pub elapsed: i64,
    /// From the start to the end or to now, without a gap; no two neighbours are of one kind.
    pub segments: Vec<Segment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Running,
    Paused,
    Met,
    MetLate,
    Breached,
    Cancelled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    pub from: Moment,
    pub to: Moment,
    pub kind: SegmentKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentKind {
    /// The only one that counts.
    Running,
    Paused,
    /// Also inside a pause: a pause outside working hours adds nothing.
    OutOfHours,
    /// Between a stop and the re-opening that followed: neither elapsed nor pause.
    ConsideredSolved,
}

impl Ledger {
    /// When it is due, as long as it runs.
    pub fn runs_out(&self) -> Option<Moment> {
        self.due.filter(|_| matches!(self.state, State::Running | State::Breached))
    }

    /// Milliseconds of all segments of a kind.
    pub fn total(&self, kind: SegmentKind) -> i64 {
        self.segments.iter().filter(|segment| segment.kind == kind).map(|segment| segment.to.since(segment.from)).sum()
    }
}
