//! What visitors see: `/`, `/report` and `/status`. Words come from the public title and the workaround only.
//!
//! Inside the network a line of the service stands from the first report; where the internet can look, only what
//! staff published. Restricted incidents are not in the index read here at all.

use std::cmp::Reverse;

use domain::ids::{IncidentId, ServiceId};
use domain::incident::{Incident, Status};
use domain::locale::{Locale, Names as _};
use domain::service::Standing;
use domain::time::Moment;
use domain::view::Choice;
use domain::view::public::{HomeView, KnownLine, ReportView, ServiceLine, StatusView};

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::rows::CardRow;
use crate::incidents::{NameBook, idempotency, index, rows};
use crate::people::PersonRecord;
use crate::retention::ENDED_SHOWN;
use crate::services::ServiceRecord;
use crate::settings::{Reach, Settings};
use crate::storage::{self, Order, Read, Table};
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
        let (home, settings) = (self.home_of(caller)?, self.settings()?);
        self.storage().read(|read| {
            let services = ServiceRecord::all(read)?.into_iter().filter(|s| !s.retired);
            let me = caller.person().map_or(Ok(None), |person| PersonRecord::find(read, person))?;
            Ok(ReportView {
                organisation: home.organisation,
                services: services.map(|s| Choice { id: s.id.to_string(), name: s.name }).collect(),
                known: home.known,
                nonce: home.nonce,
                name: me.as_ref().map(|p| p.name.clone()).unwrap_or_default(),
                email: me.and_then(|p| p.email).map(|e| e.to_string()).unwrap_or_default(),
                emergency_phone: settings.emergency_phone,
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
            let published = open(read, |row| row.published)?;
            let lines = ServiceRecord::all(read)?.into_iter().filter(|s| !s.retired).map(|service| {
                let (standing, since) = standing(&shown, service.id);
                let state = Locale::English.standing(standing);
                let since = since.map(|at| reader.time(at));
                ServiceLine { id: service.id.to_string(), name: service.name, standing, state, since }
            });
            let book = NameBook::new(read);
            Ok(StatusView {
                organisation: settings.organisation.clone(),
                as_of: reader.time(now),
                services: lines.collect(),
                incidents: published.iter().map(|incident| line(incident, &book, reader)).collect(),
                ended: ended_lately(read, now)?.iter().map(|incident| ended(incident, &book, reader)).collect(),
                emergency_phone: settings.emergency_phone.clone(),
            })
        })
    }
}

/// Where the internet can look, only what staff published; inside, whatever says which service it is about.
fn is_shown(row: &CardRow, settings: &Settings) -> bool {
    row.published || (settings.reach == Reach::Network && !row.services.is_empty())
}

/// How a service stands by these incidents, and since when it stands so.
fn standing(shown: &[Incident], service: ServiceId) -> (Standing, Option<Moment>) {
    let hits = shown.iter().flat_map(|incident| {
        let here = incident.affected_now().filter(move |affected| affected.service == service);
        here.map(|affected| (incident.standing_of(affected), affected.from))
    });
    let worst = hits.max_by_key(|(standing, from)| (*standing, Reverse(*from)));
    worst.map_or((Standing::Fine, None), |(standing, from)| (standing, Some(from)))
}

/// Open incidents as a visitor may see them, those that hit most people first. Each is a line of its own, for "me too"
/// joins one and not another.
fn known(read: &dyn Read, settings: &Settings, reader: Reader) -> Result<Vec<KnownLine>> {
    let book = NameBook::new(read);
    let mut shown = open(read, |row| row.status.is_open() && is_shown(row, settings))?;
    shown.sort_by_key(|incident| Reverse(incident.reporters.len()));
    shown.truncate(KNOWN_MOST);
    Ok(shown.iter().map(|incident| line(incident, &book, reader)).collect())
}

/// Whether a page shows a visitor just now a line whose "me too" joins this incident.
pub(super) fn offers(read: &dyn Read, settings: &Settings, number: &str, now: Moment) -> Result<bool> {
    let reader = Reader::new(None, &settings.zone, now);
    Ok(known(read, settings, reader)?.iter().any(|line| line.number == number))
}

/// Incidents of the open class that stand on the board and whose row is wanted.
fn open(read: &dyn Read, wanted: impl Fn(&CardRow) -> bool) -> Result<Vec<Incident>> {
    let mut ids: Vec<IncidentId> = Vec::new();
    for status in Status::BOARD {
        let rows =
            read.scan_prefix(Table::OpenIncidents, &rows::column(status), Order::Ascending, LOOKED_THROUGH_MOST)?;
        for (_, value) in rows {
            let row: CardRow = storage::decode(&value)?;
            if wanted(&row) {
                ids.push(row.id);
            }
        }
    }
    found(read, ids)
}

fn found(read: &dyn Read, ids: Vec<IncidentId>) -> Result<Vec<Incident>> {
    ids.into_iter()
        .map(|id| index::find(read, id)?.ok_or_else(|| Error::internal("a row without its incident")))
        .collect()
}

/// What was published and has ended lately, the newest first: a link that a letter gave before leads to its end.
fn ended_lately(read: &dyn Read, now: Moment) -> Result<Vec<Incident>> {
    let since = now.plus(-ENDED_SHOWN);
    let mut ended: Vec<(Moment, IncidentId)> = Vec::new();
    for status in Status::ALL.into_iter().filter(|status| status.is_final()) {
        let (mut broken, mut looked_at) = (None, 0);
        // The newest of each column comes first.
        read.each_with_prefix(Table::EndedIncidents, &rows::column(status), Order::Ascending, &mut |_, value| {
            let row = storage::decode::<CardRow>(value).map_err(|error| broken = Some(error)).ok();
            let Some((row, at)) = row.and_then(|row| row.ended_at.map(|at| (row, at))) else { return false };
            if row.published && at >= since {
                ended.push((at, row.id));
            }
            looked_at += 1;
            at >= since && looked_at < LOOKED_THROUGH_MOST
        })?;
        broken.map_or(Ok(()), Err)?;
    }
    ended.sort_unstable_by_key(|row| Reverse(*row));
    ended.truncate(ENDED_MOST);
    found(read, ended.into_iter().map(|(_, id)| id).collect())
}

/// What the line of an incident calls it: by its public title, else its service.
pub(super) fn name_of(incident: &Incident, book: &NameBook<'_>) -> String {
    let title = incident.public_title.clone().filter(|_| incident.is_published());
    let service = || rows::card_row(incident).services.first().map(|service| book.service(*service));
    title.or_else(service).unwrap_or_else(|| incident.number.to_string())
}

/// The same line, with when it ended.
fn ended(incident: &Incident, book: &NameBook<'_>, reader: Reader) -> KnownLine {
    let at = incident.ended_at.unwrap_or(incident.changed_at);
    KnownLine { since: reader.time(at), ..line(incident, book, reader) }
}

fn line(incident: &Incident, book: &NameBook<'_>, reader: Reader) -> KnownLine {
    let service = rows::card_row(incident).services.first().copied();
    KnownLine {
        number: incident.number.to_string(),
        service: service.map(|s| book.service(s)).unwrap_or_default(),
        public_title: incident.public_title.clone(),
        workaround: incident.offered_workaround().map(str::to_owned),
        state: Locale::English.public_state(incident.status).to_owned(),
        since: reader.time(incident.reported_at),
        people: incident.reporters.len() as u64,
    }
}
