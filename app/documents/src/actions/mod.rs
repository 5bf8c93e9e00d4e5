//! `/actions`: what is done so that it does not come back; mine, overdue, all. One of them opens with `?action=`, and the
//! form of a new one takes the number of its incident from `?incident=`. What somebody may not hear of has no action here.

mod form;
mod opened;

use backend::Result;
use domain::locale::Locale;
use domain::view::account::FrameView;
use domain::view::actions::{ActionFigures, ActionRow, ActionsPage, Listed};
use leptos::prelude::*;

use crate::settings::returned::{News, Slip, words_for};
use crate::{Answer, Asked, Document};

use form::ActionForm;
use kit::components::Tone;
use kit::components::badge::Badge;
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::form::FormState;
use kit::ground::Framed;
use kit::routes;
use opened::Opened;

const SAID: &[(&str, &str)] = &[
    ("added", "Written down. Its owner reads of it by letter, unless that is you."),
    ("changed", "Saved."),
    ("done", "Done. From now on it is watched whether it comes back, where you said what to watch for."),
    ("dropped", "Dropped, with your reason."),
    ("yes", "It counts as not effective. Its owner and the managers read of it once."),
    ("no", "Noted: that was something else."),
];

pub async fn page(asked: &Asked) -> Result<Answer> {
    let (frame, state) = (asked.frame()?, asked.form.clone());
    let listed = Listed::of(&asked.word("view").unwrap_or_default());
    let open = asked.word("action").unwrap_or_else(|| state.value("id", ""));
    let number = asked.word("incident").unwrap_or_default();
    let page = asked.desk.actions_page(&asked.caller, listed, &open, &number)?;
    let said = words_for(asked.word("said"), SAID);
    Document::new("Actions", move || view! { <Actions frame=frame page=page state=state said=said/> }).shown()
}

#[component]
fn Actions(frame: FrameView, page: ActionsPage, state: FormState, said: Option<String>) -> impl IntoView {
    let opened = page.opened.clone();
    let opened = opened.map(|opened| view! { <Opened opened=opened page=page.clone() state=state.clone()/> });
    let slip = Slip::of(&state, "add", "");
    let adds = slip.came_back() || !page.number.is_empty();
    let (open, ended): (Vec<_>, Vec<_>) = page.rows.iter().cloned().partition(|row| row.is_open);
    let nothing = page.rows.is_empty().then(|| view! { <Nothing listed=page.listed/> });
    let more = page.more.then(|| view! { <p class="quiet">"Older ones do not stand here."</p> });
    view! {
        <Framed frame=frame here=routes::ACTIONS>
            <main id="main" class="page">
                <div class="page-head">
                    <h1 tabindex="-1">"Actions"</h1>
                    <a href=routes::REVIEWS rel="external">"Reviews"</a>
                    <p class="page-lead">"What we do so that it does not come back, who does it until when, and whether it worked."</p>
                </div>
                <News state=state said=said/>
                {opened}
                <Views listed=page.listed figures=page.figures/>
                {nothing}
                <Rows heading="Open" rows=open/>
                <Rows heading="Ended" rows=ended/>
                {more}
                <details class="fold panel" open=adds>
                    <summary>"Write down an action"</summary>
                    <ActionForm opened=None page=page.clone() slip=slip words="Write it down"/>
                </details>
            </main>
        </Framed>
    }
}

/// The three lists, and what came of all there are.
#[component]
fn Views(listed: Listed, figures: ActionFigures) -> impl IntoView {
    let link = |of: Listed| {
        let words = match of {
            Listed::Mine => "Mine".to_owned(),
            Listed::Overdue => format!("Overdue ({})", figures.overdue),
            Listed::All => "All".to_owned(),
        };
        let current = (of == listed).then_some("page");
        let class = if of == listed { "b b-small" } else { "b b-small b-quiet" };
        view! { <a class=class href=routes::actions(of.code()) aria-current=current rel="external">{words}</a> }
    };
    let links = Listed::ALL.map(link).into_iter().collect_view();
    let judged = (figures.judged > 0).then(|| {
        let of = figures.judged;
        let words = format!(
            "Of {} that were watched to the end, {} effective so far and {} not.",
            Locale::English.count(of as u64, "action", "actions"),
            figures.effective,
            figures.not_effective
        );
        view! { <p class="quiet">{words}</p> }
    });
    view! {
        <nav class="row" aria-label="Which actions">{links}</nav>
        {judged}
    }
}

#[component]
fn Nothing(listed: Listed) -> impl IntoView {
    let (title, words) = match listed {
        Listed::Mine => ("You have no action", "Whoever gives you one, you read of it by letter."),
        Listed::Overdue => ("Nothing is overdue", "Every open action has its day before it."),
        Listed::All => {
            ("No action yet", "Write down what should be done after an incident, so that it does not come back.")
        }
    };
    view! { <EmptyState symbol=Symbol::CheckRound title=title><p>{words}</p></EmptyState> }
}

/// Nothing at all where there is none.
#[component]
pub fn Rows(heading: &'static str, rows: Vec<ActionRow>) -> impl IntoView {
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
fn Line(row: ActionRow) -> impl IntoView {
    let when = if row.is_open { format!("until {}", row.due) } else { row.worth.clone() };
    let about = format!("{} · {} · {when}", row.kind, row.owner);
    let overdue = row.is_overdue.then(|| view! { <Badge tone=Tone::Warn symbol=Symbol::Clock>"overdue"</Badge> });
    let failed =
        row.is_not_effective.then(|| view! { <Badge tone=Tone::Bad symbol=Symbol::Alert>"not effective"</Badge> });
    let asked =
        (row.questions > 0).then(|| view! { <Badge tone=Tone::Warn symbol=Symbol::Clock>"did it work?"</Badge> });
    view! {
        <li>
            <span class="grow">
                <a href=routes::action(&row.id) rel="external"><span class="mono">{row.number}</span>" "{row.words}</a>
                <small>{about}</small>
            </span>
            {overdue}{failed}{asked}
        </li>
    }
}
