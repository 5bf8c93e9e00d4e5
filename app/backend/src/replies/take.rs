//! Take a message that came by mail. When this answers, what became of it is durable: whoever handed it over may forget
//! it. An error means that it was not taken, and is to be handed over again later.

use domain::permissions::{Action, Actor, Object, Task, Who};
use domain::person::Email;
use domain::text::Words;
use domain::time::HOUR;

use super::belongs::{self, Place};
use super::came_back;
use super::message::{self, Kind, Message};
use super::record::{self, Came, Door, Why};
use crate::Backend;
use crate::caller::{Caller, must_be_permitted};
use crate::error::{Error, Result};
use crate::incidents::{Answer, answer_by_mail, keep_mail_original};
use crate::keys::Keys;
use crate::mail::reply_token;
use crate::people::{PersonRecord, PersonState};
use crate::settings::{Proof, Settings};
use crate::storage::{Key, Read, Table, Tx};

/// A longer message is looked at no further than its head.
pub const MAIL_MOST: usize = 30 * 1024 * 1024;
/// Of a longer one nothing but this is read.
const HEAD_READ: usize = 64 * 1024;
/// Messages of one sender in an hour; what comes beyond waits where it lies.
pub const PER_SENDER_MOST: u32 = 30;

const CUT: &str = "\n\n(The rest stands in the mail itself.)";

/// A message as it is written down.
struct Mail {
    door: Door,
    message: Message,
    bytes: Vec<u8>,
    too_large: bool,
}

impl Backend {
    /// A message that an MTA pipes.
    pub async fn take_mail(&self, caller: &Caller, bytes: Vec<u8>) -> Result<Came> {
        self.storage().read(|read| caller.may(read, Action::TakeMail))?;
        self.take(Door::Pipe, bytes).await
    }

    /// A message out of the mailbox that this desk reads.
    pub(crate) async fn take_from_mailbox(&self, bytes: Vec<u8>) -> Result<Came> {
        must_be_permitted(&Actor::system(Task::Mailbox), Action::TakeMail, Object::Desk)?;
        self.take(Door::Mailbox, bytes).await
    }

    async fn take(&self, door: Door, bytes: Vec<u8>) -> Result<Came> {
        let too_large = bytes.len() > MAIL_MOST;
        let mail = tokio::task::spawn_blocking(move || {
            let looked_at = if too_large { &bytes[..HEAD_READ] } else { &bytes[..] };
            Mail { door, message: message::read(looked_at), too_large, bytes }
        });
        let mail = mail.await.map_err(Error::internal)?;
        let (keys, fixed) = (self.keys().clone(), self.options().fixed.clone());
        let from = mail.message.id.clone().unwrap_or_default();
        let came = self.storage().write(move |tx| taken(tx, &keys, &mail, &Settings::load(tx, &fixed)?)).await?;
        match &came {
            Came::Dropped(why) => tracing::info!(message = from, ?why, "a mail came and was dropped"),
            Came::Joined { .. } | Came::Bounced { .. } | Came::Test => {
                tracing::info!(message = from, "a mail came and was taken");
            }
        }
        Ok(came)
    }
}

fn taken(tx: &mut Tx<'_>, keys: &Keys, mail: &Mail, settings: &Settings) -> Result<Came> {
    let key = record::key(&mail.message, &mail.bytes);
    if let Some(came) = record::taken_before(tx, &key)? {
        return Ok(came);
    }
    let came = became(tx, keys, mail, settings)?;
    if let Came::Joined { incident, sequence, .. } = came {
        keep_mail_original(tx, incident, sequence, &mail.bytes)?;
    }
    record::note(tx, key, mail.door, &mail.message, came.clone())?;
    Ok(came)
}

fn became(tx: &mut Tx<'_>, keys: &Keys, mail: &Mail, settings: &Settings) -> Result<Came> {
    let message = &mail.message;
    let dropped = |why| Ok(Came::Dropped(why));
    if let Kind::Bounced(bounce) = &message.kind {
        return came_back::bounce(tx, bounce);
    }
    if message.from.is_empty() {
        return dropped(Why::Unreadable);
    }
    if is_ours(tx, message, settings)? {
        return dropped(Why::Ours);
    }
    match message.kind {
        Kind::Automatic => dropped(Why::Automatic),
        Kind::List => dropped(Why::List),
        Kind::Calendar => dropped(Why::Calendar),
        Kind::Person if mail.too_large => dropped(Why::TooLarge),
        Kind::Person | Kind::Bounced(_) => persons(tx, keys, message, settings),
    }
}

