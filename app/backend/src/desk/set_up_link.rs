//! The one-time link of the first run. It exists while nobody can administer the desk, is stored hashed, holds an
//! hour, and each start makes another.

use data_encoding::BASE64URL_NOPAD;
use domain::Refusal;
use domain::person::Role;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::Backend;
use crate::error::Result;
use crate::people::with_account;
use crate::retention::SET_UP_LINK;
use crate::storage::{self, Read, Record, Table, Tx};

const KEY: &[u8] = b"set_up_link";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct SetUpLink {
    hash: [u8; 32],
    expires_at: i64,
}

impl Record for SetUpLink {
    const TABLE: Table = Table::Settings;
    const VERSION: u8 = 1;
}

impl Backend {
    /// The path with its token; `None` once there is an administrator. Earlier links are void.
    pub async fn set_up_link(&self) -> Result<Option<String>> {
        // A desk that has an administrator starts also where nothing can be written.
        if self.storage().read(|read| has_administrator(read))? {
            return Ok(None);
        }
        let make = |tx: &mut Tx<'_>| {
            if has_administrator(tx)? {
                return Ok(None);
            }
            let secret: [u8; 32] = tx.random();
            let link = SetUpLink { hash: Sha256::digest(secret).into(), expires_at: tx.now() + SET_UP_LINK };
            tx.save(KEY, &link)?;
            Ok(Some(format!("/setup?token={}", BASE64URL_NOPAD.encode(&secret))))
        };
        self.storage().write(make).await
    }

    /// Whether the set-up page may be shown for this token: `SetUpDone` once there is an administrator, `LinkSpent`
    /// for a token that was never one or has expired.
    pub fn set_up_state(&self, token: &str) -> Result<()> {
        let now = self.storage().now();
        self.storage().read(|read| check(read, token, now))
    }
}

pub(super) fn check(read: &dyn Read, token: &str, now: i64) -> Result<()> {
    if has_administrator(read)? {
        return Err(Refusal::SetUpDone.into());
    }
    let link: Option<SetUpLink> = storage::load(read, KEY)?;
    let secret = BASE64URL_NOPAD.decode(token.as_bytes()).unwrap_or_default();
    let hash: [u8; 32] = Sha256::digest(secret).into();
    let fits = link.is_some_and(|link| now < link.expires_at && bool::from(link.hash.ct_eq(&hash)));
    if fits { Ok(()) } else { Err(Refusal::LinkSpent.into()) }
}

pub(super) fn spend(tx: &mut Tx<'_>) {
    tx.delete(Table::Settings, KEY);
}

fn has_administrator(read: &dyn Read) -> Result<bool> {
    Ok(with_account(read)?.iter().any(|person| person.is_active() && person.role == Some(Role::Administrator)))
}
