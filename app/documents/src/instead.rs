//! What is shown in the place of a page that the desk does not open, with the status that says so.

use backend::Error;
use http::StatusCode;
use kit::ApiError;
use kit::ground::{Around, CannotBeShown, NotForYourRole, NothingHere};
use leptos::prelude::*;

use crate::{Asked, Document};

/// Nothing is at this address, or nothing for this reader.
pub fn not_found(asked: &Asked) -> Document {
    instead(asked, "Not found", StatusCode::NOT_FOUND, NothingHere)
}

/// Why the page asked for is not shown.
pub fn failed(asked: &Asked, error: Error) -> Document {
    match ApiError::from(error) {
        ApiError::NotFound => not_found(asked),
        ApiError::Denied => instead(asked, "Not for your role", StatusCode::FORBIDDEN, NotForYourRole),
        error => {
            let status = error.status();
            instead(asked, "Not now", status, move || view! { <CannotBeShown error=error/> })
        }
    }
}

/// Any words in the place of a page, with the frame if there is one.
pub fn instead<V: IntoView + 'static>(
    asked: &Asked,
    title: &str,
    status: StatusCode,
    words: impl FnOnce() -> V + Send + 'static,
) -> Document {
    let frame = asked.frame().ok();
    let page = move || match frame {
        Some(frame) => view! { <Around frame=frame>{words()}</Around> }.into_any(),
        None => view! { <main id="main" class="solo">{words()}</main> }.into_any(),
    };
    Document::new(title, page).with_status(status)
}
