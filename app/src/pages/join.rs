//! "Me too" when it did not go through: what is known now, and the way to report instead. A press that went through
//! never comes here; it leads to a receipt.

use domain::view::public::HomeView;
use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::public::home;
use crate::api::wire::load_once;
use crate::components::button::{ButtonKind, LinkButton};
use crate::components::page_title::PageTitle;
use crate::form::{FormState, use_form_state};
use crate::pages::report::KnownLines;
use crate::pages::solo::{FormMessage, Solo, SoloComing, SoloFailed};
use crate::routes;

#[component]
pub fn JoinPage() -> impl IntoView {
    let state = use_form_state();
    let page = load_once(home());
    view! {
        <Suspense fallback=SoloComing>
            {move || {
                let state = state.clone();
                Suspend::new(async move {
                    match page.await {
                        Ok(view) => view! { <Join view=view state=state/> }.into_any(),
                        Err(error) => view! { <SoloFailed error=error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

#[component]
fn Join(view: HomeView, state: FormState) -> impl IntoView {
    let lead = if view.known.is_empty() {
        "Nothing is known to be broken right now. Report what you see; a few words are enough."
    } else {
        "Choose what hits you, or report something else."
    };
    let words = state.message.clone().map(|words| {
        let gone = words == ApiError::NotFound.sentence();
        if gone { "That one is no longer open, or it was never here.".to_owned() } else { words }
    });
    // The form there is sends no fields of its own; what is wrong with one is said all the same.
    let words = words.or_else(|| state.problems().into_iter().next().map(|problem| problem.words));
    view! {
        <PageTitle text="Me too"/>
        <Solo organisation=view.organisation>
            <h1 tabindex="-1">"Does one of these hit you?"</h1>
            <FormMessage message=words/>
            <p class="report-lead">{lead}</p>
            <KnownLines lines=view.known nonce=view.nonce/>
            <p><LinkButton href=routes::REPORT kind=ButtonKind::Primary>"Report a problem"</LinkButton></p>
        </Solo>
    }
}
