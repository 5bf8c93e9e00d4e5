//! Who was woken for an incident, and who is next.

use serde::{Deserialize, Serialize};

use crate::classification::Priority;
use crate::view::TimeView;

/// Of what is pressing and not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertView {
    /// Who was alerted when, and who is next; or who has seen it.
    pub words: String,
    /// Somebody has: nobody else is woken.
    pub seen: bool,
}

/// `/incidents/{number}/alert`: what whoever was woken needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertPage {
    pub number: String,
    pub title: String,
    pub priority: Priority,
    pub reported: TimeView,
    /// Nobody has taken it.
    pub waits: bool,
    pub alert: Option<AlertView>,
    pub owner: Option<String>,
    pub nonce: String,
}
