//! From due notices to what their letter will be made of: who reads it, what they may still know, which links.
//!
//! A draft is cheap and comparable. It is made once on a snapshot, to write the letter from, and once more inside
//! the claiming transaction: only when both are equal is the letter stored, so that permits are asked in the
//! same transaction and nothing is rendered there.

use domain::ids::{IncidentId, PersonId};
use domain::time::Moment;

use super::about_action::about_action;
use super::about_desk::about_desk;
use super::about_morning::about_morning;
use super::about_planned::about_planned;
use super::about_review::about_review;
use super::sender::Sender;
use super::thread::ThreadRecord;
use super::waits::{Wait, wait};
use crate::Backend;
use crate::error::Result;
use crate::incidents::{find, report_of};
use crate::letters::{Letter, Opens, letter_for, quotable};
use crate::mail::compose::Correspondent;
use crate::notices::{Audience, Notice, NoticeKind, Queued, Recipient};
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
    let About { letter, incidents } = about(desk, read, last, person.as_ref(), &wanted, &sender, stranger)?;
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

/// A letter before it is addressed, with every incident it tells of.
struct About {
    letter: Option<Letter>,
    incidents: Vec<IncidentId>,
}

/// What the letter says, by what it is about.
fn about(
    desk: &Backend,
    read: &dyn Read,
    last: &Notice,
    person: Option<&PersonRecord>,
    wanted: &[Notice],
    sender: &Sender,
    stranger: bool,
) -> Result<About> {
    let mut incidents: Vec<_> = last.incident.into_iter().collect();
    let Some(person) = person else { return Ok(About { letter: about_desk(read, last, None, sender)?, incidents }) };
    let newest = wanted.last();
    let letter = match last.incident {
        Some(incident) if last.kind.spec().to != Audience::Person => {
            let letter = about_incident(desk, read, incident, person.id, wanted, sender)?;
            letter.map(|letter| if stranger { with_a_way_out(letter, desk, person.id, sender) } else { letter })
        }
        _ if last.planned.is_some() => {
            newest.map_or(Ok(None), |notice| about_planned(desk, read, notice, person.id, sender))?
        }
        _ if last.kind == NoticeKind::Morning => {
            let morning = newest.map_or(Ok(None), |notice| about_morning(desk, read, notice, person, sender))?;
            // Whoever may not see one of them reads none of it on a screen either.
            morning.map(|(letter, listed)| {
                incidents = listed;
                letter
            })
        }
        _ if matches!(last.kind, NoticeKind::Review(_)) => {
            newest.map_or(Ok(None), |notice| about_review(desk, read, notice, person, sender))?
        }
        _ if last.action.is_some() => {
            newest.map_or(Ok(None), |notice| about_action(desk, read, notice, person, sender))?
        }
        _ => about_desk(read, last, Some(person), sender)?,
    };
    Ok(About { letter, incidents })
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
