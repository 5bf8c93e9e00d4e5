//! The stored incident and every index row about it, kept in step in one place.
//!
//! Rows about open incidents begin with their column and sort as the board shows them; restricted ones stand
//! under each member. A row carries all a card needs, so the board is one scan.

use std::collections::{BTreeMap, BTreeSet};

use domain::classification::Priority;
use domain::ids::{IncidentId, PersonId, ServiceId};
use domain::incident::{Affected, Incident, Major, Number, Status};
use domain::time::Moment;
use domain::view::board::{Due, DueKind, Marks};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::storage::{self, Key, Read, Record, Table, Tx};

pub const RELATION_REPORTER: u8 = 1;
pub const RELATION_OWNER: u8 = 2;
pub const RELATION_MANAGER: u8 = 4;
pub const RELATION_COMMUNICATIONS: u8 = 8;
pub const RELATION_FOLLOWER: u8 = 16;
/// What is handed over when somebody leaves.
pub const ROLES: u8 = RELATION_OWNER | RELATION_MANAGER | RELATION_COMMUNICATIONS;

/// An incident as it lies on disk: the fold of its timeline. A later shape is made by replaying, not by upcasting.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoredIncident(pub Incident);

impl Record for StoredIncident {
    const TABLE: Table = Table::Incidents;
    const VERSION: u8 = 1;
}

/// What a card shows, with ids where the viewer will see names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardRow {
    pub id: IncidentId,
    pub number: Number,
    pub revision: u64,
    pub status: Status,
    pub priority: Priority,
    pub title: String,
    pub services: Vec<ServiceId>,
    pub owner: Option<PersonId>,
    pub people: u32,
    pub reported_at: Moment,
    pub ended_at: Option<Moment>,
    pub due: Option<Due>,
    pub marks: Marks,
    pub published: bool,
}

impl Record for CardRow {
    const TABLE: Table = Table::OpenIncidents;
    const VERSION: u8 = 1;
}

pub fn find(read: &dyn Read, id: IncidentId) -> Result<Option<Incident>> {
    Ok(storage::load::<StoredIncident>(read, &id.0.to_be_bytes())?.map(|stored| stored.0))
}

/// By the number people write; whether the caller may see it is not asked here.
pub fn find_by_number(read: &dyn Read, number: &str) -> Result<Option<Incident>> {
    let Ok(number) = number.parse::<Number>() else { return Ok(None) };
    match read.get(Table::Numbers, &number_key(&number))? {
        Some(id) => Ok(storage::load::<StoredIncident>(read, &id)?.map(|stored| stored.0)),
        None => Ok(None),
    }
}

/// The incident that had this number before it was restricted: for "ask for access", which says nothing about it.
pub(super) fn find_by_former_number(read: &dyn Read, number: &str) -> Result<Option<Incident>> {
    let Ok(number) = number.parse::<Number>() else { return Ok(None) };
    match read.get(Table::FormerNumbers, &number_key(&number))? {
        Some(id) => Ok(storage::load::<StoredIncident>(read, &id)?.map(|stored| stored.0)),
        None => Ok(None),
    }
}

/// A row of an index table.
pub type IndexRow = (Table, Vec<u8>, Vec<u8>);

/// Writes the state and brings every index row in step.
pub(super) fn store(tx: &mut Tx<'_>, before: Option<&Incident>, after: &Incident) -> Result<()> {
    let new = rows(after)?;
    if let Some(before) = before {
        let kept: BTreeSet<(Table, &[u8])> = new.iter().map(|(table, key, _)| (*table, key.as_slice())).collect();
        for (table, key, _) in rows(before)? {
            if !kept.contains(&(table, key.as_slice())) {
                tx.delete(table, key);
            }
        }
        count_in_column(tx, before, -1)?;
        if before.number != after.number {
            tx.put(Table::FormerNumbers, number_key(&before.number), after.id.0.to_be_bytes());
        }
    }
    for (table, key, value) in new {
        tx.put(table, key, value);
    }
    count_in_column(tx, after, 1)?;
    tx.save(&after.id.0.to_be_bytes(), &StoredIncident(after.clone()))
}

/// Every index row an incident has; `verify` compares the tables with this.
pub fn rows(incident: &Incident) -> Result<Vec<IndexRow>> {
    let card = storage::encode(&card_row(incident))?;
    let mut rows = vec![(Table::Numbers, number_key(&incident.number), incident.id.0.to_be_bytes().to_vec())];
    if incident.restricted {
        let of = |member: &PersonId| row_tail(Key::new().u64(member.0), incident);
        rows.extend(incident.members.iter().map(|member| (Table::MemberIncidents, of(member), card.clone())));
    } else {
        let table = if on_board(incident) { Table::OpenIncidents } else { Table::EndedIncidents };
        rows.push((table, row_tail(Key::new(), incident), card));
    }
    let open = incident.status.is_open();
    for (person, bits) in relations(incident) {
        let key = person_key(person, incident.id);
        if open && bits & ROLES != 0 {
            rows.push((Table::OpenRoles, key.clone(), vec![bits & ROLES]));
        }
        rows.push((Table::PersonIncidents, key, vec![bits, u8::from(open)]));
    }
    Ok(rows)
}

