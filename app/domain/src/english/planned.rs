//! Planned work in words.

use crate::locale::Locale;
use crate::planned::{End, Stage, Telling};

impl Locale {
    /// When it is, with the times as they are read: `planned from 10:00 until 12:00`.
    pub fn planned_times(self, stage: Stage, begins: &str, ends: &str) -> String {
        match stage {
            Stage::Coming => format!("planned from {begins} until {ends}"),
            Stage::Running => format!("being worked on as planned, until {ends}"),
            Stage::Overrun => format!("planned until {ends}, and not finished yet"),
        }
    }

    pub fn planned_end(self, end: End) -> &'static str {
        match end {
            End::Finished => "finished",
            End::Cancelled => "called off",
        }
    }

    /// What a letter tells of it, for lists and buttons.
    pub fn planned_telling(self, telling: Telling) -> &'static str {
        match telling {
            Telling::Announced => "that it is planned",
            Telling::DayBefore => "that it comes the next day",
            Telling::Overrun => "that it takes longer",
            Telling::Finished => "that it is finished",
            Telling::Cancelled => "that it is called off",
        }
    }
}
