//! The live board: columns of cards, and single cards again after a live change.

use std::collections::HashMap;

use domain::classification::Priority;
use domain::ids::{PersonId, ServiceId};
use domain::incident::Status;
use domain::permissions::{Action, Actor, Object, Relation, permits};
use domain::person::{Role, initials};
use domain::time::Moment;
use domain::view::Choice;
use domain::view::board::{BoardFilter, BoardView, COLUMN_CARDS_MOST, CardUpdate, CardView, Column, Marks};

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::index::{self, CardRow};
use crate::people::{PersonRecord, PersonState, with_account};
use crate::services::ServiceRecord;
use crate::storage::{self, Order, Read, Table, live};

/// Most open incidents a filter looks through in one column.
pub const BOARD_FILTER_SCAN_MOST: usize = 5_000;
/// Most cards one call asks for after live changes.
pub const CARDS_MOST: usize = 50;

impl Backend {
    /// The board as the caller may see it.
    pub fn board(&self, caller: &Caller, filter: &BoardFilter) -> Result<BoardView> {
        let as_of = Moment(self.storage().now());
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            let people = with_account(read)?;
            let services = ServiceRecord::all(read)?;
            let names = Names::of(&people, &services);
            let wanted = Wanted::from(filter, &actor);
            let columns = Status::BOARD
                .into_iter()
                .map(|status| column(read, &actor, status, &wanted, &names))
                .collect::<Result<Vec<_>>>()?;
            Ok(BoardView {
                cursor: self.seal_cursor(live::cursor(read)?),
                as_of,
                columns,
                people: staff(&people),
                services: services
                    .iter()
                    .filter(|s| !s.retired)
                    .map(|s| Choice { id: s.id.to_string(), name: s.name.clone() })
                    .collect(),
            })
        })
    }

    /// The cards of these numbers as they are now for the caller, in the order asked.
    pub fn cards(&self, caller: &Caller, numbers: &[String]) -> Result<Vec<CardUpdate>> {
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            let book = super::NameBook::new(read);
            numbers
                .iter()
                .take(CARDS_MOST)
                .map(|number| {
                    let seen = index::find_by_number(read, number)?.filter(|incident| {
                        !incident.status.is_final()
                            && permits(&actor, Action::ReadIncident, Object::Incident(Relation::of(&actor, incident)))
                    });
                    let card = seen.map(|incident| {
                        use domain::locale::Names as _;
                        let row = index::card_row(&incident);
                        let service = row.services.first().map(|s| book.service(*s)).unwrap_or_default();
                        let owner = row.owner.map(|p| initials(&book.person(p))).unwrap_or_default();
                        card(row, service, owner, actor.person_id())
                    });
                    Ok(CardUpdate { number: number.clone(), card })
                })
                .collect()
        })
    }
}

/// Names of everybody who may stand on a card, made once per board.
struct Names {
    initials: HashMap<PersonId, String>,
    services: HashMap<ServiceId, String>,
}

impl Names {
    fn of(people: &[PersonRecord], services: &[ServiceRecord]) -> Self {
        Self {
            initials: people.iter().map(|p| (p.id, initials(&p.name))).collect(),
            services: services.iter().map(|s| (s.id, s.name.clone())).collect(),
        }
    }
}

/// A filter with its words parsed; what cannot be parsed filters nothing.
struct Wanted {
    text: String,
    service: Option<ServiceId>,
    owner: Option<Option<PersonId>>,
    priority: Option<Priority>,
}

impl Wanted {
    fn from(filter: &BoardFilter, actor: &Actor) -> Self {
        let owner = match filter.owner.as_str() {
            "" => None,
            "none" => Some(None),
            "me" => Some(actor.person_id()),
            id => id.parse().ok().map(Some),
        };
        Self {
            text: filter.q.trim().to_lowercase(),
            service: filter.service.parse().ok(),
            owner,
            priority: Priority::parse("priority", &filter.priority).ok(),
        }
    }

    fn everything(&self) -> bool {
        self.text.is_empty() && self.service.is_none() && self.owner.is_none() && self.priority.is_none()
    }

    fn takes(&self, row: &CardRow) -> bool {
        self.priority.is_none_or(|p| row.priority == p)
            && self.owner.is_none_or(|o| row.owner == o)
            && self.service.is_none_or(|s| row.services.contains(&s))
            && (self.text.is_empty()
                || row.title.to_lowercase().contains(&self.text)
                || row.number.to_string().to_lowercase().contains(&self.text))
    }
}

fn column(read: &dyn Read, actor: &Actor, status: Status, wanted: &Wanted, names: &Names) -> Result<Column> {
    let mut rows = Vec::new();
    let own = actor.person_id().map(|person| index::member_column(person, status)).unwrap_or_default();
    scan(read, Table::MemberIncidents, &own, wanted, &mut rows)?;
    let restricted = rows.len() as u64;
    scan(read, Table::OpenIncidents, &index::column(status), wanted, &mut rows)?;
    let count = if wanted.everything() { index::count(read, status)? + restricted } else { rows.len() as u64 };
    // Two sorted runs: by priority, then by age.
    rows.sort_by_key(|row| (row.priority, row.reported_at));
    let oldest = rows.iter().map(|row| row.reported_at).min();
    rows.truncate(COLUMN_CARDS_MOST);
    let cards = rows
        .into_iter()
        .map(|row| {
            let service = row.services.first().and_then(|s| names.services.get(s)).cloned().unwrap_or_default();
            let owner = row.owner.and_then(|p| names.initials.get(&p)).cloned().unwrap_or_default();
            card(row, service, owner, actor.person_id())
        })
        .collect();
    Ok(Column { status, cards, count, oldest })
}

fn scan(read: &dyn Read, table: Table, prefix: &[u8], wanted: &Wanted, rows: &mut Vec<CardRow>) -> Result<()> {
    if prefix.is_empty() {
        return Ok(());
    }
    let most = rows.len() + if wanted.everything() { COLUMN_CARDS_MOST } else { BOARD_FILTER_SCAN_MOST };
    let mut broken = None;
    let mut looked_at = 0;
    read.each_with_prefix(table, prefix, Order::Ascending, &mut |_, value| {
        match storage::decode::<CardRow>(value) {
            Ok(row) if wanted.takes(&row) => rows.push(row),
            Ok(_) => {}
            Err(error) => broken = Some(error),
        }
        looked_at += 1;
        broken.is_none() && rows.len() < most && looked_at < BOARD_FILTER_SCAN_MOST
    })?;
    broken.map_or(Ok(()), Err)
}

pub(super) fn card(row: CardRow, service: String, owner: String, viewer: Option<PersonId>) -> CardView {
    CardView {
        number: row.number.to_string(),
        revision: row.revision,
        status: row.status,
        priority: row.priority,
        title: row.title,
        service,
        owner,
        people: row.people,
        reported_at: row.reported_at,
        due: row.due,
        marks: row.marks.with(Marks::MINE, row.owner.is_some() && row.owner == viewer),
    }
}

/// Everybody who can own an incident, by name.
pub(super) fn staff(people: &[PersonRecord]) -> Vec<Choice> {
    let working = people.iter().filter(|p| p.state == PersonState::Active && p.role.is_some_and(Role::is_staff));
    let mut staff: Vec<_> = working.map(|p| Choice { id: p.id.to_string(), name: p.name.clone() }).collect();
    staff.sort_by_cached_key(|choice| choice.name.to_lowercase());
    staff
}
