//! When somebody leaves: their open incidents go to somebody else, and restricted ones keep a member.

use domain::ids::{IncidentId, PersonId};
use domain::incident::{Change, Incident};
use domain::permissions::Who;

use crate::error::Result;
use crate::incidents::index::{RELATION_COMMUNICATIONS, RELATION_MANAGER};
use crate::incidents::record::{Hand, record};
use crate::incidents::{Origin, facts, index};
use crate::people::PersonRecord;
use crate::settings::Settings;
use crate::storage::{Key, KeyParts, Order, Read, Table, Tx};

pub use crate::incidents::index::RELATION_OWNER;

/// Most open incidents one person can hand over in one transaction.
pub const HANDED_OVER_MOST: usize = 500;

/// Open incidents on which the person holds a role, with the bits of the roles.
pub fn open_incidents_of_person(read: &dyn Read, person: PersonId) -> Result<Vec<(IncidentId, u8)>> {
    let prefix = Key::new().u64(person.0).done();
    let rows = read.scan_prefix(Table::PersonIncidents, &prefix, Order::Ascending, usize::MAX)?;
    let mut open = Vec::new();
    for (key, value) in rows {
        let mut parts = KeyParts::of(&key);
        parts.u64()?;
        let incident = IncidentId(parts.u64()?);
        if let [bits, 1] = value[..]
            && bits & (RELATION_OWNER | RELATION_MANAGER | RELATION_COMMUNICATIONS) != 0
        {
            open.push((incident, bits));
        }
    }
    Ok(open)
}

/// Gives every role `from` holds on an open incident to `to`; answers how many incidents changed.
/// On a restricted incident the successor becomes a member first.
pub fn hand_over(tx: &mut Tx<'_>, from: PersonId, to: PersonId, by: Who, settings: &Settings) -> Result<u32> {
    let mut changed = 0;
    for (id, _) in open_incidents_of_person(tx, from)?.into_iter().take(HANDED_OVER_MOST) {
        let Some(incident) = index::find(tx, id)? else { continue };
        let mut changes = Vec::new();
        if incident.restricted && !incident.is_member(to) {
            changes.push(Change::MemberAdded { person: to });
        }
        if incident.owner == Some(from) {
            changes.push(Change::Assigned { owner: Some(to) });
        }
        if incident.incident_manager == Some(from) {
            changes.push(Change::ManagerNamed { person: Some(to), acting: incident.acting });
        }
        if incident.communications_lead == Some(from) {
            changes.push(Change::CommunicationsLeadNamed { person: Some(to) });
        }
        if !changes.is_empty() {
            let hand = Hand { who: by, origin: Origin::Web, quiet: false };
            record(tx, Some(incident), &changes, hand, settings)?;
            changed += 1;
        }
    }
    Ok(changed)
}

/// After `gone` was disabled: takes them off every restricted incident, and where nobody active is left makes all
/// administrators members. Answers the incidents that needed that last resort, for the journal.
pub fn secure_members(tx: &mut Tx<'_>, gone: PersonId, by: Who, settings: &Settings) -> Result<Vec<IncidentId>> {
    let prefix = Key::new().u64(gone.0).done();
    let rows = tx.scan_prefix(Table::MemberIncidents, &prefix, Order::Ascending, usize::MAX)?;
    let mut last_resort = Vec::new();
    for (_, value) in rows {
        let row: index::CardRow = crate::storage::decode(&value)?;
        let Some(incident) = index::find(tx, row.id)? else { continue };
        let mut changes = Vec::new();
        if !has_active_member(tx, &incident, gone)? {
            let heirs = facts::administrators(tx)?.into_iter().filter(|p| *p != gone && !incident.is_member(*p));
            changes.extend(heirs.map(|person| Change::MemberAdded { person }));
            last_resort.push(incident.id);
        }
        changes.push(Change::MemberRemoved { person: gone });
        let hand = Hand { who: by, origin: Origin::Web, quiet: false };
        record(tx, Some(incident), &changes, hand, settings)?;
    }
    Ok(last_resort)
}

fn has_active_member(read: &dyn Read, incident: &Incident, gone: PersonId) -> Result<bool> {
    for member in incident.members.iter().filter(|m| **m != gone) {
        if PersonRecord::find(read, *member)?.is_some_and(|p| p.is_active_staff()) {
            return Ok(true);
        }
    }
    Ok(false)
}
