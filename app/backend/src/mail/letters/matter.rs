//! The plain facts of each kind of letter. What is not in here cannot be said by mail.

use domain::classification::{Level, Priority};
use domain::incident::{CancelReason, Number, Verdict};
use domain::person::Role;
use domain::time::Moment;
use serde::{Deserialize, Serialize};

/// The incident a letter is about, as this recipient may know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub number: Number,
    pub called: Called,
    /// The current state in words; leads a letter that tells several events.
    pub state: String,
}

/// What a letter calls its incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Called {
    /// The public title, a reporter's own words, or for the team the title.
    Title(String),
    /// Nobody found words for outsiders yet; the service stands in for them.
    Unnamed { service: Option<String> },
    /// Restricted, to whoever reported it.
    OwnReport,
    /// Restricted, to whoever handles it and hears of it for the first time.
    NewSecurityReport,
    /// Restricted: no letter names it.
    Restricted,
}

/// One kind of letter each. Names are of people who act; `words` are what a person wrote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Matter {
    /// To the reporter: it arrived.
    Receipt {
        /// What they called it, when the address is known to be theirs or the title is quotable.
        title: Option<String>,
        restricted: bool,
    },
    /// To the reporter: somebody looks into it.
    Taken {
        by: String,
    },
    /// To the reporter: fixed; asks whether it works.
    Resolved {
        words: Option<String>,
        restored_at: Option<Moment>,
    },
    /// To the reporters: it goes on. What led to it was said to the team.
    Reopened,
    /// To the reporter: no incident.
    Cancelled {
        why: CancelReason,
        words: Option<String>,
    },
    /// To the reporter: a person of the team writes.
    TeamMessage {
        from: String,
        words: String,
    },
    /// To the reporter: held until they answer.
    Question {
        from: String,
        words: String,
    },
    /// To the team: the reporter answered.
    ReporterSaid {
        who: String,
        verdict: Option<Verdict>,
        words: Option<String>,
        still_broken: Option<(u32, u32)>,
    },
    /// To the team.
    NewIncident {
        service: Option<String>,
        priority: Priority,
        impact: Level,
        urgency: Level,
        reporter: String,
        words: Option<String>,
    },
    /// To whoever holds a role now.
    Assigned {
        by: Option<String>,
        part: Part,
        reason: Option<String>,
    },
    /// To managers: somebody asks for a major incident.
    MajorProposed {
        by: String,
        reason: String,
    },
    PriorityRaised {
        from: Option<Priority>,
        to: Priority,
        reason: Option<String>,
    },
    /// To an audience.
    Update {
        words: String,
        workaround: Option<String>,
        next: Option<Moment>,
    },
    /// To a member: something happened; the words stay on the screen.
    Restricted,
    /// To whoever handles security reports: one waits.
    NewSecurityReport {
        priority: Priority,
    },
    Invitation {
        by: Option<String>,
        role: Role,
        until: Moment,
    },
    PasswordReset {
        until: Moment,
    },
    SignInLink {
        until: Moment,
    },
    MailTest {
        by: Option<String>,
        courier: String,
    },
    AccessAsked {
        who: String,
        number: String,
        words: Option<String>,
    },
    ConfirmSubscription {
        topic: String,
        until: Moment,
    },
    /// To all administrators: somebody may read every restricted incident.
    PrivateReadGranted {
        who: String,
        by: Option<String>,
    },
    /// To all administrators: the local command made somebody a member of a restricted incident.
    GlassBroken {
        who: String,
    },
    /// To whoever pressed for a letter, and to administrators: it failed for good.
    LetterFailed {
        /// What it was and to whom; in the next line what came back.
        words: String,
    },
    /// To administrators: the last member was disabled.
    MembersByLastResort {
        number: Number,
    },
}

/// What somebody holds on an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    Owner,
    ActingManager,
    IncidentManager,
    CommunicationsLead,
    Member,
}
