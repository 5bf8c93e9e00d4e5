//! Makes a plan true in one transaction: asks again what the planner asked, stores the bytes, takes the notices
//! out of the queue, and leases the letter to this process. A plan that no longer fits is left for the next round.

use domain::ids::LetterId;
use domain::view::letters::LetterState;

use super::draft::{bundle, draft};
use super::notice::{hold, is_still_queued, remove};
use super::plan::{LEASE, Plan, Written};
use super::record::{Lease, LetterRecord, due};
use super::{Queued, settle};
use crate::Backend;
use crate::error::Result;
use crate::incidents::letters::may_still_read;
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
                for queued in still_queued(tx, notices)? {
                    remove(tx, queued);
                    done.fitted += 1;
                }
            }
            Plan::Park { notices, record } if all_wait(tx, notices)? && !is_taken(tx, record)? => {
                notices.iter().for_each(|queued| remove(tx, queued));
                record.insert(tx)?;
                done.fitted += 1;
            }
            Plan::Park { .. } => {}
        }
    }
    Ok(done)
}

/// Leases letters whose next attempt is due; those that have expired end here.
pub(super) fn claim_due(tx: &mut Tx<'_>, boot: u64, limit: usize) -> Result<Vec<Outgoing>> {
    let now = tx.now();
    let mut outgoing = Vec::new();
    for id in due(tx, now, limit)? {
        let Some(mut record) = LetterRecord::find(tx, id)? else { continue };
        if record.expires.is_some_and(|at| at <= now) {
            settle::give_up(tx, &mut record, "not sent: what it offered has expired")?;
            continue;
        }
        if !may_still_be_sent(tx, &record)? {
            settle::give_up(tx, &mut record, "not sent: what it is about is restricted by now")?;
            continue;
        }
        let Some(parcel) = Outgoing::of(&record) else {
            settle::give_up(tx, &mut record, "not sent: its text was erased")?;
            continue;
        };
        record.state = LetterState::Sending;
        record.lease = Some(Lease { until: now + LEASE, boot });
        record.queue(tx, now + LEASE);
        record.update(tx)?;
        outgoing.push(parcel);
    }
    Ok(outgoing)
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

/// Gives letters back that were leased and not sent.
pub(super) fn release(tx: &mut Tx<'_>, ids: &[LetterId]) -> Result<()> {
    let now = tx.now();
    for id in ids {
        let Some(mut record) = LetterRecord::find(tx, *id)? else { continue };
        if record.state != LetterState::Sending {
            continue;
        }
        record.state = if record.tries == 0 { LetterState::Queued } else { LetterState::Deferred };
        record.lease = None;
        record.queue(tx, now);
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
