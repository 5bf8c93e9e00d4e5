//! The buttons of the head: what leads on from the status, the one next step first, the rest in a menu.

use domain::incident::{Major, Press, Resolution, Status};
use domain::view::incident::IncidentHead;
use leptos::prelude::*;

use crate::components::menu::{Menu, MenuItem};
use crate::pages::incident::ask::Ask;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::step::{Offer, Stage, Step, offers, take};
use kit::components::button::{Button, ButtonKind};
use kit::components::icon::Symbol;

/// What the reporter reads then, above the buttons that say whether it works.
const NO_ANSWER: &str = "We asked you and heard nothing since, so we take it that it works again. If it does not, say that it is still broken on the page of your report: then it is open again.";

/// What the buttons depend on.
#[derive(Clone, Copy, PartialEq)]
struct Stand {
    stage: Stage,
    restricted: bool,
    may_propose_major: bool,
    may_declare_major: bool,
    may_take_command: bool,
    may_close: bool,
    /// The reporter was asked, and did not answer for long.
    no_answer: bool,
}

impl Stand {
    fn of(view: &IncidentHead) -> Self {
        let stage = Stage::of(view);
        let could_be_major =
            view.status.is_open() && !stage.request && matches!(view.major, Major::No | Major::Declined);
        Self {
            stage,
            restricted: view.restricted,
            may_propose_major: could_be_major,
            may_declare_major: could_be_major && view.may.decide_major,
            may_take_command: view.may.take_command,
            may_close: view.may_close,
            no_answer: view.hold.as_ref().is_some_and(|hold| hold.no_answer),
        }
    }
}

#[component]
pub fn Actions(here: OnScreen) -> impl IntoView {
    let stand = here.slice(Stand::of);
    let (change, more) = (here.slice(|view| view.may.change), here.slice(|view| !view.status.is_final()));
    move || {
        change.get().then(|| {
            view! {
                <div class="inc-acts">
                    {move || steps(here, stand.get())}
                    {move || stand.get().no_answer.then(|| view! { <NoAnswer here=here/> })}
                    {move || more.get().then(|| view! { <More here=here stand=stand/> })}
                </div>
            }
        })
    }
}

/// The likeliest step stands out.
fn steps(here: OnScreen, stand: Stand) -> impl IntoView {
    let shown = offers(stand.stage).into_iter().filter(|offer| offer.leads_on);
    let closes = |offer: &Offer| matches!(&offer.step, Step::Press(press) if **press == Press::Close);
    let shown = shown.filter(|offer| !closes(offer) || stand.may_close);
    let button = |(place, offer): (usize, Offer)| {
        let kind =
            if place == 0 && offer.to != Some(Status::Investigating) { ButtonKind::Primary } else { ButtonKind::Plain };
        match offer.step {
            Step::Press(press) if matches!(*press, Press::Take { .. }) => view! { <TakeButton here=here/> }.into_any(),
            step => {
                let on_press = Callback::new(move |()| here.take_step(step.clone()));
                view! { <Button kind=kind on_press=on_press>{offer.words}</Button> }.into_any()
            }
        }
    };
    shown.enumerate().map(button).collect_view()
}

/// It names the priority it confirms; a request has none.
#[component]
fn TakeButton(here: OnScreen) -> impl IntoView {
    let words = here.slice(|view| {
        if view.kind.is_request() { "Take".to_owned() } else { format!("Take as {}", view.proposed.code()) }
    });
    let press = Callback::new(move |()| here.press_now(take(), || {}));
    view! { <Button kind=ButtonKind::Primary on_press=press>{move || words.get()}</Button> }
}

/// One press; its letter says how the reporter re-opens it.
#[component]
fn NoAnswer(here: OnScreen) -> impl IntoView {
    let press = Callback::new(move |()| {
        let resolution = Resolution { text: NO_ANSWER.to_owned(), restored_at: None };
        here.press_now(Press::Resolve { resolution }, || {});
    });
    view! { <Button on_press=press>"Resolve: no answer"</Button> }
}

/// The menu stays while what is in it is drawn anew: somebody may have it open.
#[component]
fn More(here: OnScreen, stand: Memo<Stand>) -> impl IntoView {
    view! { <Menu id="more" label="More" words="More">{move || entries(here, stand.get())}</Menu> }
}

fn entries(here: OnScreen, stand: Stand) -> impl IntoView {
    let reprioritised = stand.stage.status == Status::Reported && !stand.stage.request;
    let item = move |symbol: Symbol, words: &'static str, step: Step| {
        let danger = matches!(step, Step::Ask(Ask::Cancel | Ask::Restrict | Ask::LiftRestriction));
        let on_press = Callback::new(move |()| here.take_step(step.clone()));
        view! { <MenuItem symbol=Some(symbol) danger=danger on_press=on_press>{words}</MenuItem> }
    };
    let asking = move |when: bool, ask: Ask, symbol: Symbol, words: &'static str| {
        when.then(|| item(symbol, words, Step::Ask(ask)))
    };
    let pressing = move |when: bool, press: Press, symbol: Symbol, words: &'static str| {
        when.then(|| item(symbol, words, Step::Press(Box::new(press))))
    };
    let rest = offers(stand.stage).into_iter().filter(|offer| !offer.leads_on);
    view! {
        {asking(reprioritised, Ask::Take, Symbol::Hand, "Take with another priority…")}
        {rest.map(|offer| item(offer.symbol, offer.words, offer.step)).collect_view()}
        <hr/>
        {asking(true, Ask::Rename, Symbol::Edit, "Rename…")}
        {asking(!stand.restricted && !stand.stage.request, Ask::Publish, Symbol::Eye, "What visitors read…")}
        {pressing(stand.may_take_command, Press::TakeCommand, Symbol::Hand, "Take command")}
        {asking(stand.may_propose_major, Ask::ProposeMajor, Symbol::Flag, "Propose as major…")}
        {pressing(stand.may_declare_major, Press::AcceptMajor, Symbol::Flag, "Declare it major")}
        {asking(!stand.restricted, Ask::Restrict, Symbol::Lock, "Restrict to members…")}
        {asking(stand.restricted, Ask::LiftRestriction, Symbol::Lock, "Lift the restriction…")}
        <hr/>
        <MenuItem symbol=Some(Symbol::Keyboard) key="?" on_press=Callback::new(move |()| here.ask(Ask::Keys))>"Keys"</MenuItem>
    }
}
