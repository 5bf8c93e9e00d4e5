//! Appends a fact to the journal's chain, and reads entries back as they were recorded.

use domain::permissions::Who;
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use super::Fact;
use crate::error::{Error, Result};
use crate::storage::{Chain, Order, Read, Storage, Tx, chain};

const VERSION: u8 = 1;

/// The stored form of an entry's header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    pub v: u8,
    pub at: i64,
    pub who: Who,
}

/// An entry read back.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    pub sequence: u64,
    pub at: Moment,
    pub who: Who,
    /// `None` once retention has deleted it.
    pub fact: Option<Fact>,
}

/// Appends `fact`; it becomes durable with the change it is about.
pub fn record(tx: &mut Tx<'_>, who: Who, fact: &Fact) -> Result<u64> {
    let header = Header { v: VERSION, at: tx.now(), who };
    let header = rmp_serde::to_vec_named(&header).map_err(Error::internal)?;
    let mut payload = vec![VERSION];
    rmp_serde::encode::write_named(&mut payload, fact).map_err(Error::internal)?;
    chain::append(tx, Chain::Journal, &header, &payload)
}

/// After a copy was put back in the place of the database: what the restored journal cannot know by itself.
pub fn note_restore(storage: &Storage) -> Result<()> {
    storage.write_blocking(|tx| record(tx, Who::Operator, &Fact::Restored)).map(|_| ())
}

/// At most `limit` entries before the one of that sequence, newest first; `None` begins at the newest.
pub fn recorded(read: &dyn Read, before: Option<u64>, limit: usize) -> Result<Vec<Recorded>> {
    let start = match before {
        Some(0) => return Ok(Vec::new()),
        Some(before) => before - 1,
        None => u64::MAX,
    };
    let entries = chain::entries(read, Chain::Journal, start, Order::Descending, limit)?;
    entries.iter().map(decode).collect()
}

fn decode(entry: &chain::Entry) -> Result<Recorded> {
    let unreadable = |_| Error::Storage(format!("entry {} of the journal is unreadable", entry.link.sequence));
    let header: Header = rmp_serde::from_slice(&entry.link.header).map_err(unreadable)?;
    let fact = match entry.payload.as_deref() {
        Some([VERSION, fact @ ..]) => Some(rmp_serde::from_slice(fact).map_err(unreadable)?),
        Some(_) => return Err(Error::Storage(format!("entry {} has an unknown version", entry.link.sequence))),
        None => None,
    };
    Ok(Recorded { sequence: entry.link.sequence, at: Moment(header.at), who: header.who, fact })
}
