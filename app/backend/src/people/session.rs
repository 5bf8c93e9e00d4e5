//! Signed-in browsers. The cookie is 256 random bits of which only the SHA-256 is stored, so that a copy of the
//! database signs nobody in. A session means something while the person's epoch is the one it began with. Its instants
//! are of real time: nobody is signed out because a demonstration was moved.

use data_encoding::BASE64URL_NOPAD;
use domain::ids::{PersonId, SessionId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::PersonRecord;
use crate::caller::Caller;
use crate::error::Result;
use crate::journal::Whence;
use crate::retention::{PASSWORD_CONFIRMED, SESSION_IDLE, SESSION_LONGEST, SESSIONS_OF_ONE_PERSON};
use crate::storage::{self, Key, KeyParts, Order, Read, Record, Table, Tx};

/// Characters of device and address that are kept.
const DEVICE_MOST: usize = 80;
const ADDRESS_MOST: usize = 64;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Session {
    pub id: SessionId,
    pub person: PersonId,
    pub epoch: u32,
    pub began_at: i64,
    pub last_seen: i64,
    /// When the password was last entered; `None` after a mailed link.
    pub confirmed_at: Option<i64>,
    pub device: String,
    pub address: String,
}

impl Record for Session {
    const TABLE: Table = Table::Sessions;
    const VERSION: u8 = 1;
}

/// Where somebody signs in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Browser {
    pub device: String,
    pub address: String,
}

impl Browser {
    pub fn whence(&self) -> Whence {
        Whence { address: self.address.clone(), device: self.device.clone() }
    }
}

pub(crate) type Hash = [u8; 32];

/// The key a cookie is stored under; `None` for what was never a cookie of ours.
pub(crate) fn hash_of(cookie: &str) -> Option<Hash> {
    let secret = BASE64URL_NOPAD.decode(cookie.as_bytes()).ok().filter(|secret| secret.len() == 32)?;
    Some(Sha256::digest(secret).into())
}

impl Browser {
    pub fn new(user_agent: &str, address: &str) -> Self {
        Self {
            device: super::device::name(user_agent).chars().take(DEVICE_MOST).collect(),
            address: address.chars().filter(|c| !c.is_control()).take(ADDRESS_MOST).collect(),
        }
    }
}

impl Session {
    pub fn find(read: &dyn Read, hash: &Hash) -> Result<Option<Self>> {
        storage::load(read, hash)
    }

    /// Begins one and says its cookie. The oldest ends when the person has too many.
    pub fn begin(tx: &mut Tx<'_>, person: &PersonRecord, browser: &Browser, by_password: bool) -> Result<String> {
        let mut others = Self::of_person(tx, person.id)?;
        others.sort_by_key(|(_, session)| std::cmp::Reverse(session.last_seen));
        for (hash, session) in others.iter().skip(SESSIONS_OF_ONE_PERSON - 1) {
            session.end(tx, hash);
        }
        let secret: [u8; 32] = tx.random();
        let now = tx.real_now();
        let session = Self {
            id: SessionId(tx.random_id()),
            person: person.id,
            epoch: person.epoch,
            began_at: now,
            last_seen: now,
            confirmed_at: by_password.then_some(now),
            device: browser.device.clone(),
            address: browser.address.clone(),
        };
        let hash: Hash = Sha256::digest(secret).into();
        tx.save(&hash, &session)?;
        tx.put(Table::SessionsByPerson, index_key(person.id, session.id), hash);
        Ok(BASE64URL_NOPAD.encode(&secret))
    }

    /// Whatever is open under it closes with it.
    pub fn end(&self, tx: &mut Tx<'_>, hash: &Hash) {
        tx.recheck_streams();
        tx.delete(Table::Sessions, *hash);
        tx.delete(Table::SessionsByPerson, index_key(self.person, self.id));
    }

    /// All of a person, over or not.
    pub fn of_person(read: &dyn Read, person: PersonId) -> Result<Vec<(Hash, Self)>> {
        let prefix = Key::new().u64(person.0).done();
        let rows = read.scan_prefix(Table::SessionsByPerson, &prefix, Order::Ascending, SESSIONS_OF_ONE_PERSON + 1)?;
        let mut sessions = Vec::new();
        for (_, hash) in rows {
            let hash = KeyParts::of(&hash).fixed()?;
            if let Some(session) = Self::find(read, &hash)? {
                sessions.push((hash, session));
            }
        }
        Ok(sessions)
    }

    pub fn end_all_of(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
        for (hash, session) in Self::of_person(tx, person)? {
            session.end(tx, &hash);
        }
        Ok(())
    }

    /// The one of a caller, by its id.
    pub fn of_caller(read: &dyn Read, caller: &Caller) -> Result<Option<(Hash, Self)>> {
        let (Some(person), Some(id)) = (caller.person(), caller.session_id()) else { return Ok(None) };
        let Some(hash) = read.get(Table::SessionsByPerson, &index_key(person, id))? else { return Ok(None) };
        let hash = KeyParts::of(&hash).fixed()?;
        Ok(Self::find(read, &hash)?.map(|session| (hash, session)))
    }

    pub fn is_over(&self, now: i64) -> bool {
        now - self.last_seen >= SESSION_IDLE || now >= self.ends_at()
    }

    /// At the latest, used or not.
    pub fn ends_at(&self) -> i64 {
        self.began_at + SESSION_LONGEST
    }

    pub fn is_confirmed(&self, now: i64) -> bool {
        self.confirmed_at.is_some_and(|at| now - at <= PASSWORD_CONFIRMED)
    }

    pub fn whence(&self) -> Whence {
        Whence { address: self.address.clone(), device: self.device.clone() }
    }

    pub fn index_key(&self) -> Vec<u8> {
        index_key(self.person, self.id)
    }
}

fn index_key(person: PersonId, session: SessionId) -> Vec<u8> {
    Key::new().u64(person.0).u64(session.0).done()
}
