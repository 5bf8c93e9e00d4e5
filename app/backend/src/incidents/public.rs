//! What visitors see: `/`, `/report` and `/status`. Words come from the public title and the workaround only.
//!
//! Inside the network a line of the service stands from the first report; where the internet can look, only what
//! staff published. Restricted incidents are not in the index read here at all.

use domain::ids::IncidentId;
use domain::incident::{Command, Incident, Status, decide};
use domain::locale::{Locale, Names as _};
use domain::permissions::{Action, Object, Relation, permits};
use domain::person::Email;
use domain::service::Effect;
use domain::text::PersonName;
use domain::time::Moment;
use domain::view::Choice;
use domain::view::public::{HomeView, KnownLine, ReportView, ServiceLine, StatusView};

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::facts;
use crate::incidents::record::{Hand, record};
use crate::incidents::{NameBook, Origin, Receipt, ReceiptLink, idempotency, index};
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
        Ok(HomeView { organisation: settings.organisation, known })
    }

    /// What the report page offers to choose from, with a nonce of its own.
    pub fn report_page(&self, caller: &Caller) -> Result<ReportView> {
        let home = self.home()?;
        let nonce = idempotency::form_nonce()?;
        self.storage().read(|read| {
            let services = ServiceRecord::all(read)?.into_iter().filter(|s| !s.retired);
            let me = caller.person().map_or(Ok(None), |person| PersonRecord::find(read, person))?;
            Ok(ReportView {
                organisation: home.organisation,
                services: services.map(|s| Choice { id: s.id.to_string(), name: s.name }).collect(),
                known: home.known,
                nonce,
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

    /// "Me too": joins a known incident. The name and the address are optional, as when reporting.
    pub async fn join(&self, caller: &Caller, number: &str, name: &str, email: &str) -> Result<Receipt> {
        let name = PersonName::parse_optional("name", name)?;
        let email = Email::parse_optional("email", email)?;
        let (caller, number, fixed) = (caller.clone(), number.to_owned(), self.options().fixed.clone());
        let (number, link) = self
            .storage()
            .write(move |tx| {
                let actor = caller.actor(tx)?;
                let settings = Settings::load(tx, &fixed)?;
                let before = index::find_by_number(tx, &number)?.ok_or(Error::NotFound)?;
                let object = Object::Incident(Relation::of(&actor, &before));
                let offered = settings.reach == Reach::Network || before.is_published();
                if !permits(&actor, Action::Report, object) || !offered || before.status.is_final() {
                    return Err(Error::NotFound);
                }
                let person = match (actor.person_id(), &email) {
                    (Some(person), _) => person,
                    (None, email) => {
                        let known = email.as_ref().map_or(Ok(None), |email| PersonRecord::by_email(tx, email))?;
                        let person = known.unwrap_or_else(|| {
                            let id = domain::ids::PersonId(tx.random_id());
                            let name = name.as_ref().map(ToString::to_string).unwrap_or_default();
                            PersonRecord::without_account(id, name, email.clone(), tx.now())
                        });
                        person.save(tx)?;
                        person.id
                    }
                };
                let (id, number) = (before.id, before.number.to_string());
                let command = Command::Join { person };
                let facts = facts::gather(tx, Some(&before), &command, &actor, &settings)?;
                let changes = decide(Some(&before), &facts, &command, &actor, Moment(tx.now()))?;
                // The link opens the first reporter's own words to whoever typed their address.
                let proven = actor.person_id() == Some(person) || before.reporter(person).is_none();
                if !changes.is_empty() {
                    let hand = Hand { who: actor.who, origin: Origin::Web, quiet: false };
                    record(tx, Some(before), &changes, hand, &settings)?;
                }
                Ok((number, proven.then_some(ReceiptLink { incident: id, person })))
            })
            .await?;
        Ok(Receipt { number, token: link.map(|link| self.receipt_token(link)) })
    }
}

/// Open incidents as a visitor may see them: one line per incident whose service is known.
fn known(read: &dyn Read, settings: &Settings, now: Moment, wanted: impl Fn(Status) -> bool) -> Result<Vec<KnownLine>> {
    let book = NameBook::new(read);
    let mut lines = Vec::new();
    let offered = |row: &index::CardRow| {
        wanted(row.status) && (row.published || (settings.reach == Reach::Network && !row.services.is_empty()))
    };
    for incident in open(read, offered)? {
        lines.push(line(&incident, &book, now, settings));
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.people));
    lines.truncate(KNOWN_MOST);
    Ok(lines)
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
