//! A stored person. Everybody a letter or a timeline names is one: staff, employees, stakeholders, reporters.

use domain::ids::{IncidentId, PersonId};
use domain::person::{Email, Role};
use domain::time::Moment;
use domain::wishes::LetterWishes;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::stamps::Stamps;
use crate::storage::{self, Read, Record, Table, Tx};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonRecord {
    pub id: PersonId,
    /// Empty for a reporter who gave none.
    pub name: String,
    pub email: Option<Email>,
    /// How else to reach them.
    #[serde(default)]
    pub contact: Option<String>,
    /// `None`: no account; somebody who reported or is only written to.
    pub role: Option<Role>,
    pub state: PersonState,
    #[serde(default)]
    pub private_read: bool,
    /// An IANA zone; the organisation's when `None`.
    #[serde(default)]
    pub zone: Option<String>,
    /// Raised at a password change, a role change and a disabling: older sessions then mean nothing.
    pub epoch: u32,
    pub created_at: i64,
    /// We know that the address is theirs: they followed a link sent to it, or an administrator entered it.
    #[serde(default)]
    pub address_confirmed: bool,
    /// They asked to get nothing but what is mandatory.
    #[serde(default)]
    pub stopped_all: bool,
    /// Which letters about services they want, and when.
    #[serde(default, skip_serializing_if = "LetterWishes::is_plain")]
    pub wishes: LetterWishes,
    /// The letter of each Monday: when the last one was queued, zero before the first; `None` where nobody asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monday: Option<i64>,
    #[serde(default)]
    pub last_seen: Option<i64>,
    /// Raised to make every receipt link sent to them so far mean nothing.
    #[serde(default)]
    pub receipt_epoch: u32,
    /// Raised to make every link in letters to them, by which letters are chosen and stopped, mean nothing.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub choice_epoch: u32,
    /// No person but an address that goes on to several; it has no account, no private link and nothing to stop.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub list: bool,
    /// How to reach them about one incident, as typed with its report; the newest last.
    #[serde(default)]
    pub contacts: Vec<GivenContact>,
    /// When their letter of the morning is due next; `None` for who wants none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub morning: Option<Moment>,
    /// A letter to the address came back, since they last wrote from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bounced: Option<Bounced>,
    /// Of name, zone and role, where people change them.
    #[serde(default, skip_serializing_if = "Stamps::is_blank")]
    pub stamps: Stamps,
}

/// Typed by whoever reported, who may have been anybody; so it counts for that report and changes nothing else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GivenContact {
    pub incident: IncidentId,
    pub contact: String,
}

/// What another server said of the address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bounced {
    pub at: i64,
    /// `5.1.1`; empty where it was not told.
    pub status: String,
}

fn is_zero(epoch: &u32) -> bool {
    *epoch == 0
}

/// Contacts of single reports that are kept.
const CONTACTS_MOST: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PersonState {
    NoAccount,
    Invited,
    Active,
    Disabled,
}

/// A row of the list of accounts that need not be looked at; one that an older program wrote is empty and tells nothing.
const NO_STAFF: [u8; 1] = [0];

impl Record for PersonRecord {
    const TABLE: Table = Table::Persons;
    const VERSION: u8 = 1;
}

impl PersonRecord {
    pub fn find(read: &dyn Read, id: PersonId) -> Result<Option<Self>> {
        storage::load(read, &id.0.to_be_bytes())
    }

    /// By address, whatever its case.
    pub fn by_email(read: &dyn Read, email: &Email) -> Result<Option<Self>> {
        match read.get(Table::PersonsByEmail, email.folded().as_bytes())? {
            Some(id) => storage::load(read, &id),
            None => Ok(None),
        }
    }

    /// Stores the person and keeps the indexes of addresses and of accounts in step.
    pub fn save(&self, tx: &mut Tx<'_>) -> Result<()> {
        let key = self.id.0.to_be_bytes();
        let old = Self::find(tx, self.id)?;
        let had_account = old.as_ref().is_some_and(|old| old.role.is_some());
        if old.as_ref().is_some_and(|old| old.epoch != self.epoch || old.state != self.state) {
            tx.recheck_streams();
        }
        if let Some(old) = old.and_then(|old| old.email)
            && self.email.as_ref().map(Email::folded) != Some(old.folded())
        {
            tx.delete(Table::PersonsByEmail, old.folded().into_bytes());
        }
        match (had_account, self.role.is_some()) {
            (_, true) => tx.put(Table::Accounts, key, self.account_row()),
            (true, false) => tx.delete(Table::Accounts, key),
            _ => {}
        }
        if let Some(email) = &self.email {
            tx.put(Table::PersonsByEmail, email.folded().into_bytes(), key);
        }
        tx.save(&key, self)
    }

