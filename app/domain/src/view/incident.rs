//! One incident for whoever works on it.

use serde::{Deserialize, Serialize};

use crate::classification::{IncidentType, Level, Priority};
use crate::incident::{HoldReason, Major, Status, Verdict};
use crate::report::Statement;
use crate::service::Effect;
use crate::view::alert::AlertView;
use crate::view::checklist::ChecklistBrief;
use crate::view::clocks::ClockBrief;
use crate::view::letters::Delivery;
use crate::view::own_incident::OwnIncident;
use crate::view::reach::Reach;
use crate::view::together::Together;
use crate::view::{Choice, TimeView};

/// `/incidents/{number}`, by what the viewer may read of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Opened {
    /// Notes and all.
    Team(Box<TeamPage>),
    Own(Box<OwnIncident>),
}

/// The page of the team, composed of its parts in one look.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamPage {
    pub head: IncidentHead,
    pub facts: IncidentFacts,
    pub timeline: TimelinePage,
    pub choices: Choices,
    /// Where the live stream goes on from.
    pub cursor: String,
}

/// Where it stands, what is due and what the viewer may press: all that its head, its composer and every dialog about it
/// need, so that a step can be asked over the board as well.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IncidentHead {
    pub number: String,
    pub revision: u64,
    pub as_of: TimeView,
    pub title: String,
    pub public_title: Option<String>,
    pub workaround: Option<String>,
    pub kind: IncidentType,
    pub status: Status,
    pub impact: Level,
    pub urgency: Level,
    pub priority: Priority,
    pub computed: Priority,
    /// What a take confirms.
    pub proposed: Priority,
    pub priority_confirmed: bool,
    pub unverified: bool,
    pub restricted: bool,
    pub major: Major,
    pub incident_manager: Option<Choice>,
    pub communications_lead: Option<Choice>,
    pub hold: Option<HoldView>,
    pub considered_solved: bool,
    /// The service that names it where it has no public title.
    pub service: Option<String>,
    /// Who reported it or joined.
    pub people: u64,
    /// Those of them whom a step tells: not whoever takes it, and may have reported it as well.
    pub reporters_told: u64,
    /// Those of them whom a message of the viewer reaches.
    pub spoken_to: u64,
    /// Somebody reported it, whom one can ask.
    pub has_reporter: bool,
    /// The first reporter said that it works again, or there is none.
    pub may_close: bool,
    pub still_broken: u64,
    pub times: Vec<NamedTime>,
    pub reopened: u32,
    /// It was cancelled and can be re-opened until then.
    pub reopens_until: Option<TimeView>,
    pub promise: Option<TimeView>,
    /// Nobody outside has heard of it, and by then they are to.
    pub first_notice: Option<TimeView>,
    /// Updates so far that promised the next.
    pub promises: u32,
    /// Who was alerted and who is next, until somebody takes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alert: Option<AlertView>,
    /// None of a request.
    pub clocks: Vec<ClockBrief>,
    /// The checklist that somebody goes through, or went through last.
    pub checklist: Option<ChecklistBrief>,
    /// There is none yet, and a plan that fits can be begun.
    pub plan_fits: bool,
    /// The legal deadlines that run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal: Vec<NamedTime>,
    /// The newest line of the timeline; none while all that happened is the report.
    pub last: Option<LastChange>,
    /// How the letters of the last update stand, while that is worth a word.
    pub last_update: Option<Delivery>,
    pub may: May,
    /// The audiences that had an update about it, and so wait to hear its end; also for who may not tell them.
    pub told: Vec<Choice>,
    pub together: Together,
    pub reach: Reach,
    /// Of this rendering of its plain forms; makes a resend harmless.
    pub nonce: String,
    /// Who looks, when they have an account.
    pub viewer: Option<Choice>,
    /// The viewer's time zone, in which they type times as well.
    pub zone: String,
    /// The next working day at 09:00, for a promise.
    pub next_morning: TimeView,
}

/// What stands beside the timeline: who and what it touches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IncidentFacts {
    /// The reporter's further words, as typed.
    pub statement: Statement,
    pub owner: Option<Choice>,
    /// The incident manager is so because they took it first.
    pub acting: bool,
    pub members: Vec<Choice>,
    pub followers: Vec<Choice>,
    pub affected: Vec<AffectedView>,
    pub reporters: Vec<ReporterView>,
    /// It has a review or an action, or should have been prevented by one.
    #[serde(default)]
    pub learned: bool,
    /// Of all the rest, as a page names the facts that it shows.
    pub digest: String,
}

/// What the viewer may press; the same rule refuses it if they try anyway.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct May {
    pub change: bool,
    pub name_command: bool,
    pub decide_major: bool,
    pub tell: bool,
    /// Take the role of incident manager in one press.
    pub take_command: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HoldView {
    pub reason: HoldReason,
    pub note: String,
    pub since: TimeView,
    pub until: Option<TimeView>,
    /// It waits longer than expected, or for days without anything expected.
    pub overdue: bool,
    /// The reporter was asked and has not answered for so long that it may be resolved without.
    pub no_answer: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AffectedView {
    pub service: Choice,
    pub effect: Effect,
    /// A report names it; nobody of the team has said that it is hit.
    pub named: bool,
    pub from: TimeView,
    pub to: Option<TimeView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReporterView {
    pub id: String,
    pub name: String,
    pub email: Option<String>,
    pub contact: Option<String>,
    pub at: TimeView,
    /// The team's messages reach them.
    pub spoken_to: bool,
    /// They reported it; the others joined.
    pub first: bool,
    /// Joined without a name, from where somebody is counted already.
    pub alike: bool,
    pub verdict: Option<Verdict>,
}

/// "Reported", "Taken", ... with its instant, in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NamedTime {
    pub name: String,
    pub time: TimeView,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LastChange {
    pub who: String,
    pub act: String,
    pub at: TimeView,
}

/// As much of the timeline as one page shows, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TimelinePage {
    pub lines: Vec<TimelineLine>,
    /// There are lines before the one of this sequence.
    pub earlier: Option<u64>,
    /// There are lines after these.
    pub later: bool,
}

/// What can be chosen on the page, whatever the incident: for who may change it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Choices {
    /// Active staff.
    pub people: Vec<Choice>,
    /// Services that are not retired.
    pub services: Vec<Choice>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimelineLine {
    pub sequence: u64,
    pub at: TimeView,
    /// The actor's name, or "Sitrep".
    pub who: String,
    /// Follows the name: "took it".
    pub act: String,
    /// What a person wrote, rendered from Markdown and sanitised on the server.
    pub html: Option<String>,
    pub kind: LineKind,
    pub pinned: bool,
    /// Taken back since.
    pub undone: bool,
    /// How its letters stand, while that is worth a word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letters: Option<Delivery>,
    /// The viewer may take its words out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub redactable: bool,
    /// It came by mail, and the mail can still be read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_mail: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// A step of the lifecycle.
    Step,
    /// For the team only.
    Note,
    /// To or from a reporter.
    Message,
    /// To stakeholders.
    Update,
    /// Folded by default.
    System,
}

/// The answer to a change: what the screen needs for "Undo".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Done {
    pub number: String,
    pub revision: u64,
    /// The first entry of this press, to take back within the undo window; `None` when nothing changed.
    pub sequence: Option<u64>,
    pub undo_until: Option<crate::time::Moment>,
    /// How many letters an update came to.
    pub told: Option<u32>,
}
