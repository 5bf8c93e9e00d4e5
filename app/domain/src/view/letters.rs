//! Who was told what, and why.

use serde::{Deserialize, Serialize};

use crate::view::TimeView;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LettersView {
    pub letters: Vec<LetterRow>,
    /// Letters still waiting for their ten seconds or for the storm brake.
    pub waiting: u64,
    /// For the next page.
    pub older: Option<String>,
    pub mail: MailState,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LetterRow {
    pub id: String,
    pub incident: Option<String>,
    pub to_name: String,
    pub to: String,
    /// Why, in the words of the letter's footer.
    pub why: String,
    /// What kind of letter, in words.
    pub kind: String,
    pub subject: String,
    pub state: LetterState,
    pub at: TimeView,
    pub attempts: u32,
    /// The relay's last answer.
    pub answer: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterState {
    Queued,
    Sending,
    Accepted,
    Deferred,
    Failed,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LetterView {
    pub row: LetterRow,
    pub text: String,
    pub html: String,
}

/// How mail is doing, for the strip and the composer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailState {
    /// No relay is set: letters land as files in the data folder.
    pub to_folder: bool,
    pub paused: Option<String>,
    pub queued: u64,
    pub failed: u64,
    pub oldest_minutes: u64,
}
