//! How much one reporter writes to one incident. Anybody may hold the link of a receipt; nobody reads more than this,
//! and whoever has more to say is called by the team.

use domain::ids::{IncidentId, PersonId};
use domain::incident::Press;
use domain::refusal::Refusal;

use crate::error::Result;
use crate::storage::{Key, Read, Table, Tx};

/// Presses with words in them.
pub const PRESSES_MOST: u32 = 200;
/// Characters of all of them.
pub const CHARACTERS_MOST: u32 = 100_000;

/// Counts the words of a reporter's press; refuses what is more than anybody reads. Others' presses are not counted.
pub(super) fn count(tx: &mut Tx<'_>, incident: IncidentId, person: Option<PersonId>, press: &Press) -> Result<()> {
    let (Some(person), Some(words)) = (person, of_a_reporter(press)) else { return Ok(()) };
    count_words(tx, incident, person, words)
}

/// The same of words that came another way.
pub(super) fn count_words(tx: &mut Tx<'_>, incident: IncidentId, person: PersonId, words: &str) -> Result<()> {
    let key = Key::new().text("words").u64(incident.0).u64(person.0).done();
    let stored = tx.get(Table::Counters, &key)?.unwrap_or_default();
    let (presses, characters) = match stored.as_chunks::<4>().0 {
        [presses, characters] => (u32::from_be_bytes(*presses), u32::from_be_bytes(*characters)),
        _ => (0, 0),
    };
    let characters = characters.saturating_add(u32::try_from(words.chars().count()).unwrap_or(u32::MAX));
    if presses >= PRESSES_MOST || characters > CHARACTERS_MOST {
        return Err(Refusal::TimelineFull.into());
    }
    tx.put(Table::Counters, key, [(presses + 1).to_be_bytes(), characters.to_be_bytes()].concat());
    Ok(())
}

fn of_a_reporter(press: &Press) -> Option<&str> {
    if let Press::AddWords { text: words } | Press::Judge { words, .. } = press {
        return Some(words.as_str()).filter(|words| !words.is_empty());
    }
    None
}