pub fn card_row(incident: &Incident) -> CardRow {
    let marks = Marks::default()
        .with(Marks::HOLD, incident.hold.is_some())
        .with(Marks::MAJOR, incident.major == Major::Accepted)
        .with(Marks::MAJOR_PROPOSED, incident.major == Major::Proposed)
        .with(Marks::RESTRICTED, incident.restricted)
        .with(Marks::UNVERIFIED, incident.unverified)
        .with(Marks::REOPENED, incident.reopened > 0)
        .with(Marks::STILL_BROKEN, incident.is_still_broken_for_many());
    CardRow {
        id: incident.id,
        number: incident.number.clone(),
        revision: incident.revision,
        status: incident.status,
        priority: incident.priority,
        title: incident.title.clone(),
        services: services(incident),
        owner: incident.owner,
        people: u32::try_from(incident.reporters.len()).unwrap_or(u32::MAX),
        reported_at: incident.reported_at,
        ended_at: incident.ended_at,
        due: due(incident),
        marks,
        published: incident.is_published(),
    }
}

/// The services it hits now; once it has ended, those it hit.
fn services(incident: &Incident) -> Vec<ServiceId> {
    let counts = |affected: &&Affected| !incident.status.is_open() || affected.to.is_none();
    let mut services = Vec::new();
    for affected in incident.affected.iter().filter(counts) {
        if !services.contains(&affected.service) {
            services.push(affected.service);
        }
    }
    services
}

/// Prefix of one column of the open class.
pub(super) fn column(status: Status) -> Vec<u8> {
    Key::new().byte(status as u8).done()
}

/// Prefix of one column of what a member sees of the restricted class.
pub(super) fn member_column(person: PersonId, status: Status) -> Vec<u8> {
    Key::new().u64(person.0).byte(status as u8).done()
}

pub(super) fn counter_key(status: Status) -> Vec<u8> {
    Key::new().text("column").byte(status as u8).done()
}

/// How many incidents of the open class have this status.
pub fn count(read: &dyn Read, status: Status) -> Result<u64> {
    let bytes = read.get(Table::Counters, &counter_key(status))?;
    Ok(bytes.and_then(|b| b.try_into().ok()).map_or(0, u64::from_be_bytes))
}

fn number_key(number: &Number) -> Vec<u8> {
    number.to_string().into_bytes()
}

/// The one instant a card shows: the promise, the end of a hold, or when it closes by itself.
fn due(incident: &Incident) -> Option<Due> {
    let hold = incident.hold.as_ref().and_then(|h| h.until).map(|at| Due { kind: DueKind::Hold, at });
    let promise = incident.promise.map(|at| Due { kind: DueKind::Promise, at });
    let close = incident.closes_at.map(|at| Due { kind: DueKind::Close, at });
    promise.or(hold).or(close)
}

fn on_board(incident: &Incident) -> bool {
    !incident.status.is_final()
}

fn row_tail(key: Key, incident: &Incident) -> Vec<u8> {
    let key = key.byte(incident.status as u8);
    if on_board(incident) {
        key.byte(incident.priority as u8).i64(incident.reported_at.0).u64(incident.id.0).done()
    } else {
        // Newest first: what ended last is what people look for.
        let ended = incident.ended_at.unwrap_or(incident.changed_at);
        key.i64(-ended.0).u64(incident.id.0).done()
    }
}

/// Only the open class is counted: no counter counts across the classes.
fn count_in_column(tx: &mut Tx<'_>, incident: &Incident, by: i64) -> Result<()> {
    if incident.restricted {
        return Ok(());
    }
    let now = count(tx, incident.status)?;
    let next = now.checked_add_signed(by).ok_or_else(|| Error::Storage("a column counts below zero".to_owned()))?;
    tx.put(Table::Counters, counter_key(incident.status), next.to_be_bytes());
    Ok(())
}

fn person_key(person: PersonId, incident: IncidentId) -> Vec<u8> {
    Key::new().u64(person.0).u64(incident.0).done()
}

/// Every person with a relation to the incident, with its bits: for "mine", for disabling somebody, for retention.
fn relations(incident: &Incident) -> BTreeMap<PersonId, u8> {
    let mut all = BTreeMap::new();
    let mut add = |person: PersonId, bit: u8| *all.entry(person).or_insert(0) |= bit;
    for (person, bit) in [
        (incident.owner, RELATION_OWNER),
        (incident.incident_manager, RELATION_MANAGER),
        (incident.communications_lead, RELATION_COMMUNICATIONS),
    ] {
        if let Some(person) = person {
            add(person, bit);
        }
    }
    incident.followers.iter().for_each(|person| add(*person, RELATION_FOLLOWER));
    incident.reporters.iter().for_each(|reporter| add(reporter.person, RELATION_REPORTER));
    all
}
