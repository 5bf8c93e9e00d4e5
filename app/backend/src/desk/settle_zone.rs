//! The organisation's zone: what is open is due in it from the moment it changes, and what has stopped stays as it was.

use crate::calendars::CalendarRecord;
use crate::error::Result;
use crate::incidents::reindex;
use crate::settings::{Fixed, Settings};
use crate::storage::{Storage, Tx};

/// The zone that the environment fixes, stored before the port opens: whoever reads the folder, also `verify` while no
/// server runs, then reads of calendars and of what is due what the desk does.
pub(crate) fn settle_zone(storage: &Storage, fixed: &Fixed) -> Result<()> {
    let Some(zone) = fixed.zone.clone() else { return Ok(()) };
    let stored = storage.read(|read| Settings::stored(read))?;
    if stored.zone == zone {
        return Ok(());
    }
    storage.write_blocking(move |tx| {
        let zone = zone.clone();
        move_zone(tx, |tx| Settings { zone, ..Settings::stored(tx)? }.save(tx))
    })
}

/// `change` stores settings with another zone. Calendars without a zone of their own follow, and keep how they were.
pub(super) fn move_zone(tx: &mut Tx<'_>, change: impl FnOnce(&mut Tx<'_>) -> Result<()>) -> Result<()> {
    let (zone, now) = (Settings::stored(tx)?.zone, tx.now());
    let following: Vec<_> =
        CalendarRecord::all(tx)?.into_iter().filter(|all| all.zone.is_none() && !all.always).collect();
    reindex(tx, |tx| {
        for before in &following {
            let mut after = before.clone();
            after.keep_former(before, &zone, now);
            after.save(tx)?;
        }
        change(tx)
    })
}
