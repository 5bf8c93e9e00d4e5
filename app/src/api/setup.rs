//! Calls of the first run: the set-up page and its test letter, "ready in five steps", the poster.

use domain::view::settings::ReadyView;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::api::wire::Wire;
use crate::api::{ApiError, DeskClient};

/// What the set-up page offers; what the environment fixes has no field.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SetUpView {
    pub zones: Vec<String>,
    /// As the request named us.
    pub address: String,
    pub fixed_organisation: Option<String>,
    pub fixed_zone: Option<String>,
    pub fixed_address: Option<String>,
    pub fixed_relay: bool,
    /// Fewest characters of a password.
    pub password_least: usize,
}

/// `Refused` when the link has ended; `NotFound` once there is an administrator.
#[server(prefix = "/fn", endpoint = "set_up_page", input = Wire, output = Wire, client = DeskClient)]
pub async fn set_up_page(token: String) -> Result<SetUpView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, _)) = (response(), desk()?);
    let state = backend.set_up_state(&token).map_err(|error| match error {
        backend::Error::Refused(domain::Refusal::SetUpDone) => backend::Error::NotFound,
        other => other,
    });
    answer(response, state)?;
    let fixed = backend.options().fixed.clone();
    Ok(SetUpView {
        zones: backend::time_text::zones(),
        address: address_asked(),
        fixed_organisation: fixed.organisation,
        fixed_zone: fixed.zone,
        fixed_address: fixed.public_url,
        fixed_relay: fixed.smtp_url.is_some(),
        password_least: backend::people::PASSWORD_LEAST,
    })
}

/// The address in the request. A proxy's word about https may be believed here: it only fills a field.
#[cfg(feature = "ssr")]
fn address_asked() -> String {
    use axum::http::request::Parts;
    let Some(parts) = use_context::<Parts>() else { return String::new() };
    let said = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let scheme = if said("x-forwarded-proto") == Some("https") { "https" } else { "http" };
    said("host").map(|host| format!("{scheme}://{host}")).unwrap_or_default()
}

/// What a relay said to a test letter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RelayAnswer {
    pub accepted: bool,
    pub words: String,
}

/// Sends a test letter before anything is saved; the set-up link stands for the right.
#[server(prefix = "/fn", endpoint = "try_set_up_mail", input = Wire, output = Wire, client = DeskClient)]
pub async fn try_set_up_mail(token: String, smtp_url: String, to: String) -> Result<RelayAnswer, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, _)) = (response(), desk()?);
    let tried = backend.test_mail_in_set_up(&token, &smtp_url, &to).await;
    answer(response, tried.map(|test| RelayAnswer { accepted: test.accepted, words: test.answer }))
}

#[server(prefix = "/fn", endpoint = "ready", input = Wire, output = Wire, client = DeskClient)]
pub async fn ready() -> Result<ReadyView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.ready(&caller))
}

/// A page to print: where to report. Its code is an image of its own, `/poster.svg`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PosterView {
    pub organisation: String,
    pub address: String,
}

#[server(prefix = "/fn", endpoint = "poster", input = Wire, output = Wire, client = DeskClient)]
pub async fn poster() -> Result<PosterView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, _)) = (response(), desk()?);
    let asked = address_asked();
    let settings = answer(response, backend.settings())?;
    let address = format!("{}{}", settings.public_url.unwrap_or(asked), crate::routes::REPORT);
    Ok(PosterView { organisation: settings.organisation, address })
}
