//! What search reads: one row of folded text for the head of each incident and one for each entry with words of its
//! own, written and deleted with them. Rows of the open class stand from the newest incident to the oldest; those of a
//! restricted incident stand under it, apart, where only whoever may read it looks.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use domain::classification::{IncidentType, Priority};
use domain::ids::{IncidentId, PersonId, ServiceId};
use domain::incident::{Change, Incident, Status};
use domain::locale::Locale;
use domain::search::fold;
use domain::time::Moment;
use domain::view::board::Marks;
use serde::{Deserialize, Serialize};

use crate::calendars::Book;
use crate::error::{Error, Result};
use crate::incidents::entry;
use crate::incidents::rows::{IndexRow, card_row, relations};
use crate::storage::{Key, KeyParts, Read, Table, Tx};

const OPEN: u8 = 0;
const RESTRICTED: u8 = 1;
/// The row of the head stands where no entry does.
const HEAD: u64 = 0;
/// An incident and a sequence at the end of each key.
const TAIL: usize = 16;

/// What filters and names ask of an incident; it stands before the text of its head.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Head {
    pub status: Status,
    pub priority: Option<Priority>,
    pub kind: IncidentType,
    pub marks: Marks,
    pub published: bool,
    pub reported_at: Moment,
    pub owner: Option<PersonId>,
    pub services: Vec<ServiceId>,
    /// Everybody who has to do with it.
    pub people: Vec<PersonId>,
}

/// Where to look for what everybody on the team may read, from the newest.
pub(crate) fn open_class() -> Vec<u8> {
    Key::new().byte(OPEN).done()
}

/// Where all restricted ones stand.
pub(crate) fn restricted_class() -> Vec<u8> {
    Key::new().byte(RESTRICTED).done()
}

/// Where one restricted incident stands.
pub(crate) fn restricted_rows(incident: IncidentId) -> Vec<u8> {
    Key::new().byte(RESTRICTED).u64(incident.0).done()
}

/// Which entry of which incident a row is of; `None` for its head.
pub(crate) fn row_is_of(key: &[u8]) -> Result<(IncidentId, Option<u64>)> {
    let tail = key.len().checked_sub(TAIL).map_or(key, |start| &key[start..]);
    let mut parts = KeyParts::of(tail);
    let (incident, sequence) = (IncidentId(parts.u64()?), parts.u64()?);
    Ok((incident, (sequence != HEAD).then_some(sequence)))
}

/// The row of a head in its two parts: what `head_of` reads, and its text, whose first line is number and title.
pub(crate) fn parts_of(value: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = value.split_first_chunk::<4>()?;
    rest.split_at_checked(u32::from_be_bytes(*length) as usize)
}

pub(crate) fn head_of(bytes: &[u8]) -> Result<Head> {
    rmp_serde::from_slice(bytes).map_err(|error| Error::Storage(format!("a row of search is unreadable: {error}")))
}

/// The row that the state alone makes. It is written at every change, so long texts stand in the rows of their entries.
pub(super) fn heads(incident: &Incident, _: &Book) -> Result<Vec<IndexRow>> {
    let card = card_row(incident, &Book::default());
    let head = Head {
        status: card.status,
        priority: card.priority,
        kind: incident.kind,
        marks: card.marks,
        published: card.published,
        reported_at: card.reported_at,
        owner: card.owner,
        services: card.services,
        people: relations(incident).into_keys().collect(),
    };
    let head = rmp_serde::to_vec(&head).map_err(Error::internal)?;
    let length = u32::try_from(head.len()).map_err(Error::internal)?;
    let mut value = length.to_be_bytes().to_vec();
    value.extend_from_slice(&head);
    value.extend_from_slice(fold(&format!("{} {}", incident.number, incident.title)).as_bytes());
    for (_, text) in other_texts(incident) {
        // Folded texts hold no line end, so no phrase goes over one.
        value.push(b'\n');
        value.extend_from_slice(fold(text).as_bytes());
    }
    Ok(vec![(Table::Search, key(incident, HEAD), value)])
}

/// What else a head is found by, each with what it is: public words, and what it was called before.
pub(crate) fn other_texts(incident: &Incident) -> impl Iterator<Item = (&'static str, &str)> {
    let former = Some(incident.reported_title()).filter(|title| *title != incident.title);
    let texts = [
        ("public title", incident.public_title.as_deref()),
        ("workaround", incident.workaround.as_deref()),
        ("first called", former),
    ];
    texts.into_iter().filter_map(|(what, text)| text.map(|text| (what, text)))
}

/// The rows of its timeline: of what was neither taken back nor deleted.
pub fn entry_rows(read: &dyn Read, incident: &Incident) -> Result<Vec<IndexRow>> {
    let mut texts = BTreeMap::new();
    entry::walk(read, incident.id, |entry| {
        if let Some(change) = &entry.change {
            if let Some(back) = change.returns_to() {
                texts.retain(|sequence, _| *sequence < back);
            }
            texts.extend(text_of(change).map(|text| (entry.sequence, text)));
        }
        ControlFlow::Continue(())
    })?;
    Ok(texts.into_iter().map(|(sequence, text)| (Table::Search, key(incident, sequence), text)).collect())
}

/// Keeps the rows of entries in step with what was just recorded, from `first` on.
pub(super) fn follow(
    tx: &mut Tx<'_>,
    before: Option<&Incident>,
    after: &Incident,
    first: u64,
    changes: &[Change],
) -> Result<()> {
    if let Some(before) = before.filter(|before| before.restricted != after.restricted) {
        for sequence in 1..=after.revision {
            tx.delete(Table::Search, key(before, sequence));
        }
        entry_rows(tx, after)?.into_iter().for_each(|(table, key, text)| tx.put(table, key, text));
        return Ok(());
    }
    for (sequence, change) in (first..).zip(changes) {
        if let Some(back) = change.returns_to() {
            (back..sequence).for_each(|sequence| tx.delete(Table::Search, key(after, sequence)));
        }
        if let Change::Redacted { sequence, .. } = change {
            tx.delete(Table::Search, key(after, *sequence));
        }
        if let Some(text) = text_of(change) {
            tx.put(Table::Search, key(after, sequence), text);
        }
    }
    Ok(())
}

fn text_of(change: &Change) -> Option<Vec<u8>> {
    let text = fold(&Locale::English.written(change)?);
    (!text.is_empty()).then(|| text.into_bytes())
}

fn key(incident: &Incident, sequence: u64) -> Vec<u8> {
    let class = if incident.restricted {
        Key::new().byte(RESTRICTED)
    } else {
        Key::new().byte(OPEN).i64(-incident.reported_at.0)
    };
    class.u64(incident.id.0).u64(sequence).done()
}
