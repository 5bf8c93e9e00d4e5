//! `/messages/{id}`: one letter as it was sent, with its story: why, every attempt, every answer.

use backend::Result;
use domain::view::TimeView;
use domain::view::account::FrameView;
use domain::view::letters::{AttemptLine, LetterRow, LetterState, LetterView, LettersQuery};
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use super::address;
use super::state::StateBadge;
use kit::components::icon::{Icon, Symbol};
use kit::components::time_text::TimeText;
use kit::ground::Framed;
use kit::routes;

pub async fn letter(asked: &Asked) -> Result<Answer> {
    let (view, frame) = (asked.desk.letter(&asked.caller, &asked.part("id")).await?, asked.frame()?);
    Document::new(view.row.subject.clone(), move || view! { <OneLetter frame=frame view=view/> }).shown()
}

#[component]
fn OneLetter(frame: FrameView, view: LetterView) -> impl IntoView {
    let LetterView { row, text, attempts, may_retry } = view;
    let (id, subject) = (row.id.clone(), row.subject.clone());
    view! {
        <Framed frame=frame here=routes::MESSAGES>
            <main id="main" class="page">
                <header class="page-head">
                    <h1 tabindex="-1">{subject}</h1>
                    <a href=routes::MESSAGES>"All messages"</a>
                </header>
                <div class="letter">
                    <div class="stack">
                        <section class="preview" aria-labelledby="as-html">
                            <h2 id="as-html">"As it looks"</h2>
                            <iframe class="preview-frame" sandbox="" src=routes::letter_preview(&id) title="The letter as it looks"></iframe>
                        </section>
                        <section class="stack stack-tight" aria-labelledby="as-text">
                            <h2 id="as-text">"As plain text"</h2>
                            <pre class="letter-text" tabindex="0">{text}</pre>
                        </section>
                    </div>
                    <aside class="stack" aria-label="Its story">
                        <Story row=row/>
                        {may_retry.then(|| view! { <Retry id=id/> })}
                        <Attempts attempts=attempts/>
                    </aside>
                </div>
            </main>
        </Framed>
    }
}

#[component]
fn Story(row: LetterRow) -> impl IntoView {
    let LetterRow { incidents, to_name, to, why, kind, state, at, attempts, .. } = row;
    let about = incidents
        .into_iter()
        .map(|number| view! { <a class="mono" href=routes::incident(&number)>{number.clone()}</a> });
    let about = about.collect::<Vec<_>>();
    let letters_to = address(None, &LettersQuery { to: to.clone(), ..LettersQuery::default() });
    view! {
        <dl class="facts panel">
            <div><dt>"State"</dt><dd><StateBadge state=state/></dd></div>
            <div><dt>"To"</dt><dd>{to_name}" "<a href=letters_to title="All letters to this address">{to}</a></dd></div>
            <div><dt>"Why"</dt><dd>{why}</dd></div>
            <div><dt>"Kind"</dt><dd>{kind}</dd></div>
            {(!about.is_empty()).then(|| view! { <div><dt>"About"</dt><dd>{about}</dd></div> })}
            <div><dt>"Written"</dt><dd><TimeText time=at/></dd></div>
            <div><dt>"Meaning"</dt><dd>{meaning(state, attempts)}</dd></div>
        </dl>
    }
}

/// `verdicts` are answers about this letter; that the mail server could not be used at all is none.
fn meaning(state: LetterState, verdicts: u32) -> &'static str {
    match state {
        LetterState::Queued => "It waits for its turn.",
        LetterState::Sending => "The mail server is being spoken to.",
        LetterState::Accepted => "The mail server took it. Whether it was read, nobody can know.",
        LetterState::Kept => "There is no mail server: it lies as a file in the data folder, and reached nobody.",
        LetterState::Deferred if verdicts == 0 => {
            "The mail server could not be used; the letter goes out by itself once it can."
        }
        LetterState::Deferred => "The mail server asked us to come back later; we do, by ourselves.",
        LetterState::Failed => "The mail server refused it, or too much time went by. It is not tried again by itself.",
    }
}

#[component]
fn Retry(id: String) -> impl IntoView {
    view! {
        <form method="post" action=routes::letter_retry(&id)>
            <button type="submit" class="b b-primary"><Icon symbol=Symbol::Send/>"Try again now"</button>
        </form>
    }
}

#[component]
fn Attempts(attempts: Vec<AttemptLine>) -> impl IntoView {
    let line = |(at, answer): (TimeView, String)| view! { <li><TimeText time=at/><code>{answer}</code></li> };
    let none = attempts.is_empty();
    let lines = attempts.into_iter().map(|attempt| line((attempt.at, attempt.answer))).collect_view();
    view! {
        <section class="panel">
            <h2>"What the mail server said"</h2>
            {none.then(|| view! { <p class="small quiet">"It has not been asked yet."</p> })}
            <ol class="attempts">{lines}</ol>
        </section>
    }
}
