//! The same incidents as rows, and what has ended, page by page; those that are open can be ticked and cancelled together.

use domain::incident::Status;
use domain::locale::Locale;
use domain::time::Moment;
use domain::view::account::FrameView;
use domain::view::board::{BoardView, CardView};
use leptos::prelude::*;

use crate::api::incidents::ListPage;
use crate::components::page_title::PageTitle;
use crate::pages::board::Asked;
use crate::pages::board::cancel_many::{CancelMany, Outcome, Tick, was_ticked};
use crate::pages::board::tools::Filters;
use kit::components::badge::PriorityMark;
use kit::components::data_table::{DataTable, Head};
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::components::pager::Pager;
use kit::components::time_sense::TimeSense;
use kit::form::FormState;
use kit::ground::{FormProblems, Framed};
use kit::routes;

#[component]
pub fn ListScreen(frame: FrameView, board: BoardView, page: ListPage, asked: Asked, state: FormState) -> impl IntoView {
    let (people, services) = (board.people, board.services);
    let list =
        asked.ended.map_or_else(|| routes::board_list(&asked.filter), |status| routes::board_ended(status.code()));
    let more = page.next.map(|next| format!("{list}&from={next}"));
    let first = asked.from.is_some().then_some(list.clone());
    let here = asked.from.map_or_else(|| list.clone(), |from| format!("{list}&from={from}"));
    let shown = format!("{} on this page", Locale::English.count(page.cards.len() as u64, "incident", "incidents"));
    let outcome = page.done.map(|done| view! { <Outcome done=done action=here.clone()/> });
    let rows =
        view! { <Rows cards=page.cards as_of=board.as_of ended=asked.ended.is_some() here=here state=state.clone()/> };
    view! {
        <PageTitle text="Incidents"/>
        <Framed frame=frame here=routes::BOARD>
            <main id="main" class="page">
                <div class="page-head">
                    <h1 tabindex="-1">"Incidents"</h1>
                    <a class="b b-quiet b-small" href=routes::board(&asked.filter)>"Columns"</a>
                </div>
                <FormProblems state=state/>
                {outcome}
                <nav class="tabs" aria-label="Which incidents">
                    {tab(&routes::board_list(&asked.filter), "On the board", asked.ended.is_none())}
                    {tab(&routes::board_ended(Status::Closed.code()), "Closed", asked.ended == Some(Status::Closed))}
                    {tab(&routes::board_ended(Status::Cancelled.code()), "Cancelled", asked.ended == Some(Status::Cancelled))}
                    {tab(&routes::board_ended(Status::Merged.code()), "Merged", asked.ended == Some(Status::Merged))}
                </nav>
                {asked.ended.is_none().then(|| view! { <div class="tools"><Filters filter=asked.filter list=true people=people services=services misread=board.misread/></div> })}
                {rows}
                <Pager shown=shown newer=first older=more newer_words="First page" older_words="More"/>
            </main>
        </Framed>
    }
}

/// The table; while any of its rows is open, inside the form that cancels what is ticked.
#[component]
fn Rows(cards: Vec<CardView>, as_of: Moment, ended: bool, here: String, state: FormState) -> impl IntoView {
    if cards.is_empty() {
        return view! { <EmptyState symbol=Symbol::Check title="Nothing here" level=2><p>"No incident fits this list."</p></EmptyState> }
            .into_any();
    }
    let any_open = cards.iter().any(|card| card.status.is_open());
    let lines = cards.into_iter().map(|card| {
        let open = card.status.is_open();
        let cell = (!ended).then(|| {
            let (number, revision) = (card.number.clone(), card.revision);
            let checked = was_ticked(&state, &number);
            let tick = open.then(|| view! { <Tick number=number revision=revision checked=checked/> });
            view! { <td class="tight" class:none=!open>{tick}</td> }
        });
        row(card, as_of, cell)
    });
    let lines = lines.collect_view();
    let table = view! { <DataTable caption="Incidents" heads=heads(ended)>{lines}</DataTable> };
    if any_open {
        view! { <CancelMany action=here state=state>{table}</CancelMany> }.into_any()
    } else {
        table.into_any()
    }
}

fn heads(ended: bool) -> Vec<Head> {
    let tick = (!ended).then(|| Head::tight("Tick"));
    let rest = [
        Head::new("Priority"),
        Head::new("Number"),
        Head::new("Title"),
        Head::new("Service"),
        Head::new("Status"),
        Head::new("Owner"),
        Head::number("People"),
        Head::new("Age"),
    ];
    tick.into_iter().chain(rest).collect()
}

fn tab(href: &str, words: &'static str, current: bool) -> impl IntoView + use<> {
    view! { <a href=href.to_owned() aria-current=current.then_some("page")>{words}</a> }
}

/// `tick` is its first cell, where there is such a column.
fn row(card: CardView, as_of: Moment, tick: Option<impl IntoView>) -> impl IntoView {
    let serviceless = card.service.is_empty();
    let age = TimeSense::Age.words(card.reported_at, as_of);
    let owner = if card.owner.is_empty() { "nobody".to_owned() } else { card.owner };
    view! {
        <tr>
            {tick}
            <td><PriorityMark priority=card.priority/></td>
            <td class="mono nowrap">{card.number.clone()}</td>
            <th scope="row"><a class="table-main" href=routes::incident(&card.number)>{card.title}</a></th>
            <td class:none=serviceless data-label="Service">{card.service}</td>
            <td data-label="Status">{Locale::English.status(card.status)}</td>
            <td data-label="Owner">{owner}</td>
            <td data-label="People" class="n">{card.people}</td>
            <td data-label="Age" class="nowrap">{age}</td>
        </tr>
    }
}
