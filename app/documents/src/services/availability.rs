//! `/services/{id}/availability?month=2026-03`: how much of a month a service was there, against its target, and the
//! outages that the figure is made of, each with its incidents.

use backend::Result;
use domain::availability::Percent;
use domain::locale::Locale;
use domain::view::TimeView;
use domain::view::account::FrameView;
use domain::view::availability::{AvailabilityView, LedgerLine};
use domain::view::reach::OpenOne;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use kit::components::Tone;
use kit::components::data_table::{DataTable, Head};
use kit::components::notice::Notice;
use kit::ground::Framed;
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let month = asked.word("month").unwrap_or_default();
    let view = asked.desk.availability(&asked.caller, &asked.part("id"), &month)?;
    let frame = asked.frame()?;
    let title = format!("Availability of {}", view.service.name);
    Document::new(title, move || view! { <Availability frame=frame view=view/> }).shown()
}

#[component]
fn Availability(frame: FrameView, view: AvailabilityView) -> impl IntoView {
    let title = format!("Availability of {}", view.service.name);
    let id = view.service.id.clone();
    let link = |month: &Option<String>, words: &'static str| {
        let href = month.as_ref().map(|month| routes::availability(&id, month));
        href.map(|href| view! { <a class="b b-small" href=href>{words}</a> })
    };
    let (before, next) = (link(&view.before, "Month before"), link(&view.next, "Month after"));
    let (words, ledger) = (view.words.clone(), view.ledger.clone());
    view! {
        <Framed frame=frame here=routes::SERVICES>
            <main id="main" class="page">
                <header class="page-head">
                    <h1 tabindex="-1">{title}</h1>
                    <a href=routes::SERVICES>"All services"</a>
                    <p class="page-lead">"What your team confirmed as down, of all the time. Degraded time is told apart and takes nothing from the figure."</p>
                </header>
                <div class="row"><h2>{words}</h2>{before}{next}</div>
                <Verdict view=view.clone()/>
                <Figures view=view/>
                <Ledger lines=ledger/>
                <p class="small quiet">"Cancelled reports, requests and restricted incidents take no part in it; a merged one does."</p>
            </main>
        </Framed>
    }
}

/// How it stands against the target; without one no figure pretends to a promise.
#[component]
fn Verdict(view: AvailabilityView) -> impl IntoView {
    let (tone, words) = verdict(&view);
    view! { <Notice tone=tone>{words}</Notice> }
}

fn verdict(view: &AvailabilityView) -> (Tone, String) {
    let none = view.ledger.is_empty();
    match (view.target, view.figure) {
        (_, None) => (Tone::Plain, "Nothing was observed yet.".to_owned()),
        (None, Some(_)) if none => (Tone::Plain, "No known outage.".to_owned()),
        (None, Some(_)) if view.down == 0 => (Tone::Plain, "Never known to be down; degraded at times.".to_owned()),
        (None, Some(figure)) => (Tone::Plain, format!("{}. It has no target.", there(figure))),
        (Some(target), Some(figure)) if figure < target => {
            (Tone::Bad, format!("{}: below the target of {} %.", there(figure), Locale::English.percent(target)))
        }
        (Some(target), Some(figure)) => {
            let known = if none { " No known outage." } else { "" };
            (Tone::Good, format!("{}: the target is {} %.{known}", there(figure), Locale::English.percent(target)))
        }
    }
}

fn there(figure: Percent) -> String {
    format!("{} % there", Locale::English.percent(figure))
}

#[component]
fn Figures(view: AvailabilityView) -> impl IntoView {
    let exactly = |seconds| Locale::English.exactly(seconds);
    let left = view.left.map(|minutes| {
        let words = match minutes {
            0.. => format!("{minutes} min"),
            _ => format!("none: {} min too many", minutes.saturating_neg()),
        };
        let label = if view.running { "May be down yet" } else { "Was left" };
        view! { <div><dt>{label}</dt><dd>{words}</dd></div> }
    });
    let until = if view.running { "until now" } else { "the whole month" };
    let from = view.since.map_or_else(|| until.to_owned(), |since| format!("{until}, added {}", since.text));
    view! {
        <dl class="facts panel">
            <div><dt>"Observed"</dt><dd>{exactly(view.observed)}" "<span class="quiet">{from}", months of "{view.zone}</span></dd></div>
            <div><dt>"Down"</dt><dd>{exactly(view.down)}</dd></div>
            <div><dt>"Degraded"</dt><dd>{exactly(view.degraded)}</dd></div>
            {left}
        </dl>
    }
}

/// What the sums above are the sums of.
#[component]
fn Ledger(lines: Vec<LedgerLine>) -> impl IntoView {
    if lines.is_empty() {
        return None;
    }
    let heads = vec![Head::new("From"), Head::new("To"), Head::new("How"), Head::number("For"), Head::new("Incidents")];
    let rows = lines.into_iter().map(line).collect_view();
    Some(view! { <DataTable caption="What the figure is made of" heads=heads>{rows}</DataTable> })
}

fn line(line: LedgerLine) -> impl IntoView {
    let instant = |time: TimeView| view! { <time datetime=time.iso>{time.text}</time> };
    let to = match line.to {
        Some(to) => instant(to).into_any(),
        None => "lasts".into_any(),
    };
    let link = |(place, one): (usize, OpenOne)| {
        let href = routes::incident(&one.number);
        view! { {(place > 0).then_some(", ")}<a href=href title=one.title>{one.number}</a> }
    };
    let incidents = line.incidents.into_iter().enumerate().map(link).collect_view();
    view! {
        <tr>
            <th scope="row">{instant(line.from)}</th>
            <td data-label="To">{to}</td>
            <td data-label="How">{Locale::English.outage(line.cause)}</td>
            <td class="n" data-label="For">{Locale::English.exactly(line.seconds)}</td>
            <td data-label="Incidents">{incidents}</td>
        </tr>
    }
}
