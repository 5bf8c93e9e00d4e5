//! From due notices to what their letter will be made of: who reads it, what they may still know, which links.
//!
//! A draft is cheap and comparable. It is made once on a snapshot, to write the letter from, and once more inside
//! the claiming transaction: only when both are equal is the letter stored, so that permits are asked in the
//! same transaction and nothing is rendered there.

use domain::ids::{IncidentId, PersonId};
use domain::incident::Incident;
use domain::time::Moment;

use super::about_action::about_action;
use super::about_alert::{about_alert, alert_path};
use super::about_morning::about_morning;
use super::about_planned::about_planned;
use super::about_review::about_review;
use super::sender::Sender;
use super::thread::ThreadRecord;
use super::waits::{Wait, wait};
use crate::Backend;
use crate::duty::is_on_duty;
use crate::error::Result;
use crate::incidents::{find, report_of};
use crate::letters::{Event, Letter, Opens, letter_for, quotable};
use crate::mail::compose::Correspondent;
use crate::notices::{Audience, Matter};
use crate::notices::{Notice, NoticeKind, Queued, Recipient};
use crate::people::{PersonRecord, PersonState, is_stranger};
use crate::settings::Settings;
use crate::storage::Read;
use crate::subscriptions::{Choice, Scope, Topic, choice_of};

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    pub person: Option<PersonId>,
    pub to: Correspondent,
    pub zone: String,
    /// One, or several in a bundle.
    pub letters: Vec<Letter>,
    pub incidents: Vec<IncidentId>,
    /// Whose thread the letter goes on with, where it is one letter about one incident.
    thread: Option<(PersonId, IncidentId)>,
    pub kind: NoticeKind,
    pub actor: Option<PersonId>,
    pub secret: bool,
    pub urgent: bool,
    /// It waited for its reader's morning.
    pub daily: bool,
    pub expires: Option<Moment>,
    pub sender: Sender,
}

/// The letter to one recipient about what these notices are about; `None` when nothing of it may be said any more.
/// `notices` have the same recipient and incident, in the order of time, and are never empty.
pub(super) fn draft(desk: &Backend, read: &dyn Read, notices: &[Queued]) -> Result<Option<Draft>> {
    let Some(last) = notices.last().map(|queued| &queued.notice) else { return Ok(None) };
    let sender = Sender::load(desk, read)?;
    let Some((person, to, zone)) = reader(read, &last.recipient, &sender)? else { return Ok(None) };
    let settings = Settings::stored(read)?;
    let stranger = person.as_ref().is_some_and(|person| is_stranger(person, &settings));
    let to = Correspondent { name: to.name.filter(|_| !stranger), ..to };
    let stopped = match &person {
        Some(person) => has_stopped(read, person, last.incident)?,
        None => false,
    };
    let wanted: Vec<Notice> = notices
        .iter()
        .map(|queued| &queued.notice)
        .filter(|notice| !stopped || (notice.kind.spec().mandatory && !stranger))
        .cloned()
        .collect();
    let mut incidents: Vec<_> = last.incident.into_iter().collect();
    let letter = match (last.incident, &person) {
        (Some(incident), Some(person)) if last.kind.spec().to != Audience::Person => {
            let letter = about_incident(desk, read, incident, person.id, &wanted, &sender)?;
            letter.map(|letter| if stranger { with_a_way_out(letter, desk, person.id, &sender) } else { letter })
        }
        (_, Some(person)) if last.planned.is_some() => {
            wanted.last().map_or(Ok(None), |notice| about_planned(desk, read, notice, person.id, &sender))?
        }
        (_, Some(person)) if last.kind == NoticeKind::Morning => {
            let about = wanted.last().map_or(Ok(None), |notice| about_morning(desk, read, notice, person, &sender))?;
            // Whoever may not see one of them reads none of it on a screen either.
            about.map(|(letter, listed)| {
                incidents = listed;
                letter
            })
        }
        (_, Some(person)) if matches!(last.kind, NoticeKind::Review(_)) => {
            wanted.last().map_or(Ok(None), |notice| about_review(desk, read, notice, person, &sender))?
        }
        (_, Some(person)) if last.action.is_some() => {
            wanted.last().map_or(Ok(None), |notice| about_action(desk, read, notice, person, &sender))?
        }
        _ => about_desk(read, last, person.as_ref(), &sender)?,
    };
    let of_list = person.as_ref().is_some_and(PersonRecord::is_list);
    let letter = letter.map(|letter| if of_list { for_a_list(letter, &sender) } else { letter });
    let Some(mut letter) = letter else { return Ok(None) };
    letter.answers = sender.reads_answers() && letter.about.is_some();
    let thread = match (last.incident, &person) {
        (Some(incident), Some(person)) if letter.about.is_some() => {
            Some((person.id, thread_of(read, incident, person.id)?))
        }
        _ => None,
    };
    Ok(Some(Draft {
        thread,
        person: person.map(|person| person.id),
        to,
        zone,
        letters: vec![letter],
        incidents,
        kind: last.kind,
        actor: last.actor,
        secret: notices.iter().any(|queued| queued.notice.kind.spec().secret),
        urgent: wanted.iter().any(|notice| notice.kind.spec().urgent),
        daily: wait(read, notices, desk.storage().now())? == Some(Wait::Daily),
        expires: notices.iter().filter_map(|queued| queued.notice.expires).min(),
        sender,
    }))
}

