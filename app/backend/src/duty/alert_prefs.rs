//! When somebody may be alerted, and where else: each person's own say. It holds for everything but a P1 in their own
//! turn.

use domain::ids::PersonId;
use domain::person::Email;
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use super::rota::is_open;
use crate::calendars::Weekly;
use crate::error::Result;
use crate::people::PersonRecord;
use crate::stamps::Stamps;
use crate::storage::{self, Order, Read, Record, Table, Tx};
use crate::time_text::zone;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlertPrefs {
    pub person: PersonId,
    /// `None`: always.
    #[serde(default)]
    pub(super) hours: Option<Weekly>,
    /// Gets a short letter of each alert as well; whoever reads there has said so.
    #[serde(default)]
    pub second: Option<Email>,
    #[serde(default)]
    pub stamps: Stamps,
}

impl Record for AlertPrefs {
    const TABLE: Table = Table::AlertPrefs;
    const VERSION: u8 = 1;
}

impl AlertPrefs {
    pub fn of(read: &dyn Read, person: PersonId) -> Result<Self> {
        let blank = Self { person, hours: None, second: None, stamps: Stamps::default() };
        Ok(storage::load(read, &person.0.to_be_bytes())?.unwrap_or(blank))
    }

    pub(super) fn save(&self, tx: &mut Tx<'_>) -> Result<()> {
        tx.save(&self.person.0.to_be_bytes(), self)
    }

    /// Of everybody who said something.
    pub fn all(read: &dyn Read) -> Result<Vec<Self>> {
        let rows = read.scan_prefix(Table::AlertPrefs, &[], Order::Ascending, crate::people::PEOPLE_MOST)?;
        rows.iter().map(|(_, value)| storage::decode(value)).collect()
    }

    /// `desk` is the zone of whoever set none of their own.
    pub(super) fn allow(&self, person: &PersonRecord, desk: &str, now: Moment) -> bool {
        let zone = zone(person.zone.as_deref().unwrap_or(desk));
        self.hours.as_ref().is_none_or(|hours| is_open(hours, zone, now))
    }
}
