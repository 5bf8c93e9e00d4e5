//! A screen the reader's role lacks. What they may not see at all is not found instead.

use leptos::prelude::*;

use crate::components::empty_state::EmptyState;
use crate::components::icon::Symbol;
use crate::components::page_title::PageTitle;
use crate::pages::around::Instead;
use crate::routes;

#[component]
pub fn Forbidden() -> impl IntoView {
    #[cfg(feature = "ssr")]
    answer_forbidden();
    view! {
        <PageTitle text="Not for your role"/>
        <Instead>
            <EmptyState symbol=Symbol::Lock title="Your role does not open this page" level=1>
                <p>"Ask an administrator if you need it for your work."</p>
                <div class="row">
                    <a class="b" href=routes::HOME>"Go to the first page"</a>
                </div>
            </EmptyState>
        </Instead>
    }
}

#[cfg(feature = "ssr")]
fn answer_forbidden() {
    // Absent while the table of routes is made at start.
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::FORBIDDEN);
    }
}
