use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Problem};
use crate::time::Moment;

/// What the figure is made of; milliseconds, all inside the hours that count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Availability {
    /// Without planned time that is not counted.
    pub observed: i64,
    pub down: i64,
    pub degraded: i64,
    pub planned: i64,
    /// In order, without the time in which it was there; no two that touch are of one cause.
    pub parts: Vec<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub from: Moment,
    pub to: Moment,
    pub cause: Cause,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    Down,
    Degraded,
    /// Planned, and not counted.
    Planned,
}

/// Thousandths of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(pub i64);

impl Percent {
    pub const ALL: Self = Self(100_000);
}

impl Percent {
    /// As people write a target: "99.5", above 0 and at most 100, with three decimals or fewer.
    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        let malformed = || FieldError::new(field, Problem::Malformed);
        let number = typed.trim().trim_end_matches('%').trim_end().replace(',', ".");
        let (whole, rest) = number.split_once('.').unwrap_or((&number, ""));
        let digits = |text: &str, most| text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole, 3) || !digits(rest, 3) {
            return Err(malformed());
        }
        let thousandths = format!("{whole}{rest:0<3}").parse::<i64>().map_err(|_| malformed())?;
        Some(Self(thousandths)).filter(|target| (1..=Self::ALL.0).contains(&target.0)).ok_or_else(malformed)
    }
}

impl Availability {
    /// Cut off, so that no outage is rounded away; `None` where nothing was observed.
    pub fn percent(&self) -> Option<Percent> {
        let there = self.observed.saturating_sub(self.down);
        (self.observed > 0).then(|| Percent(there.saturating_mul(Percent::ALL.0) / self.observed))
    }

    /// Milliseconds that it may yet be down until less than `target` of `whole` is left; negative once it was more.
    pub fn left(&self, target: Percent, whole: i64) -> i64 {
        let allowed = whole.saturating_mul(Percent::ALL.0 - target.0) / Percent::ALL.0;
        allowed.saturating_sub(self.down)
    }
}
