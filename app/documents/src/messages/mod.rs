//! `/messages` and `/incidents/{number}/messages`: who was told what, and why. The filter stands in the address, so the
//! list works without script and can be shared; a letter is a page of its own.

mod filter;
mod letter;
mod list;
mod state;
mod updates;

use backend::Result;
use domain::view::account::FrameView;
use domain::view::letters::{LetterState, LettersQuery, LettersView};
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use filter::Filter;
pub(crate) use filter::capital;
use kit::ground::Framed;
use kit::routes;
use list::LetterList;
use updates::Updates;

pub use letter::letter;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let word = |name: &str| asked.word(name).unwrap_or_default();
    let query = LettersQuery {
        incident: asked.part("number"),
        to: word("to"),
        state: LetterState::from_code(&word("state")),
        before: word("before"),
    };
    let (view, frame) = (asked.desk.letters(&asked.caller, &query)?, asked.frame()?);
    Document::new(title(&view), move || view! { <Messages frame=frame view=view query=query/> }).shown()
}

fn title(view: &LettersView) -> String {
    view.number.as_ref().map_or_else(|| "Messages".to_owned(), |number| format!("Messages about {number}"))
}

#[component]
fn Messages(frame: FrameView, view: LettersView, query: LettersQuery) -> impl IntoView {
    let title = title(&view);
    let back =
        view.number.clone().map(|number| view! { <a href=routes::incident(&number)>{format!("Back to {number}")}</a> });
    view! {
        <Framed frame=frame here=routes::MESSAGES>
            <main id="main" class="page">
                <header class="page-head">
                    <h1 tabindex="-1">{title}</h1>
                    {back}
                    <p class="page-lead">"Every letter: to whom, why, and what the mail server said."</p>
                </header>
                <Filter query=query.clone() number=view.number.clone() mail=view.mail.clone()/>
                <Updates updates=view.updates.clone() query=query.clone()/>
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
