//! What visitors see: `/`, `/report` and `/status`. Words come from the public title and the workaround only.
//!
//! Inside the network a line of the service stands from the first report; where the internet can look, only what
//! staff published. Restricted incidents are not in the index read here at all.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{IncidentId, PersonId, ServiceId};
use domain::incident::{Incident, Status};
use domain::locale::{Locale, Names as _};
use domain::service::Effect;
use domain::time::Moment;
use domain::view::Choice;
use domain::view::public::{HomeView, KnownLine, ReportView, ServiceLine, StatusView};

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::{NameBook, idempotency, index};
use crate::people::PersonRecord;
use crate::services::ServiceRecord;
use crate::settings::{Reach, Settings};
use crate::storage::{self, Order, Read, Table};
use crate::time_text;

/// Most lines of known incidents a visitor is offered.
pub const KNOWN_MOST: usize = 20;
/// Open incidents looked through for them.
const LOOKED_THROUGH_MOST: usize = 2_000;

impl Backend {
    pub fn home(&self) -> Result<HomeView> {
        let settings = self.settings()?;
        let now = Moment(self.storage().now());
        let known = self.storage().read(|read| known(read, &settings, now, Status::is_open))?;
        Ok(HomeView { organisation: settings.organisation, known, nonce: idempotency::form_nonce(now.0)? })
    }

    /// What the report page offers to choose from, with a nonce of its own.
    pub fn report_page(&self, caller: &Caller) -> Result<ReportView> {
        let home = self.home()?;
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
            })
        })
    }

    /// Services now, by published incidents only, and those incidents.
    pub fn status_page(&self) -> Result<StatusView> {
        let settings = self.settings()?;
        let now = Moment(self.storage().now());
        let zone = time_text::zone(&settings.zone);
        self.storage().read(|read| {
            let published = published(read)?;
            let lines = ServiceRecord::all(read)?.into_iter().filter(|s| !s.retired).map(|service| {
                let hits = || published.iter().flat_map(Incident::affected_now).filter(|a| a.service == service.id);
                let effect = hits().map(|a| a.effect).max().unwrap_or(Effect::NotAffected);
                let since = hits().map(|a| a.from).min().map(|at| time_text::view(at, now, zone));
                ServiceLine { id: service.id.to_string(), name: service.name, effect, since }
            });
            let book = NameBook::new(read);
            Ok(StatusView {
                organisation: settings.organisation.clone(),
                as_of: time_text::view(now, now, zone),
                services: lines.collect(),
                incidents: published.iter().map(|incident| line(incident, &book, now, &settings)).collect(),
            })
        })
    }
}

/// Open incidents as a visitor may see them. Those without words of their own are one line of their service, for
/// nobody could tell them apart.
fn known(read: &dyn Read, settings: &Settings, now: Moment, wanted: impl Fn(Status) -> bool) -> Result<Vec<KnownLine>> {
    let book = NameBook::new(read);
    let mut lines = Vec::new();
    let mut unnamed: BTreeMap<ServiceId, Vec<Incident>> = BTreeMap::new();
    let offered = |row: &index::CardRow| {
        wanted(row.status) && (row.published || (settings.reach == Reach::Network && !row.services.is_empty()))
    };
    for incident in open(read, offered)? {
        let service = index::card_row(&incident).services.first().copied();
        match service.filter(|_| !incident.is_published()) {
            Some(service) => unnamed.entry(service).or_default().push(incident),
            None => lines.push(line(&incident, &book, now, settings)),
        }
    }
    lines.extend(unnamed.into_values().filter_map(|incidents| line_of_service(&incidents, &book, now, settings)));
    lines.sort_by_key(|line| Reverse(line.people));
    lines.truncate(KNOWN_MOST);
    Ok(lines)
}

/// Whether a page shows a visitor just now a line whose "me too" joins this incident.
pub(super) fn offers(read: &dyn Read, settings: &Settings, number: &str, now: Moment) -> Result<bool> {
    Ok(known(read, settings, now, Status::is_open)?.iter().any(|line| line.number == number))
}

fn published(read: &dyn Read) -> Result<Vec<Incident>> {
    open(read, |row| row.published)
}

/// Incidents of the open class that stand on the board and whose row is wanted.
fn open(read: &dyn Read, wanted: impl Fn(&index::CardRow) -> bool) -> Result<Vec<Incident>> {
    let mut ids: Vec<IncidentId> = Vec::new();
    for status in Status::BOARD {
        let rows =
            read.scan_prefix(Table::OpenIncidents, &index::column(status), Order::Ascending, LOOKED_THROUGH_MOST)?;
        for (_, value) in rows {
            let row: index::CardRow = storage::decode(&value)?;
            if wanted(&row) {
                ids.push(row.id);
            }
        }
    }
    ids.into_iter()
        .map(|id| index::find(read, id)?.ok_or_else(|| Error::internal("a row without its incident")))
        .collect()
}

fn line(incident: &Incident, book: &NameBook<'_>, now: Moment, settings: &Settings) -> KnownLine {
    let service = index::card_row(incident).services.first().copied();
    KnownLine {
        number: incident.number.to_string(),
        service: service.map(|s| book.service(s)).unwrap_or_default(),
        public_title: incident.public_title.clone(),
        workaround: incident.workaround.clone().filter(|_| incident.is_published()),
        state: Locale::English.public_state(incident.status).to_owned(),
        since: time_text::view(incident.reported_at, now, time_text::zone(&settings.zone)),
        people: incident.reporters.len() as u64,
    }
}

/// Since the oldest report, with everybody who made one; "me too" goes to the one most people have.
fn line_of_service(incidents: &[Incident], book: &NameBook<'_>, now: Moment, settings: &Settings) -> Option<KnownLine> {
    let most = incidents.iter().max_by_key(|incident| (incident.reporters.len(), Reverse(incident.reported_at)))?;
    let since = incidents.iter().map(|incident| incident.reported_at).min()?;
    let people: BTreeSet<PersonId> =
        incidents.iter().flat_map(|incident| &incident.reporters).map(|reporter| reporter.person).collect();
    let since = time_text::view(since, now, time_text::zone(&settings.zone));
    Some(KnownLine { since, people: people.len() as u64, ..line(most, book, now, settings) })
}
