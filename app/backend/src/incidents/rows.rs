//! Every index row of an incident, from one list: whoever writes, verifies or makes them anew reads it.
//!
//! Rows about open incidents begin with their column and sort as the board shows them; restricted ones stand
//! under each member. A row carries all a card needs, so the board is one scan.

use std::collections::BTreeMap;

use domain::classification::{IncidentType, Priority};
use domain::ids::{IncidentId, PersonId, ServiceId};
use domain::incident::{Affected, Bell, Incident, Major, Number, SlaClock, Status};
use domain::time::Moment;
use domain::view::board::{Due, DueKind, Marks};
use serde::{Deserialize, Serialize};

use crate::calendars::Book;
use crate::error::{Error, Result};
use crate::incidents::outages::outage_rows;
use crate::incidents::public_row::public_rows;

use crate::incidents::{judged_promises, searchable, stopped_clocks};
use crate::storage::{self, Key, KeyParts, Record, Table};

pub const RELATION_REPORTER: u8 = 1;
pub const RELATION_OWNER: u8 = 2;
pub const RELATION_MANAGER: u8 = 4;
pub const RELATION_COMMUNICATIONS: u8 = 8;
pub const RELATION_FOLLOWER: u8 = 16;
/// What is handed over when somebody leaves.
pub const ROLES: u8 = RELATION_OWNER | RELATION_MANAGER | RELATION_COMMUNICATIONS;

/// A row of an index table.
pub type IndexRow = (Table, Vec<u8>, Vec<u8>);

/// Rows that are made from the state alone, in tables that hold nothing but what can be made anew.
pub struct Projection {
    pub name: &'static str,
    /// Goes up whenever `rows` makes others than before: then they are made anew before the port opens.
    pub version: u32,
    pub tables: &'static [Table],
    rows: fn(&Incident, &Book) -> Result<Vec<IndexRow>>,
}

pub const PROJECTIONS: [Projection; 8] = [
    Projection { name: "numbers", version: 1, tables: &[Table::Numbers], rows: numbers },
    Projection {
        name: "cards",
        version: 5,
        tables: &[Table::OpenIncidents, Table::EndedIncidents, Table::MemberIncidents],
        rows: cards,
    },
    Projection { name: "visitors", version: 3, tables: &[Table::PublicIncidents], rows: public_rows },
    Projection { name: "people", version: 2, tables: &[Table::PersonIncidents, Table::OpenRoles], rows: people },
    Projection { name: "clocks", version: 2, tables: &[Table::StoppedClocks], rows: stopped_clocks::rows },
    Projection { name: "promises", version: 1, tables: &[Table::JudgedPromises], rows: judged_promises::rows },
    Projection { name: "outages", version: 1, tables: &[Table::Outages], rows: outage_rows },
    // The rows of its entries stand in the same table; `entry_rows` makes them.
    Projection { name: "search", version: 3, tables: &[Table::Search], rows: searchable::heads },
];

/// Every index row an incident has.
pub fn rows(incident: &Incident, book: &Book) -> Result<Vec<IndexRow>> {
    let mut all = Vec::new();
    for projection in &PROJECTIONS {
        all.extend((projection.rows)(incident, book)?);
    }
    Ok(all)
}

fn numbers(incident: &Incident, _: &Book) -> Result<Vec<IndexRow>> {
    Ok(vec![(Table::Numbers, number_key(&incident.number), incident.id.0.to_be_bytes().to_vec())])
}

fn cards(incident: &Incident, book: &Book) -> Result<Vec<IndexRow>> {
    let card = storage::encode(&card_row(incident, book))?;
    if incident.restricted {
        let of = |member: &PersonId| row_tail(Key::new().u64(member.0), incident);
        return Ok(incident.members.iter().map(|member| (Table::MemberIncidents, of(member), card.clone())).collect());
    }
    let table = if on_board(incident) { Table::OpenIncidents } else { Table::EndedIncidents };
    Ok(vec![(table, row_tail(Key::new(), incident), card)])
}

fn people(incident: &Incident, _: &Book) -> Result<Vec<IndexRow>> {
    let open = incident.status.is_open();
    let mut rows = Vec::new();
    for (person, bits) in relations(incident) {
        let key = person_key(person, incident.id);
        if open && bits & ROLES != 0 {
            rows.push((Table::OpenRoles, key.clone(), vec![bits & ROLES, u8::from(incident.restricted)]));
        }
        let tie =
            Tie { relations: bits, may_be_open: open || incident.merged_into.is_some(), at: incident.reported_at };
        rows.push((Table::PersonIncidents, key, tie.bytes()));
    }
    Ok(rows)
}

/// How somebody is tied to an incident, and what orders their list of them.
pub(super) struct Tie {
    pub relations: u8,
    /// It is open, or merged into what may be.
    pub may_be_open: bool,
    pub at: Moment,
}

impl Tie {
    fn bytes(&self) -> Vec<u8> {
        [[self.relations, u8::from(self.may_be_open)].as_slice(), &self.at.0.to_be_bytes()].concat()
    }

    pub fn of(value: &[u8]) -> Result<Self> {
        let cut_off = || Error::Storage("a row of a person's incidents is cut off".to_owned());
        let ([relations, open], at) = value.split_first_chunk().ok_or_else(cut_off)?;
        let at = at.try_into().map(i64::from_be_bytes).map_err(|_| cut_off())?;
        Ok(Self { relations: *relations, may_be_open: *open != 0, at: Moment(at) })
    }
}