/// Several drafts to one person as one letter.
pub(super) fn bundle(drafts: Vec<Draft>) -> Option<Draft> {
    let mut drafts = drafts.into_iter();
    let mut whole = drafts.next()?;
    for draft in drafts {
        whole.thread = None;
        whole.letters.extend(draft.letters);
        whole.incidents.extend(draft.incidents);
        whole.urgent |= draft.urgent;
        whole.kind = draft.kind;
    }
    Some(whole)
}

impl Draft {
    /// The thread it belongs to; a bundle starts one of its own.
    pub fn thread(&self) -> Option<(PersonId, IncidentId)> {
        self.thread
    }
}

/// After a merge their letters go on where they got them before.
fn thread_of(read: &dyn Read, incident: IncidentId, person: PersonId) -> Result<IncidentId> {
    let Some(found) = find(read, incident)? else { return Ok(incident) };
    for of in [incident].into_iter().chain(found.duplicates) {
        if ThreadRecord::find(read, person, of)?.is_some() {
            return Ok(of);
        }
    }
    Ok(incident)
}

type Addressee = (Option<PersonRecord>, Correspondent, String);

fn reader(read: &dyn Read, recipient: &Recipient, sender: &Sender) -> Result<Option<Addressee>> {
    let person = match recipient {
        Recipient::Address(address) => {
            let to = Correspondent { name: None, address: address.clone() };
            return Ok(Some((None, to, sender.zone.clone())));
        }
        Recipient::Person(id) => PersonRecord::find(read, *id)?,
    };
    let Some(person) = person.filter(|person| person.state != PersonState::Disabled) else { return Ok(None) };
    let Some(address) = person.email.clone() else { return Ok(None) };
    // Who has no account was named by whoever typed the name.
    let name = if person.role.is_some() { person.name.clone() } else { quotable(&person.name) };
    let name = Some(name).filter(|name| !name.is_empty());
    let zone = person.zone.clone().unwrap_or_else(|| sender.zone.clone());
    Ok(Some((Some(person), Correspondent { name, address }, zone)))
}

/// Who stopped these letters, or all, still gets what nobody can stop.
fn has_stopped(read: &dyn Read, person: &PersonRecord, incident: Option<IncidentId>) -> Result<bool> {
    // Members of a restricted incident have a duty to know; its reporter has none.
    let found = incident.map_or(Ok(None), |id| find(read, id))?;
    if found.as_ref().is_some_and(|found| found.restricted && found.is_member(person.id)) {
        return Ok(false);
    }
    // Whoever stopped the letters of a duplicate wants none of the whole.
    let duplicates = found.map(|found| found.duplicates).unwrap_or_default();
    let mut stopped = person.stopped_all;
    for of in incident.into_iter().chain(duplicates) {
        stopped |= choice_of(read, person.id, Topic::Incident(of))? == Some(Choice::Stopped);
    }
    Ok(stopped)
}

/// Whoever never asked for anything stops all of it with one press.
fn with_a_way_out(mut letter: Letter, desk: &Backend, person: PersonId, sender: &Sender) -> Letter {
    letter.stop = sender.page(&format!("/u/{}", desk.unsubscribe_token(person, Scope::All)));
    letter
}

/// Everybody on it reads the letter: nothing in it belongs to one of them, and no press stops it for the others.
fn for_a_list(mut letter: Letter, sender: &Sender) -> Letter {
    letter.stop = None;
    if letter.link.as_ref().is_some_and(|way| way.opens == Opens::Report) {
        letter.link = Opens::Status.at(sender.page("/status"));
    }
    letter
}

fn about_incident(
    desk: &Backend,
    read: &dyn Read,
    incident: IncidentId,
    person: PersonId,
    notices: &[Notice],
    sender: &Sender,
) -> Result<Option<Letter>> {
    let Some(found) = find(read, incident)? else { return Ok(None) };
    let links = sender.links(desk, &found, report_of(read, &found, person)?, person);
    let mut letter = letter_for(read, incident, person, notices, &links)?;
    if let Some(letter) = letter.as_mut().filter(|_| notices.iter().all(|notice| notice.kind.spec().mandatory)) {
        letter.stop = None;
    }
    Ok(letter)
}

/// Letters whose facts stand in the notice itself.
#[expect(clippy::too_many_lines, reason = "one match, an arm for each kind")]
fn about_desk(
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
