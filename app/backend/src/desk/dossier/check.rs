//! Whether an incident file is as it was made: needs nothing but the file.

use data_encoding::{BASE64, HEXLOWER};
use domain::ids::IncidentId;
use sha2::{Digest, Sha256};

use super::record::{FORMAT, Kept, KeptEntry};
use super::{kept_in, seal};
use crate::storage::chain::{Chain, Hash, Link, Sealed, broken_at};

/// What the check came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Of which incident, and how many entries, some of them without their words.
    Intact { number: String, entries: usize, taken_out: usize },
    /// This entry is the first that is not what was recorded, or does not follow from those before it.
    BrokenAt(u64),
    /// The chain is whole, and something around it is not as it was made.
    Changed,
    /// It is no incident file, or so much is wrong that none can be read in it.
    Unreadable,
}

pub fn check(file: &[u8]) -> Found {
    let Some(kept) = kept_in(file).filter(|kept| kept.format == FORMAT) else { return Found::Unreadable };
    let Ok(incident) = kept.incident.parse::<IncidentId>() else { return Found::Unreadable };
    let chain = Chain::Incident(incident.0);
    if let Some(entry) = unreadable(&kept).into_iter().chain(broken_at(chain, &entries(chain, &kept))).min() {
        return Found::BrokenAt(entry);
    }
    if !seal::holds(file) {
        return Found::Changed;
    }
    let taken_out = kept.chain.iter().filter(|entry| entry.content.is_none()).count();
    Found::Intact { number: kept.number, entries: kept.chain.len(), taken_out }
}

/// The first entry whose bytes cannot be read.
fn unreadable(kept: &Kept) -> Option<u64> {
    let place = kept.chain.iter().position(|entry| entry_of(entry, [0; 32]).is_none())?;
    Some(place as u64 + 1)
}

/// As far as they can be read.
fn entries(chain: Chain, kept: &Kept) -> Vec<Sealed> {
    let mut previous = chain.origin();
    let mut entries = Vec::with_capacity(kept.chain.len());
    for entry in &kept.chain {
        let Some(entry) = entry_of(entry, previous) else { break };
        previous = entry.link.hash;
        entries.push(entry);
    }
    entries
}

fn entry_of(entry: &KeptEntry, previous: Hash) -> Option<Sealed> {
    let bytes = |text: &String| BASE64.decode(text.as_bytes()).ok();
    let hash = |text: &String| HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok();
    let salted = match &entry.content {
        Some(content) => Some(bytes(content)?),
        None => None,
    };
    let payload_digest = match (&salted, &entry.digest) {
        (Some(salted), _) => Sha256::digest(salted).into(),
        (None, Some(digest)) => hash(digest)?,
        (None, None) => return None,
    };
    let (header, hash) = (bytes(&entry.header)?, hash(&entry.hash)?);
    Some(Sealed { link: Link { sequence: entry.sequence, header, previous, payload_digest, hash }, salted })
}
