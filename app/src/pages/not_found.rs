//! The one answer for what does not exist and for what the reader may not see.

use leptos::prelude::*;

use crate::components::empty_state::EmptyState;
use crate::components::icon::Symbol;
use crate::components::page_title::PageTitle;
use crate::pages::around::Instead;
use crate::routes;

#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    answer_not_found();
    view! {
        <PageTitle text="Not found"/>
        <Instead>
            <EmptyState symbol=Symbol::Search title="There is nothing at this address" level=1>
                <p>"It may have moved or ended, or it is not open to you. Look whether the address is whole."</p>
                <div class="row">
                    <a class="b" href=routes::HOME>"Go to the first page"</a>
                    <a class="b b-quiet" href=routes::REPORT>"Report a problem"</a>
                </div>
            </EmptyState>
        </Instead>
    }
}

#[cfg(feature = "ssr")]
pub(super) fn answer_not_found() {
    // Absent while the table of routes is made at start.
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
}
