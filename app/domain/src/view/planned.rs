//! Planned work, as visitors and as the team read it.

use serde::{Deserialize, Serialize};

use crate::locale::Locale;
use crate::planned::{End, Stage};
use crate::time::Moment;
use crate::view::{Choice, TimeView};

/// What everybody may read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedLine {
    pub services: Vec<Choice>,
    /// The public words.
    pub words: String,
    pub begins: TimeView,
    pub ends: TimeView,
}

impl PlannedLine {
    pub fn stage(&self, now: Moment) -> Stage {
        Stage::of(self.begins.utc, self.ends.utc, now)
    }

    /// `planned from 10:00 until 12:00`, as it stands at that instant.
    pub fn when(&self, now: Moment) -> String {
        Locale::English.planned_times(self.stage(now), &self.begins.text, &self.ends.text)
    }

    /// `E-mail, Files`.
    pub fn names(&self) -> String {
        self.services.iter().map(|service| service.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// `/planned`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlannedPage {
    pub as_of: Moment,
    /// In which typed times are meant.
    pub zone: String,
    /// What nobody has ended, the first to begin first.
    pub standing: Vec<PlannedRow>,
    /// What was, the newest first.
    pub past: Vec<PlannedRow>,
    pub services: Vec<Choice>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PlannedRow {
    pub id: String,
    pub line: PlannedLine,
    /// For the team.
    pub note: String,
    pub end: Option<(End, TimeView)>,
    /// As a field of date and time holds them.
    pub begins_typed: String,
    pub ends_typed: String,
    /// The letters that went out about it, the newest first.
    pub told: Vec<ToldLine>,
    /// The audiences that are reminded the day before, by name.
    pub reminded: Vec<String>,
    /// Whether there is a day before, for a letter to go out on.
    pub may_remind: bool,
    pub audiences: Vec<PlannedAudience>,
    pub revision: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ToldLine {
    pub at: TimeView,
    pub what: String,
    pub people: u64,
}

/// Whom one can tell, and how many that are.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedAudience {
    pub id: String,
    pub name: String,
    pub people: u64,
}
