//! Bringing an older database to this program's schema: numbered functions that run in one write
//! transaction, after a copy of the database was made. A migration reads and writes bytes, never
//! today's record types, so that it still does the same in a year.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::engine::Engine;
use super::{Tx, backup, folder, meta};
use crate::error::{Error, Result};

/// One step; its place in the list is the schema it starts from, less one.
pub(super) struct Migration {
    pub what: &'static str,
    pub run: fn(&mut Tx<'_>) -> Result<()>,
}

/// All steps since the first schema. Steps are only ever appended.
pub(super) const MIGRATIONS: &[Migration] = &[];

/// The schema that `migrations` leads to.
pub(super) const fn schema_after(migrations: &[Migration]) -> u32 {
    // A list of four thousand million migrations is not to be expected.
    1 + migrations.len() as u32
}

/// The shape of the records on disk that this program reads and writes.
pub const SCHEMA: u32 = schema_after(MIGRATIONS);

/// Runs the steps that the database has not seen and creates tables that are new.
pub(super) fn bring_up(engine: &Engine, dir: &Path, migrations: &[Migration]) -> Result<()> {
    let snapshot = engine.snapshot()?;
    let found = meta::schema(&snapshot)?;
    let target = schema_after(migrations);
    let missing = snapshot.table_names()?;
    if found == target {
        drop(snapshot);
        return if super::Table::ALL.iter().all(|table| missing.iter().any(|name| name == table.name())) {
            Ok(())
        } else {
            engine.write_directly(|_| Ok(()))
        };
    }
    let copies = dir.join(backup::FOLDER);
    folder::make(&copies).map_err(|error| folder::failed(&copies, &error))?;
    backup::copy(&snapshot, &copies.join(format!("before-schema-{target}.redb")))?;
    drop(snapshot);
    let steps = &migrations[usize::try_from(found - 1).unwrap_or(0)..];
    let migrate = || {
        engine.write_directly(|tx| {
            for step in steps {
                (step.run)(tx).map_err(|error| Error::Storage(format!("{}: {error}", step.what)))?;
            }
            meta::set_schema(tx, target);
            Ok(())
        })
    };
    catch_unwind(AssertUnwindSafe(migrate)).unwrap_or_else(|_| Err(Error::Storage("a migration panicked".to_owned())))
}
