//! From a cookie to a caller: one snapshot read on every request. "Last seen" is written behind the answer, at
//! most every few minutes.

use domain::permissions::Actor;

use super::PersonRecord;
use super::session::{Hash, Session, hash_of};
use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::retention::SESSION_TOUCH;
use crate::storage::Tx;

impl Backend {
    /// `None`: unknown, over, revoked, or of an account that was disabled or changed since.
    pub async fn caller_from_session(&self, cookie: &str) -> Result<Option<Caller>> {
        let Some(hash) = hash_of(cookie) else { return Ok(None) };
        let now = self.storage().real_now();
        let found = self.storage().read(|read| {
            let Some(session) = Session::find(read, &hash)? else { return Ok(None) };
            let Some(person) = PersonRecord::find(read, session.person)? else { return Ok(None) };
            Ok(Some((session, person)))
        })?;
        let Some((session, person)) = found else { return Ok(None) };
        if session.is_over(now) || !person.is_active() || person.epoch != session.epoch {
            return Ok(None);
        }
        if now - session.last_seen >= SESSION_TOUCH {
            self.touch_behind(hash, &session);
        }
        Ok(Some(Caller::session(session.person, session.epoch, session.id)))
    }

    /// The rights of this instant, for whoever holds a connection open that a session began; `SignedOut` once that
    /// session has ended in any way.
    pub fn still_signed_in(&self, caller: &Caller) -> Result<Actor> {
        let now = self.storage().real_now();
        self.storage().read(|read| match Session::of_caller(read, caller)? {
            Some((_, session)) if !session.is_over(now) => caller.actor(read),
            _ => Err(Error::SignedOut),
        })
    }

    /// Nobody waits for it; when it fails, the next request tries again.
    fn touch_behind(&self, hash: Hash, session: &Session) {
        let id = session.id;
        if !self.door().begin_touching(id) {
            return;
        }
        let desk = self.clone();
        tokio::spawn(async move {
            if let Err(error) = desk.storage().write_background(move |tx| touch(tx, &hash)).await {
                tracing::warn!(%error, "a session's last use was not written");
            }
            desk.door().end_touching(id);
        });
    }
}

fn touch(tx: &mut Tx<'_>, hash: &Hash) -> Result<()> {
    let now = tx.real_now();
    let Some(mut session) = Session::find(tx, hash)?.filter(|session| !session.is_over(now)) else { return Ok(()) };
    session.last_seen = now;
    tx.save(hash, &session)?;
    if let Some(mut person) = PersonRecord::find(tx, session.person)? {
        person.last_seen = Some(tx.now());
        person.save(tx)?;
    }
    Ok(())
}
