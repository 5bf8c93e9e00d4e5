//! The same incidents as rows, and what has ended, page by page.

use domain::incident::Status;
use domain::locale::Locale;
use domain::time::Moment;
use domain::view::account::FrameView;
use domain::view::board::{BoardView, CardView};
use leptos::prelude::*;

use crate::api::incidents::ListPage;
use crate::components::page_title::PageTitle;
use crate::pages::board::Asked;
use crate::pages::board::tools::Filters;
use kit::components::badge::PriorityMark;
use kit::components::data_table::{DataTable, Head};
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::components::pager::Pager;
use kit::components::time_sense::TimeSense;
use kit::ground::Framed;
use kit::routes;

#[component]
pub fn ListScreen(frame: FrameView, board: BoardView, page: ListPage, asked: Asked) -> impl IntoView {
    let as_of = board.as_of;
    let (people, services) = (board.people, board.services);
    let list =
        asked.ended.map_or_else(|| routes::board_list(&asked.filter), |status| routes::board_ended(status.code()));
    let more = page.next.map(|next| format!("{list}&from={next}"));
    let first = asked.from.is_some().then_some(list);
    let cards = page.cards;
    let shown = format!("{} on this page", Locale::English.count(cards.len() as u64, "incident", "incidents"));
    let heads = vec![
        Head::new("Priority"),
        Head::new("Number"),
        Head::new("Title"),
        Head::new("Service"),
        Head::new("Status"),
        Head::new("Owner"),
        Head::number("People"),
        Head::new("Age"),
    ];
    let list = if cards.is_empty() {
        view! { <EmptyState symbol=Symbol::Check title="Nothing here" level=2><p>"No incident fits this list."</p></EmptyState> }
            .into_any()
    } else {
        let rows = cards.into_iter().map(|card| row(card, as_of)).collect_view();
        view! { <DataTable caption="Incidents" heads=heads>{rows}</DataTable> }.into_any()
    };
    view! {
        <PageTitle text="Incidents"/>
        <Framed frame=frame here=routes::BOARD>
            <main id="main" class="page">
                <div class="page-head">
                    <h1 tabindex="-1">"Incidents"</h1>
                    <a class="b b-quiet b-small" href=routes::board(&asked.filter)>"Columns"</a>
                </div>
                <nav class="tabs" aria-label="Which incidents">
                    {tab(&routes::board_list(&asked.filter), "On the board", asked.ended.is_none())}
                    {tab(&routes::board_ended(Status::Closed.code()), "Closed", asked.ended == Some(Status::Closed))}
                    {tab(&routes::board_ended(Status::Cancelled.code()), "Cancelled", asked.ended == Some(Status::Cancelled))}
                </nav>
                {asked.ended.is_none().then(|| view! { <div class="tools"><Filters filter=asked.filter list=true people=people services=services/></div> })}
                {list}
                <Pager shown=shown newer=first older=more newer_words="First page" older_words="More"/>
            </main>
        </Framed>
    }
}

fn tab(href: &str, words: &'static str, current: bool) -> impl IntoView + use<> {
    view! { <a href=href.to_owned() aria-current=current.then_some("page")>{words}</a> }
}

fn row(card: CardView, as_of: Moment) -> impl IntoView {
    let serviceless = card.service.is_empty();
    let age = TimeSense::Age.words(card.reported_at, as_of);
    let owner = if card.owner.is_empty() { "nobody".to_owned() } else { card.owner };
    view! {
        <tr>
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
