//! Whether answers to our letters arrive here. Nobody is asked to answer, and no letter names this desk's own address for
//! it, before a letter was answered and the answer was seen: until then answers go to somebody's mailbox.

use domain::person::Email;
use serde::{Deserialize, Serialize};

use super::Settings;
use crate::error::Result;
use crate::storage::{self, Read, Record, Table, Tx};

const KEY: &[u8] = b"replies";
/// Test letters whose answer is still waited for, the newest.
const TESTS_MOST: usize = 20;

/// What was tried, and what was seen of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Proof {
    tests: Vec<Test>,
    seen: Option<Seen>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Test {
    message_id: String,
    /// Where its answer was to go.
    address: String,
    plus: bool,
}

/// An answer that came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    pub at: i64,
    /// The setting it was an answer to.
    pub address: String,
    /// It was asked for at the address with a mark behind a plus.
    pub plus: bool,
}

/// Where whoever answers a letter writes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ReplyWay {
    /// A mailbox that somebody reads.
    pub human: Option<Email>,
    /// This desk reads it itself: an answer to a test letter was seen.
    pub desk: Option<Email>,
    /// The address takes what stands behind a plus.
    pub plus: bool,
}

impl Record for Proof {
    const TABLE: Table = Table::Settings;
    const VERSION: u8 = 1;
}

impl Proof {
    pub(crate) fn load(read: &dyn Read) -> Result<Self> {
        Ok(storage::load(read, KEY)?.unwrap_or_default())
    }

    /// A test letter goes out whose answer is to come to that address.
    pub(crate) fn expect(tx: &mut Tx<'_>, message_id: &str, address: &str, plus: bool) -> Result<()> {
        let mut proof = Self::load(tx)?;
        proof.tests.push(Test { message_id: message_id.to_owned(), address: address.to_owned(), plus });
        let surplus = proof.tests.len().saturating_sub(TESTS_MOST);
        proof.tests.drain(..surplus);
        tx.save(KEY, &proof)
    }

    /// What an answer to the test letter of that Message-ID would show.
    pub(crate) fn shown_by(&self, message_id: &str, at: i64) -> Option<Seen> {
        let test = self.tests.iter().find(|test| test.message_id == message_id)?;
        Some(Seen { at, address: test.address.clone(), plus: test.plus })
    }

    /// The same of an answer that came to the address of a test letter, whatever became of its Message-ID.
    pub(crate) fn shown_by_newest(&self, at: i64) -> Option<Seen> {
        let test = self.tests.last()?;
        Some(Seen { at, address: test.address.clone(), plus: test.plus })
    }

    pub(crate) fn answered(tx: &mut Tx<'_>, seen: Seen) -> Result<()> {
        let proof = Self { seen: Some(seen), ..Self::load(tx)? };
        tx.save(KEY, &proof)
    }

    /// What was seen of the address that is set now.
    pub(crate) fn seen(&self, settings: &Settings) -> Option<&Seen> {
        let is_of = |seen: &&Seen| Some(seen.address.as_str()) == settings.reply_address.as_deref();
        self.seen.as_ref().filter(is_of).filter(|seen| seen.plus == settings.reply_plus)
    }
}

impl ReplyWay {
    pub fn of(settings: &Settings, proof: &Proof) -> Self {
        let address =
            |typed: &Option<String>| typed.as_deref().and_then(|typed| Email::parse("reply_address", typed).ok());
        let seen = proof.seen(settings);
        Self {
            human: address(&settings.replies_to),
            desk: seen.and_then(|_| address(&settings.reply_address)),
            plus: seen.is_some_and(|seen| seen.plus),
        }
    }
}
