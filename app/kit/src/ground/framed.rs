//! The ground of pages inside the frame: the bar, the strips that say what is wrong with us, then the page's `<main>`.
//! It knows no page.

use domain::permissions::{Action, Actor, Object, Section, permits};
use domain::person::Role;
use domain::view::account::{FrameView, Strip as Trouble, Viewer};
use leptos::prelude::*;

use crate::components::Tone;
use crate::components::frame::{Frame, FramePerson, NavLink};
use crate::components::notice::Strip;
use crate::routes;

/// Bar and strips; `children` are the page's `<main id="main">`.
#[component]
pub fn Framed(
    frame: FrameView,
    /// The path of the page below, for the bar to mark.
    #[prop(default = "")]
    here: &'static str,
    /// What is wrong with us, on a page where that changes while one looks.
    #[prop(optional, into)]
    strips: Option<Signal<Vec<Trouble>>>,
    children: Children,
) -> impl IntoView {
    let role = frame.viewer.as_ref().map(|viewer| viewer.role);
    let strips = strips.unwrap_or_else(|| Signal::stored(frame.strips));
    let search = reaches(role, Action::ReadBoard, Object::Desk).then(|| routes::SEARCH.to_owned());
    view! {
        <Frame organisation=frame.organisation links=links(role, frame.on_duty.is_some()) here=here person=frame.viewer.map(person) search=search on_call=None/>
        {move || strips.get().into_iter().map(|trouble| strip(trouble, role)).collect_view()}
        {children()}
    }
}

/// Whether the reader's role reaches so far at the desk as a whole.
pub fn may(frame: &FrameView, action: Action) -> bool {
    may_on(frame, action, Object::Desk)
}

/// The same of a part of it that is no incident.
pub fn may_on(frame: &FrameView, action: Action, object: Object) -> bool {
    reaches(frame.viewer.as_ref().map(|viewer| viewer.role), action, object)
}

fn reaches(role: Option<Role>, action: Action, object: Object) -> bool {
    // Only the role counts there, not who it is.
    role.is_some_and(|role| permits(&Actor::person(domain::ids::PersonId(0), role), action, object))
}

/// `rota`: there is one, so that it has a page to show.
fn links(role: Option<Role>, rota: bool) -> Vec<NavLink> {
    let all = [
        (Some((Action::ReadBoard, Object::Desk)), routes::BOARD, "Board"),
        (Some((Action::ReadMessages, Object::Desk)), routes::MESSAGES, "Messages"),
        (Some((Action::Read, Object::Duty)), routes::ON_CALL, "On call"),
        (None, routes::STATUS, "Status"),
        (Some((Action::Read, Object::Services)), routes::SERVICES, "Services"),
        (None, routes::REPORT, "Report"),
    ];
    let shown = all.into_iter().filter(|(_, href, _)| rota || *href != routes::ON_CALL);
    let open = shown.filter(|(asks, ..)| asks.is_none_or(|(action, object)| reaches(role, action, object)));
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
    if reaches(Some(role), Action::Read, Object::Settings(Section::Basics)) {
        links.push(NavLink::new(routes::SETTINGS, "Settings"));
    }
    links
}

/// What only this one trouble adds to its words.
fn more(trouble: Trouble) -> Option<String> {
    match trouble {
        Trouble::LettersFromBefore { letters } => Some(format!(" {letters}.")),
        Trouble::DataDamaged { last_clean: None } => Some("; none lies in the data folder.".to_owned()),
        Trouble::DataDamaged { last_clean: Some(day) } => {
            Some(format!(", {:04}-{:02}-{:02}.redb.", day / 10_000, day / 100 % 100, day % 100))
        }
        Trouble::NotEncrypted
        | Trouble::MailToFolder
        | Trouble::OnlyThisMachine
        | Trouble::NoAddress
        | Trouble::MailPaused
        | Trouble::MailFailing
        | Trouble::BackupOld
        | Trouble::JobsFailing
        | Trouble::SecondFolderFails
        | Trouble::StatusCopyFails
        | Trouble::DiskNearlyFull
        | Trouble::DiskFull
        | Trouble::DiskFailing
        | Trouble::ClockBehind
        | Trouble::NoHolidaysNextYear
        | Trouble::ProxyNotNamed
        | Trouble::ReportsRefused
        | Trouble::Demo => None,
    }
}

