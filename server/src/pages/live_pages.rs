//! Mounts the live pages and server functions of `app`, once, with the context they
//! may ask for. Leptos knows the routes; which of them are open is not its say.

use std::sync::OnceLock;

use app::shell::{ServerNow, shell};
use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use backend::Caller;
use http::HeaderValue;
use http::header::CONTENT_SECURITY_POLICY;
use http::request::Parts;
use leptos::nonce::use_nonce;
use leptos::prelude::{IntoView, provide_context, use_context};
use leptos_axum::{
    AxumRouteListing, LeptosRoutes, ResponseOptions, generate_route_list, render_app_async_with_context,
};

use super::policy::page_policy;
use crate::state::AppState;

/// Adds every page and server function to `router`.
pub fn mounted(state: &AppState, router: Router<AppState>) -> Router<AppState> {
    let provider = state.clone();
    router.leptos_routes_with_context(state, listed().to_vec(), move || provide(&provider), page)
}

/// Every live page. Leptos is asked once in a process, before any router can render one: while it lists its
/// routes, it lets no page of the whole process begin to load its data, and such a page never ends (leptos#4773).
#[expect(clippy::disallowed_methods, reason = "the one place")]
pub fn listed() -> &'static [AxumRouteListing] {
    static LISTED: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    LISTED.get_or_init(|| generate_route_list(app::App))
}

/// A live page once more, after its form was refused.
pub async fn rendered(state: &AppState, request: Request) -> Response {
    let provider = state.clone();
    let render = render_app_async_with_context(move || provide(&provider), page);
    render(request).await
}

/// What pages and server functions find in their context.
fn provide(state: &AppState) {
    provide_context(state.backend.clone());
    provide_context(state.assets.as_ref().clone());
    provide_context(ServerNow(state.seconds_now()));
    // A visitor when the guards have said nothing: fail closed.
    let caller = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Caller>().cloned());
    provide_context(caller.unwrap_or_else(Caller::visitor));
}

/// The document, with the policy that lets exactly its own scripts run.
fn page() -> impl IntoView {
    if let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>())
        && let Ok(policy) = HeaderValue::from_str(&page_policy(&nonce))
    {
        response.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
    shell()
}
