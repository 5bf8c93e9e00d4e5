//! Reviews: what was learned of an incident. When one is due, which parts it has, and whose name stands in it. Closing
//! never waits for one.

use serde::{Deserialize, Serialize};

use crate::classification::Priority;
use crate::incident::{Incident, Major};
use crate::search::fold;
use crate::time::{DAY, Moment};

/// So many working days after it was resolved, counted by the calendar, at the end of the last.
pub const DUE_WORKING_DAYS: u32 = 3;
/// Shorter words are no names that stand alone.
const NAME_LETTERS_LEAST: usize = 3;

/// Why a review is due by itself. On disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewWhy {
    Priority1,
    Major,
}

/// The one place that says whether one is due.
pub fn why_due(incident: &Incident) -> Option<ReviewWhy> {
    if incident.major == Major::Accepted {
        return Some(ReviewWhy::Major);
    }
    (incident.shown_priority() == Some(Priority::P1)).then_some(ReviewWhy::Priority1)
}

/// Nobody has to, and it may be worth it.
pub fn is_offered(incident: &Incident) -> bool {
    why_due(incident).is_none() && incident.shown_priority() == Some(Priority::P2)
}

/// The parts that somebody writes. On disk, by their codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewPart {
    Happened,
    Why,
    Change,
    Factors,
    WentWell,
    WentBadly,
    Lucky,
}

impl ReviewPart {
    pub const ALL: [Self; 7] =
        [Self::Happened, Self::Why, Self::Change, Self::Factors, Self::WentWell, Self::WentBadly, Self::Lucky];

    pub fn code(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Why => "because",
            Self::Change => "change",
            Self::Factors => "factors",
            Self::WentWell => "went_well",
            Self::WentBadly => "went_badly",
            Self::Lucky => "lucky",
        }
    }

    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == code)
    }

    /// The three that a review begins with.
    pub fn is_first(self) -> bool {
        matches!(self, Self::Happened | Self::Why | Self::Change)
    }

    /// Where a name reads as blame.
    pub fn seeks_causes(self) -> bool {
        matches!(self, Self::Why | Self::Factors | Self::WentBadly)
    }
}

/// What a letter tells of a review. On disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewNews {
    /// It is yours, until then.
    Yours,
    DueSoon,
    Overdue,
    /// To whom it is published.
    Published,
}

/// What rings by itself while it is not published. The numbers are on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum ReviewBell {
    DueSoon = 1,
    Overdue = 2,
}

impl ReviewBell {
    pub const ALL: [Self; 2] = [Self::DueSoon, Self::Overdue];

    pub fn at(self, due: Moment) -> Moment {
        match self {
            Self::DueSoon => due.plus(-DAY),
            Self::Overdue => due,
        }
    }

    pub fn news(self) -> ReviewNews {
        match self {
            Self::DueSoon => ReviewNews::DueSoon,
            Self::Overdue => ReviewNews::Overdue,
        }
    }
}

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewStage {
    /// Due, and nobody has written in it yet.
    Due,
    Begun,
    Published,
}

/// Which of these people a text names, by first or whole name, each once and as they are called.
pub fn names_in(text: &str, people: &[String]) -> Vec<String> {
    let words = words(text);
    let mut named: Vec<String> = Vec::new();
    for person in people {
        let name = self::words(person);
        let Some(first) = name.first() else { continue };
        let stands = |name: &[String]| words.windows(name.len()).any(|here| here == name);
        let alone = first.chars().count() >= NAME_LETTERS_LEAST && stands(&name[..1]);
        if (alone || stands(&name)) && !named.contains(person) {
            named.push(person.clone());
        }
    }
    named
}

fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_its_first_part_and_as_a_whole_and_not_within_a_word() {
        let people = ["Rui Costa", "Inês", "Mara Reis", "Al Bo"].map(str::to_owned);
        let named = |text: &str| names_in(text, &people);
        assert_eq!(named("Rui restarted it, and rui costa again"), ["Rui Costa"], "once");
        assert_eq!(named("INES waited"), ["Inês"], "without its accent too");
        assert_eq!(named("The ruin of a marathon"), Vec::<String>::new());
        assert_eq!(named("Al was right"), Vec::<String>::new(), "two letters are no name that stands alone");
        assert_eq!(named("It was Al Bo"), ["Al Bo"]);
        assert_eq!(named("The responder on duty"), Vec::<String>::new());
    }
}
