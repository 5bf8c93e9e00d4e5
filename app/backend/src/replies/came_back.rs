//! A bounce: the letter it is about did not arrive, and neither will the next one to that address until somebody looks.

use super::belongs::letter_of;
use super::message::Bounce;
use super::record::{Came, Why};
use crate::error::Result;
use crate::outbox::came_back;
use crate::people::{Bounced, PersonRecord};
use crate::storage::Tx;

pub(super) fn bounce(tx: &mut Tx<'_>, bounce: &Bounce) -> Result<Came> {
    if !bounce.is_final {
        return Ok(Came::Dropped(Why::Delay));
    }
    for id in &bounce.letters {
        let Some(letter) = letter_of(tx, id)? else { continue };
        if !came_back(tx, letter.id, &said(bounce))? {
            continue;
        }
        // A mailbox further on that the letter was passed to is not the address we write to.
        let same = bounce.recipient.is_empty() || bounce.recipient.eq_ignore_ascii_case(&letter.to);
        if let Some(mut person) = letter.recipient.map_or(Ok(None), |person| PersonRecord::find(tx, person))?
            && same
        {
            person.bounced = Some(Bounced { at: tx.now(), status: bounce.status.clone() });
            person.save(tx)?;
        }
        return Ok(Came::Bounced { letter: letter.id });
    }
    Ok(Came::Dropped(Why::StrangeBounce))
}

/// As it stands among the answers of servers.
fn said(bounce: &Bounce) -> String {
    let told = [bounce.status.as_str(), bounce.reason.as_str()].into_iter().filter(|part| !part.is_empty());
    format!("bounced: {}", told.collect::<Vec<_>>().join(" "))
}
