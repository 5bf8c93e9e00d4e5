//! Every address of Sitrep on one page, and the functions that write links to them. Nobody else spells a path. What is
//! shown there: documents in `app/documents/src/table.rs`, live pages in `app/src/site.rs`.

mod query;

pub use query::{board, board_done, board_list, board_sorted, merge, search, with_words};

/// A page that changes by itself or helps while one types, and so has a program in the browser. Every other page is a
/// document. The first visit pays for one program only; a link to another page is loaded as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Live {
    /// Checks while one types, and keeps the draft.
    Report,
    /// Cards move while one looks.
    Board,
    /// The timeline grows while one looks, and people write in it for long.
    Incident,
}

impl Live {
    pub const ALL: [Self; 3] = [Self::Report, Self::Board, Self::Incident];

    /// The name of its script and wasm; `frontend/src/bin` has a file for each.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Board => "board",
            Self::Incident => "incident",
        }
    }

    /// Whether there is a live page at this path; a test holds that the mounted pages agree.
    pub fn of(path: &str) -> Option<Self> {
        let mut parts = path.trim_matches('/').split('/');
        match (parts.next().unwrap_or_default(), parts.next(), parts.next()) {
            ("report", None, _) => Some(Self::Report),
            ("board", None, _) => Some(Self::Board),
            ("incidents", Some(_), None) => Some(Self::Incident),
            _ => None,
        }
    }
}

pub const HOME: &str = "/";
pub const REPORT: &str = "/report";
/// Takes "me too".
pub const JOIN: &str = "/join";
pub const BOARD: &str = "/board";
/// What is due next, in its order.
pub const DUE: &str = "/due";
/// What somebody has who goes away, and who gets it.
pub const HAND_OVER: &str = "/due/hand-over";
pub const SEARCH: &str = "/search";
/// What was ticked in the list, before it is merged.
pub const MERGE: &str = "/merge";
pub const MESSAGES: &str = "/messages";
pub const STATUS: &str = "/status";
pub const STATUS_HISTORY: &str = "/status/history";
pub const STATUS_JSON: &str = "/status.json";
pub const STATUS_FEED: &str = "/status.atom";
pub const SERVICES: &str = "/services";
/// Planned work.
pub const PLANNED: &str = "/planned";
pub const ON_CALL: &str = "/on-call";
/// By which steps an alert goes on.
pub const ESCALATION: &str = "/settings/escalation";
/// Of a month, what was in time.
pub const COMPLIANCE: &str = "/compliance";
/// What is done so that it does not come back.
pub const ACTIONS: &str = "/actions";
/// What was learned, and what is due to be.
pub const REVIEWS: &str = "/reviews";
pub const SETTINGS: &str = "/settings";
pub const PEOPLE: &str = "/settings/people";
pub const PLAYBOOKS: &str = "/settings/playbooks";
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

/// What was published of a month, as `2026-11`.
pub fn status_history(month: &str) -> String {
    format!("{STATUS_HISTORY}?month={month}")
}

/// A month of who is on call, as `2026-11`.
pub fn on_call_month(month: &str) -> String {
    format!("{ON_CALL}?month={month}#month")
}

/// Who is on call, for a calendar, by a private link.
pub fn duty_calendar(token: &str) -> String {
    format!("{ON_CALL}/{token}/calendar.ics")
}

/// The form that changes a rotation.
pub fn rotation(id: &str) -> String {
    format!("{ON_CALL}?rotation={id}")
}

/// The private page of a reporter.
pub fn receipt(token: &str) -> String {
    format!("/r/{token}")
}

/// `number` as people write it: `INC-42`, `SEC-7KQ2`.
pub fn incident(number: &str) -> String {
    format!("/incidents/{number}")
}

/// Where a page shows less than all that was written: it ends before the entry of this sequence.
pub const BEFORE: &str = "before";

/// What was written earlier than that, on the page at `path`.
pub fn earlier(path: &str, before: u64) -> String {
    format!("{path}?{BEFORE}={before}")
}

/// The mail that brought the words of that entry.
pub fn incident_mail(number: &str, sequence: u64) -> String {
    format!("/incidents/{number}/mail/{sequence}")
}

/// Tells several audiences, each what is for it.
pub fn incident_update(number: &str) -> String {
    format!("/incidents/{number}/update")
}

/// Its letter as HTML, for a frame.
pub fn incident_update_preview(number: &str) -> String {
    format!("/incidents/{number}/update/preview")
}

/// For whoever was woken for it.
pub fn incident_alert(number: &str) -> String {
    format!("/incidents/{number}/alert")
}

/// Why what is due of it is due then.
pub fn incident_clocks(number: &str) -> String {
    format!("/incidents/{number}/clocks")
}

/// What to do about it, step by step.
pub fn incident_checklist(number: &str) -> String {
    format!("/incidents/{number}/checklist")
}

/// Who was told what about one incident, and why.
pub fn incident_messages(number: &str) -> String {
    format!("/incidents/{number}/messages")
}

/// What was learned of one incident, with its actions.
pub fn incident_review(number: &str) -> String {
    format!("/incidents/{number}/review")
}

/// The form for a new action of an incident.
pub fn new_action(number: &str) -> String {
    format!("{ACTIONS}?incident={number}")
}

/// One action.
pub fn action(id: &str) -> String {
    format!("{ACTIONS}?action={id}")
}

/// A list of them: `mine`, `overdue` or `all`.
pub fn actions(view: &str) -> String {
    format!("{ACTIONS}?view={view}")
}

/// How much of a month a service was there; `month` as `2026-03`, empty for this one.
pub fn availability(service: &str, month: &str) -> String {
    let path = format!("{SERVICES}/{service}/availability");
    if month.is_empty() { path } else { format!("{path}?month={month}") }
}

/// Everything about one incident in one file.
pub fn dossier(number: &str) -> String {
    format!("/incidents/{number}/dossier")
}

/// One page of the settings, such as `mail` or `backup`.
pub fn settings(page: &str) -> String {
    format!("/settings/{page}")
}

/// What it takes for letters to get through.
pub const MAIL_DOCTOR: &str = "/settings/mail/doctor";

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
