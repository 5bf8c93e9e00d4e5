//! Hash chains: the timeline of each incident and the one journal. The hash of a link covers the hash
//! before it, the header bytes and SHA-256(salt || payload); the digest stays in the link, so payload
//! and salt can be deleted (redaction, retention) and the chain still verifies. Header bytes are never
//! rewritten. What a header and a payload mean is the business of whoever appends them.

use sha2::{Digest, Sha256};

use super::{Key, KeyParts, Order, Read, Table, Tx};
use crate::error::{Error, Result};

pub type Hash = [u8; 32];

const LINK_VERSION: u8 = 1;
const SALT_BYTES: usize = 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// The timeline of one incident.
    Incident(u64),
    Journal,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Counts from 1 without a gap.
    pub sequence: u64,
    pub header: Vec<u8>,
    pub previous: Hash,
    pub payload_digest: Hash,
    pub hash: Hash,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub link: Link,
    /// `None` once it was deleted.
    pub payload: Option<Vec<u8>>,
}

/// An entry as it leaves the house: with the salt that the digest of its content needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub link: Link,
    /// `None` once the content was deleted.
    pub salted: Option<Vec<u8>>,
}

/// A whole chain, to be checked elsewhere.
pub fn sealed(from: &dyn Read, chain: Chain) -> Result<Vec<Sealed>> {
    let (mut rows, mut sealed) = (Vec::new(), Vec::new());
    from.each_with_prefix(chain.links(), &chain.prefix(), Order::Ascending, &mut |key, value| {
        rows.push(Link::from_row(key, value));
        true
    })?;
    for link in rows {
        let link = link?;
        let salted = from.get(chain.payloads(), &chain.key(link.sequence))?;
        sealed.push(Sealed { link, salted });
    }
    Ok(sealed)
}

/// The place, from 1 on, of the first entry that does not follow from those before it, or whose content is not what
/// was recorded.
pub fn broken_at(chain: Chain, entries: &[Sealed]) -> Option<u64> {
    let mut previous = chain.origin();
    for (place, Sealed { link, salted }) in (1..).zip(entries) {
        let content = salted.as_ref().is_none_or(|salted| Hash::from(Sha256::digest(salted)) == link.payload_digest);
        let hash = link_hash(&previous, &link.header, &link.payload_digest);
        if link.sequence != place || link.previous != previous || !content || link.hash != hash {
            return Some(place);
        }
        previous = link.hash;
    }
    None
}

/// Appends an entry and says its sequence.
pub fn append(tx: &mut Tx<'_>, chain: Chain, header: &[u8], payload: &[u8]) -> Result<u64> {
    let (sequence, previous) = match head(tx, chain)? {
        Some(last) => (last.sequence + 1, last.hash),
        None => (1, chain.origin()),
    };
    let mut salted = tx.random::<SALT_BYTES>().to_vec();
    salted.extend_from_slice(payload);
    let payload_digest: Hash = Sha256::digest(&salted).into();
    let hash = link_hash(&previous, header, &payload_digest);
    let link = Link { sequence, header: header.to_vec(), previous, payload_digest, hash };
    tx.put(chain.links(), chain.key(sequence), link.to_bytes());
    tx.put(chain.payloads(), chain.key(sequence), salted);
    Ok(sequence)
}

/// The last link; `None` while the chain is empty.
pub fn head(from: &dyn Read, chain: Chain) -> Result<Option<Link>> {
    let mut last = None;
    from.each_with_prefix(chain.links(), &chain.prefix(), Order::Descending, &mut |key, value| {
        last = Some(Link::from_row(key, value));
        false
    })?;
    last.transpose()
}

/// One entry.
pub fn entry(from: &dyn Read, chain: Chain, sequence: u64) -> Result<Option<Entry>> {
    let key = chain.key(sequence);
    let Some(value) = from.get(chain.links(), &key)? else { return Ok(None) };
    Ok(Some(Entry { link: Link::from_row(&key, &value)?, payload: payload(from, chain, sequence)? }))
}

/// At most `limit` entries: ascending from `start`, or descending from `start` back to the first.
pub fn entries(from: &dyn Read, chain: Chain, start: u64, order: Order, limit: usize) -> Result<Vec<Entry>> {
    let (first, end) = match order {
        Order::Ascending => (chain.key(start), super::keys::prefix_end(&chain.prefix())),
        Order::Descending => (chain.key(0), super::keys::after(&chain.key(start))),
    };
    let rows = from.scan(chain.links(), &first, &end, order, limit)?;
    rows.iter()
        .map(|(key, value)| {
            let link = Link::from_row(key, value)?;
            let payload = payload(from, chain, link.sequence)?;
            Ok(Entry { link, payload })
        })
        .collect()
}

