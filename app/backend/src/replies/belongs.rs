//! Which incidents a message may be for, the surest first: the letter it answers, those of its thread, the token in the
//! address it was sent to, the number in its subject. Whether its sender may write there is not asked here.

use domain::ids::{IncidentId, LetterId, PersonId};

use super::message::Message;
use super::record::Way;
use crate::error::Result;
use crate::incidents::{find, find_by_number};
use crate::keys::Keys;
use crate::mail::reply_token;
use crate::outbox::{LetterRecord, had_letters};
use crate::storage::Read;

/// Where its words may belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub incident: IncidentId,
    pub way: Way,
    /// Its sender had a letter about it.
    pub told: bool,
}

pub(super) fn places(read: &dyn Read, keys: &Keys, message: &Message, sender: PersonId) -> Result<Vec<Place>> {
    let mut places = Vec::new();
    for (ids, way) in [(&message.in_reply_to, Way::InReplyTo), (&message.references, Way::References)] {
        for id in ids {
            let Some(letter) = letter_of(read, id)? else { continue };
            // One that told of several does not say which of them is meant.
            if let [incident] = letter.incidents[..] {
                places.push(Place { incident, way, told: letter.recipient == Some(sender) });
            }
        }
    }
    let tokens = message.to.iter().filter_map(|to| reply_token::behind_plus(to));
    let tokens = tokens.filter_map(|token| reply_token::read(keys, token));
    places.extend(tokens.map(|(incident, person)| Place { incident, way: Way::Token, told: person == sender }));
    for tag in &message.tags {
        if let Some(incident) = find_by_number(read, tag)? {
            places.push(Place { incident: incident.id, way: Way::Subject, told: false });
        }
    }
    for place in &mut places {
        place.told = place.told || had_letter_about(read, sender, place.incident)?;
    }
    Ok(places)
}

/// The letter with that Message-ID: its number stands in it.
pub(super) fn letter_of(read: &dyn Read, message_id: &str) -> Result<Option<LetterRecord>> {
    let number = message_id.strip_prefix('<').and_then(|id| id.split_once('@')).map(|(number, _)| number);
    let Some(id) = number.and_then(|number| number.parse::<LetterId>().ok()) else { return Ok(None) };
    Ok(LetterRecord::find(read, id)?.filter(|letter| letter.message_id == message_id))
}

/// Of it, of what was merged into it, or of what it was merged into.
fn had_letter_about(read: &dyn Read, person: PersonId, incident: IncidentId) -> Result<bool> {
    let Some(found) = find(read, incident)? else { return Ok(false) };
    for of in [incident].into_iter().chain(found.duplicates).chain(found.merged_into) {
        if had_letters(read, person, of)? {
            return Ok(true);
        }
    }
    Ok(false)
}
