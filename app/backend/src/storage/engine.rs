//! The only file that names redb: ordered tables of bytes, a snapshot, a write transaction. Whoever
//! outgrows one machine replaces this file by another ordered, transactional engine. Plain tables and
//! durable commits only: savepoints, multi-process modes and multimaps are where its bugs were.

mod bytes;
#[cfg(test)]
pub(super) mod failing;
mod memory;
mod still;

use std::cell::OnceCell;
use std::ops::Bound;
use std::path::Path;
use std::sync::{OnceLock, RwLock};

use redb::{
    Database, MultimapTableHandle, ReadOnlyTable, ReadableDatabase, ReadableTable, ReadableTableMetadata,
    StorageBackend, TableDefinition, TableHandle,
};

use super::tx::Changes;
use super::{Order, Read, Table, Tx};
use crate::error::{Error, Result};
use memory::Memory;

type Bytes = &'static [u8];

/// The first bytes of every file of this engine.
pub(super) const MAGIC: &[u8] = b"redb\x1A\x0A\xA9\x0D\x0A";

/// An open database.
pub(super) struct Engine {
    /// `None` once it is closed.
    database: RwLock<Option<Database>>,
    /// Where it has no file.
    memory: Option<Memory>,
}

impl Engine {
    pub fn create(path: &Path, cache_bytes: usize) -> Result<Engine> {
        Ok(Engine::of(Database::builder().set_cache_size(cache_bytes).create(path).map_err(failed)?))
    }

    pub fn open(path: &Path, cache_bytes: usize) -> Result<Engine> {
        Ok(Engine::of(Database::builder().set_cache_size(cache_bytes).open(path).map_err(failed)?))
    }

    /// Looks at a file without changing it and verifies every page.
    pub fn look_at(path: &Path, cache_bytes: usize) -> Result<Engine> {
        Engine::still(path, cache_bytes, true)
    }

    /// Looks at a file without changing it; what a killed process left undone is mended in memory only.
    pub fn glance_at(path: &Path, cache_bytes: usize) -> Result<Engine> {
        Engine::still(path, cache_bytes, false)
    }

    fn still(path: &Path, cache_bytes: usize, verified: bool) -> Result<Engine> {
        let file = still::StillFile::open(path).map_err(|error| Error::Storage(error.to_string()))?;
        let mut builder = Database::builder();
        builder.set_cache_size(cache_bytes).set_check_integrity_on_open(verified);
        Ok(Engine::of(builder.create_with_backend(file).map_err(failed)?))
    }

    pub fn with_backend(backend: impl StorageBackend, cache_bytes: usize) -> Result<Engine> {
        let database = Database::builder().set_cache_size(cache_bytes).create_with_backend(backend);
        Ok(Engine::of(database.map_err(failed)?))
    }

    pub fn in_memory(cache_bytes: usize) -> Result<Engine> {
        let memory = Memory::new();
        let engine = Engine::with_backend(memory.clone(), cache_bytes)?;
        Ok(Engine { memory: Some(memory), ..engine })
    }

    fn of(database: Database) -> Engine {
        Engine { database: RwLock::new(Some(database)), memory: None }
    }

    pub fn snapshot(&self) -> Result<Snapshot> {
        self.with(|database| Ok(Snapshot::of(database.begin_read().map_err(failed)?)))
    }

    /// Waits while another write transaction lives: only for the writer and for opening.
    pub fn begin_write(&self) -> Result<WriteTransaction> {
        self.with(|database| {
            let mut transaction = database.begin_write().map_err(failed)?;
            transaction.set_two_phase_commit(true);
            transaction.set_quick_repair(true);
            Ok(WriteTransaction(transaction))
        })
    }

