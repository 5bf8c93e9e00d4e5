//! What visitors read of it, if anything.

use leptos::prelude::*;

use crate::pages::incident::ask::Ask;
use crate::pages::incident::on_screen::OnScreen;
use kit::components::icon::{Icon, Symbol};

#[component]
pub fn PublicWords(here: OnScreen) -> impl IntoView {
    let may = here.may();
    let restricted = here.slice(|view| view.restricted);
    let words = here.slice(|view| view.public_title.clone().map(|title| (title, view.workaround.clone())));
    let body = move || match (restricted.get(), words.get()) {
        (true, _) => view! { <p class="small quiet">"A restricted incident is never published."</p> }.into_any(),
        (false, None) => {
            view! { <p class="small quiet">"Not published: visitors see at most that the service was reported."</p> }
                .into_any()
        }
        (false, Some((title, workaround))) => view! {
            <p class="small strong">{title}</p>
            {workaround.map(|workaround| view! { <p class="small fact-words">{workaround}</p> })}
        }
        .into_any(),
    };
    let can_edit = move || may.get().change && !restricted.get();
    view! {
        <div class="row row-between">
            <h2>"What visitors read"</h2>
            <button
                type="button"
                class="b b-quiet b-icon b-small"
                aria-label="Change what visitors read"
                hidden=move || !can_edit()
                on:click=move |_| here.ask(Ask::Publish)
            >
                <Icon symbol=Symbol::Edit small=true/>
            </button>
        </div>
        {body}
    }
}
