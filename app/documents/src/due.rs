//! `/due`: what is due next, one's own first, each with why. It is a document: whoever works through it loads it again.

use backend::Result;
use backend::incidents::DUE_MOST;
use domain::locale::Locale;
use domain::time::Moment;
use domain::view::account::FrameView;
use domain::view::board::DueKind;
use domain::view::due::{DuePage, DueRow};
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use kit::components::badge::PriorityMark;
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::components::time_sense::{TimeSense, seconds};
use kit::ground::Framed;
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let (frame, page) = (asked.frame()?, asked.desk.due_page(&asked.caller)?);
    Document::new("Due next", move || view! { <DueNext frame=frame page=page/> }).shown()
}

#[component]
fn DueNext(frame: FrameView, page: DuePage) -> impl IntoView {
    let now = page.as_of.utc;
    let nothing = (page.mine.is_empty() && page.team.is_empty()).then(|| {
        view! { <EmptyState symbol=Symbol::Clock title="Nothing is due"><p>"No clock runs and no update is promised."</p></EmptyState> }
    });
    let hand_over = (page.held > 0).then(|| {
        let words = Locale::English.hand_over_mine(page.held);
        view! { <p>"Going away? "<a href=routes::HAND_OVER rel="external">{words}</a></p> }
    });
    let more = page.more.then(|| {
        let words = format!("Only the first {DUE_MOST} stand here. The board has all.");
        view! { <p class="quiet">{words}</p> }
    });
    view! {
        <Framed frame=frame here=routes::BOARD>
            <main id="main" class="page">
                <header class="page-head">
                    <h1 tabindex="-1">"Due next"</h1>
                    <a href=routes::BOARD rel="external">"Back to the board"</a>
                    <p class="page-lead">"As of "<time datetime=page.as_of.iso>{page.as_of.text}</time>". Load the page again to see the newest."</p>
                </header>
                {hand_over}
                {nothing}
                <Listed heading="Yours" rows=page.mine now=now/>
                <Listed heading="The team's" rows=page.team now=now/>
                {more}
                <p><a href=routes::COMPLIANCE rel="external">"What was in time, by month"</a></p>
                <p><a href=routes::ACTIONS rel="external">"Actions"</a>" and "<a href=routes::REVIEWS rel="external">"reviews"</a>": what we do so that it does not come back"</p>
            </main>
        </Framed>
    }
}

/// Nothing at all where there is none.
#[component]
fn Listed(heading: &'static str, rows: Vec<DueRow>, now: Moment) -> impl IntoView {
    (!rows.is_empty()).then(|| {
        let rows = rows.into_iter().map(|row| view! { <Line row=row now=now/> }).collect_view();
        view! {
            <section class="stack stack-tight" aria-label=heading>
                <h2>{heading}</h2>
                <ol class="rows">{rows}</ol>
            </section>
        }
    })
}

#[component]
fn Line(row: DueRow, now: Moment) -> impl IntoView {
    let class = match (row.due.is_late(now), row.due.is_waited_for()) {
        (true, _) => "due due-late",
        (false, true) => "due due-running",
        (false, false) => "due",
    };
    let (what, at) = (Locale::English.due(row.due.kind), row.due.at);
    let owner = row.owner.unwrap_or_else(|| "nobody has it".to_owned());
    let why = match row.due.kind {
        DueKind::Promise | DueKind::Response | DueKind::Resolution | DueKind::Legal | DueKind::Chase => {
            Some(routes::incident_clocks(&row.number))
        }
        // Its end and its reason stand on the page of the incident.
        DueKind::Hold | DueKind::Close => None,
    };
    let why = why.map(|href| {
        let heard = format!(" {} is due then", row.number);
        view! { " · " <a href=href rel="external">"Why"<span class="visually-hidden">{heard}</span></a> }
    });
    view! {
        <li>
            <span class="grow">
                <a href=routes::incident(&row.number) rel="external"><span class="mono">{row.number.clone()}</span>" "{row.title}</a>
                <small><PriorityMark priority=row.priority/>" "{owner}" · "<time datetime=row.at.iso>{row.at.text}</time>{why}</small>
            </span>
            <span class=class>{what}" "<span class="rel rel-due" data-u=seconds(at).to_string()>{TimeSense::Deadline.words(at, now)}</span></span>
        </li>
    }
}
