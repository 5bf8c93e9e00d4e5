//! The letter that tells somebody what was chosen for them with a link from one of their letters: whoever got it
//! forwarded holds it as well. It says what changed and leads to where that is taken back. At most a few an hour, so that
//! nobody makes a storm with it; whoever never asked for letters gets none about them.

use domain::time::Moment;

use crate::Backend;
use crate::error::Result;
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::people::{PersonRecord, is_stranger};
use crate::settings::Settings;
use crate::storage::Tx;

/// Queues it, in the transaction of the change. A closure that runs twice counts it twice, and that is all.
pub(super) fn tell(tx: &mut Tx<'_>, desk: &Backend, person: &PersonRecord, words: String, link: String) -> Result<()> {
    let heard = person.email.is_some() && !is_stranger(person, &Settings::stored(tx)?);
    if !heard || !desk.door().letters_asked.one_more(&format!("choices of {}", person.id), tx.real_now()) {
        return Ok(());
    }
    let mut notice = Notice::new(Recipient::Person(person.id), NoticeKind::ChoicesChanged, Moment(tx.now()));
    notice.words = Some(words);
    notice.link = Some(link);
    queue_notice(tx, &notice)
}