    /// Has an account that may be used.
    pub fn is_active(&self) -> bool {
        self.state == PersonState::Active && self.role.is_some()
    }

    /// Whoever has an account reads their own mail.
    pub fn is_list(&self) -> bool {
        self.list && self.role.is_none()
    }

    pub fn is_active_staff(&self) -> bool {
        self.state == PersonState::Active && self.role.is_some_and(Role::is_staff)
    }

    /// How to reach them about an incident.
    pub fn contact_for(&self, incident: IncidentId) -> Option<&str> {
        let given = self.contacts.iter().rev().find(|given| given.incident == incident);
        given.map(|given| given.contact.as_str()).or(self.contact.as_deref())
    }

    pub fn give_contact(&mut self, incident: IncidentId, contact: String) {
        self.contacts.push(GivenContact { incident, contact });
        let surplus = self.contacts.len().saturating_sub(CONTACTS_MOST);
        self.contacts.drain(..surplus);
    }

    /// What stands in the list of accounts: whether they work on incidents now.
    pub fn account_row(&self) -> [u8; 1] {
        [u8::from(self.is_active_staff())]
    }

    /// Whoever has that address: one we know, or a new person. Not saved yet.
    pub fn of_address(tx: &Tx<'_>, email: &Email) -> Result<Self> {
        match Self::by_email(tx, email)? {
            Some(known) => Ok(known),
            None => Self::without_account(tx, String::new(), Some(email.clone())),
        }
    }

    /// A person nobody knew before, without an account. Not saved yet.
    pub fn without_account(tx: &Tx<'_>, name: String, email: Option<Email>) -> Result<Self> {
        Ok(Self {
            id: PersonId(tx.fresh_id(Table::Persons)?),
            name,
            email,
            contact: None,
            role: None,
            state: PersonState::NoAccount,
            private_read: false,
            zone: None,
            epoch: 0,
            created_at: tx.now(),
            address_confirmed: false,
            stopped_all: false,
            wishes: LetterWishes::default(),
            monday: None,
            last_seen: None,
            receipt_epoch: 0,
            choice_epoch: 0,
            list: false,
            contacts: Vec::new(),
            morning: None,
            bounced: None,
            stamps: Stamps::default(),
        })
    }
}

/// Everybody with an account, in the order of ids; bounded by `PEOPLE_MOST`. Costs nothing for those who only
/// reported.
pub fn with_account(read: &dyn Read) -> Result<Vec<PersonRecord>> {
    let accounts = read.scan(Table::Accounts, &[], &[], storage::Order::Ascending, super::PEOPLE_MOST)?;
    let people = accounts.iter().map(|(key, _)| storage::load::<PersonRecord>(read, key));
    people.filter_map(Result::transpose).collect()
}

/// Everybody who works on incidents, in the order of ids. Costs nothing for employees, of whom there are many.
pub fn active_staff(read: &dyn Read) -> Result<Vec<PersonRecord>> {
    let accounts = read.scan(Table::Accounts, &[], &[], storage::Order::Ascending, super::PEOPLE_MOST)?;
    let mut staff = Vec::new();
    for (key, _) in accounts.iter().filter(|(_, row)| row[..] != NO_STAFF) {
        staff.extend(storage::load::<PersonRecord>(read, key)?.filter(PersonRecord::is_active_staff));
    }
    Ok(staff)
}

/// Whether so many more may have an account.
pub(crate) fn has_room_for(read: &dyn Read, newcomers: usize) -> Result<bool> {
    let accounts = usize::try_from(read.len(Table::Accounts)?).unwrap_or(usize::MAX);
    Ok(accounts.saturating_add(newcomers) <= super::PEOPLE_MOST)
}

/// A person with an account, disabled or not.
pub(crate) fn with_role(read: &dyn Read, person: PersonId) -> Result<PersonRecord> {
    PersonRecord::find(read, person)?.filter(|person| person.role.is_some()).ok_or(Error::NotFound)
}
