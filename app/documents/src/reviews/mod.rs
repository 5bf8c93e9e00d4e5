//! `/reviews`: what is due to be learned, what somebody writes, what is published. Each opens at its incident.

mod chosen;
mod one;
mod parts;
mod public;
mod publish;

use backend::Result;
use domain::view::account::FrameView;
use domain::view::reviews::{ReviewRow, ReviewsPage};
use leptos::prelude::*;

use crate::settings::returned::{News, Slip};
use crate::{Answer, Asked, Document};

use kit::components::Tone;
use kit::components::badge::Badge;
use kit::components::button::Button;
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::components::text_field::TextField;
use kit::form::FormState;
use kit::ground::Framed;
use kit::routes;

pub use one::page as of_incident;
pub use public::page as public;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let (frame, state) = (asked.frame()?, asked.form.clone());
    let page = asked.desk.reviews_page(&asked.caller)?;
    Document::new("Reviews", move || view! { <Reviews frame=frame page=page state=state/> }).shown()
}

#[component]
fn Reviews(frame: FrameView, page: ReviewsPage, state: FormState) -> impl IntoView {
    let slip = Slip::of(&state, "begin", "");
    let nothing = page.due.is_empty() && page.begun.is_empty() && page.published.is_empty();
    let nothing = nothing.then(|| {
        view! {
            <EmptyState symbol=Symbol::CheckRound title="No review yet">
                <p>"One is due by itself when a P1 or a major incident is resolved. Any other begins when you want it."</p>
            </EmptyState>
        }
    });
    view! {
        <Framed frame=frame here=routes::REVIEWS>
            <main id="main" class="page">
                <div class="page-head">
                    <h1 tabindex="-1">"Reviews"</h1>
                    <a href=routes::ACTIONS rel="external">"Actions"</a>
                    <p class="page-lead">"What we learned, so that it does not come back. Closing an incident never waits for its review."</p>
                </div>
                <News state=state said=None/>
                {nothing}
                <Listed heading="Reviews due" rows=page.due/>
                <Listed heading="Being written" rows=page.begun/>
                <Listed heading="Published" rows=page.published/>
                <details class="fold panel" open=slip.came_back()>
                    <summary>"Begin a review"</summary>
                    <form class="form" method="post" action=routes::REVIEWS novalidate=true>
                        {slip.hidden()}
                        <TextField name="number" id=slip.field("number") label="Incident" help="Its number, such as INC-42." value=slip.value("number", "") error=slip.error("number")/>
                        <div><Button submit=true>"Begin it"</Button></div>
                    </form>
                </details>
            </main>
        </Framed>
    }
}

/// Nothing at all where there is none.
#[component]
fn Listed(heading: &'static str, rows: Vec<ReviewRow>) -> impl IntoView {
    (!rows.is_empty()).then(|| {
        let rows = rows.into_iter().map(|row| view! { <Line row=row/> }).collect_view();
        view! {
            <section class="stack stack-tight" aria-label=heading>
                <h2>{heading}</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
    })
}

#[component]
fn Line(row: ReviewRow) -> impl IntoView {
    let when = match &row.published {
        Some(at) => format!("published {}", at.text),
        None if row.due.is_empty() => "no day set".to_owned(),
        None => format!("until {}", row.due),
    };
    let about = [row.owner.as_str(), when.as_str(), row.why.as_str()];
    let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let overdue = row.is_overdue.then(|| view! { <Badge tone=Tone::Warn symbol=Symbol::Clock>"overdue"</Badge> });
    view! {
        <li>
            <span class="grow">
                <a href=routes::incident_review(&row.number) rel="external"><span class="mono">{row.number.clone()}</span>" "{row.title}</a>
                <small>{about}</small>
            </span>
            {overdue}
        </li>
    }
}
