//! The live board: columns of cards, and single cards again after a live change.

use std::collections::HashMap;

use domain::classification::Priority;
use domain::field::FieldError;
use domain::ids::{IncidentId, PersonId, ServiceId};
use domain::incident::Status;
use domain::locale::Names as _;
use domain::permissions::{Action, Actor, Object, Relation, permits};
use domain::person::initials;
use domain::search::{Query, fold};
use domain::time::Moment;
use domain::view::Choice;
use domain::view::board::{BoardFilter, BoardView, COLUMN_CARDS_MOST, CardUpdate, CardView, Column, Marks};
use domain::view::letters::Delivery;

use crate::Backend;
use crate::calendars::Book;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::NameBook;
use crate::incidents::alert_view::Woken;
use crate::incidents::index;
use crate::incidents::reach::common_causes;
use crate::incidents::rows::{self, CardRow};
use crate::incidents::sieve::{self, Facts, Sieve};
use crate::notices::{deliveries, is_paused};
use crate::people::{PersonRecord, active_staff};
use crate::planned::lines_until;
use crate::services::ServiceRecord;
use crate::settings::Settings;
use crate::storage::{self, Order, Read, Table, live};
use crate::time_text::Reader;

/// Most open incidents a filter, or the order of the list, looks through in one column.
pub const BOARD_FILTER_SCAN_MOST: usize = 5_000;
/// Most cards one call asks for after live changes.
pub const CARDS_MOST: usize = 50;

impl Backend {
    /// The board as the caller may see it.
    pub fn board(&self, caller: &Caller, filter: &BoardFilter) -> Result<BoardView> {
        let as_of = Moment(self.storage().now());
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            let settings = Settings::load(read, &self.options().fixed)?;
            let people = active_staff(read)?;
            let services = ServiceRecord::all(read)?;
            let book = NameBook::new(read);
            let reader = Reader::of(read, &actor, &settings, as_of)?;
            let wanted = Wanted::from(read, filter, &actor, reader)?;
            let troubles = deliveries::in_trouble(read, is_paused(read)?)?;
            let woken = Woken::new(read, &book, reader);
            let board = Board { read, actor: &actor, wanted: &wanted, book: &book, troubles, woken: &woken };
            let columns = Status::BOARD.into_iter().map(|status| board.column(status)).collect::<Result<Vec<_>>>()?;
            Ok(BoardView {
                cursor: self.seal_cursor(live::cursor(read)?),
                as_of,
                misread: wanted.misread.clone(),
                columns,
                people: staff(&people),
                causes: common_causes(read, &actor, &services)?,
                linked: services.iter().any(|service| !service.depends_on.is_empty()),
                services: services
                    .iter()
                    .filter(|s| !s.retired)
                    .map(|s| Choice { id: s.id.to_string(), name: s.name.clone() })
                    .collect(),
                planned: lines_until(read, reader, reader.days_back(0).map_or(as_of, |(_, midnight)| midnight))?,
            })
        })
    }

    /// The cards of these numbers as they are now for the caller, in the order asked.
    pub fn cards(&self, caller: &Caller, numbers: &[String]) -> Result<Vec<CardUpdate>> {
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            let (book, paused) = (NameBook::new(read), is_paused(read)?);
            let settings = Settings::load(read, &self.options().fixed)?;
            let reader = Reader::of(read, &actor, &settings, Moment(self.storage().now()))?;
            let woken = Woken::new(read, &book, reader);
            numbers
                .iter()
                .take(CARDS_MOST)
                .map(|number| {
                    let seen = index::find_by_number(read, number)?.filter(|incident| {
                        !incident.status.is_final()
                            && permits(&actor, Action::ReadIncident, Object::Incident(Relation::of(&actor, incident)))
                    });
                    let mut card = None;
                    if let Some(incident) = seen {
                        let named =
                            named(rows::card_row(&incident, &Book::of(read, [&incident])?), &book, actor.person_id());
                        let letters = deliveries::trouble_of(read, incident.id, paused)?;
                        card = Some(woken.on_card(incident.id, CardView { letters, ..named })?);
                    }
                    Ok(CardUpdate { number: number.clone(), card })
                })
                .collect()
        })
    }
}

/// A filter with its words parsed; what cannot be parsed filters nothing, and of the words it is said why.
pub(super) struct Wanted {
    sieve: Option<Sieve>,
    misread: Option<FieldError>,
    service: Option<ServiceId>,
    owner: Option<Option<PersonId>>,
    priority: Option<Priority>,
}

impl Wanted {
    pub(super) fn from(read: &dyn Read, filter: &BoardFilter, actor: &Actor, reader: Reader) -> Result<Self> {
        let owner = match filter.owner.as_str() {
            "" => None,
            "none" => Some(None),
            "me" => Some(actor.person_id()),
            id => id.parse().ok().map(Some),
        };
        let (sieve, misread) = match Query::parse("q", &filter.q) {
            Ok(query) if query.is_empty() => (None, None),
            Ok(query) => match Sieve::of(read, query, "q", actor, reader, sieve::Names::Accounts)? {
                Ok(sieve) => (Some(sieve), None),
                Err(misread) => (None, Some(misread)),
            },
            Err(misread) => (None, Some(misread)),
        };
        let priority = Priority::parse("priority", &filter.priority).ok();
        Ok(Self { sieve, misread, service: filter.service.parse().ok(), owner, priority })
    }

