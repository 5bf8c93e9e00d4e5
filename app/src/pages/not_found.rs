//! The one answer for what does not exist and for what the reader may not see.

use leptos::prelude::*;

use crate::components::page_title::PageTitle;
use crate::routes;

#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    answer_not_found();
    view! {
        <PageTitle text="Not found"/>
        <main id="main">
            <h1 tabindex="-1">"There is nothing at this address"</h1>
            <p>"It may have moved, or it is not open to you. "<a href=routes::HOME>"Go to the first page"</a></p>
        </main>
    }
}

#[cfg(feature = "ssr")]
fn answer_not_found() {
    // Absent while the table of routes is made at start.
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
}
