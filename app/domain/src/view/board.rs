//! The board. A card travels in at most 200 bytes, hence the one-letter names on the wire.

use serde::{Deserialize, Serialize};

use crate::classification::Priority;
use crate::field::FieldError;
use crate::incident::Status;
use crate::time::Moment;
use crate::view::Choice;
use crate::view::letters::Delivery;
use crate::view::planned::PlannedLine;
use crate::view::reach::CommonCause;

/// Most cards in one column; older ones are behind "N more" and the list.
pub const COLUMN_CARDS_MOST: usize = 200;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoardView {
    /// Where the live stream goes on from.
    pub cursor: String,
    pub as_of: Moment,
    /// Why the words of the filter filter nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub misread: Option<FieldError>,
    pub columns: Vec<Column>,
    /// For "assign to" and the filters.
    pub people: Vec<Choice>,
    pub services: Vec<Choice>,
    /// Services that several open incidents may have in common.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<CommonCause>,
    /// Services need one another, so that what comes or goes may change the causes.
    #[serde(default)]
    pub linked: bool,
    /// Planned work that goes on, or begins today.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub planned: Vec<PlannedLine>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    pub status: Status,
    pub cards: Vec<CardView>,
    /// All of this status that the viewer may see, also those not among the cards.
    pub count: u64,
    /// Report time of the oldest.
    pub oldest: Option<Moment>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardView {
    #[serde(rename = "n")]
    pub number: String,
    #[serde(rename = "r")]
    pub revision: u64,
    #[serde(rename = "s")]
    pub status: Status,
    /// None of a request.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    #[serde(rename = "t")]
    pub title: String,
    /// Name of the first affected service.
    #[serde(rename = "v", default, skip_serializing_if = "String::is_empty")]
    pub service: String,
    /// The owner's initials; in the list their name.
    #[serde(rename = "o", default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// How many reported or joined.
    #[serde(rename = "a", default, skip_serializing_if = "is_zero")]
    pub people: u32,
    /// How many were merged into it.
    #[serde(rename = "x", default, skip_serializing_if = "is_zero")]
    pub duplicates: u32,
    /// When it was reported.
    #[serde(rename = "b")]
    pub reported_at: Moment,
    /// The instant the chip at the right shows, and what it stands for.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    #[serde(rename = "m", default, skip_serializing_if = "Marks::is_none")]
    pub marks: Marks,
    /// Of its newest update that did not reach everybody.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub letters: Option<Delivery>,
    /// Who was alerted and who is next, or who has seen it, while nobody has taken it.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub alert: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    #[serde(rename = "k")]
    pub kind: DueKind,
    #[serde(rename = "a")]
    pub at: Moment,
}

impl Due {
    /// What somebody waits for and has not come. A hold that ran out is over, nobody waits for a word.
    pub fn is_late(self, now: Moment) -> bool {
        self.is_waited_for() && self.at < now
    }

    pub fn is_waited_for(self) -> bool {
        match self.kind {
            DueKind::Promise | DueKind::Response | DueKind::Resolution | DueKind::Legal => true,
            DueKind::Hold | DueKind::Chase | DueKind::Close => false,
        }
    }

    /// A hold whose expected end has passed.
    pub fn is_over(self, now: Moment) -> bool {
        matches!(self.kind, DueKind::Hold | DueKind::Chase) && self.at < now
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DueKind {
    /// The next stakeholder update.
    #[serde(rename = "p")]
    Promise,
    /// The hold is expected to end.
    #[serde(rename = "h")]
    Hold,
    /// It is to be taken.
    #[serde(rename = "r")]
    Response,
    /// It is to work again.
    #[serde(rename = "f")]
    Resolution,
    /// The vendor it waits for is to be asked again.
    #[serde(rename = "v")]
    Chase,
    /// An authority is to be told.
    #[serde(rename = "g")]
    Legal,
    /// It closes by itself.
    #[serde(rename = "c")]
    Close,
}

/// Marks of a card as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Marks(pub u16);

impl Marks {
    pub const HOLD: Self = Self(1);
    pub const MAJOR: Self = Self(2);
    pub const RESTRICTED: Self = Self(4);
    pub const UNVERIFIED: Self = Self(8);
    pub const MAJOR_PROPOSED: Self = Self(16);
    pub const REOPENED: Self = Self(32);
    pub const STILL_BROKEN: Self = Self(64);
    pub const MINE: Self = Self(128);
    /// A visitor's report: whoever takes it confirms a higher priority than the one it is held at.
    pub const HELD: Self = Self(256);
    /// It waits longer than expected, or for days without anything expected.
    pub const OVERDUE_HOLD: Self = Self(512);
    /// Somebody was alerted, and nobody has said that they have seen it.
    pub const ALERTED: Self = Self(1024);

    pub fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }

    #[must_use]
    pub fn with(self, mark: Self, when: bool) -> Self {
        if when { Self(self.0 | mark.0) } else { self }
    }

    pub fn is_none(&self) -> bool {
        self.0 == 0
    }
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// The words of the address line: `/board?q=mail&service=…&owner=me&priority=P1`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoardFilter {
    pub q: String,
    /// A service's id.
    pub service: String,
    /// A person's id, `me`, or `none`.
    pub owner: String,
    pub priority: String,
}

/// One page of the list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ListView {
    pub cards: Vec<CardView>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// There are more than can be sorted at once: a filter finds the rest.
    pub cut: bool,
}

/// What a live change means for a viewer's board: the card as it is now, or that it is gone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardUpdate {
    pub number: String,
    /// `None`: not on this viewer's board (any more).
    pub card: Option<CardView>,
}
