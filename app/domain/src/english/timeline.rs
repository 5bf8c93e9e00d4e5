//! The one place that turns a recorded change into a sentence, for the screen and for letters alike.

use crate::incident::{Change, HoldEnd, Verdict};
use crate::locale::{Locale, Names};

/// A change told: who did what, and the words a person wrote, if any. `who` is not part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Follows the actor's name: "took it".
    pub act: String,
    pub words: Option<String>,
    /// Shown large, never folded.
    pub pinned: bool,
}

impl Locale {
    pub fn sentence(self, change: &Change, names: &dyn Names) -> Sentence {
        let (act, words) = self.act(change, names);
        let pinned = matches!(
            change,
            Change::Reported(_)
                | Change::Taken { .. }
                | Change::Mitigated { .. }
                | Change::Resolved { .. }
                | Change::Reopened { .. }
                | Change::Cancelled { .. }
                | Change::StakeholdersTold { .. }
                | Change::MajorAccepted
        );
        Sentence { act, words: words.filter(|w| !w.is_empty()), pinned }
    }

    fn act(self, change: &Change, names: &dyn Names) -> (String, Option<String>) {
        match change {
            Change::Reported(reported) => (
                format!("reported it {}", self.by_channel(reported.channel)),
                Some(reported.statement.description.clone()),
            ),
            Change::Joined { person, .. } => (format!("counted {} in: hit too", names.person(*person)), None),
            Change::Left { .. } => ("took \u{201c}me too\u{201d} back".into(), None),
            Change::Verified => ("counted the report as confirmed: three people have it".into(), None),
            Change::Taken { .. } => ("took it".into(), None),
            Change::Resumed { reason, .. } => ("went back to investigating".into(), Some(reason.clone())),
            Change::Mitigated { what, works, .. } => {
                let works = if *works { "works again for everybody" } else { "does not work for everybody yet" };
                (format!("mitigated it: {works}"), Some(what.clone()))
            }
            Change::Resolved { resolution, .. } => ("resolved it".into(), Some(resolution.clone())),
            Change::Reopened { reason } => ("re-opened it".into(), Some(reason.clone())),
            Change::Closed => ("closed it".into(), None),
            Change::Cancelled { why, words, .. } => {
                (format!("cancelled it: {}", self.cancel_reason(*why)), words.clone())
            }
            Change::HeldOn { reason, note, .. } => {
                (format!("put it on hold: {}", self.hold_reason(*reason)), Some(note.clone()))
            }
            Change::HeldOff { why } => (held_off(*why).into(), None),
            Change::Noted { text } => ("noted".into(), Some(text.clone())),
            Change::Messaged { text } => ("wrote to the reporters".into(), Some(text.clone())),
            Change::ReporterSaid { text, .. } => ("added words".into(), Some(text.clone())),
            Change::VerdictGiven { verdict, .. } => match verdict {
                Verdict::WorksAgain => ("said that it works again".into(), None),
                Verdict::StillBroken => ("said that it is still broken".into(), None),
            },
            Change::StakeholdersTold { audiences, text, recipients, .. } => {
                let to: Vec<_> = audiences.iter().map(|a| names.audience(*a)).collect();
                let people = self.people(u64::from(*recipients));
                (format!("told {people}: {}", to.join(", ")), Some(text.clone()))
            }
            _ => self.act_on_facts(change, names),
        }
    }

    fn act_on_facts(self, change: &Change, names: &dyn Names) -> (String, Option<String>) {
        let person = |id: &Option<crate::ids::PersonId>| id.map(|id| names.person(id));
        match change {
            Change::Assigned { owner } => match person(owner) {
                Some(name) => (format!("gave it to {name}"), None),
                None => ("left it without an owner".into(), None),
            },
            Change::ManagerNamed { person: to, acting } => match (person(to), acting) {
                (Some(name), true) => (format!("made {name} acting incident manager"), None),
                (Some(name), false) => (format!("made {name} incident manager"), None),
                (None, _) => ("left it without an incident manager".into(), None),
            },
            Change::CommunicationsLeadNamed { person: to } => match person(to) {
                Some(name) => (format!("made {name} communications lead"), None),
                None => ("left it without a communications lead".into(), None),
            },
            Change::Prioritised { impact, urgency, priority, reason, .. } => (
                format!("set {}: impact {}, urgency {}", priority.code(), self.level(*impact), self.level(*urgency)),
                reason.clone(),
            ),
            Change::MajorProposed { reason } => ("proposed it as a major incident".into(), Some(reason.clone())),
            Change::MajorAccepted => ("declared it a major incident".into(), None),
            Change::MajorDeclined { reason } => ("declined it as a major incident".into(), Some(reason.clone())),
            Change::ServiceAffected { service, effect, .. } => {
                (format!("marked {} as {}", names.service(*service), self.effect(*effect)), None)
            }
            Change::ServiceRecovered { service, .. } => {
                (format!("marked {} as working again", names.service(*service)), None)
            }
            Change::Published { public_title: Some(title), workaround } => {
                (format!("published it as \u{201c}{title}\u{201d}"), workaround.clone())
            }
            Change::Published { public_title: None, .. } => ("withdrew the public words".into(), None),
            Change::Renamed { title } => (format!("renamed it to \u{201c}{title}\u{201d}"), None),
            Change::TypeChanged { kind } => {
                (format!("set the type: {}", self.incident_type(*kind).to_lowercase()), None)
            }
            Change::Restricted { .. } => ("restricted it to its members".into(), None),
            Change::MemberAdded { person } => (format!("added {} as a member", names.person(*person)), None),
            Change::MemberRemoved { person } => (format!("removed {} as a member", names.person(*person)), None),
            Change::FollowerAdded { person } => (format!("added {} as a follower", names.person(*person)), None),
            Change::FollowerRemoved { person } => (format!("removed {} as a follower", names.person(*person)), None),
            Change::Undone { .. } => ("undid the last press".into(), None),
            _ => ("changed it".into(), None),
        }
    }
}

fn held_off(why: HoldEnd) -> &'static str {
    match why {
        HoldEnd::ByHand => "ended the hold",
        HoldEnd::ReporterAnswered => "ended the hold: the reporter answered",
        HoldEnd::LeftOpen => "ended the hold, because it is no longer open",
    }
}
