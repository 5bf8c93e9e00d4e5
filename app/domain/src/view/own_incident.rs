//! One incident for somebody who may read it and not its notes: an employee who reported or joined it, or to whom it
//! is published. Each field is written for them; what is not named here is the team's and nobody else's.

use serde::{Deserialize, Serialize};

use crate::view::TimeView;
use crate::view::public::SpokenLine;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnIncident {
    pub number: String,
    pub as_of: TimeView,
    /// As whoever reported it called it; for everybody else as its line for visitors is called.
    pub title: String,
    pub public_title: Option<String>,
    pub workaround: Option<String>,
    /// What the viewer wrote when they reported it; sanitised HTML, empty for everybody else.
    pub description: String,
    /// As visitors read it.
    pub state: String,
    /// That state means that it works again.
    pub fixed: bool,
    /// When it is read and answered, as far as that is known, while nobody has answered whoever reported it.
    pub first_word: Option<String>,
    /// What the team asked the viewer and waits for; sanitised HTML.
    pub question: Option<String>,
    /// What the team told the viewer, and the viewer's own words, oldest first.
    pub lines: Vec<SpokenLine>,
    /// The entry of their report, while they may still take their words out of it.
    pub take_out: Option<u64>,
    /// There may be more before the entry of this sequence.
    pub earlier: Option<u64>,
    /// They are asked "does it work again?".
    pub may_judge: bool,
    pub may_add: bool,
    /// The number of what it is handled together with, for who may read that.
    pub together: Option<String>,
    /// Of this rendering of the forms; makes a resend harmless.
    pub nonce: String,
}
