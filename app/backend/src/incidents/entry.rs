//! Timeline entries as they lie on disk: a header and a change in the incident's hash chain.
//! Entry bytes are never rewritten; a change of shape gets a new version and an upcast here.

use domain::ids::IncidentId;
use domain::incident::Change;
use domain::permissions::Who;
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::storage::chain::{self, Chain};
use crate::storage::{Order, Read, Tx};

/// Most entries one incident can have; a timeline that long is a fault of a loop, not of a person.
pub const ENTRIES_MOST: usize = 20_000;

const CHANGE_VERSION: u8 = 1;

/// Where a change came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    Web,
    Mail,
    Api,
    Timer,
    CommandLine,
}

/// One recorded change of one incident.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineEntry {
    pub sequence: u64,
    pub at: Moment,
    pub who: Who,
    pub origin: Origin,
    /// `None` once its content was deleted.
    pub change: Option<Change>,
}

#[derive(Serialize, Deserialize)]
struct Header {
    at: i64,
    who: Who,
    origin: Origin,
}

/// Appends one change; answers with its sequence, which is the incident's new revision.
pub(super) fn append(
    tx: &mut Tx<'_>,
    incident: IncidentId,
    at: Moment,
    who: Who,
    origin: Origin,
    change: &Change,
) -> Result<u64> {
    let mut header = vec![CHANGE_VERSION];
    rmp_serde::encode::write_named(&mut header, &Header { at: at.0, who, origin }).map_err(Error::internal)?;
    let mut payload = vec![CHANGE_VERSION];
    rmp_serde::encode::write_named(&mut payload, change).map_err(Error::internal)?;
    chain::append(tx, Chain::Incident(incident.0), &header, &payload)
}

/// The whole timeline, oldest first.
pub fn entries(read: &dyn Read, incident: IncidentId) -> Result<Vec<TimelineEntry>> {
    chain::entries(read, Chain::Incident(incident.0), 1, Order::Ascending, ENTRIES_MOST)?
        .into_iter()
        .map(|entry| decode(entry.link.sequence, &entry.link.header, entry.payload.as_deref()))
        .collect()
}

fn decode(sequence: u64, header: &[u8], payload: Option<&[u8]>) -> Result<TimelineEntry> {
    let header: Header = rmp_serde::from_slice(versioned(header)?).map_err(broken)?;
    let change = payload.map(|payload| rmp_serde::from_slice(versioned(payload)?).map_err(broken)).transpose()?;
    Ok(TimelineEntry { sequence, at: Moment(header.at), who: header.who, origin: header.origin, change })
}

fn versioned(bytes: &[u8]) -> Result<&[u8]> {
    match bytes.split_first() {
        Some((&CHANGE_VERSION, rest)) => Ok(rest),
        Some((version, _)) => Err(broken(format!("version {version} is newer than this program"))),
        None => Err(broken("it is empty")),
    }
}

fn broken(why: impl std::fmt::Display) -> Error {
    Error::Storage(format!("a timeline entry is unreadable: {why}"))
}
