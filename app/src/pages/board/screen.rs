//! The board in columns: tools above, cards below, one menu and one dialog for all of them.

use domain::field::FieldError;
use domain::incident::Status;
use domain::locale::Locale;
use domain::view::Choice;
use domain::view::account::FrameView;
use domain::view::board::{BoardFilter, BoardView, CardView, Due};
use leptos::ev::Event;
use leptos::html::Div;
use leptos::prelude::*;

use crate::components::page_title::PageTitle;
use crate::components::server_time::learn_server_time;
use crate::live::{self, LiveState, Renewed};
use crate::pages::board::act::{CardMenu, open_menu};
use crate::pages::board::asking::BoardDialog;
use crate::pages::board::causes::Causes;
use crate::pages::board::column::BoardColumn;
use crate::pages::board::drag::Drag;
use crate::pages::board::keys::{KeysDialog, listen_to_keys};
use crate::pages::board::new_incident::NewIncident;
use crate::pages::board::on_board::OnBoard;
use crate::pages::board::on_duty::OnDuty;
use crate::pages::board::planned::PlannedToday;
use crate::pages::board::pressing::{Pressing, TabMarks};
use crate::pages::board::tools::{DueLink, Filters, Views};
use kit::ground::Framed;
use kit::routes;

#[component]
pub fn Screen(frame: FrameView, board: BoardView, filter: BoardFilter) -> impl IntoView {
    let (cursor, as_of) = (board.cursor.clone(), board.as_of);
    let (people, services) = (board.people.clone(), board.services.clone());
    let misread = board.misread.clone();
    let here = OnBoard::new(board, filter.clone());
    Effect::new(move || {
        learn_server_time(as_of);
        here.go_with_time();
    });
    let live = live::follow(cursor, here.renewing(), move |news| here.hear(&news));
    listen_to_keys(here);
    let drag = Drag::new(here);
    let stale = {
        let live = live.clone();
        move || live.is_stale()
    };
    let columns = NodeRef::<Div>::new();
    let in_sight = RwSignal::new(0);
    let look = move || in_sight.set(columns.get_untracked().map_or(0, |columns| column_in_sight(&columns)));
    // An address with the name of a column has scrolled already.
    Effect::new(look);
    // On a phone they scroll sideways, and without a card nothing in them takes the focus.
    let bare = move || (0..Status::BOARD.len()).all(|at| here.of_column(at, |column| column.cards.len()) == 0);
    let (strips, on_duty) = (live.strips(&frame), live.on_duty(&frame));
    view! {
        <PageTitle text="Board"/>
        <div class="board-shell">
            <Framed frame=frame here=routes::BOARD strips=strips>
                <LiveState live=live/>
                <OnDuty words=on_duty/>
                <main id="main" class="board-page">
                    <h1 class="visually-hidden" tabindex="-1">"Board"</h1>
                    <Tools board=here filter=filter people=people services=services misread=misread/>
                    <PlannedToday board=here/>
                    <Pressing board=here/>
                    <Tabs board=here in_sight=in_sight.into()/>
                    <div
                        class="board"
                        class:stale=stale
                        tabindex=move || bare().then_some("0")
                        node_ref=columns
                        on:scroll=move |_: Event| look()
                        on:click=move |event| open_menu(here, &event)
                        on:dragstart=move |event| drag.start(&event)
                        on:dragover=move |event| drag.over(&event)
                        on:drop=move |event| drag.end(&event)
                        on:dragend=move |_| drag.stop()
                    >
                        {Status::BOARD.into_iter().enumerate().map(|(at, status)| view! { <BoardColumn board=here at=at status=status/> }).collect_view()}
                    </div>
                    <CardMenu board=here/>
                    <KeysDialog board=here/>
                    <BoardDialog board=here/>
                </main>
            </Framed>
        </div>
    }
}

/// What stands above the cards.
#[component]
fn Tools(
    board: OnBoard,
    filter: BoardFilter,
    people: Vec<Choice>,
    services: Vec<Choice>,
    misread: Option<FieldError>,
) -> impl IntoView {
    let (offered, views) = (services.clone(), filter.clone());
    let filtered = filter != BoardFilter::default();
    view! {
        <div class="stack stack-tight">
            <div class="board-tools">
                <Fold words="New incident" open=false>
                    <NewIncident board=board services=offered/>
                </Fold>
                <Fold words="Filter" open=filtered>
                    <Filters filter=filter people=people services=services misread=misread/>
                </Fold>
                <Views filter=views list=false/>
                <DueNext board=board/>
            </div>
            <Causes board=board/>
        </div>
    }
}

/// The way to what is due, in its order; nothing while nobody waits for anything.
#[component]
fn DueNext(board: OnBoard) -> impl IntoView {
    let waited_for = Memo::new(move |_| {
        let waits = |card: &CardView| card.due.is_some_and(Due::is_waited_for);
        board.on_all(|columns, _| columns.iter().any(|column| column.cards.iter().any(waits)))
    });
    move || waited_for.get().then(|| view! { <DueLink/> })
}

/// On a phone a tool folds away, so that the cards come first; elsewhere the fold itself is not seen.
#[component]
fn Fold(words: &'static str, open: bool, children: Children) -> impl IntoView {
    view! {
        <details class="board-fold" open=open>
            <summary class="b">{words}</summary>
            {children()}
        </details>
    }
}

/// On a phone: one column at a time.
#[component]
fn Tabs(board: OnBoard, in_sight: Signal<usize>) -> impl IntoView {
    let tab = move |(at, status): (usize, Status)| {
        let marks = Memo::new(move |_| {
            let now = board.as_of.get();
            board.of_column(at, |column| TabMarks::of(column, now))
        });
        view! {
            <a href=format!("#{}", status.code()) rel="external" aria-current=move || (in_sight.get() == at).then_some("true")>
                {Locale::English.status(status)}" "
                <span class="tab-marks">
                    <span class="b-count">{move || board.of_column(at, |column| column.count)}</span>
                    " "{move || marks.get().view()}
                </span>
            </a>
        }
    };
    let tabs = Status::BOARD.into_iter().enumerate().map(tab).collect_view();
    view! { <nav class="board-tabs" aria-label="Columns">{tabs}</nav> }
}

/// Columns are as wide as the window there.
fn column_in_sight(columns: &leptos::web_sys::HtmlDivElement) -> usize {
    let width = columns.client_width().max(1);
    usize::try_from((columns.scroll_left() + width / 2) / width).unwrap_or_default()
}
