//! The ground of pages that stand alone, without the frame: one narrow column with the organisation's name above; and
//! what such a page says of a form that was refused.

use leptos::prelude::*;

use crate::components::error_summary::ErrorSummary;
use crate::components::icon::{Icon, Mark, Symbol};
use crate::form::FormState;
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
