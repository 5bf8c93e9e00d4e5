//! What became of each message that came: the row by which a message that comes twice is known, and by which somebody
//! finds out why words did not appear. It holds no word and no subject of the message, which may be nobody's business.

use domain::ids::{IncidentId, LetterId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::message::Message;
use crate::error::Result;
use crate::storage::{self, Order, Read, Record, Table, Tx};

/// Rows that are kept, the newest: a mailbox full of advertising pushes out no more than older rows.
const ROWS_MOST: u64 = 2_000;
/// Rows over that which one message takes away.
const TRIMMED_AT_ONCE: usize = 10;
/// Characters of an address that are kept.
const ADDRESS_MOST: usize = 200;

/// How it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Door {
    Pipe,
    Mailbox,
}

/// How its incident was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    InReplyTo,
    References,
    Token,
    Subject,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Came {
    /// Its words are that entry.
    Joined {
        incident: IncidentId,
        sequence: u64,
        way: Way,
    },
    /// That letter did not arrive.
    Bounced {
        letter: LetterId,
    },
    /// It answers a test letter.
    Test,
    Dropped(Why),
}

/// Why nothing was made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    Unreadable,
    TooLarge,
    Ours,
    Automatic,
    List,
    Calendar,
    /// A bounce of what is no letter of ours.
    StrangeBounce,
    /// A server still tries.
    Delay,
    UnknownSender,
    /// Also where there is one that is none of its sender's business: nobody learns by a mail which numbers there are.
    NoIncident,
    NoWords,
    Full,
}

impl Why {
    pub fn words(self) -> &'static str {
        match self {
            Self::Unreadable => "it names no sender",
            Self::TooLarge => "it is larger than 30 MB",
            Self::Ours => "it was sent in our own name",
            Self::Automatic => "a machine sent it, such as an out-of-office answer",
            Self::List => "a mailing list sent it on",
            Self::Calendar => "it is the answer of a calendar, without words",
            Self::StrangeBounce => "it tells of a letter that is not ours",
            Self::Delay => "it tells that a letter is late; the other server still tries",
            Self::UnknownSender => "nobody here has the address it came from",
            Self::NoIncident => "it belongs to no incident that its sender is part of",
            Self::NoWords => "it has no words of its own",
            Self::Full => "its sender has written more than anybody reads",
        }
    }
}

impl Way {
    pub fn words(self) -> &'static str {
        match self {
            Self::InReplyTo => "by the letter it answers",
            Self::References => "by its thread",
            Self::Token => "by the mark in its address",
            Self::Subject => "by the number in its subject",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct MailRecord {
    pub at: i64,
    pub door: Door,
    pub from: String,
    pub message_id: String,
    pub came: Came,
    /// By which it is found again.
    key: Vec<u8>,
}

impl Record for MailRecord {
    const TABLE: Table = Table::Mails;
    const VERSION: u8 = 1;
}

/// The same message, however often and to however many addresses it is delivered.
pub(super) fn key(message: &Message, bytes: &[u8]) -> Vec<u8> {
    let mut digest = Sha256::new();
    match &message.id {
        Some(id) => {
            digest.update(message.from.to_lowercase());
            digest.update([0]);
            digest.update(id);
        }
        None => digest.update(bytes),
    }
    digest.finalize().to_vec()
}

/// What became of it before; nothing of what was dropped, which somebody may send on once more.
pub(super) fn taken_before(read: &dyn Read, key: &[u8]) -> Result<Option<Came>> {
    let Some(id) = read.get(Table::MailsByMessage, key)? else { return Ok(None) };
    let came = storage::load::<MailRecord>(read, &id)?.map(|record| record.came);
    Ok(came.filter(|came| !matches!(came, Came::Dropped(_))))
}

pub(super) fn note(tx: &mut Tx<'_>, key: Vec<u8>, door: Door, message: &Message, came: Came) -> Result<()> {
    if let Some(older) = tx.get(Table::MailsByMessage, &key)? {
        tx.delete(Table::Mails, older);
    }
    let id = tx.fresh_id(Table::Mails)?.to_be_bytes();
    let short = |text: &str| text.chars().filter(|c| !c.is_control()).take(ADDRESS_MOST).collect::<String>();
    let message_id = short(message.id.as_deref().unwrap_or_default());
    let record = MailRecord { at: tx.now(), door, from: short(&message.from), message_id, came, key: key.clone() };
    tx.put(Table::MailsByMessage, key, id);
    tx.save(&id, &record)?;
    if tx.len(Table::Mails)? > ROWS_MOST {
        remove_before(tx, &[], TRIMMED_AT_ONCE)?;
    }
    Ok(())
}

/// The oldest rows before that key; answers how many went.
pub(super) fn remove_before(tx: &mut Tx<'_>, until: &[u8], most: usize) -> Result<usize> {
    let rows = tx.scan(Table::Mails, &[], until, Order::Ascending, most)?;
    for (id, value) in &rows {
        let record: MailRecord = storage::decode(value)?;
        tx.delete(Table::Mails, id.clone());
        if tx.get(Table::MailsByMessage, &record.key)?.as_deref() == Some(id.as_slice()) {
            tx.delete(Table::MailsByMessage, record.key);
        }
    }
    Ok(rows.len())
}
