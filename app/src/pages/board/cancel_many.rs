//! Cancelling several from the list with one reason, or going on to merge them. It is a plain form around the rows; in the browser its button counts
//! what is ticked. Which of them could not be cancelled is named on the page that follows, beside the way back.

use std::time::Duration;

use domain::incident::CancelReason;
use domain::locale::Locale;
use domain::view::many::{ManyDone, UndoMany};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{HtmlFormElement, HtmlInputElement};
use wasm_bindgen::JsCast;

use crate::components::alive::use_alive;
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::{Offer, SelectField};
use kit::components::field::FieldError;
use kit::components::text_field::TextField;
use kit::form::FormState;

/// The name of the ticks, and where they stand.
const TICKED: &str = "ticked";

/// `children` are the rows, with a `Tick` in each that can be cancelled.
#[component]
pub fn CancelMany(
    /// The address of this list.
    action: String,
    state: FormState,
    children: Children,
) -> impl IntoView {
    let form = NodeRef::<html::Form>::new();
    let (ticked, alive) = (RwSignal::new(None), use_alive());
    let count = move || {
        if let Some(form) = form.get_untracked() {
            ticked.set(Some(ticks(&form).filter(HtmlInputElement::checked).count() as u64));
        }
    };
    // The browser may have kept ticks of an earlier look.
    Effect::new(count);
    let all = move |()| {
        let Some(form) = form.get_untracked() else { return };
        let every = ticks(&form).all(|tick| tick.checked());
        ticks(&form).for_each(|tick| tick.set_checked(!every));
        count();
    };
    let offers =
        CancelReason::ALL.map(|reason| Offer::new(reason.code(), Locale::English.cancel_choice(reason))).to_vec();
    view! {
        <form class="stack" method="post" action=action aria-label="Cancel several" node_ref=form on:change=move |_| count()>
            <input type="hidden" name="act" value="cancel"/>
            <div id=TICKED tabindex="-1">{children()}</div>
            <div class="bulk">
                <SelectField
                    name="why"
                    label="Why they are no incidents"
                    offers=offers
                    value=state.value("why", CancelReason::FalseAlarm.code())
                    error=state.error("why")
                />
                <TextField
                    name="reason"
                    label="Reason, for whoever reported them"
                    value=state.value("reason", "")
                    error=state.error("reason")
                    required=true
                    autocomplete="off"
                />
                <div class="row">
                    <Button kind=ButtonKind::Danger submit=true>{move || Locale::English.cancel_many(ticked.get())}</Button>
                    // The reason is the cancel's.
                    <Button submit=true attr:name="step" attr:value="merge" attr:formnovalidate="">"Merge the ticked…"</Button>
                    <Button kind=ButtonKind::Quiet on_press=all disabled=Signal::derive(move || !alive.get())>"Tick all"</Button>
                </div>
                <FieldError id=TICKED error=state.error(TICKED)/>
            </div>
        </form>
    }
}

/// One row's tick; it says at which revision the row was read.
#[component]
pub fn Tick(number: String, revision: u64, checked: bool) -> impl IntoView {
    let value = tick_of(&number, revision);
    view! {
        <label class="check">
            <input type="checkbox" name=TICKED value=value checked=checked/>
            <span class="visually-hidden">{format!("Tick {number}")}</span>
        </label>
    }
}

fn tick_of(number: &str, revision: u64) -> String {
    format!("{number}.{revision}")
}

/// What was ticked in a form that came back, by number: whoever sees it again has read the rows as they are now.
pub fn was_ticked(state: &FormState, number: &str) -> bool {
    state.value(TICKED, "").lines().any(|tick| tick.rsplit_once('.').is_some_and(|(ticked, _)| ticked == number))
}

fn ticks(form: &HtmlFormElement) -> impl Iterator<Item = HtmlInputElement> + use<> {
    let found = form.query_selector_all(&format!("input[name={TICKED}]")).ok();
    let count = found.as_ref().map_or(0, leptos::web_sys::NodeList::length);
    (0..count).filter_map(move |at| found.as_ref()?.item(at)).map(JsCast::unchecked_into)
}

/// What came of the press before this page.
#[component]
pub fn Outcome(done: ManyDone, action: String) -> impl IntoView {
    let said = Locale::English.many_done(&done);
    let left: Vec<_> = done.left.iter().map(|left| view! { <li>{Locale::English.left(left)}</li> }).collect();
    view! {
        <section class="panel stack stack-tight" aria-label="What was done" tabindex="-1" autofocus>
            <p class="strong" role="status">{said}</p>
            {(!left.is_empty()).then(|| view! { <div class="prose"><ul>{left}</ul></div> })}
            {done.undo.map(|undo| view! { <Undo undo=undo action=action/> })}
        </section>
    }
}

/// Gone when its time is over; where no program runs, a late press is told so.
#[component]
fn Undo(undo: UndoMany, action: String) -> impl IntoView {
    let open = RwSignal::new(true);
    let left = Duration::from_millis(undo.until.since(undo.as_of).try_into().unwrap_or_default());
    let close = move || {
        open.try_set(false);
    };
    Effect::new(move || set_timeout(close, left));
    let form = move || {
        view! {
            <form class="row" method="post" action=action.clone()>
                <input type="hidden" name="act" value="undo"/>
                <input type="hidden" name="press" value=undo.press.clone()/>
                <Button submit=true>"Undo"</Button>
                <span class="quiet">"within ten seconds"</span>
            </form>
        }
    };
    move || open.get().then(&form)
}
