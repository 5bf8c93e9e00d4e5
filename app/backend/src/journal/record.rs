//! Appends a fact to the journal's chain, and reads entries back as they were recorded.

use domain::permissions::Who;
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use super::Fact;
use crate::error::{Error, Result};
use crate::storage::{Chain, Order, Read, Storage, Tx, chain};

const VERSION: u8 = 1;
/// Of a payload that says from where as well.
const WITH_WHENCE: u8 = 2;

/// From where somebody acted: what the network and the browser said when they signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whence {
    pub address: String,
    pub device: String,
}

#[derive(Serialize, Deserialize)]
struct Payload<F> {
    fact: F,
    whence: Whence,
}

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
    pub whence: Option<Whence>,
}

/// Appends `fact`; it becomes durable with the change it is about.
pub fn record(tx: &mut Tx<'_>, who: Who, fact: &Fact) -> Result<u64> {
    record_from(tx, who, None, fact)
}

/// The same with from where it was done.
pub fn record_from(tx: &mut Tx<'_>, who: Who, whence: Option<&Whence>, fact: &Fact) -> Result<u64> {
    let header = Header { v: VERSION, at: tx.now(), who };
    let header = rmp_serde::to_vec_named(&header).map_err(Error::internal)?;
    let mut payload = Vec::new();
    match whence {
        Some(whence) => {
            payload.push(WITH_WHENCE);
            let placed = Payload { fact, whence: whence.clone() };
            rmp_serde::encode::write_named(&mut payload, &placed).map_err(Error::internal)?;
        }
        None => {
            payload.push(VERSION);
            rmp_serde::encode::write_named(&mut payload, fact).map_err(Error::internal)?;
        }
    }
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
    let (fact, whence) = match entry.payload.as_deref() {
        Some([VERSION, fact @ ..]) => (Some(rmp_serde::from_slice(fact).map_err(unreadable)?), None),
        Some([WITH_WHENCE, placed @ ..]) => {
            let Payload { fact, whence } = rmp_serde::from_slice(placed).map_err(unreadable)?;
            (Some(fact), Some(whence))
        }
        Some(_) => return Err(Error::Storage(format!("entry {} has an unknown version", entry.link.sequence))),
        None => (None, None),
    };
    Ok(Recorded { sequence: entry.link.sequence, at: Moment(header.at), who: header.who, fact, whence })
}
