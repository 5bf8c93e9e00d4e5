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

/// The last days of one service, today among them: at most 90, fewer since it was added.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ServiceDays {
    pub days: u32,
    /// The first of them, as `2026-08-31`.
    pub first: String,
    /// Those on which it was not there all the time, the oldest first.
    pub hit: Vec<HitDay>,
    /// Seconds.
    pub down: i64,
    pub degraded: i64,
    /// With a target only.
    pub figure: Option<Percent>,
}

impl ServiceDays {
    /// A picture has room for so many days, today at its right end.
    pub const ROOM: u32 = 90;
    /// From one day to the next.
    pub const STEP: u32 = 4;

    /// The path of all days as one line, to be dashed by `STEP`.
    pub fn line(&self) -> String {
        format!("M{} 8H{}", Self::left(Self::ROOM.saturating_sub(self.days)), Self::ROOM * Self::STEP)
    }

    /// The path of the days on which it was down, or else in part only.
    pub fn marks(&self, down: bool) -> String {
        let gap = Self::ROOM.saturating_sub(self.days);
        let shown = self.hit.iter().filter(|day| (day.down > 0) == down);
        shown.map(|day| format!("M{} 8h{}", Self::left(gap + day.place), Self::STEP - 1)).collect()
    }

    fn left(place: u32) -> u32 {
        place * Self::STEP
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HitDay {
    /// Its place among the days; the oldest is 0.
    pub place: u32,
    /// As `2026-11-23`, and `Mon 23 Nov`.
    pub date: String,
    pub name: String,
    /// Seconds.
    pub down: i64,
    pub degraded: i64,
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
