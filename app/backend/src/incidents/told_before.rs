//! Who hears that something holds no longer: whoever heard of it. Whose letter about it still waits hears of neither.

use std::collections::BTreeSet;

use domain::audience::RecipientReason;
use domain::ids::{IncidentId, PersonId};
use domain::incident::{Change, Incident};

use crate::error::Result;
use crate::incidents::entry;
use crate::incidents::notices::Wanted;
use crate::notices::{NoticeKind, Recipient, of_incident, withdraw_notices};
use crate::storage::Tx;

/// Those of them who heard of an earlier change that holds no longer. The others never will: their letter still waits.
pub(super) fn told_of(
    tx: &mut Tx<'_>,
    incident: IncidentId,
    earlier: impl Fn(&Change) -> bool,
    mut all: Vec<Wanted>,
) -> Result<Vec<Wanted>> {
    let mut waiting = BTreeSet::new();
    for queued in of_incident(tx, incident)? {
        let entry = entry::entry(tx, incident, queued.notice.revision)?;
        if entry.is_some_and(|entry| entry.change.as_ref().is_some_and(&earlier)) {
            withdraw_notices(tx, incident, queued.notice.revision)?;
            waiting.insert(queued.notice.recipient);
        }
    }
    all.retain(|wanted| !waiting.contains(&Recipient::Person(wanted.recipient)));
    Ok(all)
}

/// Those who were its members, unless they have not heard yet that they are: then they never will.
pub(super) fn former_members(tx: &mut Tx<'_>, before: Option<&Incident>, incident: IncidentId) -> Result<Vec<Wanted>> {
    let members = before.map(|before| before.members.as_slice()).unwrap_or_default();
    let one =
        |m: &PersonId| Wanted { recipient: *m, kind: NoticeKind::OpenToTeam, reasons: vec![RecipientReason::Team] };
    let made = |earlier: &Change| matches!(earlier, Change::Restricted { .. } | Change::MemberAdded { .. });
    told_of(tx, incident, made, members.iter().map(one).collect())
}
