//! Notices that no entry of a timeline queues by itself: somebody asked, or the desk had to help itself.

use domain::audience::RecipientReason;
use domain::ids::{IncidentId, PersonId};
use domain::incident::Incident;
use domain::permissions::Who;
use domain::time::Moment;

use crate::error::Result;
use crate::incidents::facts;
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::storage::Tx;

/// To every member: somebody asks to see it.
pub(super) fn access_asked(tx: &mut Tx<'_>, incident: &Incident, by: PersonId) -> Result<()> {
    for member in &incident.members {
        let mut notice = Notice::new(Recipient::Person(*member), NoticeKind::AccessAsked, Moment(tx.now()));
        notice.incident = Some(incident.id);
        notice.actor = Some(by);
        notice.reasons = vec![RecipientReason::Member];
        queue_notice(tx, &notice)?;
    }
    Ok(())
}

/// To every administrator: a restricted incident lost its last member and is theirs now.
pub(super) fn members_by_last_resort(tx: &mut Tx<'_>, incident: IncidentId, by: Who) -> Result<()> {
    for administrator in facts::administrators(tx)? {
        let kind = NoticeKind::MembersByLastResort;
        let mut notice = Notice::new(Recipient::Person(administrator), kind, Moment(tx.now()));
        notice.incident = Some(incident);
        if let Who::Person(person) = by {
            notice.actor = Some(person);
        }
        queue_notice(tx, &notice)?;
    }
    Ok(())
}
