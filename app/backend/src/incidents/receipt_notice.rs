//! The receipt of a report by mail: once by itself, and once more when somebody asks for it anew.

use domain::audience::RecipientReason;
use domain::ids::PersonId;
use domain::incident::Incident;
use domain::time::{HOUR, Moment};

use super::notices::Wanted;
use super::report::RECEIPTS_PER_HOUR;
use crate::error::Result;
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::people::PersonRecord;
use crate::storage::{Key, Read, Table, Tx};

/// The receipt of the entry at `revision` once more, with a link that opens.
pub(super) fn receipt_anew(tx: &mut Tx<'_>, incident: &Incident, person: PersonId, revision: u64) -> Result<()> {
    if PersonRecord::find(tx, person)?.is_none_or(|p| p.email.is_none()) {
        return Ok(());
    }
    let first = incident.first_reporter() == Some(person);
    let mut notice = Notice::new(Recipient::Person(person), NoticeKind::Receipt, Moment(tx.now()));
    notice.incident = Some(incident.id);
    notice.revision = revision;
    notice.reasons = vec![if first { RecipientReason::Reporter } else { RecipientReason::Joined }];
    queue_notice(tx, &notice)
}

/// A receipt, unless the address had its share of this hour: somebody may be typing a stranger's address.
pub(super) fn receipt(tx: &mut Tx<'_>, person: Option<PersonId>, reason: RecipientReason) -> Result<Vec<Wanted>> {
    let Some(person) = person else { return Ok(Vec::new()) };
    if PersonRecord::find(tx, person)?.is_none_or(|p| p.email.is_none()) {
        return Ok(Vec::new());
    }
    if !has_receipt_left(tx, person)? {
        return Ok(Vec::new());
    }
    Ok(vec![Wanted { recipient: person, kind: NoticeKind::Receipt, reasons: vec![reason] }])
}

/// Counts one more receipt to this person, unless as many as are allowed went out within the last hour.
fn has_receipt_left(tx: &mut Tx<'_>, person: PersonId) -> Result<bool> {
    let (key, now) = (Key::new().text("receipts").u64(person.0).done(), tx.real_now());
    let stored = tx.get(Table::Counters, &key)?.unwrap_or_default();
    let (instants, _) = stored.as_chunks::<8>();
    let mut recent: Vec<i64> = instants.iter().map(|at| i64::from_be_bytes(*at)).collect();
    recent.retain(|at| (now - HOUR..=now).contains(at));
    if recent.len() >= RECEIPTS_PER_HOUR {
        return Ok(false);
    }
    recent.push(now);
    tx.put(Table::Counters, key, recent.iter().flat_map(|at| at.to_be_bytes()).collect::<Vec<u8>>());
    Ok(true)
}
