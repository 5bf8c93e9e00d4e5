//! Who was told what, and why.

use serde::{Deserialize, Serialize};

use crate::view::TimeView;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LettersView {
    /// Of the one incident asked about.
    pub number: Option<String>,
    pub letters: Vec<LetterRow>,
    /// For the next page.
    pub older: Option<String>,
    /// Updates to stakeholders whose letters have not all been delivered, newest first.
    pub updates: Vec<ToldUpdate>,
    pub mail: MailState,
}

/// A stakeholder update, and how its letters stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToldUpdate {
    pub number: String,
    pub at: TimeView,
    pub letters: Delivery,
}

/// How the letters of one entry of a timeline stand. It travels with cards, hence the one-letter names on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Delivery {
    #[serde(rename = "n")]
    pub letters: u32,
    #[serde(rename = "d", default, skip_serializing_if = "is_zero")]
    pub delivered: u32,
    /// For their turn, or for a mail server that did not take them yet.
    #[serde(rename = "w", default, skip_serializing_if = "is_zero")]
    pub waiting: u32,
    /// There was no mail server.
    #[serde(rename = "k", default, skip_serializing_if = "is_zero")]
    pub kept: u32,
    /// For good.
    #[serde(rename = "f", default, skip_serializing_if = "is_zero")]
    pub failed: u32,
    /// Whoever was to be told may not be told any more.
    #[serde(rename = "x", default, skip_serializing_if = "is_zero")]
    pub withheld: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LetterRow {
    pub id: String,
    /// The same for all letters of one kind about the same entries: what one press sent.
    pub send: String,
    /// Several in a bundle, none for a letter about an account.
    pub incidents: Vec<String>,
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
    /// There is no relay: it lies in the data folder, and reached nobody.
    Kept,
    Deferred,
    Failed,
}

impl LetterState {
    pub const ALL: [Self; 6] = [Self::Queued, Self::Sending, Self::Accepted, Self::Kept, Self::Deferred, Self::Failed];

    pub fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Accepted => "accepted",
            Self::Kept => "kept",
            Self::Deferred => "deferred",
            Self::Failed => "failed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LetterView {
    pub row: LetterRow,
    pub text: String,
    /// What the relay said, oldest first.
    pub attempts: Vec<AttemptLine>,
    pub may_retry: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttemptLine {
    pub at: TimeView,
    pub answer: String,
}

/// The words of the address line: `/messages?state=failed&to=ana@example.org`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LettersQuery {
    /// An incident's number, or nothing.
    pub incident: String,
    /// An address.
    pub to: String,
    pub state: Option<LetterState>,
    /// The letter after which the page begins.
    pub before: String,
}

/// How mail is doing, for the strip and the composer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailState {
    /// No relay is set: letters land as files in the data folder.
    pub to_folder: bool,
    pub paused: Option<String>,
    /// Somebody must act: the mail server can be spoken to, and refuses.
    pub refuses_us: bool,
    /// Told to administrators only: figures that move with restricted incidents tell of them.
    pub queue: Option<MailQueue>,
}

/// Why a mail server cannot be used, where it is known what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MailFault {
    /// The certificate was signed by itself, or is one of an authority used as one of a server.
    SelfSigned,
    UnknownIssuer,
    WrongName,
    Expired,
    NotYetValid,
    /// Anything else about the certificate.
    Certificate,
    /// TLS was begun, and something else came back.
    NoTls,
    NoStartTls,
    NoSuchHost,
    /// Nobody listens at that port.
    Refused,
    Silent,
    NoWay,
    HungUp,
    NoMailServer,
    WrongPassword,
    AsksForPassword,
    AsksForEncryption,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailQueue {
    pub waiting: u64,
    pub failed: u64,
    pub oldest_minutes: u64,
    /// From before the copy with which this desk began.
    pub set_aside: u64,
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}