/// What is wrong with us, and what to do about it; the way there only for those it is open to.
fn strip(trouble: Trouble, role: Option<Role>) -> impl IntoView {
    let (tone, words, link) = said(trouble);
    let more = more(trouble);
    let open = reaches(role, Action::Read, Object::Settings(Section::Basics));
    let link = link.filter(|(href, _)| open || !href.starts_with(routes::SETTINGS));
    let link = link.map(|(href, words)| view! { " " <a href=href>{words}</a> });
    view! { <Strip tone=tone>{words}{more}{link}</Strip> }
}

const HERE_ALONE: &str = "Letters, invitations and the poster lead to an address that only this machine can open.";
const NO_ADDRESS: &str = "Nobody has said under which address people reach Sitrep, so letters have no links.";
const FROM_A_COPY: &str =
    "This desk began with a copy. Letters from before it, which may have been sent since, are held:";
const DAMAGED: &str = "The data is damaged on the disk. Stop Sitrep and bring back the last clean copy";
const STATUS_NOT_COPIED: &str = "The status page could not be written into its folder; what lies there is old.";
const NOT_CARRIED: &str = "The newest copy could not be put into the second folder.";

type Said = (Tone, &'static str, Option<(String, &'static str)>);

/// What is wrong with us, and where something is done about it.
fn said(trouble: Trouble) -> Said {
    match trouble {
        Trouble::NotEncrypted => {
            (Tone::Warn, "Not encrypted: passwords travel readable. Put Sitrep behind https.", None)
        }
        Trouble::MailToFolder => {
            (Tone::Plain, "No mail server yet: letters are files.", Some((routes::settings("mail"), "Set one up")))
        }
        Trouble::OnlyThisMachine => (Tone::Warn, HERE_ALONE, Some((routes::SETTINGS.to_owned(), "Set another"))),
        Trouble::NoAddress => (Tone::Warn, NO_ADDRESS, Some((routes::SETTINGS.to_owned(), "Set it"))),
        Trouble::MailPaused => {
            (Tone::Bad, "Mail is paused: the mail server refuses us.", Some((routes::settings("mail"), "See why")))
        }
        Trouble::MailFailing => (
            Tone::Bad,
            "Letters wait: the mail server does not take them.",
            Some((routes::MESSAGES.to_owned(), "Look at them")),
        ),
        Trouble::BackupOld => {
            (Tone::Warn, "The newest backup is older than 48 hours.", Some((routes::settings("backup"), "Back up now")))
        }
        Trouble::DataDamaged { .. } => (Tone::Bad, DAMAGED, Some((routes::settings("backup"), "How to bring it back"))),
        Trouble::SecondFolderFails => (Tone::Bad, NOT_CARRIED, Some((routes::settings("backup"), "See why"))),
        Trouble::StatusCopyFails => (Tone::Bad, STATUS_NOT_COPIED, Some((routes::settings("backup"), "See why"))),
        Trouble::DiskFull => {
            (Tone::Bad, "The disk of the server is full: everything is shown, nothing can be changed. Make room.", None)
        }
        Trouble::DiskFailing => (
            Tone::Bad,
            "The data folder of the server cannot be written: everything is shown, nothing can be changed. Its log says why.",
            None,
        ),
        Trouble::DiskNearlyFull => {
            (Tone::Bad, "The disk of the server is nearly full. Make room, or Sitrep stops taking changes.", None)
        }
        Trouble::JobsFailing => (
            Tone::Bad,
            "Something that Sitrep does by itself has failed twice in a row.",
            Some((routes::settings("jobs"), "See what")),
        ),
        Trouble::LettersFromBefore { .. } => {
            (Tone::Warn, FROM_A_COPY, Some((routes::settings("mail"), "Send or drop them")))
        }
        Trouble::NoHolidaysNextYear => (
            Tone::Warn,
            "A calendar has no days off in the next year: clocks will run through its holidays.",
            Some((routes::settings("hours"), "Enter them")),
        ),
        Trouble::ReportsRefused => {
            (Tone::Bad, "A network has sent so many reports that further ones of it are refused for now.", None)
        }
        Trouble::ProxyNotNamed => (
            Tone::Warn,
            "A proxy forwards your requests and is not named in trusted_proxies: everybody behind it counts as one.",
            None,
        ),
        Trouble::ClockBehind => {
            (Tone::Bad, "The server's clock was put back, so times here are ahead of it until it has caught up.", None)
        }
        Trouble::Demo => (Tone::Accent, "A demonstration: everything here is made up.", None),
    }
}
