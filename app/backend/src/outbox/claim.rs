//! Makes a plan true in one transaction: asks again what the planner asked, stores the bytes, takes the notices
//! out of the queue, and leases the letter to this process. A plan that no longer fits is left for the next round.

use domain::ids::LetterId;
use domain::view::letters::LetterState;

use super::draft::{bundle, draft};
use super::logged::GivenUp;
use super::plan::{Plan, Written};
use super::record::{LetterRecord, due};
use super::tell_failure::tell_failure;
use super::unwrite::rejoin;
use super::{settle, withhold};
use crate::Backend;
use crate::error::Result;
use crate::letters::may_still_read;
use crate::notices::{Queued, hold, is_still_queued, remove};
use crate::storage::{Read, Tx};

/// A letter on its way, with exactly what is sent.
#[derive(Debug, Clone)]
pub(super) struct Outgoing {
    pub id: LetterId,
    pub name: String,
    pub from: String,
    pub to: String,
    pub bytes: String,
}

impl Outgoing {
    pub fn of(record: &LetterRecord) -> Option<Self> {
        Some(Self {
            id: record.id,
            name: name(record),
            from: record.envelope_from.clone(),
            to: record.to.clone(),
            bytes: record.bytes.clone()?,
        })
    }
}

/// What became of the plans.
#[derive(Default)]
pub(super) struct CarriedOut {
    pub outgoing: Vec<Outgoing>,
    /// Plans that fitted; without any the same round would only repeat itself.
    pub fitted: usize,
    /// For the log.
    pub given_up: Vec<GivenUp>,
}

/// Letters whose turn it is.
#[derive(Default)]
pub(super) struct Claimed {
    pub outgoing: Vec<Outgoing>,
    /// For the log.
    pub given_up: Vec<GivenUp>,
}

pub(super) fn carry_out(tx: &mut Tx<'_>, desk: &Backend, plans: &[Plan]) -> Result<CarriedOut> {
    let mut done = CarriedOut::default();
    for plan in plans {
        match plan {
            Plan::Write(written) if still_fits(tx, desk, written)? => {
                done.outgoing.extend(store(tx, written)?);
                done.fitted += 1;
            }
            Plan::Write(_) => {}
            Plan::Hold { notices, until } => {
                for queued in still_queued(tx, notices)? {
                    hold(tx, queued, *until)?;
                    done.fitted += 1;
                }
            }
            Plan::Drop { notices } => {
                let letters = drop_unwritten(tx, notices)?;
                done.fitted += letters;
                done.given_up.extend((letters > 0).then_some(GivenUp::Unwritten { letters }));
            }
            Plan::Park { notices, record } if all_wait(tx, notices)? && !is_taken(tx, record)? => {
                notices.iter().for_each(|queued| remove(tx, queued));
                record.insert(tx)?;
                tell_failure(tx, record)?;
                done.fitted += 1;
                done.given_up.push(GivenUp::Letter { id: record.id, why: "it cannot be written" });
            }
            Plan::Park { .. } => {}
        }
    }
    Ok(done)
}

fn drop_unwritten(tx: &mut Tx<'_>, notices: &[Queued]) -> Result<usize> {
    let waiting = still_queued(tx, notices)?;
    for queued in &waiting {
        withhold(tx, queued)?;
    }
    Ok(waiting.len())
}

/// Leases letters whose next attempt is due; those that have expired end here.
pub(super) fn claim_due(tx: &mut Tx<'_>, boot: u64, limit: usize) -> Result<Claimed> {
    let mut claimed = Claimed::default();
    let ids = due(tx, tx.now(), limit)?;
    rejoin(tx, &ids)?;
    for id in ids {
        let Some(mut record) = LetterRecord::find(tx, id)? else { continue };
        let parcel = match why_not(tx, &record)? {
            Some(why) => Err(why),
            None => Outgoing::of(&record).ok_or("its text was erased"),
        };
        match parcel {
            Ok(parcel) => {
                record.state = LetterState::Sending;
                record.turn().take(tx, boot);
                record.update(tx)?;
                claimed.outgoing.push(parcel);
            }
            Err(why) => claimed.given_up.push(settle::give_up(tx, &mut record, why)?),
        }
    }
    Ok(claimed)
}

/// Why a letter that was written may not be sent any more.
fn why_not(tx: &Tx<'_>, record: &LetterRecord) -> Result<Option<&'static str>> {
    Ok(if record.expires.is_some_and(|at| at <= tx.now()) {
        Some("what it offered has expired")
    } else if !may_still_be_sent(tx, record)? {
        Some("what it is about is restricted by now")
    } else {
        None
    })
}

/// The words were written before: permits are asked again.
fn may_still_be_sent(read: &dyn Read, record: &LetterRecord) -> Result<bool> {
    for incident in &record.incidents {
        if !may_still_read(read, *incident, record.recipient)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a letter may have been handed over before it came back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Handed {
    Never,
    /// The process that had it is no more.
    Perhaps,
}

/// Gives letters back that were leased and not sent.
pub(super) fn release(tx: &mut Tx<'_>, ids: &[LetterId], handed: Handed) -> Result<()> {
    for id in ids {
        let Some(mut record) = LetterRecord::find(tx, *id)? else { continue };
        if record.state != LetterState::Sending {
            continue;
        }
        record.state = if record.tries == 0 { LetterState::Queued } else { LetterState::Deferred };
        if handed == Handed::Perhaps {
            record.notices.clear();
        }
        record.turn().give_back(tx);
        record.update(tx)?;
    }
    Ok(())
}

/// The same question as before, inside the transaction: permits, addresses, words and what was undone.
fn still_fits(tx: &Tx<'_>, desk: &Backend, written: &Written) -> Result<bool> {
    if is_taken(tx, &written.record)? {
        return Ok(false);
    }
    let mut drafts = Vec::new();
    for group in &written.groups {
        if !all_wait(tx, group)? {
            return Ok(false);
        }
        drafts.extend(draft(desk, tx, group)?);
    }
    Ok(bundle(drafts).as_ref() == Some(&written.draft))
}

/// Another letter has its number: it is planned again and gets a new one.
fn is_taken(read: &dyn Read, record: &LetterRecord) -> Result<bool> {
    Ok(LetterRecord::find(read, record.id)?.is_some())
}

fn all_wait(read: &dyn Read, notices: &[Queued]) -> Result<bool> {
    Ok(still_queued(read, notices)?.len() == notices.len())
}

fn store(tx: &mut Tx<'_>, written: &Written) -> Result<Option<Outgoing>> {
    for queued in written.groups.iter().flatten() {
        remove(tx, queued);
    }
    written.record.insert(tx)?;
    if let (Some(thread), Some((person, incident))) = (&written.thread, written.draft.thread()) {
        thread.save(tx, person, incident)?;
    }
    Ok(Outgoing::of(&written.record))
}

fn still_queued<'a>(read: &dyn Read, notices: &'a [Queued]) -> Result<Vec<&'a Queued>> {
    let mut found = Vec::with_capacity(notices.len());
    for queued in notices {
        if is_still_queued(read, queued)? {
            found.push(queued);
        }
    }
    Ok(found)
}

/// Instant and number: files sort by time, and a second attempt is the same file.
fn name(record: &LetterRecord) -> String {
    let at = chrono::DateTime::from_timestamp_millis(record.created_at).unwrap_or_default();
    format!("{}-{}", at.format("%Y%m%dT%H%M%SZ"), record.id)
}
