//! An hourly job: removes sessions that are over and links that nobody can follow any more. Nothing depends on it but
//! the size of the file.

use super::one_time_link::OneTimeLink;
use super::session::{Hash, Session};
use crate::Backend;
use crate::error::Result;
use crate::storage::{self, KeyParts, Order, Read, Table, Tx, keys};

/// Rows looked at in one transaction, so that no request waits long for it.
const LOOKED_AT_ONCE: usize = 500;

impl Backend {
    /// Answers how many rows went.
    pub async fn prune(&self) -> Result<u64> {
        let mut gone = 0;
        for table in [Table::Sessions, Table::OneTimeLinks] {
            let mut from = Vec::new();
            loop {
                let here = from.clone();
                let (removed, next) = self.storage().write_background(move |tx| sweep(tx, table, &here)).await?;
                gone += removed;
                match next {
                    Some(next) => from = next,
                    None => break,
                }
            }
        }
        Ok(gone)
    }
}

/// One stretch of a table; answers where the next begins.
fn sweep(tx: &mut Tx<'_>, table: Table, from: &[u8]) -> Result<(u64, Option<Vec<u8>>)> {
    let rows = tx.scan(table, from, &[], Order::Ascending, LOOKED_AT_ONCE)?;
    let next = if rows.len() == LOOKED_AT_ONCE { rows.last().map(|(key, _)| keys::after(key)) } else { None };
    let (now, real_now) = (tx.now(), tx.real_now());
    let mut removed = 0;
    for (key, value) in rows {
        let hash: Hash = KeyParts::of(&key).fixed()?;
        if table == Table::Sessions {
            let session: Session = storage::decode(&value)?;
            if !session.is_over(real_now) {
                continue;
            }
            session.end(tx, &hash);
        } else {
            let link: OneTimeLink = storage::decode(&value)?;
            if now < link.expires_at {
                continue;
            }
            tx.delete(table, hash);
        }
        removed += 1;
    }
    Ok((removed, next))
}
