//! What visitors and reporters see: public words only.

use serde::{Deserialize, Serialize};

use crate::ids::IncidentId;
use crate::incident::{Status, Verdict};
use crate::service::Standing;
use crate::time::Moment;
use crate::view::availability::ServiceDays;
use crate::view::planned::PlannedLine;
use crate::view::{Choice, TimeView};
use crate::wishes::LetterWishes;

/// `/`: what is known to be broken.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HomeView {
    pub organisation: String,
    /// What whoever is signed in has reported or joined.
    pub own: Vec<OwnReport>,
    pub known: Vec<KnownLine>,
    /// Of this rendering; makes a second "me too" harmless.
    pub nonce: String,
}

/// One's own report as a line with a link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnReport {
    pub number: String,
    pub title: String,
    pub state: String,
    pub reported: TimeView,
    /// The token of the receipt, where the page of the incident is not theirs to read.
    pub receipt: Option<String>,
}

/// One line a visitor may see: "E-mail: reported 08:02, 3 people. Is it this?"
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownLine {
    pub number: String,
    pub service: String,
    pub public_title: Option<String>,
    pub workaround: Option<String>,
    pub state: String,
    pub since: TimeView,
    pub people: u64,
    /// When its words or its state changed last.
    pub updated: TimeView,
    /// Where it was published: each state it came to, in words, and when.
    #[serde(default)]
    pub steps: Vec<(String, TimeView)>,
    /// For what keeps it under a name that never changes; never sent to a browser.
    #[serde(skip)]
    pub id: Option<IncidentId>,
}

/// The report page: what it offers to choose from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReportView {
    pub organisation: String,
    pub services: Vec<Choice>,
    pub known: Vec<KnownLine>,
    /// Of this rendering of the forms, "me too" among them; makes a resend harmless.
    pub nonce: String,
    /// Filled in for somebody who is signed in.
    pub name: String,
    pub email: String,
    /// Whom to call when it cannot wait.
    pub emergency_phone: Option<String>,
    /// When somebody reads what is reported, with whom to call meanwhile; nothing while it is read at once.
    #[serde(default)]
    pub reading: Option<String>,
    /// Planned work that goes on, or begins soon.
    #[serde(default)]
    pub planned: Vec<PlannedLine>,
    pub as_of: Moment,
}

/// `/r/{token}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReceiptView {
    pub organisation: String,
    pub number: String,
    /// The number of the incident that it is handled with, whose state this is.
    pub together: Option<String>,
    pub title: String,
    pub public_title: Option<String>,
    /// What they said "me too" to; `None` for whoever reported it.
    pub joined: Option<Joined>,
    pub workaround: Option<String>,
    pub status: Status,
    pub state: String,
    pub reported: TimeView,
    pub people: u64,
    /// Until somebody takes it: when it is read, and by when an answer is expected.
    pub first_word: Option<String>,
    /// When the next word comes, as the last one said.
    pub promise: Option<TimeView>,
    /// What the team asked and waits for.
    pub question: Option<String>,
    /// How many read it, where only a few may.
    pub readers: Option<u64>,
    /// What the team told this reporter, and this reporter's own words, oldest first.
    pub lines: Vec<SpokenLine>,
    /// The entry of their report, while they may still take their words out of it.
    pub take_out: Option<u64>,
    /// There may be more before the entry of this sequence.
    pub earlier: Option<u64>,
    /// They are asked "does it work again?".
    pub may_judge: bool,
    pub verdict: Option<Verdict>,
    pub may_add: bool,
    /// There is an address to write to.
    pub has_email: bool,
    /// Of this rendering of the forms; makes a resend harmless.
    pub nonce: String,
}

/// What somebody joined, as the line that offered it said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Joined {
    /// The public title, else the service.
    pub what: String,
    pub reported: TimeView,
    /// "Not yours? Take it back."
    pub may_leave: bool,
    /// Nothing reaches them yet; they may say where we write to.
    pub may_give_address: bool,
}

/// What was said between a reporter and the team, as the receipt and the page of an employee show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpokenLine {
    pub at: TimeView,
    /// "You", or "The team".
    pub who: String,
    pub own: bool,
    pub html: String,
    /// The entry, while they may still take their words out of it.
    pub take_out: Option<u64>,
}

/// `/status`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StatusView {
    pub organisation: String,
    pub as_of: TimeView,
    pub services: Vec<ServiceLine>,
    pub incidents: Vec<KnownLine>,
    /// What was published and has ended lately, the newest first: letters still lead to it.
    pub ended: Vec<KnownLine>,
    /// Planned work that goes on or comes, the first to begin first.
    pub planned: Vec<PlannedLine>,
    pub emergency_phone: Option<String>,
    /// When somebody reads what is reported, with whom to call meanwhile; nothing while it is read at once.
    #[serde(default)]
    pub reading: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceLine {
    pub id: String,
    pub name: String,
    /// By the incidents that visitors are shown.
    pub standing: Standing,
    pub state: String,
    pub since: Option<TimeView>,
    pub days: ServiceDays,
}

/// `/status/history`: what was published of the incidents that were reported in one month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HistoryView {
    /// As `2026-11`, and "November 2026".
    pub month: String,
    pub words: String,
    /// Months to look at, as they stand in the address.
    pub before: Option<String>,
    pub next: Option<String>,
    /// The newest first.
    pub incidents: Vec<KnownLine>,
    /// There are more than are shown.
    pub cut: bool,
}

/// `/subscriptions/{token}` and `/u/{token}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SubscriptionView {
    pub email: String,
    /// What the link's own button stops, in words; `None` on the page of all choices.
    pub stops: Option<String>,
    /// What the link's own button stops is stopped already.
    pub stopped: bool,
    pub services: Vec<SubscribedService>,
    pub audiences: Vec<String>,
    pub stopped_all: bool,
    pub wishes: LetterWishes,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubscribedService {
    pub id: String,
    pub name: String,
    pub subscribed: bool,
}
