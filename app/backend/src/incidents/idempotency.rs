//! Answers given already: a resend of the same press gets the same answer and changes nothing.
//! The record commits with the effect, so after a crash it settles what the client cannot know. An hourly job forgets
//! what nobody will ask for again.

use data_encoding::BASE64URL_NOPAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Backend;
use crate::error::{Error, Result};
use crate::retention::IDEMPOTENCY;
use crate::storage::{self, Key, Order, Read, Record, Table, Tx};

/// Expired answers removed in one transaction.
const FORGOTTEN_AT_ONCE: usize = 1_000;

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
/// Milliseconds need no more until the year 10889.
const INSTANT_BYTES: usize = 6;

/// A nonce for one rendering of a form. It begins with the instant, so that answers given at the same time lie
/// together on disk; what makes it this form's alone is random.
pub(crate) fn form_nonce(now: i64) -> Result<String> {
    let mut nonce = [0; NONCE_BYTES];
    getrandom::fill(&mut nonce[INSTANT_BYTES..]).map_err(Error::internal)?;
    nonce[..INSTANT_BYTES].copy_from_slice(&now.to_be_bytes()[8 - INSTANT_BYTES..]);
    Ok(BASE64URL_NOPAD.encode(&nonce))
}

/// A key from a nonce of the rendered form and everything that was typed: the same nonce with other
/// fields is another press. It begins as the nonce does; one that is not ours only lies elsewhere.
pub(super) fn key(nonce: &str, parts: &[&str]) -> [u8; 32] {
    let mut digest = Sha256::new();
    for part in [nonce].iter().chain(parts) {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    let mut key: [u8; 32] = digest.finalize().into();
    let ours = BASE64URL_NOPAD.decode(nonce.as_bytes()).ok().filter(|nonce| nonce.len() == NONCE_BYTES);
    key[..INSTANT_BYTES].copy_from_slice(&ours.as_deref().unwrap_or(&[0; NONCE_BYTES])[..INSTANT_BYTES]);
    key
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

/// What it answered holds no longer: the same press is decided anew.
pub(super) fn forget(tx: &mut Tx<'_>, key: &[u8; 32]) -> Result<()> {
    if let Some(answer) = storage::load::<Answer>(tx, key)? {
        tx.delete(Table::Idempotency, key);
        tx.delete(Table::IdempotencyByExpiry, Key::new().i64(answer.expires).raw(key).done());
    }
    Ok(())
}

/// The row by which an answer expires, as `verify` expects it.
pub(crate) fn expiry_row(key: &[u8], value: &[u8]) -> Result<Vec<u8>> {
    let answer: Answer = storage::decode(value)?;
    Ok(Key::new().i64(answer.expires).raw(key).done())
}

impl Backend {
    /// Removes answers that have expired; answers how many.
    pub async fn forget_answers(&self) -> Result<u64> {
        let mut forgotten = 0;
        loop {
            let now = self.storage().write_background(forget_some).await?;
            forgotten += now as u64;
            if now < FORGOTTEN_AT_ONCE {
                return Ok(forgotten);
            }
        }
    }
}

fn forget_some(tx: &mut Tx<'_>) -> Result<usize> {
    let until = Key::new().i64(tx.now()).done();
    let rows = tx.scan(Table::IdempotencyByExpiry, &[], &until, Order::Ascending, FORGOTTEN_AT_ONCE)?;
    for (key, _) in &rows {
        tx.delete(Table::Idempotency, &key[8..]);
        tx.delete(Table::IdempotencyByExpiry, key.as_slice());
    }
    Ok(rows.len())
}
