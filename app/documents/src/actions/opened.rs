//! One action, and what can be done with it as it stands: say whether it worked, end it, change it.

use domain::view::actions::{ActionsPage, OpenedAction, QuestionLine};
use leptos::prelude::*;

use super::form::ActionForm;
use crate::settings::returned::Slip;
use kit::components::button::{Button, ButtonKind};
use kit::components::text_field::AreaField;
use kit::form::FormState;
use kit::routes;

#[component]
pub fn Opened(opened: OpenedAction, page: ActionsPage, state: FormState) -> impl IntoView {
    let row = opened.row.clone();
    let label = format!("Action of {}", row.number);
    let slip = Slip::of(&state, "change", &row.id);
    let (is_open, came_back, overdue) = (row.is_open, slip.came_back(), if row.is_overdue { " (overdue)" } else { "" });
    let about = format!("{} has it, until {}{overdue}. It is {}.", row.owner, row.due, row.worth);
    let prevents = opened.prevents.clone().map(|words| view! { <p class="quiet">"It should prevent "{words}"."</p> });
    let ended = opened.ended.clone().map(|(at, words)| {
        view! { <p>{words}" "<time class="quiet" datetime=at.iso>{at.text}</time></p> }
    });
    view! {
        <section class="panel stack" aria-label=label>
            <div class="panel-head">
                <h2>{row.words.clone()}</h2>
                <a class="b b-small b-quiet" href=routes::ACTIONS rel="external">"Close"</a>
            </div>
            <p>
                <a href=routes::incident(&row.number) rel="external"><span class="mono">{row.number.clone()}</span>" "{opened.incident_title.clone()}</a>
                " · "<a href=routes::incident_review(&row.number) rel="external">"Review and actions"</a>
            </p>
            <p>{about}</p>
            {prevents}
            {ended}
            <Questions opened=opened.clone() state=state.clone()/>
            {is_open.then(|| view! { <Ends opened=opened.clone() state=state.clone()/> })}
            {is_open.then(|| view! {
                <details class="fold" open=came_back>
                    <summary>"Change it"</summary>
                    <ActionForm opened=Some(opened.clone()) page=page slip=slip words="Save"/>
                </details>
            })}
            <History opened=opened/>
        </section>
    }
}

/// "Is this what it should prevent?", with why it is asked.
#[component]
fn Questions(opened: OpenedAction, state: FormState) -> impl IntoView {
    let (id, revision) = (opened.row.id, opened.revision);
    let press = move |question: &QuestionLine, act: &'static str, words: &'static str| {
        let slip = Slip::of(&state, act, &id);
        view! {
            <form method="post" action=routes::ACTIONS>
                {slip.hidden()}
                {slip.drawn_at(revision)}
                <input type="hidden" name="incident" value=question.incident.clone()/>
                <Button kind=ButtonKind::Quiet submit=true>{words}</Button>
            </form>
        }
    };
    let line = |question: QuestionLine| {
        let waits = question.answer.is_none();
        let said = match question.answer {
            Some(true) => "This is what it should have prevented.",
            Some(false) => "This was something else.",
            None => "Is this what it should prevent?",
        };
        let presses = waits.then(|| view! {
            <span class="row">{press(&question, "yes", "Yes, it came back")}{press(&question, "no", "No, something else")}</span>
        });
        view! {
            <li>
                <span class="grow">
                    <a href=routes::incident(&question.number) rel="external"><span class="mono">{question.number.clone()}</span>" "{question.title.clone()}</a>
                    <small>{said}" Why it is asked: "{question.why.clone()}"."</small>
                </span>
                {presses}
            </li>
        }
    };
    let lines: Vec<_> = opened.questions.into_iter().map(line).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="stack stack-tight" aria-label="Did it work?">
                <h3>"Did it work?"</h3>
                <ul class="rows">{lines}</ul>
            </section>
        }
    })
}

/// Done, or not at all: both with a sentence.
#[component]
fn Ends(opened: OpenedAction, state: FormState) -> impl IntoView {
    let (id, revision) = (opened.row.id, opened.revision);
    let form = |act: &'static str, field: &'static str, label: &'static str, words: &'static str, kind: ButtonKind| {
        let slip = Slip::of(&state, act, &id);
        let open = slip.came_back() || act == "done";
        view! {
            <details class="fold" open=open>
                <summary>{words}</summary>
                <form class="form" method="post" action=routes::ACTIONS novalidate=true>
                    {slip.hidden()}
                    {slip.drawn_at(revision)}
                    <AreaField name=field id=slip.field(field) label=label rows=2 value=slip.value(field, "") error=slip.error(field)/>
                    <div><Button kind=kind submit=true>{words}</Button></div>
                </form>
            </details>
        }
    };
    view! {
        {form("done", "what", "What was done", "It is done", ButtonKind::Primary)}
        {form("drop", "reason", "Why it is not done", "Drop it", ButtonKind::Danger)}
    }
}

#[component]
fn History(opened: OpenedAction) -> impl IntoView {
    let lines = opened.history.into_iter().map(|line| {
        view! { <li><span class="grow">{line.who}" "{line.act}</span><time datetime=line.at.iso>{line.at.text}</time></li> }
    });
    view! {
        <details class="fold">
            <summary>"What happened to it"</summary>
            <ul class="rows" aria-label="What happened to it">{lines.collect_view()}</ul>
        </details>
    }
}
