//! `/board`: what is open, in columns that stay true while one looks; the same as a list, and what has ended.
//!
//! The filter is the address. The page loads frame and board once; `OnBoard` then keeps the cards true in place.

mod act;
mod asking;
mod cancel_many;
mod causes;
mod column;
mod drag;
mod focus;
mod keys;
mod list;
mod new_incident;
mod on_board;
mod on_duty;
mod placing;
mod planned;
mod pressing;
mod rows;
mod screen;
mod tools;

use domain::incident::Status;
use domain::view::account::FrameView;
use domain::view::board::{BoardFilter, BoardView};
use domain::view::sorting::ListSort;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::api::ApiError;
use crate::api::frame::frame;
use crate::api::incidents::{ListPage, board, ended, listed};
use crate::pages::instead::{Coming, Failed};
use crate::refused_form::use_form_state;
use kit::form::FormState;
use list::ListScreen;
use screen::Screen;

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq)]
struct Asked {
    filter: BoardFilter,
    list: bool,
    /// Of the list.
    sort: ListSort,
    /// A final status: the list of what has ended so.
    ended: Option<Status>,
    from: Option<String>,
    /// The press on several incidents that led here.
    done: Option<String>,
}

/// Everything one look at the page needs.
type Seen = (FrameView, BoardView, Option<ListPage>);

#[component]
pub fn BoardPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let text = |name: &str| query.get(name).unwrap_or_default();
            let filter = BoardFilter {
                q: text("q"),
                service: text("service"),
                owner: text("owner"),
                priority: text("priority"),
            };
            let ended = Status::from_code(&text("status")).filter(|status| status.is_final());
            let list = text("view") == "list" || ended.is_some();
            let sort = ListSort::parse(&text("sort"));
            Asked { filter, list, sort, ended, from: query.get("from"), done: query.get("done") }
        })
    });
    // It was refused at this address; another list is another form.
    let (posted, posted_at) = (StoredValue::new(use_form_state()), StoredValue::new(asked.get_untracked()));
    let page = Resource::new_blocking(move || asked.get(), look);
    view! {
        <Suspense fallback=Coming>
            {move || Suspend::new(async move {
                match page.await {
                    Ok((frame, board, Some(page))) => {
                        let asked = asked.get_untracked();
                        let is_posted = posted_at.with_value(|at| *at == asked);
                        let state = if is_posted { posted.get_value() } else { FormState::default() };
                        view! { <ListScreen frame=frame board=board page=page asked=asked state=state/> }.into_any()
                    }
                    Ok((frame, board, None)) => {
                        view! { <Screen frame=frame board=board filter=asked.get_untracked().filter/> }.into_any()
                    }
                    Err(error) => view! { <Failed error=error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

async fn look(asked: Asked) -> Result<Seen, ApiError> {
    let frame = frame().await?;
    let board = board(asked.filter.clone()).await?;
    let page = match asked.ended {
        Some(status) => Some(ended(status, asked.from).await?),
        None if asked.list => Some(listed(asked.filter, asked.sort.code(), asked.from, asked.done).await?),
        None => None,
    };
    Ok((frame, board, page))
}
