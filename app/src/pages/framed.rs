//! The ground of pages inside the frame: the bar, the strips that say what is wrong with us, then the page's `<main>`.
//! It also holds the two states every such page shares: still coming, and failed. It knows no page.

use domain::permissions::{Action, Actor, Object, permits};
use domain::person::Role;
use domain::view::account::{FrameView, Strip as Trouble, Viewer};
use leptos::prelude::*;

use crate::api::ApiError;
use crate::components::Tone;
use crate::components::empty_state::{EmptyState, Skeleton};
use crate::components::frame::{Frame, FramePerson, NavLink};
use crate::components::icon::Symbol;
use crate::components::notice::Strip;
use crate::components::page_title::PageTitle;
use crate::live::{Live, LiveState};
use crate::pages::around::Instead;
use crate::pages::forbidden::Forbidden;
use crate::pages::not_found::NotFound;
use crate::pages::solo::ComingTitle;
use crate::routes;

/// Bar and strips; `children` are the page's `<main id="main">`.
#[component]
pub fn Framed(
    frame: FrameView,
    /// The page's live stream, whose loss is a strip too.
    #[prop(optional_no_strip)]
    live: Option<Live>,
    children: Children,
) -> impl IntoView {
    let role = frame.viewer.as_ref().map(|viewer| viewer.role);
    let search = may(role, Action::ReadBoard).then(|| routes::BOARD.to_owned());
    view! {
        <Frame organisation=frame.organisation links=links(role) person=frame.viewer.map(person) search=search on_call=None/>
        {frame.strips.into_iter().map(|trouble| strip(trouble, role)).collect_view()}
        {live.map(|live| view! { <LiveState live=live/> })}
        {children()}
    }
}

/// While the browser fetches a page it has moved to.
#[component]
pub fn FramedComing() -> impl IntoView {
    view! { <ComingTitle/><div class="frame"></div><main id="main" class="page"><Skeleton rows=5 blocks=true/></main> }
}

/// The page cannot be shown; says why and what to do.
#[component]
pub fn FramedFailed(error: ApiError) -> impl IntoView {
    let (title, symbol) = match error {
        ApiError::NotFound => return NotFound().into_any(),
        ApiError::Denied => return Forbidden().into_any(),
        ApiError::SignedOut => ("You are signed out", Symbol::Person),
        _ => ("This page cannot be shown now", Symbol::Offline),
    };
    let words = StoredValue::new(error.sentence());
    view! {
        <PageTitle text=title/>
        <Instead>
            <EmptyState symbol=symbol title=title tone=Tone::Bad level=1>
                <p>{words.get_value()}</p>
                <div class="row">
                    // `external`: the browser asks anew.
                    <a class="b" href="" rel="external">"Load it again"</a>
                    <a class="b b-quiet" href=routes::HOME rel="external">"Go to the first page"</a>
                </div>
            </EmptyState>
        </Instead>
    }
    .into_any()
}

fn may(role: Option<Role>, action: Action) -> bool {
    // At the desk as a whole only the role counts.
    role.is_some_and(|role| permits(&Actor::person(domain::ids::PersonId(0), role), action, Object::Desk))
}

fn links(role: Option<Role>) -> Vec<NavLink> {
    let all = [
        (Some(Action::ReadBoard), routes::BOARD, "Board"),
        (Some(Action::ReadMessages), routes::MESSAGES, "Messages"),
        (None, routes::STATUS, "Status"),
        (Some(Action::ReadServices), routes::SERVICES, "Services"),
        (None, routes::REPORT, "Report"),
    ];
    let open = all.into_iter().filter(|(action, ..)| action.is_none_or(|action| may(role, action)));
    open.map(|(_, href, words)| NavLink::new(href, words)).collect()
}

fn person(viewer: Viewer) -> FramePerson {
    let role = domain::locale::Locale::English.role(viewer.role);
    FramePerson {
        name: viewer.name,
        about: format!("{} · {role}", viewer.email),
        links: person_links(viewer.role),
        sign_out: routes::SIGN_OUT.to_owned(),
    }
}

fn person_links(role: Role) -> Vec<NavLink> {
    let mut links = vec![NavLink::new(routes::settings("account"), "Your account")];
    if may(Some(role), Action::ReadSettings) {
        links.push(NavLink::new(routes::SETTINGS, "Settings"));
    }
    links
}

/// What is wrong with us, and what to do about it; the way there only for those it is open to.
fn strip(trouble: Trouble, role: Option<Role>) -> impl IntoView {
    let (tone, words, link) = match trouble {
        Trouble::NotEncrypted => {
            (Tone::Warn, "Not encrypted: passwords travel readable. Put Sitrep behind https.", None)
        }
        Trouble::MailToFolder => (
            Tone::Plain,
            "No mail server yet: letters land as files in the data folder.",
            Some((routes::settings("mail"), "Set one up")),
        ),
        Trouble::MailPaused => {
            (Tone::Bad, "Mail is paused: the mail server refuses us.", Some((routes::settings("mail"), "See why")))
        }
        Trouble::MailFailing => {
            (Tone::Bad, "Some letters could not be sent.", Some((routes::failed_messages(), "Look at them")))
        }
        Trouble::BackupOld => {
            (Tone::Warn, "The newest backup is older than 48 hours.", Some((routes::settings("backup"), "Back up now")))
        }
        Trouble::DiskNearlyFull => {
            (Tone::Bad, "The disk of the server is nearly full. Make room, or Sitrep stops taking changes.", None)
        }
        Trouble::DiskFull => {
            (Tone::Bad, "The disk of the server is full: everything is shown, nothing can be changed. Make room.", None)
        }
        Trouble::ClockBehind => {
            (Tone::Bad, "The server's clock was put back, so times here are ahead of it until it has caught up.", None)
        }
        Trouble::Demo => (Tone::Accent, "A rehearsal on throw-away data: nothing here is kept.", None),
    };
    let open = may(role, Action::ReadSettings);
    let link = link.filter(|(href, _)| open || !href.starts_with(routes::SETTINGS));
    let link = link.map(|(href, words)| view! { " " <a href=href>{words}</a> });
    view! { <Strip tone=tone>{words}{link}</Strip> }
}
