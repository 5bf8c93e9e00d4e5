//! Calls of the pages that need no session.

use domain::view::public::{HomeView, ReceiptView, ReportView, StatusView};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use crate::api::{ApiError, DeskClient};

#[server(prefix = "/fn", endpoint = "home", input = Json, client = DeskClient)]
pub async fn home() -> Result<HomeView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, _)) = (response(), desk()?);
    answer(response, backend.home())
}

#[server(prefix = "/fn", endpoint = "report_page", input = Json, client = DeskClient)]
pub async fn report_page() -> Result<ReportView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.report_page(&caller))
}

#[server(prefix = "/fn", endpoint = "receipt", input = Json, client = DeskClient)]
pub async fn receipt(token: String) -> Result<ReceiptView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, _)) = (response(), desk()?);
    answer(response, backend.receipt(&token))
}

#[server(prefix = "/fn", endpoint = "status", input = Json, client = DeskClient)]
pub async fn status() -> Result<StatusView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, _)) = (response(), desk()?);
    answer(response, backend.status_page())
}
