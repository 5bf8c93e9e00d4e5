//! The buttons of the head: what leads on from the status, the one next step first, the rest in a menu.

use domain::incident::{Major, Press, Status, Verdict};
use domain::view::incident::IncidentView;
use leptos::prelude::*;

use crate::components::menu::{Menu, MenuItem};
use crate::pages::incident::ask::Ask;
use crate::pages::incident::on_screen::OnScreen;
use kit::components::button::{Button, ButtonKind};
use kit::components::icon::Symbol;

/// What the buttons depend on.
#[derive(Clone, Copy, PartialEq)]
struct Stand {
    status: Status,
    change: bool,
    on_hold: bool,
    restricted: bool,
    may_propose_major: bool,
    may_close: bool,
}

impl Stand {
    fn of(view: &IncidentView) -> Self {
        let first = view.reporters.iter().find(|reporter| reporter.first);
        Self {
            status: view.status,
            change: view.may.change,
            on_hold: view.hold.is_some(),
            restricted: view.restricted,
            may_propose_major: view.status.is_open() && matches!(view.major, Major::No | Major::Declined),
            may_close: first.is_none_or(|first| first.verdict == Some(Verdict::WorksAgain)),
        }
    }
}

#[component]
pub fn Actions(here: OnScreen) -> impl IntoView {
    let stand = here.slice(Stand::of);
    move || {
        let stand = stand.get();
        stand.change.then(|| {
            view! {
                <div class="inc-acts">
                    {steps(here, stand)}
                    {(!stand.status.is_final()).then(|| view! { <More here=here stand=stand/> })}
                </div>
            }
        })
    }
}

fn steps(here: OnScreen, stand: Stand) -> impl IntoView {
    match stand.status {
        Status::Reported => view! { <TakeButton here=here/> {asking(here, Ask::TakeAndResolve, "Take and resolve…", ButtonKind::Plain)} }.into_any(),
        Status::Investigating => view! {
            {asking(here, Ask::Resolve, "Resolve…", ButtonKind::Primary)}
            {asking(here, Ask::Mitigate, "Mitigate…", ButtonKind::Plain)}
            {hold(here, stand.on_hold)}
        }
        .into_any(),
        Status::Mitigated => view! {
            {asking(here, Ask::Resolve, "Resolve…", ButtonKind::Primary)}
            {asking(here, Ask::Resume, "Back to investigating…", ButtonKind::Plain)}
            {hold(here, stand.on_hold)}
        }
        .into_any(),
        Status::Resolved => view! {
            {stand.may_close.then(|| pressing(here, Press::Close, "Close", ButtonKind::Primary))}
            {asking(here, Ask::Reopen, "Re-open…", ButtonKind::Plain)}
        }
        .into_any(),
        Status::Closed | Status::Cancelled | Status::Merged => ().into_any(),
    }
}

/// The one press that stops the response clock; it names the priority it confirms.
#[component]
fn TakeButton(here: OnScreen) -> impl IntoView {
    let priority = here.slice(|view| view.priority.code());
    let take = Callback::new(move |()| take(here));
    view! { <Button kind=ButtonKind::Primary on_press=take>"Take as "{move || priority.get()}</Button> }
}

/// Takes it with the priority it has.
pub fn take(here: OnScreen) {
    here.press_now(Press::Take { priority: None, reason: String::new() }, || {});
}

fn hold(here: OnScreen, on_hold: bool) -> impl IntoView {
    if on_hold {
        pressing(here, Press::EndHold, "End the hold", ButtonKind::Plain).into_any()
    } else {
        asking(here, Ask::Hold, "Hold…", ButtonKind::Plain).into_any()
    }
}

fn asking(here: OnScreen, ask: Ask, words: &'static str, kind: ButtonKind) -> impl IntoView {
    view! { <Button kind=kind on_press=Callback::new(move |()| here.ask(ask))>{words}</Button> }
}

fn pressing(here: OnScreen, command: Press, words: &'static str, kind: ButtonKind) -> impl IntoView {
    view! { <Button kind=kind on_press=Callback::new(move |()| here.press_now(command.clone(), || {}))>{words}</Button> }
}

#[component]
fn More(here: OnScreen, stand: Stand) -> impl IntoView {
    let reported = stand.status == Status::Reported;
    let item = move |when: bool, ask: Ask, symbol: Symbol, words: &'static str| {
        let danger = matches!(ask, Ask::Cancel | Ask::Restrict);
        when.then(|| view! { <MenuItem symbol=Some(symbol) danger=danger on_press=Callback::new(move |()| here.ask(ask))>{words}</MenuItem> })
    };
    let end_hold = Callback::new(move |()| here.press_now(Press::EndHold, || {}));
    view! {
        <Menu id="more" label="More" words="More">
            {item(reported, Ask::Take, Symbol::Hand, "Take with another priority…")}
            {item(reported && !stand.on_hold, Ask::Hold, Symbol::Pause, "Hold…")}
            {(reported && stand.on_hold).then(|| view! { <MenuItem symbol=Some(Symbol::Pause) on_press=end_hold>"End the hold"</MenuItem> })}
            {item(true, Ask::Classify, Symbol::Bolt, "Change the priority…")}
            {item(true, Ask::Rename, Symbol::Edit, "Rename…")}
            {item(!stand.restricted, Ask::Publish, Symbol::Eye, "What visitors read…")}
            {item(stand.may_propose_major, Ask::ProposeMajor, Symbol::Flag, "Propose as major…")}
            {item(!stand.restricted, Ask::Restrict, Symbol::Lock, "Restrict to members…")}
            {item(stand.status.is_open(), Ask::Cancel, Symbol::Cross, "Cancel…")}
            <hr/>
            <MenuItem symbol=Some(Symbol::Keyboard) key="?" on_press=Callback::new(move |()| here.ask(Ask::Keys))>"Keys"</MenuItem>
        </Menu>
    }
}
