//! The head: number, title, marks, status as steps, what is due, and the buttons of the status.

use domain::classification::Priority;
use domain::clock::State;
use domain::incident::{Major, Status};
use domain::locale::Locale;
use domain::time::Moment;
use domain::view::TimeView;
use domain::view::alert::AlertView;
use domain::view::clocks::ClockBrief;
use domain::view::incident::{IncidentHead, NamedTime};
use leptos::prelude::*;

use crate::pages::incident::actions::Actions;
use crate::pages::incident::major::MajorQuestion;
use crate::pages::incident::on_screen::OnScreen;
use kit::components::Tone;
use kit::components::badge::{Badge, PriorityMark, StatusSteps};
use kit::components::icon::Symbol;
use kit::components::time_sense::NEAR;
use kit::components::time_text::{DeadlineChip, RelativeTime, TimeText};
use kit::routes;

#[component]
pub fn Head(here: OnScreen) -> impl IntoView {
    let (number, title, priority) = (
        here.slice(|view| view.number.clone()),
        here.slice(|view| view.title.clone()),
        here.slice(|view| (!view.kind.is_request()).then_some(view.priority)),
    );
    let signs = here.slice(Signs::of);
    view! {
        <header class="inc-head">
            <div class="inc-line">
                {move || view! { <PriorityMark priority=priority.get()/> }}
                <span class="mono">{move || number.get()}</span>
                {move || marks(&signs.get())}
            </div>
            <div class="inc-title">
                <h1 tabindex="-1">{move || title.get()}</h1>
                <Actions here=here/>
            </div>
            <Steps here=here/>
            <Times here=here/>
            <MajorQuestion here=here/>
        </header>
    }
}

/// What the marks are made of.
#[derive(Clone, PartialEq)]
struct Signs {
    major: Major,
    restricted: bool,
    unverified: bool,
    reopened: u32,
    still_broken: u64,
    people: u64,
    considered_solved: bool,
    hold: Option<String>,
    /// What is to be said of a priority that nobody has confirmed.
    unconfirmed: Option<String>,
    duplicates: u64,
    alert: Option<AlertView>,
}

impl Signs {
    fn of(view: &IncidentHead) -> Self {
        let hold = view.hold.as_ref().map(|hold| {
            let reason = Locale::English.hold_reason(hold.reason);
            let until = hold.until.as_ref();
            let waits = until.map_or_else(|| reason.to_owned(), |until| format!("{reason}, until {}", until.text));
            if hold.overdue { format!("{waits}: longer than expected") } else { waits }
        });
        Self {
            major: view.major,
            restricted: view.restricted,
            unverified: view.unverified,
            reopened: view.reopened,
            still_broken: view.still_broken,
            people: view.people,
            considered_solved: view.considered_solved && view.status == Status::Mitigated,
            hold,
            duplicates: view.together.duplicates.len() as u64,
            unconfirmed: unconfirmed(view),
            alert: view.alert.clone(),
        }
    }
}

fn unconfirmed(view: &IncidentHead) -> Option<String> {
    if view.kind.is_request() {
        return None;
    }
    if view.proposed != view.priority {
        return Some(Locale::English.held_at(view.priority));
    }
    let waits = !view.priority_confirmed && view.status == Status::Reported;
    waits.then(|| "priority proposed".to_owned())
}

