//! Calls of the settings and of the catalogue of services. They only read: every change there is a plain form.

use domain::view::Choice;
use domain::view::account::AccountView;
use domain::view::public::SubscriptionView;
use domain::view::settings::{AudienceRow, JournalLine, PersonRow, ServiceRow, SettingsView};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::api::wire::Wire;
use crate::api::{ApiError, DeskClient};

/// Lines of the journal on one page.
#[cfg(feature = "ssr")]
const JOURNAL_LINES: usize = 50;

/// The settings, and what their fields offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeskSettings {
    pub view: SettingsView,
    pub zones: Vec<String>,
    /// Where the data is on the server.
    pub folder: String,
}

#[server(prefix = "/fn", endpoint = "settings", input = Wire, output = Wire, client = DeskClient)]
pub async fn settings() -> Result<DeskSettings, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    let view = answer(response, backend.read_settings(&caller))?;
    let folder = backend.options().folder.as_deref().map(|folder| folder.display().to_string());
    Ok(DeskSettings { view, zones: backend::time_text::zones(), folder: folder.unwrap_or_default() })
}

#[server(prefix = "/fn", endpoint = "people", input = Wire, output = Wire, client = DeskClient)]
pub async fn people() -> Result<Vec<PersonRow>, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.list_people(&caller))
}

#[server(prefix = "/fn", endpoint = "audiences", input = Wire, output = Wire, client = DeskClient)]
pub async fn audiences() -> Result<Vec<AudienceRow>, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.list_audiences(&caller).await)
}

/// The catalogue, and who could own a service; nobody for those who may not change it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    pub services: Vec<ServiceRow>,
    pub owners: Vec<Choice>,
}

#[server(prefix = "/fn", endpoint = "services", input = Wire, output = Wire, client = DeskClient)]
pub async fn services() -> Result<Catalogue, ApiError> {
    use crate::api::caller::{answer, desk, response};
    use domain::view::settings::PersonState;
    let (response, (backend, caller)) = (response(), desk()?);
    let services = answer(response, backend.list_services(&caller).await)?;
    let people = backend.list_people(&caller).unwrap_or_default();
    let owners = people.into_iter().filter(|person| person.state != PersonState::Disabled);
    Ok(Catalogue { services, owners: owners.map(|person| Choice { id: person.id, name: person.name }).collect() })
}

/// One's own account and what one is written to about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnAccount {
    pub account: AccountView,
    pub letters: SubscriptionView,
    /// What the time zone can be.
    pub zones: Vec<String>,
    /// Fewest characters of a password.
    pub password_least: usize,
}

#[server(prefix = "/fn", endpoint = "account", input = Wire, output = Wire, client = DeskClient)]
pub async fn account() -> Result<OwnAccount, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    let account = answer(response.clone(), backend.account(&caller))?;
    let letters = answer(response, backend.own_subscriptions(&caller).await)?;
    let (zones, password_least) = (backend::time_text::zones(), backend::people::PASSWORD_LEAST);
    Ok(OwnAccount { account, letters, zones, password_least })
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JournalView {
    pub lines: Vec<JournalLine>,
    /// Where the next page begins.
    pub older: Option<u64>,
}

#[server(prefix = "/fn", endpoint = "journal", input = Wire, output = Wire, client = DeskClient)]
pub async fn journal(before: Option<u64>) -> Result<JournalView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    let page = answer(response, backend.read_journal(&caller, before, JOURNAL_LINES))?;
    Ok(JournalView { lines: page.lines, older: page.older })
}
