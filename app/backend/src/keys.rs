//! The desk's own secret, from which receipt links and one-click links are derived. It lies in the database,
//! so that links in letters already sent still open after a restore on another machine.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::error::{Error, Result};
use crate::storage::{Read, Storage, Table};

const KEY: &[u8] = b"secret";

#[derive(Clone)]
pub struct Keys {
    secret: [u8; 32],
}

impl Keys {
    /// Reads the secret, or makes it when the database is new. A desk that has one opens also where nothing can be
    /// written.
    pub fn load_or_make(storage: &Storage) -> Result<Self> {
        let secret = match storage.read(|read| read.get(Table::Settings, KEY))? {
            Some(secret) => secret,
            None => storage.write_blocking(|tx| {
                let secret: [u8; 32] = tx.random();
                tx.put(Table::Settings, KEY, secret);
                Ok(secret.to_vec())
            })?,
        };
        let secret = secret.try_into().map_err(|_| Error::Storage("the desk's secret is damaged".to_owned()))?;
        Ok(Self { secret })
    }

    /// HMAC-SHA-256 over the parts, each with its length, under a purpose of its own.
    pub fn sign(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.secret).unwrap_or_else(|_| unreachable!("any length is a key"));
        for part in std::iter::once(&purpose.as_bytes()).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// A key of its own for one purpose.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        self.sign(purpose, &[])
    }
}
