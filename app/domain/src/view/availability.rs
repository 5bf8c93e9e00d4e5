//! How much of a month a service was there, with everything that the figure is made of.

use serde::{Deserialize, Serialize};

use crate::availability::{Cause, Percent};
use crate::view::reach::OpenOne;
use crate::view::{Choice, TimeView};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AvailabilityView {
    pub service: Choice,
    /// `2026-03`, and "March 2026".
    pub month: String,
    pub words: String,
    /// Months to look at, as they stand in the address.
    pub before: Option<String>,
    pub next: Option<String>,
    /// The zone whose months these are.
    pub zone: String,
    /// It has not ended: observed until now.
    pub running: bool,
    /// The service was added in the course of it.
    pub since: Option<TimeView>,
    pub target: Option<Percent>,
    /// None where nothing was observed.
    pub figure: Option<Percent>,
    /// Seconds.
    pub observed: i64,
    pub down: i64,
    pub degraded: i64,
    /// Minutes that it may still be down in the whole of the month; below zero once it was more. With a target only.
    pub left: Option<i64>,
    /// In order; what is down comes to `down`, what is degraded to `degraded`.
    pub ledger: Vec<LedgerLine>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LedgerLine {
    pub from: TimeView,
    /// `None` where it lasts until now.
    pub to: Option<TimeView>,
    pub seconds: i64,
    pub cause: Cause,
    /// What it comes from, as far as the viewer may read it.
    pub incidents: Vec<OpenOne>,
}
