//! The same incidents as rows, and what has ended, page by page; those that are open can be ticked and cancelled together.

use domain::incident::Status;
use domain::locale::Locale;
use domain::time::Moment;
use domain::view::account::FrameView;
use domain::view::board::{BoardView, Due};
use domain::view::sorting::SortBy;
use leptos::prelude::*;

use crate::api::incidents::ListPage;
use crate::components::page_title::PageTitle;
use crate::components::server_time::learn_server_time;
use crate::live::{self, LiveState, Renewing};
use crate::pages::board::Asked;
use crate::pages::board::cancel_many::Outcome;
use crate::pages::board::on_duty::OnDuty;
use crate::pages::board::rows::{Rows, Sortable};
use crate::pages::board::tools::{DueLink, Filters, Views};
use crate::pages::incident::Cause;
use kit::components::pager::Pager;
use kit::components::time_sense::{TimeSense, seconds};
use kit::form::FormState;
use kit::ground::{FormProblems, Framed};
use kit::routes;

#[component]
pub fn ListScreen(frame: FrameView, board: BoardView, page: ListPage, asked: Asked, state: FormState) -> impl IntoView {
    let (people, services, as_of) = (board.people, board.services, board.as_of);
    let open = asked.ended.is_none();
    let list = asked
        .ended
        .map_or_else(|| routes::board_sorted(&asked.filter, asked.sort), |status| routes::board_ended(status.code()));
    let listed = page.listed;
    let more = listed.next.map(|next| format!("{list}&from={next}"));
    let first = asked.from.is_some().then_some(list.clone());
    let here = asked.from.map_or_else(|| list.clone(), |from| format!("{list}&from={from}"));
    let waited_for = listed.cards.iter().any(|card| card.due.is_some_and(Due::is_waited_for));
    let shown = format!("{} on this page", Locale::English.count(listed.cards.len() as u64, "incident", "incidents"));
    let outcome = page.done.map(|done| view! { <Outcome done=done action=here.clone()/> });
    let sortable = open.then(|| Sortable { filter: asked.filter.clone(), sort: asked.sort });
    let changed = RwSignal::new(false);
    let live = live::follow(board.cursor, Renewing::begin(), move |_| {
        changed.try_set(true);
    });
    Effect::new(move || learn_server_time(as_of));
    let (strips, on_duty) = (live.strips(&frame), live.on_duty(&frame));
    let how = view! { <How as_of=as_of changed=changed here=here.clone() sortable=sortable.clone() cut=listed.cut/> };
    let rows = view! { <Rows cards=listed.cards as_of=as_of sortable=sortable here=here state=state.clone()/> };
    view! {
        <PageTitle text="Incidents"/>
        <Framed frame=frame here=routes::BOARD strips=strips>
            <LiveState live=live/>
            <OnDuty words=on_duty/>
            <main id="main" class="page">
                <div class="page-head">
                    <h1 tabindex="-1">"Incidents"</h1>
                    <Views filter=asked.filter.clone() list=true/>
                    {waited_for.then(|| view! { <DueLink/> })}
                </div>
                <FormProblems state=state/>
                {outcome}
                <nav class="tabs" aria-label="Which incidents">
                    {tab(&routes::board_list(&asked.filter), "On the board", asked.ended.is_none())}
                    {tab(&routes::board_ended(Status::Closed.code()), "Closed", asked.ended == Some(Status::Closed))}
                    {tab(&routes::board_ended(Status::Cancelled.code()), "Cancelled", asked.ended == Some(Status::Cancelled))}
                    {tab(&routes::board_ended(Status::Merged.code()), "Merged", asked.ended == Some(Status::Merged))}
                </nav>
                {open.then(|| view! { <div class="tools"><Filters filter=asked.filter sort=asked.sort list=true people=people services=services misread=board.misread/></div> })}
                {open.then(|| board.causes.into_iter().map(|cause| view! { <Cause cause=cause/> }).collect_view())}
                {how}
                {rows}
                <Pager shown=shown newer=first older=more newer_words="First page" older_words="More"/>
            </main>
        </Framed>
    }
}

fn tab(href: &str, words: &'static str, current: bool) -> impl IntoView + use<> {
    view! { <a href=href.to_owned() aria-current=current.then_some("page")>{words}</a> }
}

/// The list stands still, so that what is ticked and typed stays: it says how old it is, how it is sorted, and when
/// something has changed since.
#[component]
fn How(as_of: Moment, changed: RwSignal<bool>, here: String, sortable: Option<Sortable>, cut: bool) -> impl IntoView {
    let sort = sortable.as_ref().map(|sortable| sortable.sort.by);
    let order = match sort {
        None => "The newest first.".to_owned(),
        Some(SortBy::Pressing) => "What is late first, then by priority.".to_owned(),
        Some(by) => format!("Sorted by {}.", Locale::English.sorted_by(by).to_lowercase()),
    };
    let pressing = sortable.filter(|sortable| sortable.sort.by != SortBy::Pressing);
    let pressing = pressing.map(|sortable| {
        view! { " "<a href=routes::board_list(&sortable.filter)>"What is late first"</a> }
    });
    let cut = cut.then_some(" There are more than can be sorted at once: a filter finds the rest.");
    let newer = move || {
        changed.get().then(|| {
            let here = here.clone();
            view! { " Something has changed since. "<a href=here rel="external">"Show it as it is now"</a> }
        })
    };
    let age = TimeSense::Event.words(as_of, as_of);
    view! {
        <p class="list-how">
            "As of "<span class="rel" data-u=seconds(as_of).to_string()>{age}</span>". "{order}{pressing}{cut}
            <span role="status">{newer}</span>
        </p>
    }
}
