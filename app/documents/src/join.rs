//! "Me too" when it did not go through: what is known now, and the way to report instead. A press that went through
//! never comes here; it leads to a receipt.

use crate::{Answer, Asked, Document};
use backend::Result;
use domain::view::public::HomeView;
use kit::ApiError;
use leptos::prelude::*;

use kit::components::button::{ButtonKind, LinkButton};
use kit::components::known_lines::KnownLines;
use kit::form::FormState;
use kit::ground::{FormMessage, Solo};
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let (view, state) = (asked.desk.home(&asked.caller)?, asked.form.clone());
    Document::new("Me too", move || view! { <Join view=view state=state/> }).shown()
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
        <Solo organisation=view.organisation>
            <h1 tabindex="-1">"Does one of these hit you?"</h1>
            <FormMessage message=words/>
            <p class="report-lead">{lead}</p>
            <KnownLines lines=view.known nonce=view.nonce/>
            <p><LinkButton href=routes::REPORT kind=ButtonKind::Primary>"Report a problem"</LinkButton></p>
        </Solo>
    }
}
