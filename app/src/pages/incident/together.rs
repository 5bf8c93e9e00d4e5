//! What it is handled together with: where it was merged into, with the way back, and what was merged into it.

use domain::incident::Press;
use domain::locale::Locale;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::pages::incident::on_screen::OnScreen;
use kit::components::button::{Button, ButtonSize};
use kit::components::icon::{Icon, Symbol};
use kit::components::time_text::TimeText;
use kit::routes;

/// What the plain form is called.
pub const APART: &str = "apart";

/// Of one that was merged: old numbers lead on from here.
#[component]
pub fn MergedStrip(here: OnScreen) -> impl IntoView {
    let into = here.slice(|view| view.together.into.clone());
    move || {
        let into = into.get()?;
        let as_of = here.peek(|view| view.as_of.utc);
        let other = match into.number {
            Some(number) => {
                let href = routes::incident(&number);
                view! { <a href=href>{number}" "{into.title}</a> }.into_any()
            }
            None => "another incident".into_any(),
        };
        Some(view! {
            <div class="notice is-calm">
                <Icon symbol=Symbol::Info/>
                <p>"Handled together with "{other}" since "<TimeText time=into.at as_of=as_of/></p>
                {into.apart_until.map(|until| view! { <Apart here=here until=until.text/> })}
            </div>
        })
    }
}

/// A plain form, so that it works without the program as well.
#[component]
fn Apart(here: OnScreen, until: String) -> impl IntoView {
    let (action, nonce) = here.peek(|view| (routes::incident(&view.number), view.nonce.clone()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        here.press_now(Press::TakeApart, || {});
    };
    view! {
        <form class="row" method="post" action=action on:submit=submit>
            <input type="hidden" name="act" value=APART/>
            <input type="hidden" name="nonce" value=nonce/>
            <Button size=ButtonSize::Small submit=true>"Take apart"</Button>
            <span class="quiet small">"until "{until}</span>
        </form>
    }
}

/// Among the facts of the one that took them in.
#[component]
pub fn Duplicates(here: OnScreen) -> impl IntoView {
    let duplicates = here.slice(|view| view.together.duplicates.clone());
    move || {
        let duplicates = duplicates.get();
        let as_of = here.peek(|view| view.as_of.utc);
        let line = move |duplicate: domain::view::together::Duplicate| {
            let (href, people) = (routes::incident(&duplicate.number), Locale::English.people(duplicate.people));
            view! {
                <li>
                    <a href=href><span class="mono">{duplicate.number}</span>" "{duplicate.title}</a>
                    <span class="small quiet">" "{people}", "<TimeText time=duplicate.at as_of=as_of/></span>
                </li>
            }
        };
        (!duplicates.is_empty()).then(|| {
            view! {
                <div class="panel">
                    <h2>"Duplicates"</h2>
                    <ul class="stack stack-tight">{duplicates.into_iter().map(line).collect_view()}</ul>
                </div>
            }
        })
    }
}
