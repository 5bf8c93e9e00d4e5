//! `/incidents/{number}/update`: tells several audiences, each what is for it. The form comes first; the check before
//! sending stands between it and the letters, and shows who gets them, why, and how they look.

mod check;
mod form;

use backend::Result;
use backend::desk::UpdateDraft;
use domain::locale::Locale;
use domain::view::account::FrameView;
use domain::view::composer::{UpdateCheck, UpdatePage};
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use check::Check;
use form::Form;
use kit::components::Tone;
use kit::components::button::{Button, ButtonKind};
use kit::components::notice::Notice;
use kit::form::FormState;
use kit::ground::{FormProblems, Framed};
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let (number, state) = (asked.part("number"), asked.form.clone());
    let stage = asked.word("template").unwrap_or_default();
    let undone = asked.word("undone").and_then(|sequence| sequence.parse().ok());
    let page = asked.desk.update_page(&asked.caller, &number, &stage, undone).await?;
    let checked = matches!(state.value("step", "").as_str(), "check" | "send") && state.errors.is_empty();
    let check = if checked {
        asked.desk.check_update(&asked.caller, &number, &UpdateDraft::typed(&state.values)).await.ok()
    } else {
        None
    };
    let sent = asked.word("sent").zip(asked.word("to"));
    let frame = asked.frame()?;
    Document::new(format!("Tell audiences: {}", page.number), move || {
        view! { <Update frame=frame page=page state=state check=check sent=sent/> }
    })
    .shown()
}

#[component]
fn Update(
    frame: FrameView,
    page: UpdatePage,
    state: FormState,
    check: Option<UpdateCheck>,
    sent: Option<(String, String)>,
) -> impl IntoView {
    let back = format!("Back to {}", page.number);
    let (heading, lead) = match (&check, &sent) {
        (Some(_), _) => ("Check before sending", "Nothing is sent yet. This is who gets it, why, and what they read."),
        (None, Some(_)) => ("Sent", "The letters leave in ten seconds. Until then they can be taken back."),
        (None, None) => ("Tell audiences", "Each audience reads what is for everybody and what is only for it."),
    };
    let href = routes::incident(&page.number);
    let title = page.title.clone();
    let body = match (check, sent) {
        (Some(check), _) => view! { <Check page=page check=check state=state.clone()/> }.into_any(),
        (None, Some((sequence, people))) => view! { <Sent page=page sequence=sequence people=people/> }.into_any(),
        (None, None) => view! { <Form page=page state=state.clone()/> }.into_any(),
    };
    view! {
        <Framed frame=frame here=routes::BOARD>
            <main id="main" class="page">
                <header class="page-head">
                    <h1 tabindex="-1">{heading}</h1>
                    <a href=href rel="external">{back}</a>
                    <p class="page-lead">{title}</p>
                    <p class="quiet">{lead}</p>
                </header>
                <FormProblems state=state/>
                {body}
            </main>
        </Framed>
    }
}

/// While the letters wait they can be taken back; what was typed comes back with them.
#[component]
fn Sent(page: UpdatePage, sequence: String, people: String) -> impl IntoView {
    let letters = Locale::English.count(people.parse().unwrap_or_default(), "letter", "letters");
    let action = routes::incident_update(&page.number);
    let told = routes::incident_messages(&page.number);
    view! {
        <Notice tone=Tone::Good>{format!("{letters} on the way.")}</Notice>
        <div class="row">
            <form method="post" action=action>
                <input type="hidden" name="step" value="undo"/>
                <input type="hidden" name="sequence" value=sequence/>
                <Button kind=ButtonKind::Plain submit=true>"Undo"</Button>
            </form>
            <a class="b b-quiet" href=told rel="external">"Who was told what"</a>
        </div>
    }
}
