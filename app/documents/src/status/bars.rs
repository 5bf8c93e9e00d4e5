//! The last days of a service: a picture for who sees it, the same in a line of text, and each bad day in a list.

use domain::locale::Locale;
use domain::view::availability::ServiceDays;
use leptos::prelude::*;

/// Half as high where it went in part only, so that the colours need not be told apart.
#[component]
pub fn Bars(days: ServiceDays) -> impl IntoView {
    let room = format!("0 0 {} 16", ServiceDays::ROOM * ServiceDays::STEP);
    let (line, part, down) = (days.line(), days.marks(false), days.marks(true));
    let words = Locale::English.service_days(&days);
    let hit: Vec<_> =
        days.hit.iter().map(|day| (day.date.clone(), day.name.clone(), Locale::English.hit_day(day))).collect();
    let said = if hit.is_empty() {
        view! { <p class="small quiet">{words}</p> }.into_any()
    } else {
        let rows = hit.into_iter().rev().map(|(date, name, words)| {
            view! { <li><time datetime=date>{name}</time>": "{words}</li> }
        });
        view! { <details class="small quiet"><summary>{words}</summary><ul>{rows.collect_view()}</ul></details> }
            .into_any()
    };
    view! {
        <div class="days">
            <svg viewBox=room preserveAspectRatio="none" aria-hidden="true">
                <path class="day-all" d=line></path>
                <path class="day-part" d=part></path>
                <path class="day-down" d=down></path>
            </svg>
            {said}
        </div>
    }
}
