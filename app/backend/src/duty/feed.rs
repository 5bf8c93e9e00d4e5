//! The private link of a calendar: whoever holds it reads who is on call, until the person whose it is makes another,
//! ends it, or works on incidents no longer. The token is derived (HMAC over the person and how often it was made anew),
//! so what is stored opens nothing.

use data_encoding::BASE64URL_NOPAD;
use domain::clock::Span;
use domain::ids::PersonId;
use domain::permissions::{Action, Object};
use domain::time::{DAY, Moment};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use super::ics::{self, Event};
use super::roster::Roster;
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::people::PersonRecord;
use crate::storage::{self, Read, Record, Table, Tx};
use crate::{Backend, Caller};

const MAC_BYTES: usize = 16;
const PURPOSE: &str = "duty-feed";
/// What a calendar shows of the past, and of what comes.
const BACK: i64 = 31 * DAY;
const AHEAD: i64 = 92 * DAY;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FeedRecord {
    /// How often it was made; links of before open nothing.
    epoch: u32,
    open: bool,
}

impl Record for FeedRecord {
    const TABLE: Table = Table::DutyFeeds;
    const VERSION: u8 = 1;
}

impl FeedRecord {
    fn of(read: &dyn Read, person: PersonId) -> Result<Self> {
        Ok(storage::load(read, &person.0.to_be_bytes())?.unwrap_or_default())
    }
}

impl Backend {
    /// Makes one's link, and one that was there before void.
    pub async fn make_duty_feed(&self, caller: &Caller) -> Result<()> {
        self.change_feed(caller, true, Fact::DutyFeedMade).await
    }

    pub async fn end_duty_feed(&self, caller: &Caller) -> Result<()> {
        self.change_feed(caller, false, Fact::DutyFeedEnded).await
    }

    async fn change_feed(&self, caller: &Caller, open: bool, fact: Fact) -> Result<()> {
        let caller = caller.clone();
        let change = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::ChangeOwnDuty, Object::Duty)?;
            let person = actor.person_id().ok_or(Error::Denied)?;
            let feed = FeedRecord::of(tx, person)?;
            if !open && !feed.open {
                return Ok(());
            }
            tx.save(&person.0.to_be_bytes(), &FeedRecord { epoch: feed.epoch + 1, open })?;
            caller.note(tx, &actor, &fact)
        };
        self.storage().write(change).await
    }

    pub(super) fn feed_token(&self, read: &dyn Read, person: PersonId) -> Result<Option<String>> {
        let feed = FeedRecord::of(read, person)?;
        let mut bytes = person.0.to_be_bytes().to_vec();
        bytes.extend(self.feed_mac(person, feed.epoch));
        Ok(feed.open.then(|| BASE64URL_NOPAD.encode(&bytes)))
    }

    fn feed_mac(&self, person: PersonId, epoch: u32) -> [u8; MAC_BYTES] {
        let signed = self.keys().sign(PURPOSE, &[&person.0.to_be_bytes(), &epoch.to_be_bytes()]);
        let mut mac = [0; MAC_BYTES];
        mac.copy_from_slice(&signed[..MAC_BYTES]);
        mac
    }

    /// The calendar that a link opens; `mine`: only the turns of whose link it is. `NotFound` for a link that was forged
    /// or has ended.
    pub fn duty_calendar(&self, token: &str, mine: bool) -> Result<String> {
        let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).map_err(|_| Error::NotFound)?;
        let (id, mac) = bytes.split_at_checked(8).ok_or(Error::NotFound)?;
        let person = PersonId(id.try_into().map_or(0, u64::from_be_bytes));
        let now = Moment(self.storage().now());
        self.storage().read(|read| {
            let feed = FeedRecord::of(read, person)?;
            let is_theirs = bool::from(mac.ct_eq(&self.feed_mac(person, feed.epoch)[..]));
            let works = PersonRecord::find(read, person)?.is_some_and(|person| person.is_active_staff());
            if !feed.open || !is_theirs || !works {
                return Err(Error::NotFound);
            }
            let events = events(&Roster::load(read)?, now, mine.then_some(person));
            Ok(ics::calendar(now, &events))
        })
    }
}

fn events(roster: &Roster, now: Moment, only: Option<PersonId>) -> Vec<Event> {
    let within = Span { from: now.plus(-BACK), to: now.plus(AHEAD) };
    let mut events = Vec::new();
    for of in &roster.rotations {
        for stretch in roster.stretches(of, within) {
            let Some(person) = stretch.person.filter(|person| only.is_none_or(|only| only == *person)) else {
                continue;
            };
            events.push(Event {
                id: format!("{}-{}", of.record.id, stretch.span.from.0),
                span: stretch.span,
                title: format!("On call: {} ({})", roster.name(person), of.record.name),
            });
        }
    }
    events
}
