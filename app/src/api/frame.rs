//! Who looks, and what the frame around every page shows them.

use domain::view::account::FrameView;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use crate::api::{ApiError, DeskClient};

#[server(prefix = "/fn", endpoint = "frame", input = Json, output = Json, client = DeskClient)]
pub async fn frame() -> Result<FrameView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    let parts = use_context::<axum::http::request::Parts>();
    let unnamed_proxy = parts.is_some_and(|parts| parts.extensions.get::<kit::shell::UnnamedProxy>().is_some());
    answer(response, backend.frame(&caller, unnamed_proxy))
}
