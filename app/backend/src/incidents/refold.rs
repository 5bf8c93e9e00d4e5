//! States and their index rows made anew from the timelines, when this program folds or indexes otherwise than the one
//! that wrote them. Before the port opens, in chunks; whoever is stopped meanwhile begins again at the next start.

use std::time::Instant;

use domain::ids::IncidentId;
use domain::incident::Status;

use crate::calendars::Book;
use crate::error::Result;
use crate::incidents::index::{FOLD_VERSION, StoredIncident, count_in_column, counter_key, find};
use crate::incidents::replay;
use crate::incidents::rows::{PROJECTIONS, Projection, rows};
use crate::incidents::searchable::entry_rows;
use crate::incidents::timers;
use crate::storage::{Order, Read, Snapshot, Storage, Table, Tx, set_shape, shape_of};

/// Incidents of one transaction.
const AT_ONCE: usize = 200;
/// Rows cleared in one transaction.
const CLEARED_AT_ONCE: usize = 5_000;
/// How often the log says how far it is.
const TOLD_EVERY: usize = 10_000;

/// Makes them anew unless they have today's shape; calls `still_at_it` all the while.
pub fn bring_up(storage: &Storage, still_at_it: fn()) -> Result<()> {
    if storage.read(|read| has_todays_shape(read))? {
        return Ok(());
    }
    let wanted = shape();
    let begun = Instant::now();
    let incidents = storage.read(all)?;
    still_at_it();
    clear(storage)?;
    for (chunk, incidents_of_chunk) in incidents.chunks(AT_ONCE).enumerate() {
        let of_chunk = incidents_of_chunk.to_vec();
        storage.write_blocking(move |tx| of_chunk.iter().try_for_each(|incident| make(tx, *incident)))?;
        still_at_it();
        let done = chunk * AT_ONCE + incidents_of_chunk.len();
        if done.is_multiple_of(TOLD_EVERY) {
            tracing::info!("{done} of {} incidents are brought to the shape of this version", incidents.len());
        }
    }
    if !incidents.is_empty() {
        tracing::info!(
            "{} incidents were brought to the shape of this version in {:?}",
            incidents.len(),
            begun.elapsed()
        );
    }
    storage.write_blocking(move |tx| {
        set_shape(tx, &wanted);
        Ok(())
    })
}

/// Whether nothing has to be made anew.
pub fn has_todays_shape(read: &dyn Read) -> Result<bool> {
    Ok(shape_of(read)?.is_some_and(|found| found == shape().as_bytes()))
}

/// How the state is folded and what each list of rows is: any other words than those on disk mean that all is made anew.
fn shape() -> String {
    let of = |projection: &Projection| format!(", {} {}", projection.name, projection.version);
    format!("fold {FOLD_VERSION}") + &PROJECTIONS.iter().map(of).collect::<String>()
}

fn all(read: &Snapshot) -> Result<Vec<IncidentId>> {
    let mut found = Vec::new();
    read.scan_each(Table::Incidents, &[], &[], Order::Ascending, &mut |key, _| {
        found.extend(key.try_into().ok().map(|id| IncidentId(u64::from_be_bytes(id))));
        true
    })?;
    Ok(found)
}

/// An older list may have made rows that today's would not find.
fn clear(storage: &Storage) -> Result<()> {
    for table in PROJECTIONS.iter().flat_map(|projection| projection.tables) {
        let clear_some = |tx: &mut Tx<'_>| {
            let found = tx.scan(*table, &[], &[], Order::Ascending, CLEARED_AT_ONCE)?;
            let many = found.len();
            found.into_iter().for_each(|(key, _)| tx.delete(*table, key));
            Ok(many)
        };
        while storage.write_blocking(clear_some)? == CLEARED_AT_ONCE {}
    }
    storage.write_blocking(|tx| {
        Status::ALL.into_iter().for_each(|status| tx.delete(Table::Counters, counter_key(status)));
        Ok(())
    })
}

fn make(tx: &mut Tx<'_>, id: IncidentId) -> Result<()> {
    // What lost some of its content cannot be folded anew, and stays as it is.
    let folded = replay::refolded(tx, id)?;
    let stands = if folded.whole { folded.state } else { find(tx, id)? };
    let Some(incident) = stands else { return Ok(()) };
    for (table, key, value) in
        rows(&incident, &Book::of(tx, [&incident])?)?.into_iter().chain(entry_rows(tx, &incident)?)
    {
        tx.put(table, key, value);
    }
    timers::made_anew(tx, &incident)?;
    if !incident.restricted {
        count_in_column(tx, incident.status, 1)?;
    }
    tx.save(&id.0.to_be_bytes(), &StoredIncident(incident))
}