/// What we sent ourselves, or a program in our name. In a small house the sender is somebody's own address as well.
fn is_ours(tx: &Tx<'_>, message: &Message, settings: &Settings) -> Result<bool> {
    let own = [&settings.mail_from, &settings.reply_address].into_iter().flatten();
    let in_our_name = own.into_iter().any(|own| own.eq_ignore_ascii_case(&message.from));
    let sent = message.id.as_deref().map_or(Ok(None), |id| belongs::letter_of(tx, id))?;
    Ok(sent.is_some() || (in_our_name && known(tx, message)?.is_none()))
}

fn persons(tx: &mut Tx<'_>, keys: &Keys, message: &Message, settings: &Settings) -> Result<Came> {
    if answers_a_test(tx, keys, message)? {
        return Ok(Came::Test);
    }
    let Some(sender) = known(tx, message)?.filter(|sender| sender.state != PersonState::Disabled) else {
        return Ok(Came::Dropped(Why::UnknownSender));
    };
    count(tx, &sender)?;
    let Some(words) = words(message) else { return Ok(Came::Dropped(Why::NoWords)) };
    let places = belongs::places(tx, keys, message, sender.id)?;
    let came = join(tx, &sender, &places, &words, settings)?;
    if matches!(came, Came::Joined { .. }) && sender.bounced.is_some() {
        // Whoever writes from it reads there.
        PersonRecord { bounced: None, ..sender }.save(tx)?;
    }
    Ok(came)
}

fn known(tx: &Tx<'_>, message: &Message) -> Result<Option<PersonRecord>> {
    let from = Email::parse("from", &message.from).ok();
    from.map_or(Ok(None), |from| PersonRecord::by_email(tx, &from))
}

/// The first place where they may write takes the words.
fn join(tx: &mut Tx<'_>, sender: &PersonRecord, places: &[Place], words: &str, settings: &Settings) -> Result<Came> {
    let role = sender.role.filter(|_| sender.is_active());
    let actor = Actor { who: Who::Person(sender.id), role, private_read: false };
    for Place { incident, way, told } in places.iter().copied() {
        match answer_by_mail(tx, &actor, &Answer { incident, told, words }, settings) {
            Ok((incident, sequence)) => return Ok(Came::Joined { incident, sequence, way }),
            Err(Error::NotFound) => {}
            Err(Error::Refused(_)) => return Ok(Came::Dropped(Why::Full)),
            Err(error) => return Err(error),
        }
    }
    Ok(Came::Dropped(Why::NoIncident))
}

/// By the Message-ID of the test, or by the mark behind the plus of its address.
fn answers_a_test(tx: &mut Tx<'_>, keys: &Keys, message: &Message) -> Result<bool> {
    let (proof, now) = (Proof::load(tx)?, tx.now());
    let by_id = message.in_reply_to.iter().chain(&message.references).find_map(|id| proof.shown_by(id, now));
    let tokens = message.to.iter().filter_map(|to| reply_token::behind_plus(to));
    let marked = tokens.filter_map(|token| reply_token::read(keys, token)).any(|read| read == reply_token::OF_TEST);
    let seen = by_id.or_else(|| proof.shown_by_newest(now).filter(|_| marked));
    let Some(seen) = seen else { return Ok(false) };
    Proof::answered(tx, seen)?;
    Ok(true)
}

/// Its own words, with the names of files that are not kept; nothing where there is neither.
fn words(message: &Message) -> Option<String> {
    let mut words: String = message.words.clone();
    let files = message.files.join(", ");
    let told = format!("Files that came with it, only in the mail itself: {files}");
    match (has_words(&words), files.is_empty()) {
        (false, true) => return None,
        (false, false) => words = format!("(No words that can be read here.)\n\n{told}"),
        (true, true) => {}
        (true, false) => words = format!("{}\n\n{told}", cut(&words, Words::MOST - told.chars().count() - 200)),
    }
    Some(cut(&words, Words::MOST - 100))
}

fn has_words(words: &str) -> bool {
    Words::parse_optional("text", &cut(words, Words::MOST - 100)).is_ok_and(|words| words.is_some())
}

fn cut(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let kept: String = words.chars().take(most).collect();
    format!("{kept}{CUT}")
}

/// Too many at once stay where they are: `Busy` is handed over again later.
fn count(tx: &mut Tx<'_>, sender: &PersonRecord) -> Result<()> {
    let key = Key::new().text("mail").u64(sender.id.0).done();
    let hour = tx.now() / HOUR;
    let stored = tx.get(Table::Counters, &key)?.unwrap_or_default();
    let counted = match stored.as_chunks::<8>().0 {
        [of, count] if i64::from_be_bytes(*of) == hour => u64::from_be_bytes(*count),
        _ => 0,
    };
    if counted >= u64::from(PER_SENDER_MOST) {
        return Err(Error::Busy);
    }
    tx.put(Table::Counters, key, [hour.to_be_bytes(), (counted + 1).to_be_bytes()].concat());
    Ok(())
}
