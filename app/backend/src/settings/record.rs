//! The stored settings: one small record.

use domain::ids::{IncidentId, PersonId};
use domain::incident::LegalDeadline;
use domain::permissions::Who;
use serde::{Deserialize, Serialize};

use super::{legal_deadlines, table};
use crate::error::Result;
use crate::stamps::Stamps;
use crate::storage::{self, Read, Record, Table, Tx};

const KEY: &[u8] = b"organisation";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub organisation: String,
    /// An IANA zone.
    pub zone: String,
    /// Scheme and host, no path, no slash at the end; `None` until set-up.
    pub public_url: Option<String>,
    pub reach: Reach,
    /// People whose address ends so may sign in by a mailed link.
    pub mail_domains: Vec<String>,
    /// `None`: letters land in the data folder.
    pub smtp_url: Option<String>,
    /// Takes the letters while the first cannot be reached.
    pub second_smtp_url: Option<String>,
    /// The address letters come from.
    pub mail_from: Option<String>,
    /// A mailbox that somebody reads: answers go there until this desk has shown that it reads them.
    pub replies_to: Option<String>,
    /// The address whose mail comes here: by a pipe or out of a mailbox.
    pub reply_address: Option<String>,
    /// That address also takes what has a mark behind a plus: `desk+…@example.org`.
    pub reply_plus: bool,
    /// A mailbox that this desk reads, with its password.
    pub imap_url: Option<String>,
    pub security_handlers: Vec<PersonId>,
    /// Whom visitors call when a report cannot wait, or is not taken.
    pub emergency_phone: Option<String>,
    /// When somebody answers there, in words.
    pub emergency_hours: Option<String>,
    /// What the law asks of an incident that is declared.
    pub legal_deadlines: Vec<LegalDeadline>,
    /// Where the daily copies go as well: another disk, or one of another machine that is mounted.
    pub second_folder: Option<String>,
    /// Where the status page is written as files, for another web server.
    pub status_folder: Option<String>,
    /// Instant of set-up, or of the first administrator.
    pub set_up_at: Option<i64>,
    /// The test report of the first steps.
    pub tested: Option<IncidentId>,
    /// Of the lines of `table.rs`; kept by `save`.
    pub stamps: Stamps,
}

/// Who can reach the address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    #[default]
    Network,
    /// Visitors then see only what staff confirmed.
    Internet,
}

impl Reach {
    pub fn code(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Internet => "internet",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Self::Network => "Only our own network",
            Self::Internet => "Anybody on the internet",
        }
    }
}

/// Settings the environment fixes: these win, and nobody can change them on screen.
#[derive(Clone, Debug, Default)]
pub struct Fixed {
    pub organisation: Option<String>,
    pub zone: Option<String>,
    pub public_url: Option<String>,
    pub smtp_url: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            organisation: "Our organisation".to_owned(),
            zone: "UTC".to_owned(),
            public_url: None,
            reach: Reach::Network,
            mail_domains: Vec::new(),
            smtp_url: None,
            second_smtp_url: None,
            mail_from: None,
            replies_to: None,
            reply_address: None,
            reply_plus: false,
            imap_url: None,
            security_handlers: Vec::new(),
            emergency_phone: None,
            emergency_hours: None,
            legal_deadlines: legal_deadlines::usual(),
            second_folder: None,
            status_folder: None,
            set_up_at: None,
            tested: None,
            stamps: Stamps::default(),
        }
    }
}

impl Record for Settings {
    const TABLE: Table = Table::Settings;
    const VERSION: u8 = 1;
}

impl Settings {
    /// As stored, without what the environment fixes.
    pub fn stored(read: &dyn Read) -> Result<Self> {
        Ok(storage::load(read, KEY)?.unwrap_or_default())
    }

    /// As they hold: what the environment fixes wins.
    pub fn load(read: &dyn Read, fixed: &Fixed) -> Result<Self> {
        let mut settings = Self::stored(read)?;
        if let Some(organisation) = &fixed.organisation {
            settings.organisation.clone_from(organisation);
        }
        if let Some(zone) = &fixed.zone {
            settings.zone.clone_from(zone);
        }
        if fixed.public_url.is_some() {
            settings.public_url.clone_from(&fixed.public_url);
        }
        if fixed.smtp_url.is_some() {
            settings.smtp_url.clone_from(&fixed.smtp_url);
        }
        Ok(settings)
    }

    /// The number with when somebody answers there, as every page says it.
    pub fn emergency_line(&self) -> Option<String> {
        let phone = self.emergency_phone.as_ref()?;
        Some(self.emergency_hours.as_ref().map_or_else(|| phone.clone(), |hours| format!("{phone} ({hours})")))
    }

    /// What the desk sets by itself.
    pub fn save(&self, tx: &mut Tx<'_>) -> Result<()> {
        self.save_by(tx, Who::Operator)
    }

    /// Stores them, and with them who changed which: an open form then does not overwrite it unseen.
    pub(crate) fn save_by(&self, tx: &mut Tx<'_>, who: Who) -> Result<()> {
        let stored = Self::stored(tx)?;
        let mut settings = Self { stamps: stored.stamps.clone(), ..self.clone() };
        settings.stamps.touch(table::differences(&stored, self), who);
        tx.save(KEY, &settings)
    }
}
