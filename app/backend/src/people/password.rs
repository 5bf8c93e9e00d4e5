//! Passwords: what is accepted, and argon2id in threads of its own, at most two at once. Checking takes the same
//! time whether the person exists or not. Never called inside a write: a hash takes tens of milliseconds.

use std::sync::OnceLock;
use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use domain::field::{FieldError, Problem};
use domain::ids::PersonId;
use domain::person::Email;
use serde::{Deserialize, Serialize};

use crate::Backend;
use crate::error::{Error, Result};
use crate::storage::{self, Read, Record, Table, Tx};

/// Bytes.
pub const PASSWORD_LEAST: usize = 10;
pub const PASSWORD_MOST: usize = 1_024;

/// One word a line, lower case, none shorter than `PASSWORD_LEAST`.
const MOST_USED: &str = include_str!("most_used_passwords.txt");

const MEMORY_KIB: u32 = 19 * 1_024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Checked in place of the hash of somebody who has none; no password has this hash.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2l0cmVwLW5vYm9keS1zYQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Whoever waits longer for a turn hears "busy".
const PATIENCE: Duration = Duration::from_secs(10);

/// A stored password hash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Credential {
    /// In PHC form, parameters and salt included.
    pub hash: String,
    pub set_at: i64,
}

impl Record for Credential {
    const TABLE: Table = Table::Credentials;
    const VERSION: u8 = 1;
}

impl Credential {
    pub fn of(read: &dyn Read, person: PersonId) -> Result<Option<Self>> {
        storage::load(read, &person.0.to_be_bytes())
    }

    /// Made with the cost of today; an older one is made anew when its password is next typed.
    pub fn is_current(&self) -> bool {
        cost(&self.hash) == cost(NOBODYS)
    }

    pub fn save(tx: &mut Tx<'_>, person: PersonId, hash: &str) -> Result<()> {
        Self { hash: hash.to_owned(), set_at: tx.now() }.store(tx, person)
    }

    pub fn store(&self, tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
        tx.save(&person.0.to_be_bytes(), self)
    }
}

/// Whether a new password will do.
pub(crate) fn acceptable(field: &str, typed: &str, email: Option<&Email>) -> Result<(), FieldError> {
    let weak = || {
        let folded = typed.to_lowercase();
        let one_character = typed.chars().next().is_none_or(|first| typed.chars().all(|c| c == first));
        let address = email.is_some_and(|email| {
            let address = email.folded();
            folded == address || address.split('@').next() == Some(folded.as_str())
        });
        one_character || address || MOST_USED.lines().any(|word| word == folded)
    };
    let problem = match typed.len() {
        0 => Problem::Missing,
        short if short < PASSWORD_LEAST => Problem::TooShort { least: PASSWORD_LEAST },
        long if long > PASSWORD_MOST => Problem::TooLong { most: PASSWORD_MOST, now: long },
        _ if weak() => Problem::Weak,
        _ => return Ok(()),
    };
    Err(FieldError::new(field, problem))
}

impl Backend {
    pub(crate) async fn hash_password(&self, password: &str) -> Result<String> {
        let password = password.to_owned();
        self.hashing_turn(move || match argon2()?.hash_password(password.as_bytes()) {
            Ok(hash) => Ok(hash.to_string()),
            Err(error) => Err(Error::internal(error)),
        })
        .await
    }

    /// Whether `password` fits the credential; as long for `None`, then always false.
    pub(crate) async fn password_fits(&self, credential: Option<Credential>, password: &str) -> Result<bool> {
        if password.len() > PASSWORD_MOST {
            return Ok(false);
        }
        let password = password.to_owned();
        self.hashing_turn(move || {
            let known = credential.is_some();
            let hash = credential.map_or_else(|| NOBODYS.to_owned(), |credential| credential.hash);
            Ok(argon2()?.verify_password(password.as_bytes(), hash.as_str()).is_ok() && known)
        })
        .await
    }

    async fn hashing_turn<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let turn = tokio::time::timeout(PATIENCE, self.hashing().acquire()).await.map_err(|_| Error::Busy)?;
        let _turn = turn.map_err(Error::internal)?;
        tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(Error::internal(error)))
    }
}

/// Algorithm, version and parameters: what stands before the salt.
fn cost(hash: &str) -> Option<&str> {
    hash.rsplitn(3, '$').nth(2)
}

fn argon2() -> Result<&'static Argon2<'static>> {
    static ARGON2: OnceLock<Option<Argon2<'static>>> = OnceLock::new();
    let made = ARGON2.get_or_init(|| {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None).ok()?;
        Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    });
    made.as_ref().ok_or_else(|| Error::internal("argon2 does not take its parameters"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_long_and_most_used_passwords_are_refused() {
        let ana = Email::parse("email", "ana.maria.silva@example.org").ok();
        let problem = |typed: &str| acceptable("password", typed, ana.as_ref()).err().map(|error| error.problem);
        assert_eq!(problem(""), Some(Problem::Missing));
        assert_eq!(problem("kestrel 9"), Some(Problem::TooShort { least: 10 }));
        assert_eq!(problem(&"k7".repeat(513)), Some(Problem::TooLong { most: 1_024, now: 1_026 }));
        for weak in ["Password123", "1234567890", "aaaaaaaaaaaa", "ana.maria.silva", "Ana.Maria.Silva@example.org"] {
            assert_eq!(problem(weak), Some(Problem::Weak), "{weak}");
        }
        assert_eq!(problem("a kestrel over the quay"), None);
    }

    #[test]
    fn the_list_is_in_the_form_it_is_searched_in() {
        for word in MOST_USED.lines() {
            assert_eq!(word, word.to_lowercase());
            assert!(word.len() >= PASSWORD_LEAST, "{word} is refused for its length already");
        }
    }

    #[test]
    fn nobodys_hash_costs_what_a_real_one_costs() {
        let real = argon2().unwrap().hash_password(b"a kestrel over the quay").unwrap().to_string();
        assert!(cost(NOBODYS).is_some_and(|cost| cost.starts_with("$argon2id$v=19$m=")));
        assert_eq!(cost(&real), cost(NOBODYS));
        assert!(argon2::PasswordHash::new(NOBODYS).is_ok());
        assert!(argon2().unwrap().verify_password(b"a kestrel over the quay", NOBODYS).is_err());
    }
}
