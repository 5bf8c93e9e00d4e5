//! Reviews, as the team and as those read them to whom they are published.

use crate::review::{ReviewPart, ReviewStage};
use crate::view::actions::ActionRow;
use crate::view::{Choice, TimeView};

/// `/reviews`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReviewsPage {
    /// The first to be due first.
    pub due: Vec<ReviewRow>,
    pub begun: Vec<ReviewRow>,
    /// The newest first.
    pub published: Vec<ReviewRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ReviewRow {
    pub number: String,
    pub title: String,
    pub owner: String,
    /// `because it was P1`; empty where somebody wanted it.
    pub why: String,
    /// The day, as it is read; empty where nothing is due.
    pub due: String,
    pub is_overdue: bool,
    pub published: Option<TimeView>,
}

/// `/incidents/{number}/review`.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewPage {
    pub number: String,
    pub title: String,
    pub restricted: bool,
    pub may_change: bool,
    pub may_publish: bool,
    pub is_offered: bool,
    pub review: Option<ReviewView>,
    pub actions: Vec<ActionRow>,
    /// Actions of other incidents that should have prevented this one.
    pub failed: Vec<ActionRow>,
    pub people: Vec<Choice>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ReviewView {
    pub stage: ReviewStage,
    pub row: ReviewRow,
    pub owner: Choice,
    pub due_typed: String,
    pub parts: Vec<PartView>,
    pub impact: Vec<(String, String)>,
    pub lines: Vec<ReviewLine>,
    pub own_line: (String, String),
    /// Somebody else has read it as it stands now.
    pub readers: Vec<String>,
    pub has_read: bool,
    pub audiences: Vec<(Choice, u64)>,
    pub published: Option<PublishedView>,
    pub revision: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PartView {
    pub part: ReviewPart,
    pub words: String,
    /// What the record says, while nobody has written anything.
    pub draft: String,
    /// Names of people in it.
    pub named: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ReviewLine {
    /// Of the entry; 0 for the line of one's own.
    pub sequence: u64,
    pub at: TimeView,
    pub words: String,
    pub chosen: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PublishedView {
    pub at: TimeView,
    pub by: String,
    /// Nobody but who wrote it, where it is empty.
    pub read_by: String,
    pub audiences: String,
    pub people: u64,
    /// What was changed since.
    pub later: Vec<(TimeView, String)>,
}

/// `/reviews/{token}`: what those read to whom it is published.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicReview {
    pub number: String,
    pub title: String,
    pub published: PublishedView,
    pub parts: Vec<PartView>,
    pub impact: Vec<(String, String)>,
    pub lines: Vec<ReviewLine>,
    pub actions: Vec<String>,
}
