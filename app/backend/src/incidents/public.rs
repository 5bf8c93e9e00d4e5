//! What visitors see: `/`, `/report` and `/status`. Words come from the public title and the workaround only.
//!
//! Inside the network a line of the service stands from the first report; where the internet can look, only what
//! staff published. Restricted incidents are not in the index read here at all.

use std::cmp::Reverse;

use domain::ids::ServiceId;
use domain::incident::{Incident, Status};
use domain::locale::{Locale, Names as _};
use domain::service::Standing;
use domain::time::{DAY, MINUTE, Moment};
use domain::view::public::{HomeView, KnownLine, ReportView, ServiceLine, StatusView};
use domain::view::{Choice, TimeView};

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::public_row::{PublicRow, public_row};
use crate::incidents::service_days::service_days;
use crate::incidents::{NameBook, idempotency, index, merged, rows};
use crate::people::PersonRecord;
use crate::planned::{all_lines, lines_until};
use crate::retention::ENDED_SHOWN;
use crate::services::ServiceRecord;
use crate::settings::{Reach, Settings};
use crate::storage::{self, Order, Read, Table};
use crate::targets::when_read;
use crate::time_text::Reader;

/// Most lines of known incidents a visitor is offered.
pub const KNOWN_MOST: usize = 20;
/// Most that ended lately on the status page.
pub const ENDED_MOST: usize = 100;
/// Incidents of one status looked through for them.
const LOOKED_THROUGH_MOST: usize = 2_000;

impl Backend {
    pub fn home(&self, caller: &Caller) -> Result<HomeView> {
        let settings = self.settings()?;
        let now = Moment(self.storage().now());
        let known = self.storage().read(|read| {
            let reader = Reader::of(read, &caller.actor(read)?, &settings, now)?;
            known(read, &settings, reader)
        })?;
        let nonce = idempotency::form_nonce(now.0)?;
        Ok(HomeView { organisation: settings.organisation, own: Vec::new(), known, nonce })
    }

    /// What the report page offers to choose from, with a nonce of its own.
    pub fn report_page(&self, caller: &Caller) -> Result<ReportView> {
        let (home, settings, now) = (self.home_of(caller)?, self.settings()?, Moment(self.storage().now()));
        self.storage().read(|read| {
            let reader = Reader::of(read, &caller.actor(read)?, &settings, now)?;
            let services = ServiceRecord::all(read)?.into_iter().filter(|s| !s.retired);
            let me = caller.person().map_or(Ok(None), |person| PersonRecord::find(read, person))?;
            Ok(ReportView {
                organisation: home.organisation,
                services: services.map(|s| Choice { id: s.id.to_string(), name: s.name }).collect(),
                known: home.known,
                nonce: home.nonce,
                name: me.as_ref().map(|p| p.name.clone()).unwrap_or_default(),
                email: me.and_then(|p| p.email).map(|e| e.to_string()).unwrap_or_default(),
                emergency_phone: settings.emergency_line(),
                reading: when_read(read, &settings, reader)?,
                planned: lines_until(read, reader, now.plus(DAY))?,
                as_of: now,
            })
        })
    }

    /// Services now, by the incidents that `/` and `/report` show; what is published is told in words.
    pub fn status_page(&self, caller: &Caller) -> Result<StatusView> {
        let settings = self.settings()?;
        let now = Moment(self.storage().now());
        self.storage().read(|read| {
            let reader = Reader::of(read, &caller.actor(read)?, &settings, now)?;
            let shown = open(read, |row| row.status.is_open() && is_shown(row, &settings))?;
            let published = open(read, PublicRow::is_published)?;
            let lines = ServiceRecord::all(read)?.into_iter().filter(|s| !s.retired).map(|service| {
                let (standing, since) = standing(&shown, service.id);
                let state = Locale::English.standing(standing);
                let since = since.map(|at| reader.time(at));
                let days = service_days(read, &settings, &service, now)?;
                Ok(ServiceLine { id: service.id.to_string(), name: service.name, standing, state, since, days })
            });
            let book = NameBook::new(read);
            Ok(StatusView {
                organisation: settings.organisation.clone(),
                // To the minute: what is kept of the page tells nobody when something that is not public was changed.
                as_of: reader.time(Moment(now.0 - now.0.rem_euclid(MINUTE))),
                services: lines.collect::<Result<_>>()?,
                incidents: published.iter().map(|row| line(row, &book, reader)).collect(),
                ended: ended_lately(read, now)?.iter().map(|row| ended(row, &book, reader)).collect(),
                planned: all_lines(read, reader)?,
                reading: when_read(read, &settings, reader)?,
                emergency_phone: settings.emergency_line(),
            })
        })
    }
}

/// Where the internet can look, only what staff published; inside, whatever says which service it is about.
fn is_shown(row: &PublicRow, settings: &Settings) -> bool {
    row.is_published() || settings.reach == Reach::Network
}

