//! The tables that mount the live pages. All render with `SsrMode::Async`: one whole document with the right status and
//! title, readable without script.

use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::{SsrMode, path};

use crate::navigation::Elsewhere;
use crate::pages::board::BoardPage;
use crate::pages::incident::IncidentPage;
use crate::pages::report::ReportPage;

/// Live because it checks while one types and keeps the draft.
#[component(transparent)]
fn ReportRoute() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/report") view=ReportPage ssr=SsrMode::Async/> }.into_inner()
}

/// Live because cards move while one looks.
#[component(transparent)]
fn BoardRoute() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/board") view=BoardPage ssr=SsrMode::Async/> }.into_inner()
}

/// Live because the timeline grows while one looks, and people write in it for long.
#[component(transparent)]
fn IncidentRoute() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/incidents/:number") view=IncidentPage ssr=SsrMode::Async/> }.into_inner()
}

/// What the server mounts. Every other address is a document or nothing, which is the server's say.
#[cfg(feature = "ssr")]
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=Elsewhere>
            <ReportRoute/>
            <BoardRoute/>
            <IncidentRoute/>
        </Routes>
    }
}

/// What the browser mounts of `Live::Report`.
pub fn report() -> AnyView {
    view! { <Routes fallback=Elsewhere><ReportRoute/></Routes> }.into_any()
}

/// What the browser mounts of `Live::Board`.
pub fn board() -> AnyView {
    view! { <Routes fallback=Elsewhere><BoardRoute/></Routes> }.into_any()
}

/// What the browser mounts of `Live::Incident`.
pub fn incident() -> AnyView {
    view! { <Routes fallback=Elsewhere><IncidentRoute/></Routes> }.into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use kit::routes::Live;
    use leptos_router::PathSegment;

    use super::*;

    fn agrees(live: Live, routes: impl leptos_router::MatchNestedRoutes) {
        for route in routes.generate_routes() {
            let parts: Vec<_> = route.segments.iter().map(PathSegment::as_raw_str).collect();
            let path = format!("/{}", parts.join("/"));
            assert_eq!(Live::of(&path), Some(live), "{path}");
        }
    }

    #[test]
    fn each_live_page_has_the_program_of_its_address() {
        agrees(Live::Report, ReportRoute());
        agrees(Live::Board, BoardRoute());
        agrees(Live::Incident, IncidentRoute());
    }
}
