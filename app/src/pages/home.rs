//! The first page: what is known to be broken, and the way to report.

use leptos::prelude::*;

use crate::components::page_title::PageTitle;
use crate::routes;

#[component]
pub fn HomePage() -> impl IntoView {
    view! {
        <PageTitle text="Incident desk"/>
        <main id="main">
            <h1 tabindex="-1">"Is something broken?"</h1>
            <p><a href=routes::REPORT>"Report it"</a></p>
        </main>
    }
}
