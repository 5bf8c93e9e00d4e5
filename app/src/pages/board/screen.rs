//! The board in columns: tools above, cards below, one menu and one dialog for all of them.

use domain::incident::Status;
use domain::locale::Locale;
use domain::view::account::FrameView;
use domain::view::board::{BoardFilter, BoardView};
use leptos::prelude::*;

use crate::components::page_title::PageTitle;
use crate::components::relative_time::learn_server_time;
use crate::live;
use crate::pages::board::act::{AskDialogOf, CardMenu, open_menu};
use crate::pages::board::column::BoardColumn;
use crate::pages::board::drag::Drag;
use crate::pages::board::keys::{KeysDialog, listen_to_keys};
use crate::pages::board::new_incident::NewIncident;
use crate::pages::board::on_board::OnBoard;
use crate::pages::board::tools::Filters;
use crate::pages::framed::Framed;

#[component]
pub fn Screen(frame: FrameView, board: BoardView, filter: BoardFilter) -> impl IntoView {
    let (cursor, as_of) = (board.cursor.clone(), board.as_of);
    let (people, services) = (board.people.clone(), board.services.clone());
    let here = OnBoard::new(board, filter.clone());
    Effect::new(move || learn_server_time(as_of));
    let live = live::follow(cursor, move |news| here.hear(&news));
    listen_to_keys(here);
    let drag = Drag::new(here);
    view! {
        <PageTitle text="Board"/>
        <div class="board-shell">
            <Framed frame=frame live=Some(live)>
                <main id="main" class="board-page">
                    <h1 class="visually-hidden" tabindex="-1">"Board"</h1>
                    <div class="board-tools">
                        <NewIncident board=here services=services.clone()/>
                        <Filters filter=filter people=people services=services/>
                    </div>
                    <Tabs board=here/>
                    <div
                        class="board"
                        on:click=move |event| open_menu(here, &event)
                        on:dragstart=move |event| drag.start(&event)
                        on:dragover=move |event| drag.over(&event)
                        on:drop=move |event| drag.end(&event)
                        on:dragend=move |_| drag.stop()
                    >
                        {here.columns().map(|column| view! { <BoardColumn board=here column=column/> }).into_iter().collect_view()}
                    </div>
                    <CardMenu board=here/>
                    <AskDialogOf board=here/>
                    <KeysDialog board=here/>
                </main>
            </Framed>
        </div>
    }
}

/// On a phone: one column at a time.
#[component]
fn Tabs(board: OnBoard) -> impl IntoView {
    let tab = move |status: Status, count: RwSignal<u64>| {
        view! {
            <a href=format!("#{}", status.code()) rel="external">
                {Locale::English.status(status)}" "<span class="b-count">{move || count.get()}</span>
            </a>
        }
    };
    let tabs = board.columns().map(|column| tab(column.status, column.count));
    view! { <nav class="board-tabs" aria-label="Columns">{tabs.into_iter().collect_view()}</nav> }
}
