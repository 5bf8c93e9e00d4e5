//! What the relay's answer means for a letter; when it is tried again is not its say (`delivery/backoff.rs`).

use domain::ids::LetterId;
use domain::view::letters::LetterState;

use super::logged::GivenUp;
use super::record::LetterRecord;
use super::tell_failure::tell_failure;
use crate::delivery::Next;
use crate::error::Result;
use crate::mail::courier::Outcome;
use crate::retention::LETTER_BYTES;
use crate::storage::Tx;

/// Answers how the letter stands then; `None` when it is no more.
pub(super) fn settle(tx: &mut Tx<'_>, id: LetterId, outcome: &Outcome) -> Result<Option<LetterState>> {
    let now = tx.now();
    let Some(mut record) = LetterRecord::find(tx, id)? else { return Ok(None) };
    record.note(now, outcome.answer());
    if !matches!(outcome, Outcome::Unreachable { .. } | Outcome::QueueTrouble { .. }) {
        // Somebody may have got it.
        record.notices.clear();
    }
    match outcome {
        Outcome::Accepted { .. } => done(tx, &mut record, LetterState::Accepted),
        Outcome::Kept { .. } => done(tx, &mut record, LetterState::Kept),
        Outcome::Refused { .. } => {
            record.turn().count_try(now);
            end_and_tell(tx, &mut record)?;
        }
        Outcome::Deferred { .. } => match record.turn().put_off(tx) {
            Next::Again => record.state = LetterState::Deferred,
            Next::Over => end_and_tell(tx, &mut record)?,
        },
        // No verdict about this letter: it waits with all others and costs no try.
        Outcome::Unreachable { .. } | Outcome::QueueTrouble { .. } => {
            record.state = LetterState::Deferred;
            record.turn().give_back(tx);
        }
    }
    record.update(tx)?;
    Ok(Some(record.state))
}

fn done(tx: &mut Tx<'_>, record: &mut LetterRecord, state: LetterState) {
    record.turn().end(tx);
    record.state = state;
    erase_what_is_over(record, tx.now());
}

/// Ends a letter that nobody can send any more; the answer is for the log.
pub(super) fn give_up(tx: &mut Tx<'_>, record: &mut LetterRecord, why: &'static str) -> Result<GivenUp> {
    record.note(tx.now(), &format!("not sent: {why}"));
    end(tx, record)?;
    Ok(GivenUp::Letter { id: record.id, why })
}

/// The relay took it, and another server told later that it did not arrive. False where it is no letter that was taken.
pub(crate) fn came_back(tx: &mut Tx<'_>, id: LetterId, answer: &str) -> Result<bool> {
    let Some(mut record) = LetterRecord::find(tx, id)? else { return Ok(false) };
    if record.state != LetterState::Accepted {
        return Ok(false);
    }
    record.note(tx.now(), answer);
    end_and_tell(tx, &mut record)?;
    Ok(true)
}

/// Somebody wants it tried again; false when there is nothing left to send.
pub fn retry(tx: &mut Tx<'_>, id: LetterId) -> Result<bool> {
    let now = tx.now();
    let Some(mut record) = LetterRecord::find(tx, id)? else { return Ok(false) };
    let sendable = record.bytes.is_some() && record.expires.is_none_or(|at| at > now);
    if !sendable || !matches!(record.state, LetterState::Failed | LetterState::Deferred) {
        return Ok(false);
    }
    record.state = LetterState::Queued;
    record.turn().begin_again(tx);
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
    erase_what_is_over(record, tx.now());
    record.turn().park(tx);
    record.update(tx)
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
