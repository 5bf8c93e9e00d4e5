//! Timeline entries as they lie on disk: a header and a change in the incident's hash chain.
//! Entry bytes are never rewritten; a change of shape gets a new version and an upcast here.

use std::collections::HashSet;

use domain::ids::IncidentId;
use domain::incident::Change;
use domain::permissions::Who;
use domain::refusal::Refusal;
use domain::time::{Moment, UNDO_WINDOW};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::storage::chain::{self, Chain};
use crate::storage::{Order, Read, Tx};

/// Most entries one incident can have from its reporters, who come through a link anybody may hold. The team's own
/// steps are never refused: a timeline that long must still be brought to its end.
pub const ENTRIES_MOST: usize = 20_000;

/// Most entries of one page of a timeline, and of their content the bytes after which no older one is read.
pub const PAGE_ENTRIES_MOST: usize = 100;
pub const PAGE_BYTES_MOST: usize = 256 * 1024;

/// Entries read at once when a whole timeline is walked.
const WALKED_AT_ONCE: usize = 500;

const CHANGE_VERSION: u8 = 1;

/// Where a change came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    Web,
    Mail,
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
    if is_by_a_reporter(change) && sequence_of_last(tx, incident)? >= ENTRIES_MOST as u64 {
        return Err(Refusal::TimelineFull.into());
    }
    let mut header = vec![CHANGE_VERSION];
    rmp_serde::encode::write_named(&mut header, &Header { at: at.0, who, origin }).map_err(Error::internal)?;
    let mut payload = vec![CHANGE_VERSION];
    rmp_serde::encode::write_named(&mut payload, change).map_err(Error::internal)?;
    chain::append(tx, Chain::Incident(incident.0), &header, &payload)
}

/// The whole timeline, oldest first.
pub fn entries(read: &dyn Read, incident: IncidentId) -> Result<Vec<TimelineEntry>> {
    entries_from(read, incident, 1)
}

/// From one sequence on, oldest first.
pub fn entries_from(read: &dyn Read, incident: IncidentId, first: u64) -> Result<Vec<TimelineEntry>> {
    chain::entries(read, Chain::Incident(incident.0), first, Order::Ascending, ENTRIES_MOST)?
        .into_iter()
        .map(|entry| decode(entry.link.sequence, &entry.link.header, entry.payload.as_deref()))
        .collect()
}

/// Some entries of a timeline in a row, oldest first.
pub(super) struct Page {
    pub entries: Vec<TimelineEntry>,
    /// Those of them that were taken back since.
    pub undone: HashSet<u64>,
    /// There are entries before the one of this sequence.
    pub earlier: Option<u64>,
}

/// Back from the newest, or from the one before that sequence, within these bounds: what a timeline of 20,000 entries
/// costs is what one of a hundred does.
pub(super) fn page(
    read: &dyn Read,
    incident: IncidentId,
    before: Option<u64>,
    most: usize,
    bytes: usize,
) -> Result<Page> {
    let start = before.unwrap_or(u64::MAX).saturating_sub(1);
    let mut entries = chain::back_from(read, Chain::Incident(incident.0), start, most, bytes)?
        .into_iter()
        .map(|entry| decode(entry.link.sequence, &entry.link.header, entry.payload.as_deref()))
        .collect::<Result<Vec<_>>>()?;
    entries.reverse();
    let mut undone = undone(&entries);
    if let Some(last) = entries.last().filter(|_| before.is_some()) {
        undone.extend(undone_across(read, incident, last)?.map(|first| first..=last.sequence).into_iter().flatten());
    }
    let earlier = entries.first().map(|entry| entry.sequence).filter(|first| *first > 1);
    Ok(Page { entries, undone, earlier })
}

/// The first entry that was taken back together with this one. An undo is no later than its window, so no more is
/// looked at than what one person pressed in ten seconds.
pub(super) fn undone_across(read: &dyn Read, incident: IncidentId, of: &TimelineEntry) -> Result<Option<u64>> {
    let within = of.at.plus(UNDO_WINDOW);
    for sequence in (of.sequence + 1..).take(PAGE_ENTRIES_MOST) {
        let Some(later) = entry(read, incident, sequence)?.filter(|later| later.at <= within) else { break };
        if let Some(Change::Undone { sequence, .. }) = later.change {
            return Ok(Some(sequence).filter(|first| *first <= of.sequence));
        }
    }
    Ok(None)
}

