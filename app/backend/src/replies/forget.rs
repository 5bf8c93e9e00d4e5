//! A daily job: forgets mail as it came, and what became of it, once nobody asks any more.

use crate::Backend;
use crate::error::Result;
use crate::replies::record::remove_before;
use crate::retention::MAIL_ORIGINALS;
use crate::storage::fresh::first_at;

/// Rows removed in one transaction.
const AT_ONCE: usize = 200;

impl Backend {
    /// Answers how much was forgotten.
    pub async fn forget_mail(&self) -> Result<u64> {
        let mut forgotten = self.forget_mail_originals().await?;
        loop {
            let removed = self.storage().write_background(|tx| {
                let until = first_at(tx.now() - MAIL_ORIGINALS).to_be_bytes();
                remove_before(tx, &until, AT_ONCE)
            });
            let removed = removed.await?;
            forgotten += removed as u64;
            if removed < AT_ONCE {
                return Ok(forgotten);
            }
        }
    }
}
