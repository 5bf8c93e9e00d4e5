//! The facts of letters that wake somebody elsewhere: what still waits for an answer, and no word of what was reported.

use domain::incident::{Incident, Status};

use crate::duty::AlertPrefs;
use crate::error::Result;
use crate::notices::{Matter, Notice, NoticeKind, Recipient};
use crate::people::PersonRecord;
use crate::settings::Settings;
use crate::storage::Read;

/// `None` once somebody has answered.
pub(super) fn about_alert(read: &dyn Read, notice: &Notice, incident: Option<&Incident>) -> Result<Option<Matter>> {
    let waits = |found: &&Incident| found.status == Status::Reported && !found.is_acknowledged();
    let Some(incident) = incident.filter(waits) else { return Ok(None) };
    let (number, since) = (incident.number.to_string(), incident.reported_at);
    if notice.kind == NoticeKind::MembersNotReached {
        return Ok(incident.restricted.then_some(Matter::MembersNotReached { since }));
    }
    let Some(priority) = incident.shown_priority() else { return Ok(None) };
    if notice.kind == NoticeKind::LastResort && !incident.restricted {
        let phone = Settings::stored(read)?.emergency_line();
        return Ok(Some(Matter::LastResort { number, priority, since, told: notice.words.clone(), phone }));
    }
    let known = notice.kind == NoticeKind::Alert && still_theirs(read, notice, incident)?;
    Ok(known.then(|| Matter::Alert { number: (!incident.restricted).then_some(number), priority, since }))
}

/// It is the second address still of somebody who may know of it.
fn still_theirs(read: &dyn Read, notice: &Notice, incident: &Incident) -> Result<bool> {
    let (Some(person), Recipient::Address(address)) = (notice.actor, &notice.recipient) else { return Ok(false) };
    let works = PersonRecord::find(read, person)?.is_some_and(|person| person.is_active_staff());
    let may_know = works && (!incident.restricted || incident.is_member(person));
    Ok(may_know && AlertPrefs::of(read, person)?.second.as_ref() == Some(address))
}

/// Nothing in the address says which it is where that is restricted, nor to whom has no account.
pub(super) fn alert_path(kind: NoticeKind, incident: Option<&Incident>) -> Option<String> {
    if kind == NoticeKind::MembersNotReached {
        return Some("/settings".to_owned());
    }
    if kind == NoticeKind::LastResort {
        return Some("/status".to_owned());
    }
    let open = incident.filter(|_| kind == NoticeKind::Alert)?;
    Some(if open.restricted { "/board".to_owned() } else { format!("/incidents/{}/alert", open.number) })
}
