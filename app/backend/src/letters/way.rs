//! The one link of a letter: its address, and which page that opens, so that its words promise what its reader finds.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    pub opens: Opens,
    pub url: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Opens {
    /// The reader's own report, by their private link.
    Report,
    /// The incident's page, for staff who may see it.
    Incident,
    /// Its page for whoever was woken.
    Alert,
    /// `/status` at what is published about it, for everybody else.
    PublicWords,
    /// `/status` as a whole, while nothing about it stands there.
    Status,
    /// The board, for staff who get several incidents in one letter.
    Board,
    /// What a letter about an account or the desk itself offers.
    Offer,
}

impl Opens {
    /// `None` without an address: before set-up nobody knows ours.
    pub fn at(self, url: Option<String>) -> Option<Way> {
        url.map(|url| Way { opens: self, url })
    }
}
