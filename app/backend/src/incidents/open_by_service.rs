//! How many open incidents hit each service, counted over what the viewer may see and nothing else.

use std::collections::{BTreeSet, HashMap};

use domain::ids::ServiceId;
use domain::incident::Status;
use domain::permissions::Actor;

use crate::error::Result;
use crate::incidents::CardRow;
use crate::storage::{Key, Order, Read, Table, decode};

const OPEN: [Status; 3] = [Status::Reported, Status::Investigating, Status::Mitigated];

/// Walks the rows of the board: those of the open class for staff, and those the viewer is a member of.
pub fn open_incidents_of(read: &dyn Read, actor: &Actor) -> Result<HashMap<ServiceId, u32>> {
    let mut counts = HashMap::new();
    if !actor.is_staff() {
        return Ok(counts);
    }
    for status in OPEN {
        count(read, Table::OpenIncidents, Key::new().byte(status as u8), &mut counts)?;
        if let Some(person) = actor.person_id() {
            count(read, Table::MemberIncidents, Key::new().u64(person.0).byte(status as u8), &mut counts)?;
        }
    }
    Ok(counts)
}

fn count(read: &dyn Read, table: Table, column: Key, counts: &mut HashMap<ServiceId, u32>) -> Result<()> {
    let mut broken = None;
    read.each_with_prefix(table, &column.done(), Order::Ascending, &mut |_, value| {
        match decode::<CardRow>(value) {
            // A request hits no service.
            Ok(row) if row.kind.is_request() => {}
            Ok(row) => {
                for service in row.services.into_iter().collect::<BTreeSet<_>>() {
                    *counts.entry(service).or_insert(0) += 1;
                }
            }
            Err(error) => broken = Some(error),
        }
        broken.is_none()
    })?;
    broken.map_or(Ok(()), Err)
}