fn marks(signs: &Signs) -> impl IntoView + use<> {
    let badge = |when: bool, tone: Tone, symbol: Symbol, words: String| {
        when.then(|| view! { <Badge tone=tone symbol=symbol>{words}</Badge> })
    };
    let signs = signs.clone();
    let broken = format!("{} of {} say still broken", signs.still_broken, signs.people);
    let again =
        if signs.reopened == 1 { "re-opened".to_owned() } else { format!("re-opened {} times", signs.reopened) };
    let duplicates = Locale::English.count(signs.duplicates, "duplicate", "duplicates");
    view! {
        {(signs.major == Major::Accepted).then(|| view! { <span class="badge badge-full">"major incident"</span> })}
        {badge(signs.major == Major::Proposed, Tone::Warn, Symbol::Flag, "major?".to_owned())}
        {signs.alert.map(|alert| {
            let tone = if alert.seen { Tone::Plain } else { Tone::Warn };
            badge(true, tone, Symbol::Phone, alert.words)
        })}
        {badge(signs.restricted, Tone::Bad, Symbol::Lock, "restricted".to_owned())}
        {badge(signs.hold.is_some(), Tone::Warn, Symbol::Pause, signs.hold.clone().unwrap_or_default())}
        {badge(signs.still_broken > 0, Tone::Bad, Symbol::Alert, broken)}
        {badge(signs.considered_solved, Tone::Good, Symbol::Check, "works again".to_owned())}
        {badge(signs.reopened > 0, Tone::Plain, Symbol::Undo, again)}
        {badge(signs.duplicates > 0, Tone::Plain, Symbol::Link, duplicates)}
        {badge(signs.unverified, Tone::Plain, Symbol::Info, "unverified".to_owned())}
        {signs.unconfirmed.map(|words| badge(true, Tone::Plain, Symbol::Info, words))}
    }
}

#[component]
fn Steps(here: OnScreen) -> impl IntoView {
    let status = here.status();
    // A fix may come without anything to get by with.
    let mitigated = here.slice(|view| {
        let mitigated = Locale::English.status(Status::Mitigated);
        view.times.iter().any(|named| named.name == mitigated)
    });
    move || {
        let status = status.get();
        let mut steps = vec![Status::Reported, Status::Investigating, Status::Mitigated, Status::Resolved];
        // An end that is none of the four takes the last place.
        match status {
            Status::Cancelled | Status::Merged => steps = vec![Status::Reported, status],
            _ => steps.push(Status::Closed),
        }
        let current = steps.iter().position(|step| *step == status).unwrap_or_default();
        let good = matches!(status, Status::Resolved | Status::Closed);
        let was = |step: &Status| *step != Status::Mitigated || mitigated.get();
        let skipped = steps.iter().enumerate().filter(|(at, step)| *at < current && !was(step)).map(|(at, _)| at);
        let skipped = skipped.collect();
        let words = steps.into_iter().map(|step| Locale::English.status(step).to_owned()).collect();
        view! { <StatusSteps steps=words current=current good=good skipped=skipped/> }
    }
}

/// What is due, and when what happened.
#[component]
fn Times(here: OnScreen) -> impl IntoView {
    let due = here.slice(Due::of);
    let times = here.slice(|view| view.times.clone());
    let last = here.slice(|view| view.last.clone());
    let later = here.slice_timeline(|page| page.later);
    let number = here.slice(|view| view.number.clone());
    let newest =
        move || if later.get() { format!("{}#newest", routes::incident(&number.get())) } else { "#newest".to_owned() };
    let as_of = here.slice(|view| view.as_of.utc);
    let doing = here.slice(doing);
    move || {
        let as_of = as_of.get();
        let Due { update, closes, wants_promise, clocks, legal } = due.get();
        let why = routes::incident_clocks(&number.get());
        let near = update.as_ref().is_some_and(|(_, at)| at.utc.since(as_of) <= NEAR);
        let happened = times.get().into_iter().filter(|named| named.time.utc <= as_of);
        view! {
            <dl class="inc-times">
                {update.map(|(words, at)| view! {
                    <div class="inc-due"><dt>{words}</dt><dd>{at.text.clone()}" "<DeadlineChip time=at as_of=as_of symbol=Symbol::Send near=near/></dd></div>
                })}
                {wants_promise.then(|| view! {
                    <div class="inc-due"><dt>"Next update"</dt><dd><span class="due due-near">"none promised"</span></dd></div>
                })}
                {legal.into_iter().map(|due| view! { <LegalLine due=due as_of=as_of why=why.clone()/> }).collect_view()}
                {clocks.into_iter().map(|clock| view! { <ClockLine clock=clock as_of=as_of why=why.clone()/> }).collect_view()}
                {doing.get().map(|(what, words)| view! {
                    <div><dt>"Checklist"</dt><dd><a href=routes::incident_checklist(&number.get()) rel="external">{what}</a>{words.map(|next| view! { " "<span class="quiet">{next}</span> })}</dd></div>
                })}
                {closes.map(|at| view! {
                    <div><dt>"Closes by itself"</dt><dd><TimeText time=at as_of=as_of/></dd></div>
                })}
                {last.get().map(|line| view! {
                    <div>
                        <dt>"Last change"</dt>
                        // `external`: only the browser itself moves to a place on the page.
                        <dd><a href=newest() rel="external">{line.who}" "{line.act}</a><RelativeTime time=line.at as_of=as_of/></dd>
                    </div>
                })}
                {happened.map(|named| view! { <div><dt>{named.name}</dt><dd><TimeText time=named.time as_of=as_of/></dd></div> }).collect_view()}
            </dl>
        }
    }
}

