//! The letters of an alert: to the people of the desk, to the second address that some of them gave, and to whoever is the
//! last resort and has no account.

use domain::ids::PersonId;
use domain::incident::Incident;
use domain::locale::Names as _;
use domain::person::Email;
use domain::time::Moment;

use crate::duty::{AlertPrefs, Reached};
use crate::error::Result;
use crate::incidents::NameBook;
use crate::incidents::escalation::EscalationRecord;
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::storage::Tx;

/// The entry that tells of the report.
const REPORTED: u64 = 1;

/// A further step: whoever has not been told yet.
pub(super) fn further(tx: &mut Tx<'_>, incident: &Incident, reached: &Reached) -> Result<()> {
    let kind = if incident.restricted { NoticeKind::MembersNotReached } else { NoticeKind::NewIncident };
    for (person, reason) in &reached.people {
        let mut notice = Notice::new(Recipient::Person(*person), kind, Moment(tx.now()));
        notice.incident = Some(incident.id);
        notice.revision = REPORTED;
        notice.reasons = vec![reason.clone()];
        queue_notice(tx, &notice)?;
        second(tx, incident, *person)?;
    }
    reached.outside.as_ref().map_or(Ok(()), |one| outside(tx, incident, one))
}

/// Where they are reached as well, in a few words.
pub(super) fn second(tx: &mut Tx<'_>, incident: &Incident, person: PersonId) -> Result<()> {
    let Some(address) = AlertPrefs::of(tx, person)?.second else { return Ok(()) };
    let mut notice = Notice::new(Recipient::Address(address), NoticeKind::Alert, Moment(tx.now()));
    notice.incident = Some(incident.id);
    notice.revision = REPORTED;
    notice.actor = Some(person);
    queue_notice(tx, &notice)
}

/// Reads which incident it is and who was told before, and nothing of what was reported.
pub(super) fn outside(tx: &mut Tx<'_>, incident: &Incident, (_, address): &(String, Email)) -> Result<()> {
    let told = EscalationRecord::find(tx, incident.id)?.map(|record| record.last).unwrap_or_default();
    let book = NameBook::new(tx);
    let told: Vec<_> = told.into_iter().map(|person| book.person(person)).collect();
    let mut notice = Notice::new(Recipient::Address(address.clone()), NoticeKind::LastResort, Moment(tx.now()));
    notice.incident = Some(incident.id);
    notice.revision = REPORTED;
    notice.words = (!told.is_empty()).then(|| domain::locale::Locale::English.some_of(&told));
    queue_notice(tx, &notice)
}
