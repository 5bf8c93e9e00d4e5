//! The filter above the board and the list: a plain form whose fields are the address, so it can be kept and shared.
//! Its words are in the language of search, and what is wrong with them is said under them.

use domain::classification::Priority;
use domain::field;
use domain::locale::Locale;
use domain::view::Choice;
use domain::view::board::BoardFilter;
use domain::view::sorting::ListSort;
use leptos::prelude::*;
use leptos::web_sys::{Event, HtmlFormElement};
use wasm_bindgen::JsCast;

use crate::components::choosing::{Act, Choosing};
use kit::components::choice_field::{Offer, Options};
use kit::components::field::{FieldError, described_by};
use kit::components::icon::{Icon, Symbol};
use kit::routes;

/// The id of the words.
const WORDS: &str = "board-words";

#[component]
pub fn Filters(
    filter: BoardFilter,
    people: Vec<Choice>,
    services: Vec<Choice>,
    /// Why its words filter nothing.
    misread: Option<field::FieldError>,
    /// It filters the list.
    #[prop(optional)]
    list: bool,
    /// In this order, which the filter keeps.
    #[prop(optional)]
    sort: ListSort,
) -> impl IntoView {
    let offers = |choices: Vec<Choice>| choices.into_iter().map(|c| Offer::new(c.id, c.name)).collect::<Vec<_>>();
    let mut owners = vec![Offer::new("me", "Mine"), Offer::new("none", "Nobody's")];
    owners.extend(offers(people));
    let priorities = Priority::ALL.map(|p| Offer::new(p.code(), p.code())).to_vec();
    let nothing = BoardFilter::default();
    let all =
        (filter != nothing).then(|| if list { routes::board_sorted(&nothing, sort) } else { routes::BOARD.to_owned() });
    let wrong = misread.map(|misread| Locale::English.problem(&misread));
    let is_wrong = wrong.is_some();
    let choosing = RwSignal::new(Choosing::default());
    let changed = move |event: Event| {
        if !is_typed(&event) && choosing.try_update(Choosing::changed) == Some(Act::Commit) {
            send(&event);
        }
    };
    // With the keys one walks through the choices: then a button filters.
    let waits = move || choosing.with(|choosing| choosing.waits());
    view! {
        <form
            class="filters"
            method="get"
            action=routes::BOARD
            aria-label="Filter"
            on:pointerdown=move |_| choosing.update(Choosing::pointed)
            on:keydown=move |event| {
                choosing.update(|choosing| {
                    choosing.key(&event.key());
                })
            }
            on:change=changed
        >
            {list.then(|| view! { <input type="hidden" name="view" value="list"/> })}
            {(sort != ListSort::default()).then(|| view! { <input type="hidden" name="sort" value=sort.code()/> })}
            <input
                class="input"
                type="search"
                id=WORDS
                name="q"
                value=filter.q
                placeholder="Words, is:held, since:7d"
                aria-label="Words and filters"
                autocomplete="off"
                aria-invalid=is_wrong.then_some("true")
                aria-describedby=described_by(WORDS, false, is_wrong)
            />
            <select class="select" name="service" aria-label="Service">
                <Options offers=offers(services) value=filter.service blank=Some("Every service".to_owned())/>
            </select>
            <select class="select" name="owner" aria-label="Owner">
                <Options offers=owners value=filter.owner blank=Some("Every owner".to_owned())/>
            </select>
            <select class="select" name="priority" aria-label="Priority">
                <Options offers=priorities value=filter.priority blank=Some("Every priority".to_owned())/>
            </select>
            <button type="submit" class="b b-small" class:visually-hidden=move || !waits()>"Filter"</button>
            {all.map(|href| view! { <a class="b b-quiet b-small" href=href>"Show all"</a> })}
            <FieldError id=WORDS error=wrong/>
        </form>
    }
}

/// The same incidents as columns or as rows.
#[component]
pub fn Views(filter: BoardFilter, list: bool) -> impl IntoView {
    let current = |is: bool| is.then_some("page");
    view! {
        <nav class="segments views" aria-label="How they are shown">
            <a href=routes::board(&filter) aria-current=current(!list)><Icon symbol=Symbol::Board small=true/>"Columns"</a>
            <a href=routes::board_list(&filter) aria-current=current(list)><Icon symbol=Symbol::List small=true/>"List"</a>
        </nav>
    }
}

/// The way to what is due, in its order.
#[component]
pub fn DueLink() -> impl IntoView {
    view! {
        <a class="b b-icon" href=routes::DUE rel="external" aria-label="Due next" title="Due next"><Icon symbol=Symbol::Clock/></a>
    }
}

/// Typing waits for Enter.
fn is_typed(event: &Event) -> bool {
    event.target().is_some_and(|target| target.dyn_ref::<leptos::web_sys::HtmlInputElement>().is_some())
}

fn send(event: &Event) {
    if let Some(form) = event.current_target().and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
        // Refused only for a form that is not in the page.
        let _ = form.request_submit();
    }
}