/// How far the checklist is, and what comes next; that one can be begun; nothing where no plan fits.
fn doing(view: &IncidentHead) -> Option<(String, Option<String>)> {
    match &view.checklist {
        Some(list) => Some((format!("{} of {}", list.settled, list.of), list.next.clone())),
        None => view.plan_fits.then(|| ("What to do now".to_owned(), None)),
    }
}

/// A clock that has not stopped in time: when it is due, which leads to why.
#[component]
fn ClockLine(clock: ClockBrief, as_of: Moment, why: String) -> impl IntoView {
    let words = Locale::English.clock_due(clock.clock);
    let state = Locale::English.clock_state(clock.state);
    let due = match (clock.state, clock.due) {
        (State::Running | State::Breached, Some(at)) => {
            let near = at.utc.since(as_of) <= NEAR;
            view! { {at.text.clone()}" "<DeadlineChip time=at as_of=as_of near=near/> }.into_any()
        }
        (State::Running | State::Paused | State::Breached | State::Met | State::MetLate | State::Cancelled, _) => {
            state.into_any()
        }
    };
    view! { <div class="inc-clock"><dt>{words}</dt><dd><a href=why rel="external" title="Why then?">{due}</a></dd></div> }
}

/// An authority is to be told; it leads to how that is recorded.
#[component]
fn LegalLine(due: NamedTime, as_of: Moment, why: String) -> impl IntoView {
    let words = format!("Legal deadline, {}", due.name);
    let (text, near) = (due.time.text.clone(), due.time.utc.since(as_of) <= NEAR);
    view! {
        <div class="inc-clock">
            <dt>{words}</dt>
            <dd><a href=why rel="external" title="What is to be done?">{text}" "<DeadlineChip time=due.time as_of=as_of near=near/></a></dd>
        </div>
    }
}

#[derive(Clone, PartialEq)]
struct Due {
    clocks: Vec<ClockBrief>,
    legal: Vec<NamedTime>,
    /// The one that was promised, or the first that is owed.
    update: Option<(&'static str, TimeView)>,
    closes: Option<TimeView>,
    /// P1 and P2 are never without a next update while they are open.
    wants_promise: bool,
}

impl Due {
    fn of(view: &IncidentHead) -> Self {
        let closes = view.times.iter().find(|named| named.time.utc > view.as_of.utc).map(|named| named.time.clone());
        let pressing = view.priority <= Priority::P2 && !view.kind.is_request() || view.major == Major::Accepted;
        let promised = view.promise.clone().map(|at| ("Next update by", at));
        let update = promised.or_else(|| view.first_notice.clone().map(|at| ("First notice by", at)));
        let wants_promise = pressing && update.is_none() && view.status.is_open() && view.status != Status::Reported;
        let shown = |clock: &&ClockBrief| !matches!(clock.state, State::Met | State::Cancelled);
        let clocks = view.clocks.iter().filter(shown).cloned().collect();
        Self { update, closes, wants_promise, clocks, legal: view.legal.clone() }
    }
}
