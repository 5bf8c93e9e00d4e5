//! When somebody leaves: their open incidents go to somebody else, and restricted ones keep a member.

use domain::ids::{IncidentId, PersonId};
use domain::incident::{Change, Incident};
use domain::permissions::Who;

use crate::error::Result;
use crate::incidents::record::{Hand, record};
use crate::incidents::{extra_notices, facts, index, rows};
use crate::people::PersonRecord;
use crate::settings::Settings;
use crate::storage::{Key, KeyParts, Order, Read, Table, Tx};

/// Open incidents handed over in one transaction; the rest follow in the next.
pub const HANDED_OVER_MOST: usize = 500;

/// Open incidents on which the person holds a role.
pub fn open_incidents_of_person(read: &dyn Read, person: PersonId) -> Result<Vec<IncidentId>> {
    let prefix = Key::new().u64(person.0).done();
    let rows = read.scan_prefix(Table::OpenRoles, &prefix, Order::Ascending, usize::MAX)?;
    rows.iter().map(|(key, _)| KeyParts::of(&key[prefix.len()..]).u64().map(IncidentId)).collect()
}

/// How many of them everybody on the team may see, and the restricted ones.
pub fn open_roles(read: &dyn Read, person: PersonId) -> Result<(u32, Vec<IncidentId>)> {
    let prefix = Key::new().u64(person.0).done();
    let (mut open, mut restricted) = (0, Vec::new());
    for (key, value) in read.scan_prefix(Table::OpenRoles, &prefix, Order::Ascending, usize::MAX)? {
        if value.get(1) == Some(&0) {
            open += 1;
        } else {
            restricted.push(KeyParts::of(&key[prefix.len()..]).u64().map(IncidentId)?);
        }
    }
    Ok((open, restricted))
}

/// Every incident the person reported, joined, follows or has worked on, whatever its state.
pub fn incidents_of_person(read: &dyn Read, person: PersonId) -> Result<Vec<IncidentId>> {
    let prefix = Key::new().u64(person.0).done();
    let rows = read.scan_prefix(Table::PersonIncidents, &prefix, Order::Ascending, usize::MAX)?;
    rows.iter().map(|(key, _)| KeyParts::of(&key[prefix.len()..]).u64().map(IncidentId)).collect()
}

/// Gives every role `from` holds on an open incident to `to`, as far as one transaction goes; answers how many
/// incidents changed, so fewer than `HANDED_OVER_MOST` means all. Whoever leaves opens a restricted incident to
/// nobody: its roles go to a successor who is a member, or are left to its members to take.
pub fn hand_over(tx: &mut Tx<'_>, from: PersonId, to: Option<PersonId>, by: Who, settings: &Settings) -> Result<usize> {
    let open = open_incidents_of_person(tx, from)?;
    for id in open.iter().take(HANDED_OVER_MOST) {
        let Some(incident) = index::find(tx, *id)? else { continue };
        let to = to.filter(|to| !incident.restricted || incident.is_member(*to));
        let mut changes = Vec::new();
        if incident.owner == Some(from) {
            changes.push(Change::Assigned { owner: to });
        }
        if incident.incident_manager == Some(from) {
            changes.push(Change::ManagerNamed { person: to, acting: to.is_some() && incident.acting });
        }
        if incident.communications_lead == Some(from) {
            changes.push(Change::CommunicationsLeadNamed { person: to });
        }
        if !changes.is_empty() {
            record(tx, Some(incident), &changes, Hand::of(by), settings)?;
        }
    }
    Ok(open.len().min(HANDED_OVER_MOST))
}

/// Before `gone` hands over: takes them off every restricted incident, and where nobody active is left makes all
/// administrators members and tells them so. Answers the incidents that needed that last resort, for the journal.
pub fn secure_members(tx: &mut Tx<'_>, gone: PersonId, by: Who, settings: &Settings) -> Result<Vec<IncidentId>> {
    let prefix = Key::new().u64(gone.0).done();
    let rows = tx.scan_prefix(Table::MemberIncidents, &prefix, Order::Ascending, usize::MAX)?;
    let mut last_resort = Vec::new();
    for (_, value) in rows {
        let row: rows::CardRow = crate::storage::decode(&value)?;
        let Some(incident) = index::find(tx, row.id)? else { continue };
        let mut changes = Vec::new();
        if !has_active_member(tx, &incident, Some(gone))? {
            let heirs = facts::administrators(tx)?.into_iter().filter(|p| *p != gone && !incident.is_member(*p));
            changes.extend(heirs.map(|person| Change::MemberAdded { person }));
            last_resort.push(incident.id);
        }
        changes.push(Change::MemberRemoved { person: gone });
        record(tx, Some(incident), &changes, Hand::of(by), settings)?;
    }
    for incident in &last_resort {
        extra_notices::members_by_last_resort(tx, *incident, by)?;
    }
    Ok(last_resort)
}

/// Restricted incidents that nobody active is a member of, as they are when something is reported before anybody
/// administers: they get those who handle security reports. Answers which they were, for the journal. Walks through
/// every incident, so it is for the one moment in the life of a desk when its first administrator comes.
pub fn adopt_orphans(tx: &mut Tx<'_>, by: Who, settings: &Settings) -> Result<Vec<IncidentId>> {
    let mut restricted = Vec::new();
    let mut broken = None;
    tx.scan_each(Table::Incidents, &[], &[], Order::Ascending, &mut |_, value| {
        match crate::storage::decode::<index::StoredIncident>(value) {
            Ok(stored) if stored.0.restricted => restricted.push(stored.0),
            Ok(_) => {}
            Err(error) => broken = Some(error),
        }
        broken.is_none()
    })?;
    broken.map_or(Ok(()), Err)?;
    let heirs = facts::security_handlers(tx, settings)?;
    let mut adopted = Vec::new();
    for orphan in restricted {
        if has_active_member(tx, &orphan, None)? {
            continue;
        }
        let new = heirs.iter().filter(|heir| !orphan.is_member(**heir));
        let changes: Vec<_> = new.map(|person| Change::MemberAdded { person: *person }).collect();
        if !changes.is_empty() {
            adopted.push(orphan.id);
            record(tx, Some(orphan), &changes, Hand::of(by), settings)?;
        }
    }
    Ok(adopted)
}

fn has_active_member(read: &dyn Read, incident: &Incident, gone: Option<PersonId>) -> Result<bool> {
    for member in incident.members.iter().filter(|member| Some(**member) != gone) {
        if PersonRecord::find(read, *member)?.is_some_and(|p| p.is_active_staff()) {
            return Ok(true);
        }
    }
    Ok(false)
}
