//! Facts about the database itself: that it is ours, which schema it has, the latest instant it has
//! seen, its random epoch, how many live changes it has announced, whether it began as a copy, and
//! whether it is a demonstration, whose time may be moved, and which shape the rows have that are made
//! from timelines.

use super::{Read, Table, Tx};
use crate::error::{Error, Result};

const APPLICATION: &[u8] = b"application";
const SCHEMA: &[u8] = b"schema";
const EPOCH: &[u8] = b"epoch";
const LATEST_INSTANT: &[u8] = b"latest_instant";
const LIVE_SEQUENCE: &[u8] = b"live_sequence";
const COPIED: &[u8] = b"copied";
const SHAPE: &[u8] = b"shape";
const DEMONSTRATION: &[u8] = b"demonstration";
const MOVED: &[u8] = b"moved";

const SITREP: &[u8] = b"sitrep";

/// Marks a fresh database as ours.
pub(super) fn found(tx: &mut Tx<'_>, schema: u32) {
    tx.put(Table::Meta, APPLICATION, SITREP);
    set_schema(tx, schema);
    renew_epoch(tx);
}

pub(super) fn is_ours(from: &dyn Read) -> Result<bool> {
    Ok(from.get(Table::Meta, APPLICATION)?.is_some_and(|name| name == SITREP))
}

/// Of the records on this disk.
pub fn schema(from: &dyn Read) -> Result<u32> {
    Ok(u32::from_be_bytes(number(from, SCHEMA)?.ok_or_else(|| unreadable(SCHEMA))?))
}

pub(super) fn set_schema(tx: &mut Tx<'_>, schema: u32) {
    tx.put(Table::Meta, SCHEMA, schema.to_be_bytes());
}

/// Random for each database and again after each restore.
pub(super) fn epoch(from: &dyn Read) -> Result<[u8; 16]> {
    number(from, EPOCH)?.ok_or_else(|| unreadable(EPOCH))
}

pub(super) fn renew_epoch(tx: &mut Tx<'_>) {
    let epoch = tx.random::<16>();
    tx.put(Table::Meta, EPOCH, epoch);
}

/// The greatest `now` that a command has seen.
pub(super) fn latest_instant(from: &dyn Read) -> Result<i64> {
    Ok(number(from, LATEST_INSTANT)?.map_or(i64::MIN, i64::from_be_bytes))
}

pub(super) fn set_latest_instant(tx: &mut Tx<'_>, instant: i64) {
    tx.put(Table::Meta, LATEST_INSTANT, instant.to_be_bytes());
}

pub(super) fn live_sequence(from: &dyn Read) -> Result<u64> {
    Ok(number(from, LIVE_SEQUENCE)?.map_or(0, u64::from_be_bytes))
}

pub(super) fn set_live_sequence(tx: &mut Tx<'_>, sequence: u64) {
    tx.put(Table::Meta, LIVE_SEQUENCE, sequence.to_be_bytes());
}

/// Marks a copy: all it holds was written by the latest instant it has seen, and another desk has gone on from there.
pub(super) fn mark_as_copy(tx: &mut Tx<'_>) -> Result<()> {
    let latest = latest_instant(tx)?;
    tx.put(Table::Meta, COPIED, latest.to_be_bytes());
    Ok(())
}

/// When the database was copied, if it began as a copy and nobody has done yet what follows from that.
pub fn copied_at(from: &dyn Read) -> Result<Option<i64>> {
    Ok(number(from, COPIED)?.map(i64::from_be_bytes))
}

/// It goes on as a database of its own.
pub fn forget_copy(tx: &mut Tx<'_>) {
    tx.delete(Table::Meta, COPIED);
}

/// In which shape the states and their index rows were last made (`incidents/refold.rs`).
pub fn shape_of(from: &dyn Read) -> Result<Option<Vec<u8>>> {
    from.get(Table::Meta, SHAPE)
}

pub fn set_shape(tx: &mut Tx<'_>, shape: &str) {
    tx.put(Table::Meta, SHAPE, shape);
}

/// Made up, for a look at it or for a test: every page says so.
pub fn is_demonstration(from: &dyn Read) -> Result<bool> {
    from.contains(Table::Meta, DEMONSTRATION)
}

/// For ever: what was made up does not become true.
pub fn mark_as_demonstration(tx: &mut Tx<'_>) {
    tx.put(Table::Meta, DEMONSTRATION, []);
}

/// How far its time was moved ahead of real time.
pub(super) fn moved(from: &dyn Read) -> Result<i64> {
    Ok(number(from, MOVED)?.map_or(0, i64::from_be_bytes))
}

pub(super) fn set_moved(tx: &mut Tx<'_>, milliseconds: i64) {
    tx.put(Table::Meta, MOVED, milliseconds.to_be_bytes());
}

fn number<const N: usize>(from: &dyn Read, key: &[u8]) -> Result<Option<[u8; N]>> {
    let Some(value) = from.get(Table::Meta, key)? else { return Ok(None) };
    value.try_into().map(Some).map_err(|_| unreadable(key))
}

fn unreadable(key: &[u8]) -> Error {
    Error::Storage(format!("the database's own \"{}\" is missing or unreadable", String::from_utf8_lossy(key)))
}
