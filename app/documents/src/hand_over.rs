//! `/due/hand-over`: before somebody goes away, everything they have, and to whom each goes, or all of it.

use backend::Result;
use domain::locale::Locale;
use domain::view::account::FrameView;
use domain::view::hand_over::{HandOverPage, HandOverRow};
use leptos::prelude::*;

use crate::settings::returned::words_for;
use crate::{Answer, Asked, Document};

use kit::components::Tone;
use kit::components::badge::PriorityMark;
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::{Offer, SelectField};
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::components::notice::Notice;
use kit::form::FormState;
use kit::ground::{FormProblems, Framed};
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let (page, frame, state) = (asked.desk.hand_over_page(&asked.caller)?, asked.frame()?, asked.form.clone());
    let away = words_for(asked.word("said"), &[("away", "You are entered as away.")]);
    let given = asked.word("given").and_then(|many| many.parse().ok()).map(|many| Locale::English.handed_over(many));
    let said = given.or(away);
    Document::new("Hand over", move || view! { <HandOver frame=frame page=page state=state said=said/> }).shown()
}

#[component]
fn HandOver(frame: FrameView, page: HandOverPage, state: FormState, said: Option<String>) -> impl IntoView {
    let shown = if page.rows.is_empty() {
        view! { <EmptyState symbol=Symbol::Check title="You have no open incidents"><p>"Nothing is left to hand over."</p></EmptyState> }
            .into_any()
    } else {
        view! { <Form page=page state=state.clone()/> }.into_any()
    };
    view! {
        <Framed frame=frame here=routes::BOARD>
            <main id="main" class="page">
                <header class="page-head">
                    <h1 tabindex="-1">"Hand over what you have"</h1>
                    <p class="page-lead">"Whoever gets one has all your roles there and is told by mail. What you leave at \u{201c}keep it\u{201d} stays yours."</p>
                </header>
                {said.map(|said| view! { <Notice tone=Tone::Good>{said}</Notice> })}
                <FormProblems state=state/>
                {shown}
                <p><a href=routes::DUE rel="external">"What is due next"</a>" · "<a href=routes::ON_CALL rel="external">"On call"</a></p>
            </main>
        </Framed>
    }
}

#[component]
fn Form(page: HandOverPage, state: FormState) -> impl IntoView {
    let people: Vec<_> = page.people.iter().map(|one| Offer::new(one.id.clone(), one.name.clone())).collect();
    let words = Locale::English.hand_over_mine(page.rows.len() as u64);
    let more = (page.more > 0).then(|| {
        let words = format!("{} more follow on this page once these are given.", page.more);
        view! { <p class="quiet">{words}</p> }
    });
    let rows = page.rows.into_iter().map(|row| view! { <Row row=row people=people.clone() state=state.clone()/> });
    let rows = rows.collect_view();
    view! {
        <form class="form" method="post" action=routes::HAND_OVER>
            <SelectField
                name="all"
                id="all"
                label="All of them to"
                help="For each that has nobody of its own below."
                offers=people
                blank="Nobody: only as chosen below"
                value=state.value("all", "")
                error=state.error("all")
            />
            <ul class="rows">{rows}</ul>
            {more}
            <div><Button kind=ButtonKind::Primary submit=true>{words}</Button></div>
        </form>
    }
}

#[component]
fn Row(row: HandOverRow, people: Vec<Offer>, state: FormState) -> impl IntoView {
    let field = row.field();
    let (value, error) = (state.value(&field, ""), state.error(&field));
    view! {
        <li>
            <span class="grow">
                <a href=routes::incident(&row.number) rel="external"><span class="mono">{row.number.clone()}</span>" "{row.title}</a>
                <small><PriorityMark priority=row.priority/>" You are "{row.roles}</small>
            </span>
            <SelectField name=field.clone() id=field label=format!("{} to", row.number) offers=people blank="As above, or keep it" value=value error=error/>
        </li>
    }
}
