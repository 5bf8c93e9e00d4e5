//! `/settings/journal`: who did what to the desk itself, newest first. Incidents have timelines of their own.

use domain::view::account::FrameView;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::room::{JOURNAL, Room};
use crate::api::ApiError;
use crate::api::frame::frame;
use crate::api::settings::{JournalView, journal};
use crate::api::wire::load;
use crate::components::data_table::{DataTable, Head};
use crate::components::empty_state::EmptyState;
use crate::components::icon::Symbol;
use crate::components::pager::Pager;
use crate::components::time_text::TimeText;
use crate::pages::framed::{FramedComing, FramedFailed};

#[component]
pub fn JournalPage() -> impl IntoView {
    let query = use_query_map();
    let before = move || query.with(|query| query.get("before").and_then(|before| before.parse::<u64>().ok()));
    let page = load(before, look);
    view! {
        <Suspense fallback=FramedComing>
            {move || Suspend::new(async move {
                match page.await {
                    Ok((frame, view, first)) => view! { <Journal frame=frame page=view first=first/> }.into_any(),
                    Err(error) => view! { <FramedFailed error=error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

async fn look(before: Option<u64>) -> Result<(FrameView, JournalView, bool), ApiError> {
    let view = journal(before).await?;
    Ok((frame().await?, view, before.is_none()))
}

#[component]
fn Journal(frame: FrameView, page: JournalView, first: bool) -> impl IntoView {
    let shown = domain::locale::Locale::English.count(page.lines.len() as u64, "line", "lines");
    let older = page.older.map(|before| format!("{JOURNAL}?before={before}"));
    let newest = (!first).then(|| JOURNAL.to_owned());
    let nothing = page.lines.is_empty();
    let rows = page.lines.into_iter().map(|line| {
        view! {
            <tr>
                <td class="tight quiet"><TimeText time=line.at/></td>
                <td>{line.who}</td>
                <td>{line.act}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let heads = vec![Head::tight("When"), Head::new("Who"), Head::new("What")];
    let table = if nothing {
        view! { <EmptyState symbol=Symbol::Book title="Nothing further back"/> }.into_any()
    } else {
        view! { <DataTable caption="The journal, newest first" heads=heads>{rows}</DataTable> }.into_any()
    };
    view! {
        <Room frame=frame here=JOURNAL title="Journal" lead="Sign-ins, changes of people and settings, and every look at a restricted incident.">
            {table}
            <Pager shown=shown newer=newest older=older/>
        </Room>
    }
}
