//! The ground of pages that stand alone, without the frame: one narrow column with the organisation's name above.
//! It also holds the two states every such page shares: still coming, and failed.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::components::Tone;
use crate::components::empty_state::{EmptyState, Skeleton};
use crate::components::error_summary::ErrorSummary;
use crate::components::icon::{Icon, Mark, Symbol};
use crate::components::page_title::PageTitle;
use crate::form::FormState;
use crate::pages::forbidden::Forbidden;
use crate::pages::not_found::NotFound;
use crate::routes;

/// The page's `<main>`; the children bring its one heading.
#[component]
pub fn Solo(#[prop(into)] organisation: String, children: Children) -> impl IntoView {
    view! {
        <main id="main" class="solo">
            <p><a class="solo-org" href=routes::HOME><Mark/>{organisation}</a></p>
            {children()}
        </main>
    }
}

/// While the browser fetches a page it has moved to.
#[component]
pub fn SoloComing() -> impl IntoView {
    view! { <ComingTitle/><main id="main" class="solo"><Skeleton rows=4 blocks=true/></main> }
}

/// No document is without a title, meanwhile. The server never shows what is coming, and makes it all the same.
#[component]
pub(super) fn ComingTitle() -> impl IntoView {
    (!cfg!(feature = "ssr")).then(|| view! { <PageTitle text="Loading"/> })
}

/// The page cannot be shown; says why and what to do.
#[component]
pub fn SoloFailed(error: ApiError) -> impl IntoView {
    match error {
        ApiError::NotFound => NotFound().into_any(),
        ApiError::Denied => Forbidden().into_any(),
        other => {
            view! { <PageTitle text="Not now"/><main id="main" class="solo"><Trouble error=other/></main> }.into_any()
        }
    }
}

#[component]
fn Trouble(error: ApiError) -> impl IntoView {
    view! {
        <EmptyState symbol=Symbol::Offline title="This page cannot be shown now" tone=Tone::Bad level=1>
            <p>{error.sentence()}</p>
            <p>"Load the page again in a moment. If work has stopped, call the IT team."</p>
        </EmptyState>
    }
}

/// What a refused form says that belongs to no field.
#[component]
pub fn FormMessage(message: Option<String>) -> impl IntoView {
    message.map(|words| {
        view! {
            <div class="notice is-bad" role="alert" tabindex="-1" autofocus><Icon symbol=Symbol::Alert/><p>{words}</p></div>
        }
    })
}

/// The same, and every field that was refused with a way to it. Each field's id is its name.
#[component]
pub fn FormProblems(state: FormState) -> impl IntoView {
    let problems = state.problems();
    view! { <FormMessage message=state.message/><ErrorSummary problems=Signal::stored(problems)/> }
}