    /// One transaction without the writer's thread: for what happens before it runs. Creates the
    /// tables that are missing.
    pub fn write_directly(&self, act: impl FnOnce(&mut Tx<'_>) -> Result<()>) -> Result<()> {
        self.write_and_drop(&[], act)
    }

    /// The same; tables of these names, if there are any, are gone afterwards.
    pub fn write_and_drop(&self, gone: &[&str], act: impl FnOnce(&mut Tx<'_>) -> Result<()>) -> Result<()> {
        let transaction = self.begin_write()?;
        let mut tables = transaction.tables();
        Table::ALL.iter().try_for_each(|&table| tables.table(table).map(drop))?;
        let mut tx = Tx::over(&tables, i64::MIN, 0);
        act(&mut tx)?;
        let (changes, _) = tx.finish();
        tables.apply(&changes)?;
        drop(tables);
        gone.iter().try_for_each(|name| transaction.drop_table(name))?;
        transaction.commit()
    }

    /// Gives space that no row needs back to the disk; only while nothing else uses the database.
    pub fn compact(&self) -> Result<()> {
        let mut database = self.database.write().map_err(|_| closed())?;
        database.as_mut().ok_or_else(closed)?.compact().map(drop).map_err(failed)
    }

    /// Says what went wrong, where dropping would swallow it.
    pub fn close(&self) -> Result<()> {
        let database = self.database.write().map_err(|_| closed())?.take();
        database.map_or(Ok(()), |database| database.close().map_err(failed))
    }

    fn with<T>(&self, act: impl FnOnce(&Database) -> Result<T>) -> Result<T> {
        let database = self.database.read().map_err(|_| closed())?;
        act(database.as_ref().ok_or_else(closed)?)
    }
}

/// The state at one instant; reads never wait for writes. It pins old pages: keep it no longer than
/// one page or one copy takes, and never across an await of unknown length.
pub struct Snapshot {
    transaction: redb::ReadTransaction,
    tables: Box<[OnceLock<ReadOnlyTable<Bytes, Bytes>>]>,
}

impl Snapshot {
    fn of(transaction: redb::ReadTransaction) -> Snapshot {
        Snapshot { transaction, tables: (0..Table::COUNT).map(|_| OnceLock::new()).collect() }
    }

    /// The names of all tables in the file, known to us or not.
    pub fn table_names(&self) -> Result<Vec<String>> {
        let mut names: Vec<String> =
            self.transaction.list_tables().map_err(failed)?.map(|table| table.name().to_owned()).collect();
        names.extend(self.transaction.list_multimap_tables().map_err(failed)?.map(|table| table.name().to_owned()));
        names.sort();
        Ok(names)
    }

    fn table(&self, table: Table) -> Result<&ReadOnlyTable<Bytes, Bytes>> {
        let place = &self.tables[table as usize];
        if let Some(open) = place.get() {
            return Ok(open);
        }
        let opened = self.transaction.open_table(definition(table)).map_err(failed)?;
        Ok(place.get_or_init(|| opened))
    }
}

impl Read for Snapshot {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>> {
        get_from(self.table(table)?, key)
    }

    fn scan_each(
        &self,
        table: Table,
        from: &[u8],
        to: &[u8],
        order: Order,
        each: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    ) -> Result<()> {
        scan_table(self.table(table)?, from, to, order, each)
    }

    fn len(&self, table: Table) -> Result<u64> {
        self.table(table)?.len().map_err(failed)
    }
}

pub(super) struct WriteTransaction(redb::WriteTransaction);

impl WriteTransaction {
    pub fn tables(&self) -> OpenTables<'_> {
        OpenTables { transaction: &self.0, open: (0..Table::COUNT).map(|_| OnceCell::new()).collect() }
    }

    /// Its rows go with it; none of that name is fine as well.
    fn drop_table(&self, name: &str) -> Result<()> {
        self.0.delete_table(TableDefinition::<Bytes, Bytes>::new(name)).map(drop).map_err(failed)
    }

    /// An error means "perhaps durable, perhaps not": the caller must stop the process.
    pub fn commit(self) -> Result<()> {
        self.0.commit().map_err(failed)
    }
}

/// The tables of one write transaction, each opened when it is first needed.
pub(super) struct OpenTables<'t> {
    transaction: &'t redb::WriteTransaction,
    open: Vec<OnceCell<redb::Table<'t, Bytes, Bytes>>>,
}

impl<'t> OpenTables<'t> {
    /// Writes what a command left in its overlay.
    pub fn apply(&mut self, changes: &Changes) -> Result<()> {
        for (&table, rows) in changes {
            self.table(table)?;
            let Some(open) = self.open[table as usize].get_mut() else { continue };
            for (key, value) in rows {
                match value {
                    Some(value) => drop(open.insert(key.as_slice(), value.as_slice()).map_err(failed)?),
                    None => drop(open.remove(key.as_slice()).map_err(failed)?),
                }
            }
        }
        Ok(())
    }

    fn table(&self, table: Table) -> Result<&redb::Table<'t, Bytes, Bytes>> {
        let place = &self.open[table as usize];
        if let Some(open) = place.get() {
            return Ok(open);
        }
        let opened = self.transaction.open_table(definition(table)).map_err(failed)?;
        Ok(place.get_or_init(|| opened))
    }
}

impl Read for OpenTables<'_> {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>> {
        get_from(self.table(table)?, key)
    }

    fn scan_each(
        &self,
        table: Table,
        from: &[u8],
        to: &[u8],
        order: Order,
        each: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    ) -> Result<()> {
        scan_table(self.table(table)?, from, to, order, each)
    }

    fn len(&self, table: Table) -> Result<u64> {
        self.table(table)?.len().map_err(failed)
    }
}

fn definition(table: Table) -> TableDefinition<'static, Bytes, Bytes> {
    TableDefinition::new(table.name())
}

fn get_from(table: &impl ReadableTable<Bytes, Bytes>, key: &[u8]) -> Result<Option<Vec<u8>>> {
    Ok(table.get(key).map_err(failed)?.map(|value| value.value().to_vec()))
}

fn scan_table(
    table: &impl ReadableTable<Bytes, Bytes>,
    from: &[u8],
    to: &[u8],
    order: Order,
    each: &mut dyn FnMut(&[u8], &[u8]) -> bool,
) -> Result<()> {
    if !to.is_empty() && from >= to {
        return Ok(());
    }
    let end = if to.is_empty() { Bound::Unbounded } else { Bound::Excluded(to) };
    let mut rows = table.range::<&[u8]>((Bound::Included(from), end)).map_err(failed)?;
    loop {
        let next = match order {
            Order::Ascending => rows.next(),
            Order::Descending => rows.next_back(),
        };
        let Some(row) = next else { return Ok(()) };
        let (key, value) = row.map_err(failed)?;
        if !each(key.value(), value.value()) {
            return Ok(());
        }
    }
}

fn failed(error: impl Into<redb::Error>) -> Error {
    Error::Storage(error.into().to_string())
}

fn closed() -> Error {
    Error::Storage("the database is closed".to_owned())
}
