//! Actions, as the team reads them.

use crate::view::{Choice, TimeView};

/// Which of them `/actions` lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Listed {
    #[default]
    Mine,
    Overdue,
    All,
}

impl Listed {
    pub const ALL: [Self; 3] = [Self::Mine, Self::Overdue, Self::All];

    pub fn code(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Overdue => "overdue",
            Self::All => "all",
        }
    }

    /// What nobody knows is all of them.
    pub fn of(typed: &str) -> Self {
        Self::ALL.into_iter().find(|listed| listed.code() == typed).unwrap_or_default()
    }
}

/// `/actions`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActionsPage {
    pub listed: Listed,
    /// What is open first, in the order of the days; then what has ended, the newest first.
    pub rows: Vec<ActionRow>,
    /// There are older ones that do not stand here.
    pub more: bool,
    pub opened: Option<OpenedAction>,
    pub figures: ActionFigures,
    /// For a new one: the number of the incident it comes from.
    pub number: String,
    pub people: Vec<Choice>,
    pub services: Vec<Choice>,
}

/// Counted over everything the reader may see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ActionFigures {
    pub open: usize,
    pub overdue: usize,
    /// Done, with the watch over or a "yes".
    pub judged: usize,
    pub effective: usize,
    pub not_effective: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ActionRow {
    pub id: String,
    pub number: String,
    pub words: String,
    pub kind: String,
    pub owner: String,
    /// The day, as it is read.
    pub due: String,
    pub is_overdue: bool,
    pub is_open: bool,
    pub is_not_effective: bool,
    pub worth: String,
    /// Incidents of which nobody has said yet whether they are what it should prevent.
    pub questions: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct OpenedAction {
    pub row: ActionRow,
    pub incident_title: String,
    pub prevents: Option<String>,
    /// How it ended, in the words of who ended it.
    pub ended: Option<(TimeView, String)>,
    pub questions: Vec<QuestionLine>,
    pub history: Vec<HistoryLine>,
    /// As its form holds it.
    pub typed: TypedAction,
    pub revision: u64,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct TypedAction {
    pub words: String,
    pub kind: String,
    pub owner: Choice,
    pub due: String,
    pub prevents_service: Choice,
    pub prevents_kind: String,
    pub prevents_words: String,
    pub watch_days: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct QuestionLine {
    pub incident: String,
    pub number: String,
    pub title: String,
    pub why: String,
    pub answer: Option<bool>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct HistoryLine {
    pub at: TimeView,
    pub who: String,
    pub act: String,
}
