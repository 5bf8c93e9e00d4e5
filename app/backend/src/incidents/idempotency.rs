//! Answers given already: a resend of the same press gets the same answer and changes nothing.
//! The record commits with the effect, so after a crash it settles what the client cannot know.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::retention::IDEMPOTENCY;
use crate::storage::{self, Key, Order, Read, Record, Table, Tx};

/// Most expired answers removed in one transaction.
const PRUNED_MOST: usize = 1_000;

#[derive(Serialize, Deserialize)]
struct Answer {
    bytes: Vec<u8>,
    expires: i64,
}

impl Record for Answer {
    const TABLE: Table = Table::Idempotency;
    const VERSION: u8 = 1;
}

const NONCE_BYTES: usize = 16;

/// A nonce for one rendering of a form.
pub(super) fn form_nonce() -> Result<String> {
    let mut nonce = [0; NONCE_BYTES];
    getrandom::fill(&mut nonce).map_err(Error::internal)?;
    Ok(data_encoding::BASE64URL_NOPAD.encode(&nonce))
}

/// A key from a nonce of the rendered form and everything that was typed: the same nonce with other
/// fields is another press.
pub(super) fn key(parts: &[&str]) -> [u8; 32] {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().into()
}

pub(super) fn answered<T: DeserializeOwned>(read: &dyn Read, key: &[u8; 32]) -> Result<Option<T>> {
    let Some(answer) = storage::load::<Answer>(read, key)? else { return Ok(None) };
    rmp_serde::from_slice(&answer.bytes).map(Some).map_err(Error::internal)
}

pub(super) fn remember<T: Serialize>(tx: &mut Tx<'_>, key: &[u8; 32], answer: &T) -> Result<()> {
    let bytes = rmp_serde::to_vec_named(answer).map_err(Error::internal)?;
    let expires = tx.now() + IDEMPOTENCY;
    tx.put(Table::IdempotencyByExpiry, Key::new().i64(expires).raw(key).done(), []);
    tx.save(key, &Answer { bytes, expires })
}

/// The row by which an answer expires, as `verify` expects it.
pub(crate) fn expiry_row(key: &[u8], value: &[u8]) -> Result<Vec<u8>> {
    let answer: Answer = storage::decode(value)?;
    Ok(Key::new().i64(answer.expires).raw(key).done())
}

/// Removes answers nobody will ask for again; answers how many.
pub(super) fn prune(tx: &mut Tx<'_>) -> Result<usize> {
    let until = Key::new().i64(tx.now()).done();
    let rows = tx.scan(Table::IdempotencyByExpiry, &[], &until, Order::Ascending, PRUNED_MOST)?;
    for (key, _) in &rows {
        tx.delete(Table::Idempotency, &key[8..]);
        tx.delete(Table::IdempotencyByExpiry, key.as_slice());
    }
    Ok(rows.len())
}
