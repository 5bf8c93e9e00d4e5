//! The first run: one page, opened by the one-time link that the server prints. It asks what cannot be guessed, and
//! ends in "ready in five steps". Once there is an administrator it does not exist.

mod form;
mod mail;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::api::ApiError;
use crate::api::setup::set_up_page;
use crate::api::wire::load_once;
use crate::components::empty_state::EmptyState;
use crate::components::icon::Symbol;
use crate::components::page_title::PageTitle;
use crate::form::use_form_state;
use crate::pages::solo::{SoloComing, SoloFailed};
use form::SetUp;

#[component]
pub fn SetUpPage() -> impl IntoView {
    let state = use_form_state();
    let asked = use_query_map().with_untracked(|query| query.get("token").unwrap_or_default());
    let token = state.value("token", &asked);
    let page = load_once(set_up_page(token.clone()));
    view! {
        <Suspense fallback=SoloComing>
            {move || {
                let (state, token) = (state.clone(), token.clone());
                Suspend::new(async move {
                    match page.await {
                        Ok(page) => view! { <SetUp page=page state=state token=token/> }.into_any(),
                        Err(ApiError::Refused(_)) => view! { <SetUpLinkEnded/> }.into_any(),
                        Err(error) => view! { <SoloFailed error=error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

#[component]
fn SetUpLinkEnded() -> impl IntoView {
    #[cfg(feature = "ssr")]
    super::not_found::answer_not_found();
    view! {
        <PageTitle text="Set-up link ended"/>
        <main id="main" class="solo">
            <EmptyState symbol=Symbol::Link title="This is not the newest set-up link" level=1>
                <p>
                    "It works for an hour after the server was started, and only the newest one does. Start Sitrep again and open the line that begins with "
                    <code>"set-up:"</code>"."
                </p>
            </EmptyState>
        </main>
    }
}
