//! Bringing an older database to this program's schema: numbered functions that run in one write
//! transaction, after the file was copied as it lay there. The copy knows nothing of tables: an older
//! file lacks some of ours and has some we do not know any more. A migration reads and writes bytes,
//! never today's record types, so that it still does the same in a year.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::engine::Engine;
use super::set_aside::BEFORE_SCHEMA;
use super::tables::RETIRED;
use super::{Order, Read, Table, Tx, backup, meta};
use crate::error::{Error, Result};

/// One step; its place in the list is the schema it starts from, less one.
#[derive(Clone, Copy)]
pub(super) struct Migration {
    pub what: &'static str,
    pub run: fn(&mut Tx<'_>) -> Result<()>,
}

/// All steps since the first schema. Steps are only ever appended.
pub(super) const MIGRATIONS: &[Migration] = &[
    Migration { what: "listing the roles that people hold on open incidents", run: list_open_roles },
    Migration { what: "giving timers keys of their own", run: key_timers },
    // Timelines and notices may tell of merges from here on: an older program refuses the folder.
    Migration { what: "taking in merges", run: |_| Ok(()) },
    // Timelines, journal and notices tell from here on of words that were taken out, of new types and presses, of from
    // where somebody came, and of damage: an older program refuses the folder.
    Migration { what: "taking in redactions, new types and presses", run: |_| Ok(()) },
    // Timelines, notices and timers may tell from here on of targets and clocks, of who is on duty, and of planned work:
    // an older program refuses the folder.
    Migration { what: "taking in clocks, duty and planned work", run: |_| Ok(()) },
    // Timelines, notices and timers may tell from here on of legal deadlines and corrected times, of blocks for audiences,
    // of replies by mail and of who commands: an older program refuses the folder.
    Migration { what: "taking in corrections, blocks, replies and command", run: |_| Ok(()) },
];

/// The schema that `migrations` leads to.
pub(super) const fn schema_after(migrations: &[Migration]) -> u32 {
    // A list of four thousand million migrations is not to be expected.
    1 + migrations.len() as u32
}

/// The shape of the records on disk that this program reads and writes.
pub const SCHEMA: u32 = schema_after(MIGRATIONS);

/// Keeps the file as it is before `target` is reached, so that the version before can be gone back to. While no engine
/// has it open.
pub(super) fn keep_copy(path: &Path, dir: &Path, target: u32) -> Result<()> {
    let copies = backup::folder_in(dir)?;
    backup::copy_closed(path, &copies.join(format!("{BEFORE_SCHEMA}{target}.redb")), dir)
}

/// Runs the steps that the database has not seen and creates tables that are new.
pub(super) fn bring_up(engine: &Engine, migrations: &[Migration]) -> Result<()> {
    let snapshot = engine.snapshot()?;
    let found = meta::schema(&snapshot)?;
    let target = schema_after(migrations);
    let present = snapshot.table_names()?;
    drop(snapshot);
    if found == target && Table::ALL.iter().all(|table| present.iter().any(|name| name == table.name())) {
        return Ok(());
    }
    let steps = &migrations[usize::try_from(found - 1).unwrap_or(0)..];
    let migrate = || {
        engine.write_and_drop(&RETIRED, |tx| {
            for step in steps {
                (step.run)(tx).map_err(|error| Error::Storage(format!("{}: {error}", step.what)))?;
            }
            meta::set_schema(tx, target);
            Ok(())
        })
    };
    catch_unwind(AssertUnwindSafe(migrate)).unwrap_or_else(|_| Err(Error::Storage("a migration panicked".to_owned())))
}

/// Schema 1 had one row (person, incident) -> (bits of relations, open) for reporters and those who work on it alike;
/// the roles on what is open (owner 2, incident manager 4, communications lead 8) now stand in a table of their own.
fn list_open_roles(tx: &mut Tx<'_>) -> Result<()> {
    const ROLES: u8 = 2 | 4 | 8;
    let mut rows = Vec::new();
    tx.scan_each(Table::PersonIncidents, &[], &[], Order::Ascending, &mut |key, value| {
        if let [bits, 1] = value[..]
            && bits & ROLES != 0
        {
            rows.push((key.to_vec(), bits & ROLES));
        }
        true
    })?;
    for (key, bits) in rows {
        tx.put(Table::OpenRoles, key, [bits]);
    }
    Ok(())
}

/// Until schema 2 a timer was (due, incident) -> a record that said "close", so that an incident had one at an instant.
/// Now its key says all: due, kind (1 is "close"), subject, and what tells two such apart. The rows that led from an
/// incident to its timers were read by nobody, and go with their table.
fn key_timers(tx: &mut Tx<'_>) -> Result<()> {
    const CLOSE: u8 = 1;
    let mut old = Vec::new();
    tx.scan_each(Table::Timers, &[], &[], Order::Ascending, &mut |key, _| {
        old.extend(<[u8; 16]>::try_from(key));
        true
    })?;
    for key in old {
        let (due, incident) = key.split_at(8);
        tx.put(Table::Timers, [due, &[CLOSE], incident, &[0; 8]].concat(), []);
        tx.delete(Table::Timers, key);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Storage;
    use super::*;
    use crate::clock::Clock;

    #[test]
    fn the_roles_on_open_incidents_are_listed_and_nothing_else() {
        let storage = Storage::in_memory(Clock::manual(0));
        let listed = storage.write_blocking(|tx| {
            let rows: [(&[u8], u8, u8); 4] = [(b"owns", 3, 1), (b"asks", 1, 1), (b"owned", 2, 0), (b"leads", 12, 1)];
            for (key, relations, open) in rows {
                tx.put(Table::PersonIncidents, key, [relations, open]);
            }
            list_open_roles(tx)?;
            tx.scan(Table::OpenRoles, &[], &[], Order::Ascending, 9)
        });
        assert_eq!(listed.unwrap(), [(b"leads".to_vec(), vec![12]), (b"owns".to_vec(), vec![2])]);
    }

    #[test]
    fn a_timer_of_before_keeps_its_instant_and_its_incident() {
        let storage = Storage::in_memory(Clock::manual(0));
        let brought = storage.write_blocking(|tx| {
            tx.put(Table::Timers, *b"due.....incident", b"a record of that time");
            key_timers(tx)?;
            tx.scan(Table::Timers, &[], &[], Order::Ascending, 9)
        });
        assert_eq!(brought.unwrap(), [(b"due.....\x01incident\0\0\0\0\0\0\0\0".to_vec(), vec![])]);
    }
}
