//! What a value looks like on disk: one version byte, then MessagePack with field names. A record
//! type is separate from what use cases and pages work with, so that those change freely while the
//! disk does not: a field that gains a default keeps its version, anything else raises it and teaches
//! `upcast` to read the old ones.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Read, Table, Tx};
use crate::error::{Error, Result};

pub trait Record: Serialize + DeserializeOwned {
    const TABLE: Table;
    const VERSION: u8;

    /// Reads the bytes of another version; `bytes` are without the version byte.
    fn upcast(version: u8, bytes: &[u8]) -> Result<Self> {
        let _ = bytes;
        Err(Error::Storage(format!(
            "a record of table {} has version {version}, this program knows {}",
            Self::TABLE.name(),
            Self::VERSION
        )))
    }
}

pub fn load<R: Record>(from: &dyn Read, key: &[u8]) -> Result<Option<R>> {
    from.get(R::TABLE, key)?.map(|value| decode(&value)).transpose()
}

impl Tx<'_> {
    pub fn save<R: Record>(&mut self, key: &[u8], record: &R) -> Result<()> {
        let value = encode(record)?;
        self.put(R::TABLE, key, value);
        Ok(())
    }
}

pub fn encode<R: Record>(record: &R) -> Result<Vec<u8>> {
    let mut value = vec![R::VERSION];
    rmp_serde::encode::write_named(&mut value, record)
        .map_err(|error| Error::Storage(format!("a record of table {} cannot be written: {error}", R::TABLE.name())))?;
    Ok(value)
}

pub fn decode<R: Record>(value: &[u8]) -> Result<R> {
    match value.split_first() {
        Some((&version, bytes)) if version == R::VERSION => rmp_serde::from_slice(bytes)
            .map_err(|error| Error::Storage(format!("a record of table {} is unreadable: {error}", R::TABLE.name()))),
        Some((&version, bytes)) => R::upcast(version, bytes),
        None => Err(Error::Storage(format!("a record of table {} is empty", R::TABLE.name()))),
    }
}