/// How a service stands by these incidents, and since when it stands so.
fn standing(shown: &[PublicRow], service: ServiceId) -> (Standing, Option<Moment>) {
    let hits = shown.iter().flat_map(|row| row.standing.iter()).filter(|(hit, ..)| *hit == service);
    let worst = hits.max_by_key(|(_, standing, from)| (*standing, Reverse(*from)));
    worst.map_or((Standing::Fine, None), |(_, standing, from)| (*standing, Some(*from)))
}

/// Open incidents as a visitor may see them: published majors, then the worst, then those that hit most people. Each is a line of its own, for "me too"
/// joins one and not another.
fn known(read: &dyn Read, settings: &Settings, reader: Reader) -> Result<Vec<KnownLine>> {
    let book = NameBook::new(read);
    let mut shown = open(read, |row| row.status.is_open() && is_shown(row, settings))?;
    shown.sort_by_key(|row| (!(row.major && row.is_published()), row.priority, Reverse(row.people)));
    shown.truncate(KNOWN_MOST);
    Ok(shown.iter().map(|row| line(row, &book, reader)).collect())
}

/// Whether a page shows a visitor just now a line whose "me too" joins this incident.
pub(super) fn offers(read: &dyn Read, settings: &Settings, number: &str, now: Moment) -> Result<bool> {
    let reader = Reader::new(None, &settings.zone, now);
    Ok(known(read, settings, reader)?.iter().any(|line| line.number == number))
}

/// What stands on the board and is wanted.
pub(super) fn open(read: &dyn Read, wanted: impl Fn(&PublicRow) -> bool) -> Result<Vec<PublicRow>> {
    let mut open = Vec::new();
    for status in Status::BOARD {
        let column = rows::column(status);
        for (_, value) in read.scan_prefix(Table::PublicIncidents, &column, Order::Ascending, LOOKED_THROUGH_MOST)? {
            open.push(storage::decode(&value)?);
        }
    }
    open.retain(wanted);
    open.into_iter().map(|row| with_duplicates(read, row)).collect()
}

/// With whom its duplicates bring, and the services they hit.
fn with_duplicates(read: &dyn Read, row: PublicRow) -> Result<PublicRow> {
    if !row.together {
        return Ok(row);
    }
    let incident = index::find(read, row.id)?.ok_or_else(|| Error::internal("a row without its incident"))?;
    Ok(public_row(&*merged::read_through(read, &incident)?))
}

/// What was published and has ended lately, the newest first: a link that a letter gave before leads to its end.
fn ended_lately(read: &dyn Read, now: Moment) -> Result<Vec<PublicRow>> {
    let since = now.plus(-ENDED_SHOWN);
    let mut ended: Vec<PublicRow> = Vec::new();
    for status in Status::ALL.into_iter().filter(|status| status.is_final()) {
        let mut broken = None;
        // The newest of each column comes first.
        read.each_with_prefix(Table::PublicIncidents, &rows::column(status), Order::Ascending, &mut |_, value| {
            match storage::decode::<PublicRow>(value) {
                Ok(row) if row.ended_at.is_some_and(|at| at >= since) => ended.push(row),
                Ok(_) => return false,
                Err(error) => broken = Some(error),
            }
            broken.is_none() && ended.len() < LOOKED_THROUGH_MOST
        })?;
        broken.map_or(Ok(()), Err)?;
    }
    ended.sort_by_key(|row| Reverse(row.ended_at));
    ended.truncate(ENDED_MOST);
    Ok(ended)
}

/// What the line of an incident calls it: by its public title, else its service.
pub(super) fn name_of(incident: &Incident, book: &NameBook<'_>) -> String {
    let title = incident.public_title.clone().filter(|_| incident.is_published());
    let service = || rows::services(incident).first().map(|service| book.service(*service));
    title.or_else(service).unwrap_or_else(|| incident.number.to_string())
}

/// The same line, with when it ended.
fn ended(row: &PublicRow, book: &NameBook<'_>, reader: Reader) -> KnownLine {
    KnownLine { since: reader.time(row.ended_at.unwrap_or(row.reported_at)), ..line(row, book, reader) }
}

fn step(status: Status, at: Moment, reader: Reader) -> (String, TimeView) {
    (Locale::English.public_state(status).to_owned(), reader.time(at))
}

pub(super) fn line(row: &PublicRow, book: &NameBook<'_>, reader: Reader) -> KnownLine {
    KnownLine {
        number: row.number.to_string(),
        service: row.service.map(|service| book.service(service)).unwrap_or_default(),
        public_title: row.public_title.clone(),
        workaround: row.workaround.clone(),
        state: Locale::English.public_state(row.status).to_owned(),
        since: reader.time(row.reported_at),
        people: row.people,
        updated: reader.time(row.updated_at.unwrap_or(row.reported_at)),
        steps: row.steps.iter().map(|(status, at)| step(*status, *at, reader)).collect(),
        id: Some(row.id),
    }
}
