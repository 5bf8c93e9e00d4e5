//! What the relay's answer means for a letter, and when it is tried again.

use domain::ids::LetterId;
use domain::time::{HOUR, SECOND};
use domain::view::letters::LetterState;

use super::logged::GivenUp;
use super::record::LetterRecord;
use super::tell_failure::tell_failure;
use crate::error::Result;
use crate::mail::courier::Outcome;
use crate::retention::LETTER_BYTES;
use crate::storage::Tx;

const FIRST_DELAY: i64 = 30 * SECOND;
const LONGEST_DELAY: i64 = HOUR;
const SHORTEST_DELAY: i64 = SECOND;
const TRIES_MOST: u32 = 20;
const TRIED_FOR: i64 = 48 * HOUR;

/// Answers how the letter stands then; `None` when it is no more.
pub(super) fn settle(tx: &mut Tx<'_>, id: LetterId, outcome: &Outcome) -> Result<Option<LetterState>> {
    let now = tx.now();
    let Some(mut record) = LetterRecord::find(tx, id)? else { return Ok(None) };
    record.lease = None;
    record.note(now, outcome.answer());
    match outcome {
        Outcome::Accepted { .. } => done(tx, &mut record, LetterState::Accepted),
        Outcome::Kept { .. } => done(tx, &mut record, LetterState::Kept),
        Outcome::Refused { .. } => {
            count_try(&mut record, now);
            end_and_tell(tx, &mut record)?;
        }
        Outcome::Deferred { .. } => {
            let since = count_try(&mut record, now);
            if record.tries >= TRIES_MOST || now - since >= TRIED_FOR {
                end_and_tell(tx, &mut record)?;
            } else {
                record.state = LetterState::Deferred;
                let due = now + delay(record.tries, u64::from_le_bytes(tx.random()));
                record.queue(tx, due);
            }
        }
        // No verdict about this letter: it waits with all others and costs no try.
        Outcome::Unreachable { .. } | Outcome::QueueTrouble { .. } => {
            record.state = LetterState::Deferred;
            record.queue(tx, now);
        }
    }
    record.update(tx)?;
    Ok(Some(record.state))
}

fn done(tx: &mut Tx<'_>, record: &mut LetterRecord, state: LetterState) {
    count_try(record, tx.now());
    record.state = state;
    record.leave_queue(tx);
    erase_what_is_over(record, tx.now());
}

/// Ends a letter that nobody can send any more; the answer is for the log.
pub(super) fn give_up(tx: &mut Tx<'_>, record: &mut LetterRecord, why: &'static str) -> Result<GivenUp> {
    record.note(tx.now(), &format!("not sent: {why}"));
    end(tx, record)?;
    Ok(GivenUp::Letter { id: record.id, why })
}

/// Somebody wants it tried again; false when there is nothing left to send.
pub fn retry(tx: &mut Tx<'_>, id: LetterId) -> Result<bool> {
    let now = tx.now();
    let Some(mut record) = LetterRecord::find(tx, id)? else { return Ok(false) };
    let sendable = record.bytes.is_some() && record.expires.is_none_or(|at| at > now);
    if !sendable || !matches!(record.state, LetterState::Failed | LetterState::Deferred) {
        return Ok(false);
    }
    // Tries and hours begin again.
    record.state = LetterState::Queued;
    record.tries = 0;
    record.first_tried_at = None;
    record.lease = None;
    record.queue(tx, now);
    record.update(tx)?;
    tx.wake_outbox();
    Ok(true)
}

fn end_and_tell(tx: &mut Tx<'_>, record: &mut LetterRecord) -> Result<()> {
    end(tx, record)?;
    tell_failure(tx, record)
}

fn end(tx: &mut Tx<'_>, record: &mut LetterRecord) -> Result<()> {
    record.state = LetterState::Failed;
    record.lease = None;
    erase_what_is_over(record, tx.now());
    record.park(tx);
    record.update(tx)
}

/// Answers with the instant of the first one.
fn count_try(record: &mut LetterRecord, now: i64) -> i64 {
    record.tries += 1;
    *record.first_tried_at.get_or_insert(now)
}

/// A link that opens something is worth keeping only until it was handed over. The sweep leaves letters alone that
/// wait, so one that waited longer than letters are kept is erased here.
fn erase_what_is_over(record: &mut LetterRecord, now: i64) {
    if record.secret {
        record.bytes = None;
    }
    if now - record.created_at > LETTER_BYTES {
        record.erase();
    }
}

/// Full jitter: anything up to a ceiling that doubles with each try.
fn delay(tries: u32, random: u64) -> i64 {
    let doubled = FIRST_DELAY.saturating_mul(1 << tries.saturating_sub(1).min(20));
    let ceiling = doubled.min(LONGEST_DELAY);
    let within = random % ceiling.unsigned_abs();
    SHORTEST_DELAY.max(within.cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_try_waits_up_to_twice_as_long_and_never_more_than_an_hour() {
        let most = |tries| (0..2_000).map(|n| delay(tries, n * 7_919_993)).max().unwrap_or_default();
        assert!(most(1) < FIRST_DELAY && most(1) > FIRST_DELAY / 2);
        assert!(most(2) < 2 * FIRST_DELAY && most(2) > FIRST_DELAY);
        assert!(most(20) < LONGEST_DELAY && most(20) > LONGEST_DELAY / 2);
        assert!((0..2_000).all(|n| delay(1, n) >= SHORTEST_DELAY));
    }
}
