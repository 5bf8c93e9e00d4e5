//! `/incidents/{number}/alert`: what the letter of an alert leads to. Looking at it says nothing; one press says "I have
//! seen it", another takes it.

use backend::Result;
use domain::view::account::FrameView;
use domain::view::alert::AlertPage;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use kit::components::Tone;
use kit::components::button::{Button, ButtonKind};
use kit::components::notice::Notice;
use kit::components::time_text::TimeText;
use kit::form::FormState;
use kit::ground::{FormProblems, Framed};
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let page = asked.desk.alert_page(&asked.caller, &asked.part("number")).await?;
    let (frame, state) = (asked.frame()?, asked.form.clone());
    Document::new(format!("Alert: {}", page.number), move || view! { <Alert frame=frame page=page state=state/> })
        .shown()
}

#[component]
fn Alert(frame: FrameView, page: AlertPage, state: FormState) -> impl IntoView {
    let seen = page.alert.as_ref().is_some_and(|alert| alert.seen);
    let alert = page.alert.clone().filter(|_| page.waits).map(|alert| {
        let tone = if alert.seen { Tone::Good } else { Tone::Warn };
        view! { <Notice tone=tone>{first_upper(&alert.words)}"."</Notice> }
    });
    let owner = page.owner.clone().unwrap_or_else(|| "somebody".to_owned());
    let waits = page.waits;
    let gone = (!waits).then(|| view! { <Notice tone=Tone::Good>"It waits no longer: "{owner}" has it."</Notice> });
    let open = routes::incident(&page.number);
    view! {
        <Framed frame=frame here=routes::BOARD>
            <main id="main" class="page">
                <header class="page-head">
                    <h1 tabindex="-1">{format!("{}: {}", page.number, page.title)}</h1>
                    <p class="page-lead">{page.priority.code()}", reported "<TimeText time=page.reported.clone()/></p>
                </header>
                <FormProblems state=state/>
                {gone}
                {alert}
                {waits.then(|| view! { <Presses page=page.clone() seen=seen/> })}
                <p><a href=open rel="external">"Open the incident"</a></p>
            </main>
        </Framed>
    }
}

#[component]
fn Presses(page: AlertPage, seen: bool) -> impl IntoView {
    let action = routes::incident_alert(&page.number);
    let form = move |act: &'static str, kind: ButtonKind, words: &'static str| {
        view! {
            <form method="post" action=action.clone()>
                <input type="hidden" name="act" value=act/>
                <input type="hidden" name="nonce" value=page.nonce.clone()/>
                <Button kind=kind submit=true>{words}</Button>
            </form>
        }
    };
    let see = (!seen).then(|| form("seen", ButtonKind::Plain, "I have seen it"));
    view! {
        <div class="row">{form("take", ButtonKind::Primary, "Take")}{see}</div>
        <p class="quiet">"To have seen it stops the next step: nobody else is woken. Whoever reported it waits until somebody takes it."</p>
    }
}

fn first_upper(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