/// What a card shows, with ids where the viewer will see names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardRow {
    pub id: IncidentId,
    pub number: Number,
    pub revision: u64,
    pub status: Status,
    /// None of a request.
    pub priority: Option<Priority>,
    pub kind: IncidentType,
    pub title: String,
    pub services: Vec<ServiceId>,
    pub owner: Option<PersonId>,
    pub people: u32,
    pub reported_at: Moment,
    /// Where somebody said that it began earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began_at: Option<Moment>,
    pub ended_at: Option<Moment>,
    pub due: Option<Due>,
    pub marks: Marks,
    pub published: bool,
    /// How many were merged into it.
    #[serde(default)]
    pub duplicates: u32,
}

impl Record for CardRow {
    const TABLE: Table = Table::OpenIncidents;
    const VERSION: u8 = 1;
}

pub(crate) fn card_row(incident: &Incident, book: &Book) -> CardRow {
    let marks = Marks::default()
        .with(Marks::HOLD, incident.hold.is_some())
        .with(Marks::OVERDUE_HOLD, incident.hold_watch().is_some_and(|watch| watch.overdue))
        .with(Marks::MAJOR, incident.major == Major::Accepted)
        .with(Marks::MAJOR_PROPOSED, incident.major == Major::Proposed)
        .with(Marks::RESTRICTED, incident.restricted)
        .with(Marks::UNVERIFIED, incident.unverified)
        .with(Marks::REOPENED, incident.reopened > 0)
        .with(Marks::STILL_BROKEN, incident.is_still_broken_for_many())
        .with(Marks::HELD, incident.proposed_priority() != incident.priority);
    CardRow {
        id: incident.id,
        number: incident.number.clone(),
        revision: incident.revision,
        status: incident.status,
        priority: incident.shown_priority(),
        kind: incident.kind,
        title: incident.title.clone(),
        services: services(incident),
        owner: incident.owner,
        people: u32::try_from(incident.people()).unwrap_or(u32::MAX),
        reported_at: incident.reported_at,
        began_at: incident.began_at,
        ended_at: incident.ended_at,
        due: due(incident, book),
        marks,
        published: incident.is_published(),
        duplicates: u32::try_from(incident.duplicates.len()).unwrap_or(u32::MAX),
    }
}

/// The services it hits now; once it has ended, those it hit.
pub(crate) fn services(incident: &Incident) -> Vec<ServiceId> {
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

/// Prefix of all that a member sees of the restricted class.
pub(crate) fn member_rows(person: PersonId) -> Vec<u8> {
    Key::new().u64(person.0).done()
}

/// Which incident a row of those is of.
pub(crate) fn member_row_is_of(key: &[u8]) -> Result<IncidentId> {
    let last = key.len().checked_sub(8).map_or(key, |start| &key[start..]);
    KeyParts::of(last).u64().map(IncidentId)
}

/// Prefix of one column of what a member sees of the restricted class.
pub(super) fn member_column(person: PersonId, status: Status) -> Vec<u8> {
    Key::new().u64(person.0).byte(status as u8).done()
}

pub(super) fn number_key(number: &Number) -> Vec<u8> {
    number.to_string().into_bytes()
}

/// The one instant a card shows: what comes next, or else when it closes by itself.
fn due(incident: &Incident, book: &Book) -> Option<Due> {
    let hold = incident.hold.as_ref().and_then(|h| h.until).map(|at| Due { kind: DueKind::Hold, at });
    let chased = incident.hold.as_ref().and_then(|hold| hold.chased.as_ref());
    let chase = chased.and_then(|chased| chased.again_at).map(|at| Due { kind: DueKind::Chase, at });
    let close = incident.closes_at.map(|at| Due { kind: DueKind::Close, at });
    waited_for(incident, book).into_iter().chain(hold).chain(chase).min_by_key(|due| due.at).or(close)
}

/// The update that stakeholders wait for, and what its clocks come to.
pub(crate) fn waited_for(incident: &Incident, book: &Book) -> Vec<Due> {
    let promise = incident.update_due().map(|at| Due { kind: DueKind::Promise, at });
    let clocks = SlaClock::ALL.into_iter().filter_map(|clock| {
        let kind = match clock {
            SlaClock::Response => DueKind::Response,
            SlaClock::Resolution => DueKind::Resolution,
        };
        incident.rings_at(clock, Bell::Breach, book).map(|at| Due { kind, at })
    });
    let legal = incident.legal_dues().into_iter().map(|(_, at)| Due { kind: DueKind::Legal, at });
    promise.into_iter().chain(clocks).chain(legal).collect()
}

fn on_board(incident: &Incident) -> bool {
    !incident.status.is_final()
}

pub(super) fn row_tail(key: Key, incident: &Incident) -> Vec<u8> {
    let key = key.byte(incident.status as u8);
    if on_board(incident) {
        key.byte(Priority::rank(incident.shown_priority())).i64(incident.reported_at.0).u64(incident.id.0).done()
    } else {
        // Newest first: what ended last is what people look for.
        let ended = incident.ended_at.unwrap_or(incident.changed_at);
        key.i64(-ended.0).u64(incident.id.0).done()
    }
}

fn person_key(person: PersonId, incident: IncidentId) -> Vec<u8> {
    Key::new().u64(person.0).u64(incident.0).done()
}

/// Every person with a relation to the incident, with its bits: for "mine", for disabling somebody, for retention.
pub(super) fn relations(incident: &Incident) -> BTreeMap<PersonId, u8> {
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
