//! `/status/history?month=2026-11`: what was published, month by month.

use backend::Result;
use domain::view::account::FrameView;
use domain::view::public::HistoryView;
use leptos::prelude::*;

use super::Told;
use crate::{Answer, Asked, Document};

use kit::ground::Around;
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let month = asked.word("month").unwrap_or_default();
    let (frame, view) = (asked.frame()?, asked.desk.status_history(&asked.caller, &month)?);
    let title = format!("Status in {}", view.words);
    Document::new(title, move || view! { <History frame=frame view=view/> }).shown()
}

#[component]
fn History(frame: FrameView, view: HistoryView) -> impl IntoView {
    let link = |month: Option<String>, words: &'static str| {
        month.map(|month| view! { <a class="b b-small" href=routes::status_history(&month)>{words}</a> })
    };
    let (before, next) = (link(view.before, "Month before"), link(view.next, "Month after"));
    let none = view.incidents.is_empty().then(|| view! { <p>"Nothing was published of that month."</p> });
    let cut = view.cut.then(|| view! { <p class="quiet">"The oldest of them are left out."</p> });
    let rows = view.incidents.into_iter().map(|incident| view! { <Told incident=incident when=" · since "/> });
    view! {
        <Around frame=frame here=routes::STATUS>
            <header class="stack stack-tight">
                <h1 tabindex="-1">{format!("Status in {}", view.words)}</h1>
                <p class="quiet">"What the team published, in the month in which it was reported. "<a href=routes::STATUS>"Status now"</a></p>
            </header>
            <div class="row">{before}{next}</div>
            {none}
            <div class="published">{rows.collect_view()}</div>
            {cut}
        </Around>
    }
}
