//! The rows of what is open, as far as the viewer may see them: those of the open class for staff, and those the viewer
//! is a member of.

use domain::incident::Status;
use domain::permissions::Actor;

use crate::error::Result;
use crate::incidents::CardRow;
use crate::storage::{Key, Order, Read, Table, decode};

const OPEN: [Status; 3] = [Status::Reported, Status::Investigating, Status::Mitigated];

/// `told` says whether it wants another. Who is not staff is told nothing.
pub(super) fn each_open(read: &dyn Read, actor: &Actor, told: &mut dyn FnMut(CardRow) -> bool) -> Result<()> {
    each_of(read, actor, &OPEN, told)
}

/// The same with what is resolved and not closed yet: the law may still ask something of it.
pub(super) fn each_on_board(read: &dyn Read, actor: &Actor, told: &mut dyn FnMut(CardRow) -> bool) -> Result<()> {
    each_of(read, actor, &OPEN, told)?;
    each_of(read, actor, &[Status::Resolved], told)
}

fn each_of(read: &dyn Read, actor: &Actor, statuses: &[Status], told: &mut dyn FnMut(CardRow) -> bool) -> Result<()> {
    if !actor.is_staff() {
        return Ok(());
    }
    for status in statuses.iter().copied() {
        column(read, Table::OpenIncidents, Key::new().byte(status as u8), told)?;
        if let Some(person) = actor.person_id() {
            column(read, Table::MemberIncidents, Key::new().u64(person.0).byte(status as u8), told)?;
        }
    }
    Ok(())
}

fn column(read: &dyn Read, table: Table, column: Key, told: &mut dyn FnMut(CardRow) -> bool) -> Result<()> {
    let mut broken = None;
    read.each_with_prefix(table, &column.done(), Order::Ascending, &mut |_, value| match decode::<CardRow>(value) {
        Ok(row) => told(row),
        Err(error) => {
            broken = Some(error);
            false
        }
    })?;
    broken.map_or(Ok(()), Err)
}
