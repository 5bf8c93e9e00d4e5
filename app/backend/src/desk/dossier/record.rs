use data_encoding::{BASE64, HEXLOWER};
use domain::ids::IncidentId;
use serde::{Deserialize, Serialize};

use super::seal::UNSEALED;
use crate::storage::chain::Sealed;

/// What a file says it is; another shape gets another name.
pub(super) const FORMAT: &str = "sitrep incident file 1";

/// All of it. The seal stands first, so that nothing written by anybody comes before it.
#[derive(Serialize)]
pub(super) struct Whole {
    #[serde(rename = "sitrep-seal")]
    pub seal: &'static str,
    pub organisation: String,
    pub made_at: String,
    pub title: String,
    pub facts: Vec<FactLine>,
    pub timeline: Vec<Line>,
    pub letters: Vec<Letter>,
    /// There are more letters than a file takes.
    pub letters_cut: bool,
    /// What was learned of it, part by part.
    pub review: Vec<FactLine>,
    pub actions: Vec<Done>,
    #[serde(flatten)]
    pub kept: Kept,
}

pub(super) const SEAL: &str = UNSEALED;

#[derive(Serialize)]
pub(super) struct FactLine {
    pub name: &'static str,
    pub value: String,
}

#[derive(Serialize)]
pub(super) struct Line {
    pub sequence: u64,
    pub at: String,
    pub who: String,
    pub act: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub undone: bool,
}

#[derive(Serialize)]
pub(super) struct Letter {
    pub at: String,
    pub to_name: String,
    pub to: String,
    pub kind: String,
    pub why: String,
    pub subject: String,
    pub state: &'static str,
    pub attempts: u32,
    pub answer: Option<String>,
}

/// One action: what is done so that it does not come back.
#[derive(Serialize)]
pub(super) struct Done {
    pub words: String,
    pub kind: String,
    pub owner: String,
    pub due: String,
    pub worth: String,
}

/// What the check needs, and nothing else.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    pub format: String,
    pub number: String,
    /// The chain begins with it.
    pub incident: String,
    pub chain: Vec<KeptEntry>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct KeptEntry {
    pub sequence: u64,
    /// Base 64, as all that follows but the hashes.
    pub header: String,
    /// Salt and content; none where it was taken out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// Of content that was taken out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    pub hash: String,
}

impl Kept {
    pub fn of(number: String, incident: IncidentId, chain: &[Sealed]) -> Self {
        let chain = chain.iter().map(KeptEntry::of).collect();
        Self { format: FORMAT.to_owned(), number, incident: incident.to_string(), chain }
    }
}

impl KeptEntry {
    fn of(entry: &Sealed) -> Self {
        let gone = entry.salted.is_none();
        Self {
            sequence: entry.link.sequence,
            header: BASE64.encode(&entry.link.header),
            content: entry.salted.as_ref().map(|salted| BASE64.encode(salted)),
            digest: gone.then(|| HEXLOWER.encode(&entry.link.payload_digest)),
            hash: HEXLOWER.encode(&entry.link.hash),
        }
    }
}
