//! Change an incident: every step of its life that a person with rights takes.

use domain::incident::{Change, Command, Incident, Press, decide};
use domain::permissions::{Action, Actor, Object, permits};
use domain::refusal::Refusal;
use domain::time::{Moment, UNDO_WINDOW};
use domain::view::incident::Done;
use serde::{Deserialize, Serialize};

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::record::{Hand, record};
use crate::incidents::{bells, entry, facts, idempotency, index, merged, notices, reporter_words, who_was_first};
use crate::settings::Settings;
use crate::storage::{Read, Tx};

/// One press, with what the screen it was made on knew.
#[derive(Clone, Debug)]
pub struct ChangeRequest {
    pub number: String,
    pub press: Press,
    /// A stakeholder update that goes with it: both are done or neither, and one "Undo" takes back both.
    pub also: Option<Press>,
    /// The revision the person saw; a step that would overwrite somebody else's is refused when it is older.
    pub seen: Option<u64>,
    /// Made by the browser for this press; a resend is harmless.
    pub nonce: String,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Stored {
    number: String,
    revision: u64,
    /// The first entry of the press, while it can be taken back.
    pub(super) first: Option<u64>,
    at: i64,
    #[serde(default)]
    told: Option<u32>,
}

impl Backend {
    /// Decides and records one command; answers with what "Undo" needs.
    pub async fn change(&self, caller: &Caller, request: ChangeRequest) -> Result<Done> {
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        let stored = self
            .storage()
            .write(move |tx| {
                let actor = caller.actor(tx)?;
                let key = press_key(&actor, &request)?;
                if let Some(stored) = key.as_ref().map_or(Ok(None), |key| idempotency::answered(tx, key))? {
                    return Ok(stored);
                }
                let settings = Settings::load(tx, &fixed)?;
                let stored = both(tx, &actor, &request, &settings)
                    .map_err(|error| who_was_first::told(tx, &actor, &request, error))?;
                if let Some(key) = &key {
                    idempotency::remember(tx, key, &stored)?;
                }
                Ok(stored)
            })
            .await?;
        let Stored { number, revision, first, at, told } = stored;
        Ok(Done { number, revision, sequence: first, undo_until: first.map(|_| Moment(at).plus(UNDO_WINDOW)), told })
    }
}

/// The incident, if the actor may do this to it. What they may not see does not exist; what they see and may
/// not do is denied.
pub(crate) fn open_gate(read: &dyn Read, actor: &Actor, number: &str, action: Action) -> Result<Incident> {
    let incident = index::find_by_number(read, number)?.ok_or(Error::NotFound)?;
    let object = Object::Incident(merged::relation(read, actor, &incident)?);
    if permits(actor, action, object) {
        Ok(incident)
    } else if permits(actor, Action::ReadIncident, object) || permits(actor, Action::FollowOwnReport, object) {
        Err(Error::Denied)
    } else {
        Err(Error::NotFound)
    }
}

/// The update is recorded first, while its promise may still stand; its letters are written after both.
fn both(tx: &mut Tx<'_>, actor: &Actor, request: &ChangeRequest, settings: &Settings) -> Result<Stored> {
    let Some(also) = &request.also else { return change(tx, actor, request, &request.press, settings) };
    if !matches!(also, Press::Tell { .. }) {
        return Err(Refusal::NotAllowed.into());
    }
    let told = change(tx, actor, request, also, settings)?;
    let done = change(tx, actor, request, &request.press, settings)?;
    Ok(Stored { first: told.first.or(done.first), told: told.told, ..done })
}

/// One press on one incident; a refusal comes before anything is written.
pub(super) fn change(
    tx: &mut Tx<'_>,
    actor: &Actor,
    request: &ChangeRequest,
    press: &Press,
    settings: &Settings,
) -> Result<Stored> {
    let before = open_gate(tx, actor, &request.number, press.verb().right)?;
    if let Some(seen) = request.seen
        && was_overwritten(tx, &before, press, seen)?
    {
        return Err(Refusal::Changed { revision: before.revision }.into());
    }
    reporter_words::count(tx, before.id, actor.person_id(), press)?;
    let command = Command::from(press.clone());
    let facts = facts::gather(tx, Some(&before), &command, actor, settings)?;
    let mut changes = decide(Some(&before), &facts, &command, actor, Moment(tx.now()))?;
    changes.extend(bells::found_late(tx, &before, &changes, Moment(tx.now()))?);
    let other = merged::other_side(tx, actor, &before, press, &changes, Moment(tx.now()))?;
    let at = tx.now();
    if changes.is_empty() {
        return Ok(Stored {
            number: before.number.to_string(),
            revision: before.revision,
            first: None,
            at,
            told: None,
        });
    }
    if let Press::Undo { sequence } = press {
        notices::withdraw(tx, before.id, *sequence, before.revision)?;
    }
    let recorded = record(tx, Some(before), &changes, Hand::of(actor.who), settings)?;
    if let Some((other, changes)) = other {
        record(tx, Some(other), &changes, Hand::of(actor.who), settings)?;
    }
    Ok(Stored {
        number: recorded.incident.number.to_string(),
        revision: recorded.incident.revision,
        first: press.verb().undoable.then_some(recorded.first),
        at,
        told: changes.iter().find_map(letters),
    })
}

fn letters(change: &Change) -> Option<u32> {
    if let Change::StakeholdersTold { recipients, .. } = change { Some(*recipients) } else { None }
}

/// The press replaces something that somebody changed after the screen was drawn. That others joined or wrote
/// meanwhile is no reason to ask again.
fn was_overwritten(read: &dyn Read, before: &Incident, press: &Press, seen: u64) -> Result<bool> {
    if seen >= before.revision {
        return Ok(false);
    }
    let since = entry::entries_from(read, before.id, seen + 1)?;
    Ok(since.iter().any(|entry| entry.change.as_ref().is_none_or(|change| press.overwrites(change))))
}

fn press_key(actor: &Actor, request: &ChangeRequest) -> Result<Option<[u8; 32]>> {
    if request.nonce.is_empty() {
        return Ok(None);
    }
    let press = serde_json::to_string(&(&request.press, &request.also)).map_err(Error::internal)?;
    let person = actor.person_id().map(|p| p.to_string()).unwrap_or_default();
    Ok(Some(idempotency::key(&request.nonce, &["change", &person, &request.number, &press])))
}
