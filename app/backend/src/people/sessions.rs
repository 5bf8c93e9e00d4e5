//! Where somebody is signed in, and how they end it there.

use domain::ids::SessionId;
use domain::permissions::Who;
use domain::person::Role;
use domain::time::Moment;
use domain::view::account::{AccountView, SessionRow};

use super::PersonRecord;
use super::session::Session;
use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::journal::{self, Fact};
use crate::settings::Settings;
use crate::storage::{Read, Tx};
use crate::time_text::Reader;

impl Backend {
    /// The caller's own account with its sessions, the one used last first.
    pub fn account(&self, caller: &Caller) -> Result<AccountView> {
        let (now, moved) = (Moment(self.storage().now()), self.storage().moved());
        self.storage().read(|read| {
            caller.actor(read)?;
            let id = caller.person().ok_or(Error::SignedOut)?;
            let person = PersonRecord::find(read, id)?.ok_or(Error::SignedOut)?;
            let organisation_zone = Settings::load(read, &self.options().fixed)?.zone;
            let reader = Reader::new(person.zone.as_deref(), &organisation_zone, now);
            let sessions = session_rows(read, &person, caller, moved, reader)?;
            Ok(AccountView {
                name: person.name,
                email: person.email.map(|email| email.to_string()).unwrap_or_default(),
                role: person.role.ok_or(Error::SignedOut)?,
                zone: person.zone.unwrap_or_default(),
                organisation_zone,
                sessions,
                morning: person.role.is_some_and(Role::is_staff).then_some(person.morning.is_some()),
                monday: person.monday.is_some(),
                revision: person.stamps.revision(),
            })
        })
    }

    /// Ends one of the caller's own sessions.
    pub async fn revoke_session(&self, caller: &Caller, session: SessionId) -> Result<()> {
        self.revoke(caller, move |_, other| other.id == session).await
    }

    /// Ends all of them but this one.
    pub async fn revoke_other_sessions(&self, caller: &Caller) -> Result<()> {
        self.revoke(caller, |own, other| Some(other.id) != own).await
    }

    async fn revoke(
        &self,
        caller: &Caller,
        which: impl Fn(Option<SessionId>, &Session) -> bool + Send + 'static,
    ) -> Result<()> {
        let caller = caller.clone();
        let revoke = move |tx: &mut Tx<'_>| {
            caller.actor(tx)?;
            let person = caller.person().ok_or(Error::SignedOut)?;
            let whence = caller.whence(tx)?;
            for (hash, session) in Session::of_person(tx, person)? {
                if which(caller.session_id(), &session) {
                    session.end(tx, &hash);
                    journal::record_from(tx, Who::Person(person), whence.as_ref(), &Fact::SessionRevoked { person })?;
                }
            }
            Ok(())
        };
        self.storage().write(revoke).await
    }
}

fn session_rows(
    read: &dyn Read,
    person: &PersonRecord,
    caller: &Caller,
    moved: i64,
    reader: Reader,
) -> Result<Vec<SessionRow>> {
    // They are kept in real time, and shown by the time of this desk.
    let (time, real_now) = (|at: i64| reader.time(Moment(at).plus(moved)), reader.now().plus(-moved).0);
    let mut sessions = Session::of_person(read, person.id)?;
    sessions.retain(|(_, session)| !session.is_over(real_now) && session.epoch == person.epoch);
    sessions.sort_by_key(|(_, session)| std::cmp::Reverse(session.last_seen));
    let rows = sessions.into_iter().map(|(_, session)| SessionRow {
        id: session.id.to_string(),
        signed_in: time(session.began_at),
        last_seen: time(session.last_seen),
        current: Some(session.id) == caller.session_id(),
        device: session.device,
        address: session.address,
    });
    Ok(rows.collect())
}
