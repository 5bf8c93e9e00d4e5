//! The filter above the board: a plain form whose fields are the address, so it can be kept and shared.

use domain::classification::Priority;
use domain::view::Choice;
use domain::view::board::BoardFilter;
use leptos::prelude::*;
use leptos::web_sys::{Event, HtmlFormElement};
use wasm_bindgen::JsCast;

use crate::components::choice_field::{Offer, Options};
use crate::components::icon::{Icon, Symbol};
use crate::routes;

#[component]
pub fn Filters(filter: BoardFilter, people: Vec<Choice>, services: Vec<Choice>) -> impl IntoView {
    let offers = |choices: Vec<Choice>| choices.into_iter().map(|c| Offer::new(c.id, c.name)).collect::<Vec<_>>();
    let mut owners = vec![Offer::new("me", "Mine"), Offer::new("none", "Nobody's")];
    owners.extend(offers(people));
    let priorities = Priority::ALL.map(|p| Offer::new(p.code(), p.code())).to_vec();
    let set = filter != BoardFilter::default();
    view! {
        <form class="filters" method="get" action=routes::BOARD role="search" on:change=send>
            <input class="input" type="search" name="q" value=filter.q placeholder="Find in titles" aria-label="Find in titles"/>
            <select class="select" name="service" aria-label="Service">
                <Options offers=offers(services) value=filter.service blank=Some("Every service".to_owned())/>
            </select>
            <select class="select" name="owner" aria-label="Owner">
                <Options offers=owners value=filter.owner blank=Some("Every owner".to_owned())/>
            </select>
            <select class="select" name="priority" aria-label="Priority">
                <Options offers=priorities value=filter.priority blank=Some("Every priority".to_owned())/>
            </select>
            <button type="submit" class="b b-small visually-hidden">"Filter"</button>
            {set.then(|| view! { <a class="b b-quiet b-small" href=routes::BOARD>"Show all"</a> })}
            <a class="b b-quiet b-small" href=routes::board_list()><Icon symbol=Symbol::List small=true/>"List"</a>
        </form>
    }
}

/// A choice filters at once; typing waits for Enter.
fn send(event: Event) {
    let target = event.target();
    let typed = target.as_ref().is_some_and(|target| target.dyn_ref::<leptos::web_sys::HtmlInputElement>().is_some());
    let form = event.current_target().and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
    if let Some(form) = form.filter(|_| !typed) {
        // Refused only for a form that is not in the page.
        let _ = form.request_submit();
    }
}
