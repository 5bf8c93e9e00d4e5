//! Letters about accounts and the desk, whose facts stand in the notice itself.

use domain::incident::Incident;

use super::about_alert::{about_alert, alert_path};
use super::sender::Sender;
use crate::duty::is_on_duty;
use crate::error::Result;
use crate::incidents::find;
use crate::letters::{Event, Letter, Opens};
use crate::notices::{Matter, Notice, NoticeKind, Recipient};
use crate::people::PersonRecord;
use crate::storage::Read;

#[expect(clippy::too_many_lines, reason = "one match, an arm for each kind")]
pub(super) fn about_desk(
    read: &dyn Read,
    notice: &Notice,
    person: Option<&PersonRecord>,
    sender: &Sender,
) -> Result<Option<Letter>> {
    let by = match notice.actor {
        Some(actor) => PersonRecord::find(read, actor)?.map(|person| person.name),
        None => None,
    };
    let incident = match notice.incident {
        Some(id) => find(read, id)?,
        None => None,
    };
    let until = notice.expires.unwrap_or(notice.at);
    let words = notice.words.clone();
    let who = by.clone().unwrap_or_else(|| "Somebody".to_owned());
    let matter = match notice.kind {
        NoticeKind::Invitation => {
            person.and_then(|person| person.role).map(|role| Matter::Invitation { by, role, until })
        }
        NoticeKind::PasswordReset => Some(Matter::PasswordReset { until }),
        NoticeKind::SignInLink => Some(Matter::SignInLink { until }),
        NoticeKind::MailTest => Some(Matter::MailTest { by, courier: words.unwrap_or_else(|| "mail".to_owned()) }),
        NoticeKind::ConfirmSubscription => {
            Some(Matter::ConfirmSubscription { topic: words.unwrap_or_default(), until })
        }
        NoticeKind::PrivateReadGranted => {
            Some(Matter::PrivateReadGranted { who: words.unwrap_or_else(|| "Somebody".to_owned()), by })
        }
        NoticeKind::LetterFailed => {
            let known = |found: &Incident| !found.restricted || person.is_some_and(|person| found.is_member(person.id));
            let may_know = incident.as_ref().is_none_or(known);
            words.filter(|_| may_know).map(|words| Matter::LetterFailed { words })
        }
        NoticeKind::StandIn => stand_in(read, notice, by)?,
        NoticeKind::Alert | NoticeKind::LastResort | NoticeKind::MembersNotReached => {
            about_alert(read, notice, incident.as_ref())?
        }
        // Its facts were gathered when it was queued; whoever left the team since, or stopped it, reads none.
        NoticeKind::Monday => {
            let parts = words.as_deref().and_then(|words| serde_json::from_str(words).ok());
            let wanted = person.is_some_and(|p| p.is_active_staff() && p.monday.is_some() && !p.stopped_all);
            parts.filter(|_| wanted).map(|parts| Matter::Monday { parts })
        }
        NoticeKind::DataDamaged => Some(Matter::DataDamaged { last_clean: words }),
        NoticeKind::ChoicesChanged => Some(Matter::ChoicesChanged { words: words.unwrap_or_default() }),
        NoticeKind::GlassBroken => Some(Matter::GlassBroken { who: words.unwrap_or_else(|| "Somebody".to_owned()) }),
        NoticeKind::AccessAsked => incident
            .as_ref()
            .filter(|found| person.is_some_and(|person| found.is_member(person.id) || !found.restricted))
            .map(|found| Matter::AccessAsked { who, number: found.number.to_string(), words }),
        NoticeKind::MembersByLastResort => {
            let still = incident.as_ref().filter(|found| person.is_some_and(|person| found.is_member(person.id)));
            still.map(|found| Matter::MembersByLastResort { number: found.number.clone() })
        }
        // Their facts stand in a timeline (`incidents/matter.rs`).
        NoticeKind::Receipt
        | NoticeKind::Taken
        | NoticeKind::Resolved
        | NoticeKind::Reopened
        | NoticeKind::CommandTaken
        | NoticeKind::RestrictionLifted
        | NoticeKind::OpenToTeam
        | NoticeKind::Cancelled
        | NoticeKind::TeamMessage
        | NoticeKind::Question
        | NoticeKind::ReporterSaid
        | NoticeKind::NewIncident
        | NoticeKind::Assigned(_)
        | NoticeKind::MajorProposed
        | NoticeKind::PriorityRaised
        | NoticeKind::ClockRang
        | NoticeKind::PromiseRang
        | NoticeKind::ChaseDue
        | NoticeKind::LegalRang
        | NoticeKind::Update
        | NoticeKind::Merged
        | NoticeKind::TakenApart
        | NoticeKind::Duplicate
        | NoticeKind::Reminded
        | NoticeKind::HoldOverdue
        | NoticeKind::Restricted => None,
        // `outbox/about_planned.rs` and `outbox/about_morning.rs` write them.
        NoticeKind::Planned(_) | NoticeKind::Morning => None,
        // `outbox/about_action.rs` and `outbox/about_review.rs` write them.
        NoticeKind::Action(_) | NoticeKind::Review(_) => None,
    };
    let path = alert_path(notice.kind, incident.as_ref()).or_else(|| notice.link.clone());
    let path = path.or_else(|| incident.map(|found| format!("/incidents/{}", found.number)));
    Ok(matter.map(|matter| Letter {
        answers: false,
        about: None,
        events: vec![Event { at: notice.at, matter }],
        link: Opens::Offer.at(path.and_then(|path| sender.page(&path))),
        why: Vec::new(),
        stop: None,
    }))
}

/// Unless somebody else has these hours by now.
fn stand_in(read: &dyn Read, notice: &Notice, by: Option<String>) -> Result<Option<Matter>> {
    let (Recipient::Person(person), Some(span)) = (&notice.recipient, notice.span) else { return Ok(None) };
    let rotation = notice.words.clone().unwrap_or_default();
    let still = is_on_duty(read, *person, &rotation, span.from)?;
    Ok(still.then_some(Matter::StandIn { rotation, by, from: span.from, to: span.to }))
}
