use crate::classification::IncidentType;
use crate::ids::{IncidentId, PersonId};
use crate::incident::{Bell, Channel, Press, SlaClock};
use crate::permissions::Action;
use crate::report::ReportDraft;
use crate::time::Moment;

/// What is to be done to an incident: a press, or what only the desk itself can say, for it holds who somebody is.
/// Never read from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Creates the incident. `reporter` is the stored person; `known` says that we know who it is.
    Report {
        draft: ReportDraft,
        kind: IncidentType,
        reporter: Option<PersonId>,
        known: bool,
        channel: Channel,
    },
    Join {
        person: PersonId,
    },
    /// That one was merged into it, and re-opens it, with these words, if it is resolved.
    TakeIn {
        source: IncidentId,
        reopen: Option<String>,
    },
    /// That one was taken apart from it.
    LetGo {
        source: IncidentId,
    },
    /// A clock of it has come so far, as whoever knows the calendars has seen.
    Ring {
        clock: SlaClock,
        bell: Bell,
        due: Moment,
    },
    /// The update that is due next draws near, or has been missed.
    RingPromise {
        bell: Bell,
    },
    /// Nobody has taken it: these are told now.
    Alert {
        people: Vec<PersonId>,
        outside: bool,
    },
    /// It is judged by the targets of now.
    Retarget,
    /// These words came by mail, from whoever acts.
    Answer {
        text: String,
        /// They reported it, or a duplicate of it.
        as_reporter: bool,
    },
    /// The reporter is asked once more: their answer is awaited for long.
    RemindReporter,
    /// The end of the hold that was expected has passed.
    ReviewHold,
    /// The vendor was to be asked again by now.
    RemindChase,
    /// A legal deadline has come so far.
    RingLegal {
        deadline: u32,
    },
    Press(Press),
}

impl Command {
    /// The right it takes; `permits` says who has it.
    pub fn action(&self) -> Action {
        match self {
            Self::Report { .. } | Self::Join { .. } => Action::Report,
            Self::Answer { .. } => Action::AnswerByMail,
            Self::TakeIn { .. }
            | Self::LetGo { .. }
            | Self::Ring { .. }
            | Self::RingPromise { .. }
            | Self::Alert { .. }
            | Self::Retarget
            | Self::RemindReporter
            | Self::ReviewHold
            | Self::RemindChase
            | Self::RingLegal { .. } => Action::ChangeIncident,
            Self::Press(press) => press.verb().right,
        }
    }

    /// The person it names, if it names one.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Report { reporter, .. } => *reporter,
            Self::Join { person } => Some(*person),
            Self::TakeIn { .. }
            | Self::LetGo { .. }
            | Self::Ring { .. }
            | Self::RingPromise { .. }
            | Self::Answer { .. }
            | Self::Alert { .. }
            | Self::Retarget
            | Self::RemindReporter
            | Self::ReviewHold
            | Self::RemindChase
            | Self::RingLegal { .. } => None,
            Self::Press(press) => press.verb().person,
        }
    }
}

impl From<Press> for Command {
    fn from(press: Press) -> Self {
        Self::Press(press)
    }
}
