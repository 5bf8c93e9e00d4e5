//! The zone that the environment fixes, stored before the port opens: whoever reads the folder, also `verify` while no
//! server runs, then reads of calendars and of what is due what the desk does.

use crate::error::Result;
use crate::incidents::reindex;
use crate::settings::{Fixed, Settings};
use crate::storage::Storage;

pub(crate) fn settle_zone(storage: &Storage, fixed: &Fixed) -> Result<()> {
    let Some(zone) = fixed.zone.clone() else { return Ok(()) };
    let stored = storage.read(|read| Settings::stored(read))?;
    if stored.zone == zone {
        return Ok(());
    }
    storage.write_blocking(move |tx| {
        let zone = zone.clone();
        reindex(tx, |tx| Settings { zone, ..Settings::stored(tx)? }.save(tx))
    })
}
