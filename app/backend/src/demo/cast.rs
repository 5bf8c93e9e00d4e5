//! Who works there, what they run, and who is told.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::ids::{AudienceId, IncidentId, ServiceId};
use domain::service::Starter;

use crate::audiences::AudienceRecord;
use crate::demo::SignIn;
use crate::error::{Error, Result};
use crate::services::ServiceDraft;
use crate::settings::Settings;
use crate::storage::Tx;
use crate::{Backend, Caller};

/// The password of everybody in it.
const PASSWORD: &str = "a quiet harbour at dawn";

const DEVICE: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";
const ADDRESS: &str = "127.0.0.1";

/// Name, address, role.
const PEOPLE: [(&str, &str, &str); 8] = [
    ("Ada Lima", "ada@harbour.example", "administrator"),
    ("Mara Reis", "mara@harbour.example", "manager"),
    ("Rui Costa", "rui@harbour.example", "responder"),
    ("Nuno Dias", "nuno@harbour.example", "responder"),
    ("Inês Prado", "ines@harbour.example", "responder"),
    ("Ana Silva", "ana@harbour.example", "employee"),
    ("Otto Brandt", "otto@harbour.example", "employee"),
    ("Lia Matos", "lia@harbour.example", "employee"),
];

/// Each of the starter services after those it needs, and who owns it.
const SERVICES: [(&str, &str); 8] = [
    ("Internet", "Rui"),
    ("Accounts", "In\u{ea}s"),
    ("E-mail", "Nuno"),
    ("VPN", "Rui"),
    ("Files", "In\u{ea}s"),
    ("Phones", "Nuno"),
    ("Printing", "Nuno"),
    ("Website", "Mara"),
];

const STAKEHOLDERS: [(&str, &str, &str); 5] = [
    ("Sol Amaral", "sol@harbour.example", "Executive"),
    ("Greta Lund", "greta@harbour.example", "Executive"),
    ("Paulo Teles", "paulo@harbour.example", "Technical"),
    ("Marta Vaz", "marta@harbour.example", "Everyone affected"),
    ("Jonas Keil", "jonas@harbour.example", "Everyone affected"),
];

pub(super) struct Cast {
    /// Signed in once: hashing a password for every scene would take minutes.
    callers: HashMap<&'static str, Caller>,
    people: HashMap<&'static str, String>,
    services: HashMap<&'static str, ServiceId>,
    audiences: Vec<(String, AudienceId)>,
    plots: Mutex<HashMap<usize, IncidentId>>,
}

impl Cast {
    /// By first name, as the script calls people.
    pub fn caller(&self, first_name: &str) -> Result<&Caller> {
        self.callers.get(first_name).ok_or(Error::NotFound)
    }

    /// The id of somebody.
    pub fn person(&self, first_name: &str) -> Option<String> {
        self.people.get(first_name).cloned()
    }

    pub fn service(&self, name: &str) -> Option<ServiceId> {
        self.services.get(name).copied()
    }

    /// Which incident the script's count stands for.
    pub fn plot(&self, plot: usize) -> Option<IncidentId> {
        self.plots.lock().unwrap_or_else(PoisonError::into_inner).get(&plot).copied()
    }

    pub fn begin(&self, plot: usize, incident: IncidentId) {
        self.plots.lock().unwrap_or_else(PoisonError::into_inner).insert(plot, incident);
    }

    pub fn audience(&self, name: &str) -> Option<AudienceId> {
        self.audiences.iter().find(|(n, _)| n == name).map(|(_, id)| *id)
    }
}

pub(super) fn sign_ins() -> Vec<SignIn> {
    PEOPLE.into_iter().map(|(name, email, role)| SignIn { name, email, role, password: PASSWORD }).collect()
}

fn first_name(name: &'static str) -> &'static str {
    name.split(' ').next().unwrap_or(name)
}

/// Once more: they are seen at this instant.
pub(super) async fn sign_in_again(desk: &Backend, who: &str) -> Result<()> {
    let (_, email, _) = PEOPLE.iter().find(|(name, ..)| first_name(name) == who).ok_or(Error::NotFound)?;
    sign_in(desk, email).await.map(drop)
}

async fn sign_in(desk: &Backend, email: &str) -> Result<Caller> {
    let cookie = desk.sign_in(email, PASSWORD, DEVICE, ADDRESS).await?.cookie;
    desk.caller_from_session(&cookie).await?.ok_or(Error::SignedOut)
}

/// What the organisation is called, where it stands, and where its desk is reached.
pub(super) async fn name_the_house(desk: &Backend, address: Option<String>) -> Result<()> {
    let name = move |tx: &mut Tx<'_>| {
        let mut settings = Settings::stored(tx)?;
        "Harbour Cooperative".clone_into(&mut settings.organisation);
        "Europe/Lisbon".clone_into(&mut settings.zone);
        settings.public_url.clone_from(&address);
        settings.mail_domains = vec!["harbour.example".to_owned(), "example.org".to_owned()];
        settings.save(tx)
    };
    desk.storage().write(name).await
}

pub(super) async fn enter(desk: &Backend, address: Option<String>) -> Result<Cast> {
    let operator = desk.operator();
    let mut callers = HashMap::new();
    let mut ids = HashMap::new();
    for (name, email, role) in PEOPLE {
        ids.insert(first_name(name), desk.add_person(&operator, email, name, role, PASSWORD).await?.to_string());
        callers.insert(first_name(name), sign_in(desk, email).await?);
    }
    name_the_house(desk, address).await?;
    let ada = callers.get("Ada").cloned().ok_or(Error::NotFound)?;
    let mut services: HashMap<&'static str, ServiceId> = HashMap::new();
    for (name, owner) in SERVICES {
        let starter = Starter::named(name).ok_or(Error::NotFound)?;
        let depends_on = starter.needs.iter().filter_map(|need| services.get(need)).map(ToString::to_string).collect();
        let (criticality, owner) = (starter.criticality.code().to_owned(), ids.get(owner).cloned().unwrap_or_default());
        let draft = ServiceDraft { name: name.to_owned(), owner, criticality, depends_on, ..ServiceDraft::default() };
        services.insert(name, desk.add_service(&ada, draft).await?);
    }
    let audiences: Vec<_> =
        desk.storage().read(|read| AudienceRecord::all(read))?.into_iter().map(|a| (a.name, a.id)).collect();
    let cast = Cast { callers, people: ids, services, audiences, plots: Mutex::default() };
    for (name, email, audience) in STAKEHOLDERS {
        if let Some(audience) = cast.audience(audience) {
            desk.add_member(&ada, audience, name, email).await?;
        }
    }
    Ok(cast)
}
