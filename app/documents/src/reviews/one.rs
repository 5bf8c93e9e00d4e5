//! `/incidents/{number}/review`: the review of one incident, and what is done so that it does not come back.

use backend::Result;
use domain::locale::Locale;
use domain::view::account::FrameView;
use domain::view::reviews::{ReviewPage, ReviewView};
use leptos::prelude::*;

use super::chosen::Chosen;
use super::parts::Parts;
use super::publish::Publish;
use crate::actions::Rows;
use crate::settings::returned::{News, Slip};
use crate::{Answer, Asked, Document};

use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::{Offer, SelectField};
use kit::components::text_field::TextField;
use kit::form::FormState;
use kit::ground::Framed;
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let page = asked.desk.review_page(&asked.caller, &asked.part("number")).await?;
    let (frame, state) = (asked.frame()?, asked.form.clone());
    let all = asked.word("all").is_some();
    let said = said(asked.word("said").as_deref());
    let title = format!("Review of {}", page.number);
    Document::new(title, move || view! { <Review frame=frame page=page state=state said=said all=all/> }).shown()
}

fn said(code: Option<&str>) -> Option<String> {
    let people = code.and_then(|code| code.strip_prefix("published-")).and_then(|people| people.parse().ok());
    Some(match (code?, people) {
        (_, Some(0)) => "Published. Nobody is in there who may be written to and wants these letters.".to_owned(),
        (_, Some(people)) => {
            format!("Published. A letter to {} leaves in a few seconds.", Locale::English.people(people))
        }
        ("begun", None) => "It is yours. Three fields are enough.".to_owned(),
        ("saved", None) => "Saved.".to_owned(),
        ("read", None) => "Noted: you have read it as it stands.".to_owned(),
        _ => return None,
    })
}

#[component]
fn Review(frame: FrameView, page: ReviewPage, state: FormState, said: Option<String>, all: bool) -> impl IntoView {
    let number = page.number.clone();
    let review = page.review.clone();
    let written = review.map(|review| {
        view! {
            <Whose review=review.clone() page=page.clone() state=state.clone()/>
            <Impact impact=review.impact.clone() number=number.clone()/>
            <Parts review=review.clone() page=page.clone() state=state.clone() all=all/>
            <Chosen review=review.clone() page=page.clone() state=state.clone()/>
            <Publish review=review page=page.clone() state=state.clone()/>
        }
    });
    let begin = page.review.is_none().then(|| view! { <Begin page=page.clone()/> });
    let add = page.may_change.then(|| {
        view! { <p><a class="b b-small" href=routes::new_action(&number) rel="external">"Write down an action"</a></p> }
    });
    view! {
        <Framed frame=frame here=routes::REVIEWS>
            <main id="main" class="page">
                <div class="page-head">
                    <h1 tabindex="-1">{format!("Review of {number}")}</h1>
                    <a href=routes::incident(&number) rel="external">{format!("Back to {number}")}</a>
                    <p class="page-lead">{page.title.clone()}</p>
                </div>
                <News state=state said=said/>
                {begin}
                {written}
                <Rows heading="Actions" rows=page.actions/>
                {add}
                <Rows heading="It came back though this was done" rows=page.failed/>
            </main>
        </Framed>
    }
}

#[component]
fn Begin(page: ReviewPage) -> impl IntoView {
    let offered = page.is_offered.then_some("It was a P2: a review is offered, and nobody has to.");
    let press = page.may_change.then(|| {
        view! {
            <form method="post" action=routes::incident_review(&page.number)>
                <input type="hidden" name="act" value="begin"/>
                <Button kind=ButtonKind::Primary submit=true>"Begin the review"</Button>
            </form>
        }
    });
    view! {
        <section class="panel stack" aria-label="No review">
            <p>"It has no review."</p>
            {offered.map(|words| view! { <p class="quiet">{words}</p> })}
            {press}
        </section>
    }
}

/// Who writes it until when.
#[component]
fn Whose(review: ReviewView, page: ReviewPage, state: FormState) -> impl IntoView {
    let slip = Slip::of(&state, "hand", "");
    let row = review.row.clone();
    let until = if row.due.is_empty() { String::new() } else { format!(", until {}", row.due) };
    let late = if row.is_overdue { " (overdue)" } else { "" };
    let why = if row.why.is_empty() { String::new() } else { format!(" It is due {}.", row.why) };
    let said = format!("{} writes it{until}{late}.{why}", row.owner);
    let gone = (!review.owner.id.is_empty() && !page.people.contains(&review.owner)).then(|| review.owner.clone());
    let people = gone.iter().chain(&page.people).map(|one| Offer::new(one.id.clone(), one.name.clone())).collect();
    let form = page.may_change.then(|| {
        view! {
            <details class="fold" open=slip.came_back()>
                <summary>"Somebody else, or another day"</summary>
                <form class="form" method="post" action=routes::incident_review(&page.number) novalidate=true>
                    {slip.hidden()}
                    {slip.drawn_at(review.revision)}
                    <div class="form-row">
                        <SelectField name="owner" id=slip.field("owner") label="Who writes it" offers=people value=slip.value("owner", &review.owner.id) blank="Choose" error=slip.error("owner")/>
                        <TextField name="due" id=slip.field("due") kind="date" label="Until when" value=slip.value("due", &review.due_typed) error=slip.error("due") optional=true/>
                    </div>
                    <div><Button submit=true>"Save"</Button></div>
                </form>
            </details>
        }
    });
    view! { <section class="panel stack" aria-label="Whose it is"><p>{said}</p>{form}</section> }
}

/// What the record says; nobody types it.
#[component]
fn Impact(impact: Vec<(String, String)>, number: String) -> impl IntoView {
    let lines = impact.into_iter().map(|(name, value)| {
        view! { <li><span class="grow">{name}</span><span class="strong">{value}</span></li> }
    });
    view! {
        <section class="stack stack-tight" aria-label="In numbers">
            <h2>"In numbers"</h2>
            <ul class="rows">{lines.collect_view()}</ul>
            <p class="quiet small">"From the record. "<a href=routes::incident_clocks(&number) rel="external">"What was due when, and why"</a></p>
        </section>
    }
}