/// Back from `start`, the newest first: at most `most` entries, and no further once their content comes to more than
/// `bytes`.
pub fn back_from(from: &dyn Read, chain: Chain, start: u64, most: usize, bytes: usize) -> Result<Vec<Entry>> {
    let (first, end) = (chain.key(0), super::keys::after(&chain.key(start)));
    let (mut found, mut read) = (Vec::new(), 0);
    for (key, value) in from.scan(chain.links(), &first, &end, Order::Descending, most)? {
        let link = Link::from_row(&key, &value)?;
        let payload = payload(from, chain, link.sequence)?;
        read += payload.as_ref().map_or(0, Vec::len);
        found.push(Entry { link, payload });
        if read > bytes {
            break;
        }
    }
    Ok(found)
}

/// Calls `each` with the sequence of every entry from `first` to `last` whose content is there; reads none of it.
pub fn each_payload(from: &dyn Read, chain: Chain, first: u64, last: u64, each: &mut dyn FnMut(u64)) -> Result<()> {
    let (start, end, prefix) = (chain.key(first), super::keys::after(&chain.key(last)), chain.prefix().len());
    from.scan_each(chain.payloads(), &start, &end, Order::Ascending, &mut |key, _| {
        let sequence = key.get(prefix..).and_then(|part| part.try_into().ok()).map(u64::from_be_bytes);
        sequence.into_iter().for_each(&mut *each);
        true
    })
}

/// Deletes the content of an entry; its link stays and the chain verifies as before.
pub fn delete_payload(tx: &mut Tx<'_>, chain: Chain, sequence: u64) {
    tx.delete(chain.payloads(), chain.key(sequence));
}

impl Chain {
    pub(super) fn links(self) -> Table {
        match self {
            Chain::Incident(_) => Table::Timeline,
            Chain::Journal => Table::Journal,
        }
    }

    pub(super) fn payloads(self) -> Table {
        match self {
            Chain::Incident(_) => Table::TimelinePayloads,
            Chain::Journal => Table::JournalPayloads,
        }
    }

    pub(super) fn prefix(self) -> Vec<u8> {
        match self {
            Chain::Incident(incident) => Key::new().u64(incident).done(),
            Chain::Journal => Vec::new(),
        }
    }

    pub(super) fn key(self, sequence: u64) -> Vec<u8> {
        let mut key = self.prefix();
        key.extend_from_slice(&sequence.to_be_bytes());
        key
    }

    /// What stands before the first link: another one for each chain, so that whole chains cannot be
    /// exchanged unnoticed.
    pub(crate) fn origin(self) -> Hash {
        let mut digest = Sha256::new_with_prefix(match self {
            Chain::Incident(_) => b"sitrep timeline".as_slice(),
            Chain::Journal => b"sitrep journal".as_slice(),
        });
        digest.update(self.prefix());
        digest.finalize().into()
    }
}

impl Link {
    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![LINK_VERSION];
        bytes.extend_from_slice(&self.previous);
        bytes.extend_from_slice(&self.payload_digest);
        bytes.extend_from_slice(&self.hash);
        bytes.extend_from_slice(&self.header);
        bytes
    }

    pub(super) fn from_row(key: &[u8], value: &[u8]) -> Result<Link> {
        let unreadable = || Error::Storage("a link of a chain is unreadable".to_owned());
        let (_, sequence) = key.split_last_chunk::<8>().ok_or_else(unreadable)?;
        let mut parts = KeyParts::of(value);
        if parts.byte()? != LINK_VERSION {
            return Err(unreadable());
        }
        Ok(Link {
            sequence: u64::from_be_bytes(*sequence),
            previous: parts.fixed()?,
            payload_digest: parts.fixed()?,
            hash: parts.fixed()?,
            header: parts.rest().to_vec(),
        })
    }
}

pub(super) fn link_hash(previous: &Hash, header: &[u8], payload_digest: &Hash) -> Hash {
    let mut digest = Sha256::new_with_prefix(previous);
    digest.update(header);
    digest.update(payload_digest);
    digest.finalize().into()
}

fn payload(from: &dyn Read, chain: Chain, sequence: u64) -> Result<Option<Vec<u8>>> {
    let Some(salted) = from.get(chain.payloads(), &chain.key(sequence))? else { return Ok(None) };
    match salted.split_at_checked(SALT_BYTES) {
        Some((_, payload)) => Ok(Some(payload.to_vec())),
        None => Err(Error::Storage("a payload of a chain has lost its salt".to_owned())),
    }
}