/// The chain verifies without it.
pub(super) fn delete_content(tx: &mut Tx<'_>, incident: IncidentId, sequence: u64) {
    chain::delete_payload(tx, Chain::Incident(incident.0), sequence);
}

/// The sequences from `first` to `last` whose content was deleted.
pub(super) fn without_content(read: &dyn Read, incident: IncidentId, first: u64, last: u64) -> Result<Vec<u64>> {
    let mut there = HashSet::new();
    chain::each_payload(read, Chain::Incident(incident.0), first, last, &mut |sequence| {
        there.insert(sequence);
    })?;
    let last = last.min(sequence_of_last(read, incident)?);
    Ok((first.max(1)..=last).filter(|sequence| !there.contains(sequence)).collect())
}

/// One entry; `None` when there is none of that sequence.
pub fn entry(read: &dyn Read, incident: IncidentId, sequence: u64) -> Result<Option<TimelineEntry>> {
    let found = chain::entry(read, Chain::Incident(incident.0), sequence)?;
    found.map(|entry| decode(entry.link.sequence, &entry.link.header, entry.payload.as_deref())).transpose()
}

/// Walks the timeline from its beginning until `each` says that it is enough, however long it is.
pub fn walk(
    read: &dyn Read,
    incident: IncidentId,
    mut each: impl FnMut(TimelineEntry) -> std::ops::ControlFlow<()>,
) -> Result<()> {
    let mut from = 1;
    loop {
        let chunk = chain::entries(read, Chain::Incident(incident.0), from, Order::Ascending, WALKED_AT_ONCE)?;
        for entry in &chunk {
            from = entry.link.sequence + 1;
            if each(decode(entry.link.sequence, &entry.link.header, entry.payload.as_deref())?).is_break() {
                return Ok(());
            }
        }
        if chunk.len() < WALKED_AT_ONCE {
            return Ok(());
        }
    }
}

/// How many there are.
pub fn entries_of(read: &dyn Read, incident: IncidentId) -> Result<u64> {
    sequence_of_last(read, incident)
}

fn sequence_of_last(read: &dyn Read, incident: IncidentId) -> Result<u64> {
    Ok(chain::head(read, Chain::Incident(incident.0))?.map_or(0, |link| link.sequence))
}

/// What people do who only report: it needs no right but a link.
fn is_by_a_reporter(change: &Change) -> bool {
    matches!(
        change,
        Change::ReporterSaid { .. } | Change::Answered { .. } | Change::VerdictGiven { .. } | Change::Joined { .. }
    )
}

/// The sequences of what was taken back since. Their words are shown struck through to the team and to nobody else.
pub fn undone(entries: &[TimelineEntry]) -> HashSet<u64> {
    let mut undone = HashSet::new();
    for entry in entries {
        if let Some(Change::Undone { sequence, .. }) = &entry.change {
            undone.extend(*sequence..entry.sequence);
        }
    }
    undone
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

#[cfg(test)]
mod tests {
    use domain::ids::PersonId;

    use super::*;
    use crate::clock::Clock;
    use crate::storage::Storage;

    const MAIL: IncidentId = IncidentId(42);

    #[test]
    fn a_receipt_cannot_fill_a_timeline_and_the_team_still_ends_it() {
        let storage = Storage::in_memory(Clock::manual(0));
        let said = |tx: &mut Tx<'_>, change: &Change| append(tx, MAIL, Moment(0), Who::Visitor, Origin::Web, change);
        let words = || Change::ReporterSaid { person: PersonId(1), text: "again".to_owned() };
        storage
            .write_blocking(move |tx| {
                for _ in 0..ENTRIES_MOST {
                    said(tx, &words())?;
                }
                assert_eq!(said(tx, &words()), Err(Refusal::TimelineFull.into()));
                said(tx, &Change::Closed)
            })
            .unwrap();
        let newest = storage.read(|read| entry(read, MAIL, ENTRIES_MOST as u64 + 1)).unwrap().unwrap();
        assert_eq!(newest.change, Some(Change::Closed), "letters find it");
        let mut walked = 0;
        storage
            .read(|read| {
                walk(read, MAIL, |_| {
                    walked += 1;
                    std::ops::ControlFlow::Continue(())
                })
            })
            .unwrap();
        assert_eq!(walked, ENTRIES_MOST + 1);
    }
}
