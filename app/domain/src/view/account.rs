//! The person who looks: who they are, what the frame shows them, and their sessions.

use serde::{Deserialize, Serialize};

use crate::person::Role;
use crate::view::TimeView;

/// What every page needs to know about its viewer and about us.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FrameView {
    pub organisation: String,
    pub viewer: Option<Viewer>,
    pub strips: Vec<Strip>,
    pub set_up: bool,
    /// Who is on duty, in words; nothing before the first rotation, and for those who may not read it.
    #[serde(default)]
    pub on_duty: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Viewer {
    pub id: String,
    pub name: String,
    pub email: String,
    pub role: Role,
}

/// Something is wrong with us; says what to do. Shown thin above every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strip {
    /// Plain http: passwords travel readable.
    NotEncrypted,
    /// Letters, invitations and the poster lead to an address that nobody else can open.
    OnlyThisMachine,
    /// Nobody has said under which address people reach us, so letters lead nowhere.
    NoAddress,
    /// No relay is set: letters land in the data folder.
    MailToFolder,
    MailPaused,
    MailFailing,
    /// The newest backup is older than 48 hours, or there is none.
    BackupOld,
    /// A regular job has failed twice in a row, or a timer could not fire twice.
    JobsFailing,
    /// What lies on the disk is not what was written there: no copy of it is kept.
    DataDamaged {
        /// The day of the newest copy that is whole, as in its name: 20261128.
        last_clean: Option<u32>,
    },
    /// The newest copy could not be put into the second folder.
    SecondFolderFails,
    /// The status page could not be written into its folder.
    StatusCopyFails,
    DiskNearlyFull,
    /// Everything is shown, nothing can be changed.
    DiskFull,
    /// The same, and no room would help: the file is gone, or the disk does not answer.
    DiskFailing,
    /// This desk began with a copy; letters from before it wait for somebody to send or drop them.
    LettersFromBefore {
        letters: u64,
    },
    /// Times given are minutes ahead of the machine's clock, which was put back.
    ClockBehind,
    /// A proxy says whose requests it forwards, and is not believed: all count as one network.
    ProxyNotNamed,
    /// It is December, and a calendar that had days off this year has none in the next.
    NoHolidaysNextYear,
    /// A network sent more reports than it may, and further ones were refused.
    ReportsRefused,
    /// This is a demonstration: all of it is made up.
    Demo,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccountView {
    pub name: String,
    pub email: String,
    pub role: Role,
    /// Their own time zone; empty for the organisation's.
    pub zone: String,
    pub organisation_zone: String,
    pub sessions: Vec<SessionRow>,
    /// Whether they get a letter at the start of their day; nothing for who does not work on incidents.
    pub morning: Option<bool>,
    /// Gets the letter of each Monday.
    #[serde(default)]
    pub monday: bool,
    /// Of the details.
    pub revision: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionRow {
    pub id: String,
    /// Browser and system, as the browser calls itself, shortened.
    pub device: String,
    pub address: String,
    pub signed_in: TimeView,
    pub last_seen: TimeView,
    pub current: bool,
}
