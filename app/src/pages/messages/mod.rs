//! `/messages` and `/incidents/{number}/messages`: who was told what, and why. The filter stands in the address, so the
//! list works without script and can be shared; a letter is a page of its own.

mod filter;
mod letter;
mod list;
mod state;

use domain::view::account::FrameView;
use domain::view::letters::{LetterState, LettersQuery, LettersView};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::api::ApiError;
use crate::api::frame::frame;
use crate::api::letters::letters;
use crate::api::wire::load;
use crate::components::page_title::PageTitle;
use crate::pages::framed::{Framed, FramedComing, FramedFailed};
use crate::routes;
use filter::Filter;
use list::LetterList;

pub use letter::LetterPage;

#[component]
pub fn MessagesPage() -> impl IntoView {
    let (params, words) = (use_params_map(), use_query_map());
    let query = Memo::new(move |_| {
        let word = |name: &str| words.with(|words| words.get(name).unwrap_or_default());
        LettersQuery {
            incident: params.with(|params| params.get("number").unwrap_or_default()),
            to: word("to"),
            state: LetterState::from_code(&word("state")),
            before: word("before"),
        }
    });
    let page = load(move || query.get(), look);
    view! {
        <Suspense fallback=FramedComing>
            {move || Suspend::new(async move {
                match page.await {
                    Ok((frame, Ok(view))) => view! { <Messages frame=frame view=view query=query.get_untracked()/> }.into_any(),
                    Ok((_, Err(error))) | Err(error) => view! { <FramedFailed error=error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

type Seen = (FrameView, Result<LettersView, ApiError>);

async fn look(query: LettersQuery) -> Result<Seen, ApiError> {
    Ok((frame().await?, letters(query).await))
}

#[component]
fn Messages(frame: FrameView, view: LettersView, query: LettersQuery) -> impl IntoView {
    let title = view.number.as_ref().map_or_else(|| "Messages".to_owned(), |number| format!("Messages about {number}"));
    let back =
        view.number.clone().map(|number| view! { <a href=routes::incident(&number)>{format!("Back to {number}")}</a> });
    view! {
        <PageTitle text=title.clone()/>
        <Framed frame=frame live=None>
            <main id="main" class="page">
                <header class="page-head">
                    <h1 tabindex="-1">{title}</h1>
                    {back}
                    <p class="page-lead">"Every letter: to whom, why, and what the mail server said."</p>
                </header>
                <Filter query=query.clone() number=view.number.clone() mail=view.mail.clone()/>
                <LetterList view=view query=query/>
            </main>
        </Framed>
    }
}

/// The address of the list with another filter.
fn address(number: Option<&str>, query: &LettersQuery) -> String {
    let path = number.map_or_else(|| routes::MESSAGES.to_owned(), routes::incident_messages);
    let state = query.state.map(LetterState::code).unwrap_or_default();
    routes::with_words(&path, &[("state", state), ("to", &query.to), ("before", &query.before)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_stands_in_the_address() {
        let query = LettersQuery {
            to: "o'neil+x@example.org".to_owned(),
            state: Some(LetterState::Failed),
            ..LettersQuery::default()
        };
        assert_eq!(address(None, &query), "/messages?state=failed&to=o%27neil%2Bx@example.org");
        assert_eq!(address(Some("INC-7"), &LettersQuery::default()), "/incidents/INC-7/messages");
    }
}
