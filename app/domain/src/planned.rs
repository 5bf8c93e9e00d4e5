//! Planned work: a service is worked on from one instant to another, and everybody may read of it before. It is no
//! incident: it has no timeline and no clocks, and it keeps nobody's report from being one.

use serde::{Deserialize, Serialize};

use crate::time::Moment;

/// Where it stands while nobody has ended it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Coming,
    Running,
    /// Its end has passed, and nobody said that it is done.
    Overrun,
}

impl Stage {
    pub fn of(begins: Moment, ends: Moment, now: Moment) -> Self {
        if now < begins {
            Self::Coming
        } else if now < ends {
            Self::Running
        } else {
            Self::Overrun
        }
    }
}

/// How it ended. On disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    Finished,
    Cancelled,
}

/// What a letter to an audience tells of it. On disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Telling {
    Announced,
    DayBefore,
    Overrun,
    Finished,
    Cancelled,
}

impl Telling {
    /// What there is to tell when somebody presses.
    pub fn of(stage: Stage, end: Option<End>) -> Self {
        match (end, stage) {
            (Some(End::Finished), _) => Self::Finished,
            (Some(End::Cancelled), _) => Self::Cancelled,
            (None, Stage::Overrun) => Self::Overrun,
            (None, Stage::Coming | Stage::Running) => Self::Announced,
        }
    }

    /// Whether it is still so when the letter is written.
    pub fn holds(self, stage: Stage, end: Option<End>) -> bool {
        match self {
            Self::DayBefore => end.is_none() && stage == Stage::Coming,
            Self::Announced => end.is_none(),
            Self::Overrun | Self::Finished | Self::Cancelled => Self::of(stage, end) == self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_comes_runs_and_is_overrun_at_the_very_instants() {
        let stage = |now| Stage::of(Moment(10), Moment(20), Moment(now));
        assert_eq!([9, 10, 19, 20].map(stage), [Stage::Coming, Stage::Running, Stage::Running, Stage::Overrun]);
    }

    #[test]
    fn no_letter_announces_what_is_over_and_none_reminds_of_what_has_begun() {
        assert!(Telling::Announced.holds(Stage::Running, None));
        assert!(!Telling::Announced.holds(Stage::Coming, Some(End::Cancelled)));
        assert!(!Telling::DayBefore.holds(Stage::Running, None));
        assert!(!Telling::Overrun.holds(Stage::Running, None), "it was extended meanwhile");
        assert!(!Telling::Overrun.holds(Stage::Overrun, Some(End::Finished)));
        assert!(Telling::Finished.holds(Stage::Overrun, Some(End::Finished)));
    }
}
