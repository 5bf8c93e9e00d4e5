//! Calls of the pages that need no session.

use domain::view::public::{HomeView, ReceiptView, ReportView, StatusView, SubscriptionView};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::api::wire::Wire;
use crate::api::{ApiError, DeskClient};

#[server(prefix = "/fn", endpoint = "home", input = Wire, output = Wire, client = DeskClient)]
pub async fn home() -> Result<HomeView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, _)) = (response(), desk()?);
    answer(response, backend.home())
}

#[server(prefix = "/fn", endpoint = "report_page", input = Wire, output = Wire, client = DeskClient)]
pub async fn report_page() -> Result<ReportView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.report_page(&caller))
}

#[server(prefix = "/fn", endpoint = "receipt", input = Wire, output = Wire, client = DeskClient)]
pub async fn receipt(token: String) -> Result<ReceiptView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, _)) = (response(), desk()?);
    answer(response, backend.receipt(&token))
}

#[server(prefix = "/fn", endpoint = "status", input = Wire, output = Wire, client = DeskClient)]
pub async fn status() -> Result<StatusView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, _)) = (response(), desk()?);
    answer(response, backend.status_page())
}

/// What a letter's one-click link would stop. Looking changes nothing.
#[server(prefix = "/fn", endpoint = "unsubscribe_page", input = Wire, output = Wire, client = DeskClient)]
pub async fn unsubscribe_page(token: String) -> Result<SubscriptionView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, _)) = (response(), desk()?);
    answer(response, backend.unsubscribe_view(&token).await)
}

/// Everything the holder of a letter's link has chosen.
#[server(prefix = "/fn", endpoint = "subscription_page", input = Wire, output = Wire, client = DeskClient)]
pub async fn subscription_page(token: String) -> Result<SubscriptionView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, _)) = (response(), desk()?);
    answer(response, backend.subscription_page(&token).await)
}

/// What an address is asked to confirm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Confirmation {
    pub email: String,
    pub services: Vec<String>,
}

#[server(prefix = "/fn", endpoint = "confirmation_page", input = Wire, output = Wire, client = DeskClient)]
pub async fn confirmation_page(token: String) -> Result<Confirmation, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, _)) = (response(), desk()?);
    let view = backend.confirmation_view(&token).await;
    answer(response, view.map(|view| Confirmation { email: view.email, services: view.services }))
}

/// What a mailed link opens once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkKind {
    Invitation,
    PasswordReset,
    SignIn,
}

/// Whom a mailed link is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkHolder {
    pub name: String,
    pub email: String,
    /// Fewest characters of a password.
    pub password_least: usize,
}

#[server(prefix = "/fn", endpoint = "link_page", input = Wire, output = Wire, client = DeskClient)]
pub async fn link_page(kind: LinkKind, token: String) -> Result<LinkHolder, ApiError> {
    use crate::api::caller::{answer, desk, response};
    use backend::people::{PASSWORD_LEAST, Purpose};
    let (response, (backend, _)) = (response(), desk()?);
    let wanted = match kind {
        LinkKind::Invitation => Purpose::Invitation,
        LinkKind::PasswordReset => Purpose::PasswordReset,
        LinkKind::SignIn => Purpose::SignIn,
    };
    let found = backend.link_state(&token).and_then(|link| {
        let fits = link.purpose == wanted;
        fits.then_some(link).ok_or_else(|| domain::Refusal::LinkSpent.into())
    });
    let holder = found.map(|link| LinkHolder { name: link.name, email: link.email, password_least: PASSWORD_LEAST });
    answer(response, holder)
}
