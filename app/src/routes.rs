//! Every address of Sitrep on one page: the tables that mount pages, and the functions that write links to them.
//! Nobody else spells a path. All pages render with `SsrMode::Async`: one whole document with the right status and
//! title, readable without script.

mod query;

use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::{MatchNestedRoutes, SsrMode, path};

use crate::navigation::Elsewhere;
use crate::pages::board::BoardPage;
use crate::pages::home::HomePage;
use crate::pages::incident::IncidentPage;
use crate::pages::join::JoinPage;
use crate::pages::link::{EnterPage, InvitePage, NewPasswordPage};
use crate::pages::messages::{LetterPage, MessagesPage};
#[cfg(feature = "ssr")]
use crate::pages::not_found::NotFound;
use crate::pages::poster::PosterPage;
use crate::pages::ready::ReadyPage;
use crate::pages::receipt::ReceiptPage;
use crate::pages::report::ReportPage;
use crate::pages::reset::ResetPage;
use crate::pages::services::ServicesPage;
use crate::pages::settings::{AccountPage, AudiencesPage, BackupPage, BasicsPage, JournalPage, MailPage, PeoplePage};
use crate::pages::setup::SetUpPage;
use crate::pages::sign_in::SignInPage;
use crate::pages::status::StatusPage;
use crate::pages::subscriptions::{ConfirmPage, SubscriptionsPage};
use crate::pages::unsubscribe::UnsubscribePage;

pub use query::{board, board_list, with_words};

/// A part of the site whose behaviour the browser loads as one piece. Within an area a link changes the page in place;
/// a link to another area loads that page as a whole. The first visit pays for one area only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// Whoever has something to report.
    Door,
    /// Where the team sees what is open.
    Board,
    /// One incident, and everything one does with it.
    Incident,
    /// Everything else.
    House,
}

impl Area {
    pub const ALL: [Self; 4] = [Self::Door, Self::Board, Self::Incident, Self::House];

    /// The name of its script and wasm; `frontend/src/bin` has a file for each.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Door => "door",
            Self::Board => "board",
            Self::Incident => "incident",
            Self::House => "house",
        }
    }

    /// Must agree with the tables below; a test holds it.
    pub fn of(path: &str) -> Self {
        let mut parts = path.trim_matches('/').split('/');
        match (parts.next().unwrap_or_default(), parts.nth(1)) {
            ("" | "report" | "join" | "r", _) => Self::Door,
            ("board", _) => Self::Board,
            ("incidents", None) => Self::Incident,
            _ => Self::House,
        }
    }
}

/// The pages of `Area::Door`.
#[component(transparent)]
fn DoorRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
        <Route path=path!("/report") view=ReportPage ssr=SsrMode::Async/>
        <Route path=path!("/join") view=JoinPage ssr=SsrMode::Async/>
        <Route path=path!("/r/:token") view=ReceiptPage ssr=SsrMode::Async/>
    }
    .into_inner()
}

/// The pages of `Area::Board`.
#[component(transparent)]
fn BoardRoutes() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/board") view=BoardPage ssr=SsrMode::Async/> }.into_inner()
}

/// The pages of `Area::Incident`.
#[component(transparent)]
fn IncidentRoutes() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/incidents/:number") view=IncidentPage ssr=SsrMode::Async/> }.into_inner()
}

/// The pages of `Area::House`.
#[component(transparent)]
fn HouseRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/incidents/:number/messages") view=MessagesPage ssr=SsrMode::Async/>
        <Route path=path!("/messages") view=MessagesPage ssr=SsrMode::Async/>
        <Route path=path!("/messages/:id") view=LetterPage ssr=SsrMode::Async/>
        <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
        <Route path=path!("/sign-in/:token") view=EnterPage ssr=SsrMode::Async/>
        <Route path=path!("/invite/:token") view=InvitePage ssr=SsrMode::Async/>
        <Route path=path!("/reset") view=ResetPage ssr=SsrMode::Async/>
        <Route path=path!("/reset/:token") view=NewPasswordPage ssr=SsrMode::Async/>
        <Route path=path!("/status") view=StatusPage ssr=SsrMode::Async/>
        <Route path=path!("/u/:token") view=UnsubscribePage ssr=SsrMode::Async/>
        <Route path=path!("/subscriptions/:token") view=SubscriptionsPage ssr=SsrMode::Async/>
        <Route path=path!("/subscriptions/confirm/:token") view=ConfirmPage ssr=SsrMode::Async/>
        <Route path=path!("/setup") view=SetUpPage ssr=SsrMode::Async/>
        <Route path=path!("/ready") view=ReadyPage ssr=SsrMode::Async/>
        <Route path=path!("/poster") view=PosterPage ssr=SsrMode::Async/>
        <Route path=path!("/services") view=ServicesPage ssr=SsrMode::Async/>
        <Route path=path!("/settings") view=BasicsPage ssr=SsrMode::Async/>
        <Route path=path!("/settings/mail") view=MailPage ssr=SsrMode::Async/>
        <Route path=path!("/settings/people") view=PeoplePage ssr=SsrMode::Async/>
        <Route path=path!("/settings/audiences") view=AudiencesPage ssr=SsrMode::Async/>
        <Route path=path!("/settings/backup") view=BackupPage ssr=SsrMode::Async/>
        <Route path=path!("/settings/journal") view=JournalPage ssr=SsrMode::Async/>
        <Route path=path!("/settings/account") view=AccountPage ssr=SsrMode::Async/>
    }
    .into_inner()
}

