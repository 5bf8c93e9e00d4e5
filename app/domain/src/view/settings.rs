//! People, services, audiences and settings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::audience::AudienceKind;
use crate::availability::Percent;
use crate::person::Role;
use crate::service::Criticality;
use crate::view::letters::MailState;
use crate::view::{Choice, TimeView};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonRow {
    pub id: String,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub state: PersonState,
    /// May read restricted incidents without being a member.
    pub private_read: bool,
    pub open_incidents: u32,
    pub last_seen: Option<TimeView>,
    /// For the forms that change it, as in each view below: what was put there after this one is not overwritten unseen.
    pub revision: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonState {
    Active,
    /// Has not followed the invitation yet.
    Invited,
    Disabled,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceRow {
    pub id: String,
    pub name: String,
    pub owner: Option<Choice>,
    pub criticality: Criticality,
    pub target: Option<Percent>,
    pub depends_on: Vec<Choice>,
    pub needed_by: Vec<Choice>,
    /// Open incidents the viewer may see.
    pub open_incidents: u32,
    pub subscribers: u32,
    /// Planned work on it that goes on or comes, in words.
    pub planned: Vec<String>,
    pub revision: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AudienceRow {
    pub id: String,
    pub name: String,
    pub kind: AudienceKind,
    pub members: Vec<AudienceMember>,
    /// Lists in it, with how many members have an address there and may get everything twice.
    pub doubled: Vec<(String, u64)>,
    /// Who is in it without being entered, and which further rules there could be: code and words.
    pub rules: Vec<(String, String)>,
    pub offered: Vec<(String, String)>,
    pub revision: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AudienceMember {
    pub person: String,
    pub name: String,
    pub email: String,
    /// An outsider who has not followed the link in our letter yet; nothing else goes to them before.
    pub unconfirmed: bool,
    /// Not a person but an address that goes on to several.
    pub list: bool,
    /// It has no account, so it can be said to be one.
    pub may_be_list: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SettingsView {
    /// By the names of their fields.
    pub fields: BTreeMap<String, Setting>,
    pub revision: u64,
    /// Who could handle security reports.
    pub staff: Vec<Choice>,
    pub mail: MailState,
}

impl SettingsView {
    /// Nothing for a name that no setting has.
    pub fn field(&self, name: &str) -> Setting {
        self.fields.get(name).cloned().unwrap_or_default()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// As it is typed; a password in it is shown as dots.
    pub value: String,
    /// As it is read.
    pub words: String,
    /// The environment variable that fixes it.
    pub locked_by: Option<String>,
}

/// `/ready`: what is done of the first steps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadyView {
    pub organisation: String,
    pub services: Vec<String>,
    /// Starter services not yet added.
    pub starters: Vec<String>,
    pub team: u32,
    pub stakeholders: u32,
    pub tested: bool,
    pub report_url: String,
    pub mail: MailState,
    /// The newest letter of the test report, as text.
    pub letter: Option<String>,
    /// Stakeholders were told about the test report.
    pub told: bool,
    /// How many of them would get a letter now.
    pub reaches: u32,
    /// The subject and the text of the letter that one of them got.
    pub first_letter: Option<(String, String)>,
    /// Where letters are kept as files.
    pub mail_folder: String,
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JournalLine {
    pub at: TimeView,
    pub who: String,
    pub act: String,
    /// From where, as far as it is known: network address and browser.
    pub whence: String,
}
