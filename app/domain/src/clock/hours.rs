use serde::{Deserialize, Serialize};

use crate::time::Moment;

/// From an instant to another, which no longer belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    pub from: Moment,
    pub to: Moment,
}

impl Span {
    /// Milliseconds; none for one that ends before it begins.
    pub fn length(self) -> i64 {
        self.to.since(self.from).max(0)
    }
}

/// When a clock runs.
pub trait Hours {
    /// The first stretch of working time that ends after `at`, whether or not it has begun; `None` when there is none
    /// any more.
    fn open_after(&self, at: Moment) -> Option<Span>;
}

/// Around the clock.
#[derive(Clone, Copy, Debug)]
pub struct Always;

impl Hours for Always {
    fn open_after(&self, _: Moment) -> Option<Span> {
        Some(Span { from: Moment(i64::MIN), to: Moment(i64::MAX) })
    }
}

/// Stretches that somebody expanded, in order of their beginning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretches(pub Vec<Span>);

impl Hours for Stretches {
    fn open_after(&self, at: Moment) -> Option<Span> {
        let first = self.0.partition_point(|span| span.to <= at);
        self.0.get(first).copied()
    }
}
