//! A press that comes too late says who was first: what they did since the screen was drawn, and with which words.

use domain::english::pressed;
use domain::locale::Locale;
use domain::permissions::{Action, Actor};
use domain::refusal::Refusal;

use crate::error::{Error, Result};
use crate::incidents::change::{ChangeRequest, open_gate};
use crate::incidents::entry::{self, TimelineEntry};
use crate::incidents::{NameBook, timeline};
use crate::storage::Tx;

/// Entries since the screen was drawn that are looked at.
const LOOKED_AT_MOST: u64 = 50;
/// Characters of what somebody wrote that a refusal repeats; all of it stands in the timeline.
const WORDS_MOST: usize = 200;

/// The refusal with who was first, for whoever may read it; every other error as it is.
pub(super) fn told(tx: &Tx<'_>, actor: &Actor, request: &ChangeRequest, error: Error) -> Error {
    let Error::Refused(why) = error else { return error };
    if !why.is_of_an_old_screen() {
        return why.into();
    }
    match first(tx, actor, request, &why) {
        Ok(Some(refusal)) => refusal.into(),
        Ok(None) => why.into(),
        Err(error) => error,
    }
}

fn first(tx: &Tx<'_>, actor: &Actor, request: &ChangeRequest, why: &Refusal) -> Result<Option<Refusal>> {
    let Some(seen) = request.seen else { return Ok(None) };
    let Ok(incident) = open_gate(tx, actor, &request.number, Action::ReadNotes) else { return Ok(None) };
    // The update that went with the press was recorded before it was refused, and is gone with it.
    let is_of_it = |entry: &TimelineEntry| request.also.is_some() && (entry.at.0, entry.who) == (tx.now(), actor.who);
    let mut since: Vec<TimelineEntry> = Vec::new();
    for sequence in (seen + 1..=incident.revision).take(usize::try_from(LOOKED_AT_MOST).unwrap_or(usize::MAX)) {
        since.extend(entry::entry(tx, incident.id, sequence)?.filter(|entry| !is_of_it(entry)));
    }
    let replaces =
        |entry: &&TimelineEntry| entry.change.as_ref().is_some_and(|change| request.press.overwrites(change));
    let overwritten = since.iter().rev().find(replaces).filter(|_| matches!(why, Refusal::Changed { .. }));
    let Some(entry) = overwritten.or_else(|| since.get(pressed(since.iter().map(|entry| entry.change.as_ref()))))
    else {
        return Ok(None);
    };
    let book = NameBook::new(tx);
    let (by, person) = timeline::whoever_did(&book, &incident, entry);
    // In another window.
    let by = if person.is_some() && person == actor.person_id() { "You".to_owned() } else { by };
    let Some(sentence) = entry.change.as_ref().map(|change| Locale::English.sentence(change, person, &book)) else {
        return Ok(None);
    };
    let words = sentence.words.map(|words| shortened(&words));
    let age = tx.now() - entry.at.0;
    Ok(Some(Refusal::WasFirst { by, act: sentence.act, words, age, why: Box::new(why.clone()) }))
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(WORDS_MOST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}
