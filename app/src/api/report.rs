//! Calls of the report, which needs no session.

use domain::view::public::ReportView;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use crate::api::{ApiError, DeskClient};

#[server(prefix = "/fn", endpoint = "report_page", input = Json, output = Json, client = DeskClient)]
pub async fn report_page() -> Result<ReportView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.report_page(&caller))
}