/// What the server mounts.
#[cfg(feature = "ssr")]
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=NotFound>
            <DoorRoutes/>
            <BoardRoutes/>
            <IncidentRoutes/>
            <HouseRoutes/>
        </Routes>
    }
}

/// What the browser mounts of `Area::Door`.
#[component]
pub fn DoorPages() -> impl IntoView {
    view! { <Routes fallback=Elsewhere><DoorRoutes/></Routes> }
}

/// What the browser mounts of `Area::Board`.
#[component]
pub fn BoardPages() -> impl IntoView {
    view! { <Routes fallback=Elsewhere><BoardRoutes/></Routes> }
}

/// What the browser mounts of `Area::Incident`.
#[component]
pub fn IncidentPages() -> impl IntoView {
    view! { <Routes fallback=Elsewhere><IncidentRoutes/></Routes> }
}

/// What the browser mounts of `Area::House`.
#[component]
pub fn HousePages() -> impl IntoView {
    view! { <Routes fallback=Elsewhere><HouseRoutes/></Routes> }
}

pub const HOME: &str = "/";
pub const REPORT: &str = "/report";
/// Takes "me too".
pub const JOIN: &str = "/join";
pub const BOARD: &str = "/board";
pub const MESSAGES: &str = "/messages";
pub const STATUS: &str = "/status";
pub const SERVICES: &str = "/services";
pub const SETTINGS: &str = "/settings";
pub const PEOPLE: &str = "/settings/people";
pub const SETUP: &str = "/setup";
pub const READY: &str = "/ready";
pub const SIGN_IN: &str = "/sign-in";
pub const SIGN_OUT: &str = "/sign-out";
pub const RESET: &str = "/reset";
pub const POSTER: &str = "/poster";
/// The code on the poster.
pub const POSTER_CODE: &str = "/poster.svg";

/// What has ended in a final status, by its code.
pub fn board_ended(status: &str) -> String {
    format!("{BOARD}?view=list&status={status}")
}

/// One letter with its story.
pub fn letter(id: &str) -> String {
    format!("{MESSAGES}/{id}")
}

/// Its HTML part, for a frame.
pub fn letter_preview(id: &str) -> String {
    format!("/letters/{id}/preview")
}

/// Takes the press that tries it again.
pub fn letter_retry(id: &str) -> String {
    format!("/letters/{id}/retry")
}

/// The letters that could not be sent.
pub fn failed_messages() -> String {
    format!("{MESSAGES}?state=failed")
}

/// The live stream, from a place in it on.
pub fn live(cursor: &str) -> String {
    format!("/live?since={cursor}")
}

/// The private page of a reporter.
pub fn receipt(token: &str) -> String {
    format!("/r/{token}")
}

/// `number` as people write it: `INC-42`, `SEC-7KQ2`.
pub fn incident(number: &str) -> String {
    format!("/incidents/{number}")
}

/// Who was told what about one incident, and why.
pub fn incident_messages(number: &str) -> String {
    format!("/incidents/{number}/messages")
}

/// One page of the settings, such as `mail` or `backup`.
pub fn settings(page: &str) -> String {
    format!("/settings/{page}")
}

pub fn invitation(token: &str) -> String {
    format!("/invite/{token}")
}

/// Where a mailed reset link leads.
pub fn reset(token: &str) -> String {
    format!("/reset/{token}")
}

pub fn unsubscribe(token: &str) -> String {
    format!("/u/{token}")
}

/// Where a mailed link to sign in leads.
pub fn enter(token: &str) -> String {
    format!("/sign-in/{token}")
}

pub fn subscriptions(token: &str) -> String {
    format!("/subscriptions/{token}")
}

/// Where an address is confirmed before anything is sent to it.
pub fn confirm_subscription(token: &str) -> String {
    format!("/subscriptions/confirm/{token}")
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos_router::PathSegment;

    use super::*;

    fn agrees(area: Area, routes: impl MatchNestedRoutes) {
        for route in routes.generate_routes() {
            let parts: Vec<_> = route.segments.iter().map(PathSegment::as_raw_str).collect();
            let path = format!("/{}", parts.join("/"));
            assert_eq!(Area::of(&path), area, "{path}");
        }
    }

    #[test]
    fn each_page_is_mounted_by_the_area_of_its_address() {
        agrees(Area::Door, DoorRoutes());
        agrees(Area::Board, BoardRoutes());
        agrees(Area::Incident, IncidentRoutes());
        agrees(Area::House, HouseRoutes());
    }
}