    fn everything(&self) -> bool {
        self.sieve.is_none() && self.service.is_none() && self.owner.is_none() && self.priority.is_none()
    }

    pub(super) fn takes(&self, row: &CardRow) -> bool {
        self.priority.is_none_or(|p| row.priority == Some(p))
            && self.owner.is_none_or(|o| row.owner == o)
            && self.service.is_none_or(|s| row.services.contains(&s))
            && self.sieve.as_ref().is_none_or(|sieve| fits(sieve, row))
    }
}

/// Of its words a card shows number, title, service and owner; in those all of the query must be.
fn fits(sieve: &Sieve, row: &CardRow) -> bool {
    let facts = Facts {
        status: row.status,
        priority: row.priority,
        kind: row.kind,
        marks: row.marks,
        published: row.published,
        reported_at: row.reported_at,
        owner: row.owner,
        services: &row.services,
    };
    let text = fold(&format!("{} {}", row.number, row.title));
    let owner: Vec<PersonId> = row.owner.into_iter().collect();
    let holds = |sought: &sieve::Sought| text.contains(&sought.text) || sought.is_name_of(&row.services, &owner);
    sieve.fits(&facts) && sieve.words.iter().all(holds) && !sieve.without.iter().any(holds)
}

/// Everything the columns are filled with.
struct Board<'a> {
    read: &'a dyn Read,
    actor: &'a Actor,
    wanted: &'a Wanted,
    book: &'a NameBook<'a>,
    /// Updates that did not reach everybody.
    troubles: HashMap<IncidentId, Delivery>,
    woken: &'a Woken<'a>,
}

impl Board<'_> {
    fn column(&self, status: Status) -> Result<Column> {
        let mut rows = Vec::new();
        let own = self.actor.person_id().map(|person| rows::member_column(person, status)).unwrap_or_default();
        scan(self.read, Table::MemberIncidents, &own, self.wanted, &mut rows)?;
        let restricted = rows.len() as u64;
        let everybodys = rows::column(status);
        scan(self.read, Table::OpenIncidents, &everybodys, self.wanted, &mut rows)?;
        let everything = self.wanted.everything();
        let count = if everything { index::count(self.read, status)? + restricted } else { rows.len() as u64 };
        let mut oldest = rows.iter().map(|row| row.reported_at).min();
        if everything {
            // The rows are the most pressing ones; older ones of a lower priority may wait behind them.
            for (table, prefix) in [(Table::MemberIncidents, &own), (Table::OpenIncidents, &everybodys)] {
                oldest = oldest.into_iter().chain(oldest_in(self.read, table, prefix)?).min();
            }
        }
        // Two sorted runs: by priority, then by age.
        rows.sort_by_key(|row| (Priority::rank(row.priority), row.reported_at));
        rows.truncate(COLUMN_CARDS_MOST);
        let card = |row: CardRow| {
            let (id, letters) = (row.id, self.troubles.get(&row.id).copied());
            let card = CardView { letters, ..named(row, self.book, self.actor.person_id()) };
            self.woken.on_card(id, card)
        };
        let cards = rows.into_iter().map(card).collect::<Result<_>>()?;
        Ok(Column { status, cards, count, oldest })
    }
}

/// A column is sorted by priority and then by age, so the first row of each priority is its oldest.
fn oldest_in(read: &dyn Read, table: Table, column: &[u8]) -> Result<Option<Moment>> {
    let mut oldest = None;
    let ranks = Priority::ALL.into_iter().map(Some).chain([None]).map(Priority::rank);
    for rank in ranks.filter(|_| !column.is_empty()) {
        let prefix = [column, &[rank]].concat();
        for (_, value) in read.scan_prefix(table, &prefix, Order::Ascending, 1)? {
            let at = storage::decode::<CardRow>(&value)?.reported_at;
            oldest = Some(oldest.map_or(at, |oldest: Moment| oldest.min(at)));
        }
    }
    Ok(oldest)
}

/// The card of a row, with names where it has ids.
fn named(row: CardRow, book: &NameBook<'_>, viewer: Option<PersonId>) -> CardView {
    let card = in_full(row, book, viewer);
    CardView { owner: initials(&card.owner), ..card }
}

/// The same where there is room for the owner's whole name.
pub(super) fn in_full(row: CardRow, book: &NameBook<'_>, viewer: Option<PersonId>) -> CardView {
    let service = row.services.first().map(|s| book.service(*s)).unwrap_or_default();
    let owner = row.owner.map(|p| book.person(p)).unwrap_or_default();
    card(row, service, owner, viewer)
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

fn card(row: CardRow, service: String, owner: String, viewer: Option<PersonId>) -> CardView {
    CardView {
        number: row.number.to_string(),
        revision: row.revision,
        status: row.status,
        priority: row.priority,
        title: row.title,
        service,
        owner,
        people: row.people,
        duplicates: row.duplicates,
        reported_at: row.reported_at,
        due: row.due,
        marks: row.marks.with(Marks::MINE, row.owner.is_some() && row.owner == viewer),
        letters: None,
        alert: None,
    }
}

/// Everybody who can own an incident, by name.
pub(super) fn staff(working: &[PersonRecord]) -> Vec<Choice> {
    let mut staff: Vec<_> = working.iter().map(|p| Choice { id: p.id.to_string(), name: p.name.clone() }).collect();
    staff.sort_by_cached_key(|choice| choice.name.to_lowercase());
    staff
}
