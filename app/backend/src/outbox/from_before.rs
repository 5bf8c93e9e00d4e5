//! What a copy of the database holds in its queues has perhaps been sent since, by the desk it is a copy of. So a desk
//! that begins with a copy sets it aside, at the far end of both queues, until an administrator says what becomes of
//! it. What happens from then on waits for nobody.

use domain::ids::LetterId;
use domain::view::letters::LetterState;

use super::logged::GivenUp;
use super::record::LetterRecord;
use super::{settle, withhold};
use crate::delivery::{self, SET_ASIDE};
use crate::error::Result;
use crate::notices::{self, Queued};
use crate::storage::{self, Key, Order, Read, Table, Tx};

/// Letters and notices moved in one transaction.
const AT_ONCE: usize = 200;

const DROPPED: &str = "it was queued before the copy with which this desk began";

/// What becomes of letters from before the copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Send,
    Drop,
}

/// Sets aside what had been queued when the database was copied. True while there is more.
pub(super) fn set_aside(tx: &mut Tx<'_>) -> Result<bool> {
    let Some(copied_at) = storage::copied_at(tx)? else { return Ok(false) };
    let (notices, letters) = (old_notices(tx, copied_at)?, old_letters(tx, copied_at)?);
    for queued in &notices {
        notices::hold(tx, queued, SET_ASIDE)?;
    }
    for mut letter in letters.iter().cloned() {
        letter.state = if letter.tries == 0 { LetterState::Queued } else { LetterState::Deferred };
        // The desk it is a copy of may have handed it over.
        letter.notices.clear();
        letter.turn().set_aside(tx);
        letter.update(tx)?;
    }
    let done = notices.is_empty() && letters.is_empty();
    if done {
        storage::forget_copy(tx);
    }
    Ok(!done)
}

/// How many letters, written or not, were set aside.
pub fn count(read: &dyn Read) -> Result<u64> {
    let place = Key::new().i64(SET_ASIDE).done();
    Ok(read.count_prefix(Table::Notices, &place)? + read.count_prefix(Table::LetterQueue, &place)?)
}

/// What came of some of them.
#[derive(Default)]
pub struct Decided {
    /// None when nothing is left.
    pub letters: usize,
    given_up: Vec<GivenUp>,
}

impl Decided {
    /// To be called once it is durable.
    pub fn log(&self) {
        self.given_up.iter().for_each(GivenUp::log);
    }
}

/// Sends or drops some of them.
pub fn decide(tx: &mut Tx<'_>, fate: Fate) -> Result<Decided> {
    let place = Key::new().i64(SET_ASIDE).done();
    let notices = tx.scan_prefix(Table::Notices, &place, Order::Ascending, AT_ONCE)?;
    for (key, value) in &notices {
        let queued = notices::parse(key, value)?;
        match fate {
            Fate::Send => notices::hold(tx, &queued, queued.notice.first_due())?,
            Fate::Drop => withhold(tx, &queued)?,
        }
    }
    let mut given_up = Vec::new();
    if fate == Fate::Drop && !notices.is_empty() {
        given_up.push(GivenUp::Unwritten { letters: notices.len() });
    }
    let letters = tx.scan_prefix(Table::LetterQueue, &place, Order::Ascending, AT_ONCE)?;
    for (key, _) in &letters {
        let Some(mut letter) = letter_of(tx, key)? else { continue };
        match fate {
            Fate::Send => {
                letter.turn().give_back(tx);
                letter.update(tx)?;
            }
            Fate::Drop => given_up.push(settle::give_up(tx, &mut letter, DROPPED)?),
        }
    }
    tx.wake_outbox();
    Ok(Decided { letters: notices.len() + letters.len(), given_up })
}

fn old_notices(read: &dyn Read, copied_at: i64) -> Result<Vec<Queued>> {
    let (end, mut found, mut failed) = (Key::new().i64(SET_ASIDE).done(), Vec::new(), None);
    read.scan_each(Table::Notices, &[], &end, Order::Ascending, &mut |key, value| {
        match notices::parse(key, value) {
            Ok(queued) if queued.notice.at.0 <= copied_at => found.push(queued),
            Ok(_) => {}
            Err(error) => failed = Some(error),
        }
        failed.is_none() && found.len() < AT_ONCE
    })?;
    failed.map_or(Ok(found), Err)
}

fn old_letters(read: &dyn Read, copied_at: i64) -> Result<Vec<LetterRecord>> {
    let (end, mut found, mut failed) = (Key::new().i64(SET_ASIDE).done(), Vec::new(), None);
    read.scan_each(Table::LetterQueue, &[], &end, Order::Ascending, &mut |key, _| {
        match letter_of(read, key) {
            Ok(letter) => found.extend(letter.filter(|letter| letter.created_at <= copied_at)),
            Err(error) => failed = Some(error),
        }
        failed.is_none() && found.len() < AT_ONCE
    })?;
    failed.map_or(Ok(found), Err)
}

/// The letter that a row of the queue leads to.
fn letter_of(read: &dyn Read, key: &[u8]) -> Result<Option<LetterRecord>> {
    LetterRecord::find(read, LetterId(delivery::parse(key)?))
}
