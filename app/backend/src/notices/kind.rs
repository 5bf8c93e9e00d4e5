//! Every kind of letter: its name while it waits in the queue, and all that holds of it. A kind without a line does not
//! compile; its plain facts stand in `matter.rs`.

use domain::action::ActionNews;
use domain::permissions::{Action, Object};
use domain::planned::Telling;
use domain::review::ReviewNews;
use serde::{Deserialize, Serialize};

use super::part::Part;
use super::spec::{Audience, Braking, PEOPLE, Spec};

/// What is queued, until the letter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoticeKind {
    Receipt,
    Taken,
    Resolved,
    Reopened,
    Cancelled,
    TeamMessage,
    Question,
    ReporterSaid,
    NewIncident,
    Assigned(Part),
    MajorProposed,
    PriorityRaised,
    Update,
    Restricted,
    Merged,
    TakenApart,
    Duplicate,
    Invitation,
    PasswordReset,
    SignInLink,
    MailTest,
    AccessAsked,
    ConfirmSubscription,
    PrivateReadGranted,
    MembersByLastResort,
    GlassBroken,
    LetterFailed,
    CommandTaken,
    RestrictionLifted,
    /// To those who were its members.
    OpenToTeam,
    DataDamaged,
    ChoicesChanged,
    ClockRang,
    PromiseRang,
    LegalRang,
    Planned(Telling),
    Action(ActionNews),
    Review(ReviewNews),
    Reminded,
    HoldOverdue,
    ChaseDue,
    StandIn,
    Morning,
    /// To a second address: somebody is alerted.
    Alert,
    /// To whoever is reached when nobody else is.
    LastResort,
    /// To administrators: no member of what is restricted has answered.
    MembersNotReached,
    /// How the week began, to whoever asked for it.
    Monday,
}

impl NoticeKind {
    pub fn spec(self) -> Spec {
        let to = Spec::to;
        match self {
            Self::Receipt => to(Audience::Reporter).at_once().mandatory().unbraked().of_own_press(),
            Self::Taken
            | Self::Reopened
            | Self::Cancelled
            | Self::Merged
            | Self::TakenApart
            | Self::RestrictionLifted => to(Audience::Reporter),
            Self::Resolved => to(Audience::Reporter).pressing(),
            Self::TeamMessage | Self::Question | Self::Reminded => to(Audience::Reporter).mandatory(),
            Self::ReporterSaid | Self::Duplicate | Self::HoldOverdue | Self::ChaseDue => to(Audience::Team),
            Self::NewIncident => to(Audience::Team).at_once().pressing(),
            Self::Assigned(_) | Self::MajorProposed | Self::CommandTaken => to(Audience::Team).mandatory().pressing(),
            Self::LegalRang => to(Audience::Team).mandatory().pressing().urgent(),
            Self::PriorityRaised | Self::ClockRang | Self::PromiseRang => to(Audience::Team).pressing().urgent(),
            Self::Restricted | Self::OpenToTeam => to(Audience::Team).mandatory(),
            Self::Planned(_) => {
                Spec { read_by: (Action::ReadMessages, Object::Desk), ..to(Audience::Person).of_own_press() }
            }
            Self::Monday => Spec { read_by: (Action::ReadMessages, Object::Desk), ..to(Audience::Person).at_once() },
            Self::Update => to(Audience::Chosen).of_own_press(),
            Self::Invitation | Self::PasswordReset | Self::SignInLink | Self::ConfirmSubscription => {
                Spec::to_person().secret()
            }
            Self::ChoicesChanged => Spec::to_person().secret(),
            // A resolution is undone, and with it what was due.
            Self::Review(ReviewNews::Published) => to(Audience::Person).of_own_press(),
            Self::Review(ReviewNews::Yours | ReviewNews::DueSoon | ReviewNews::Overdue) => {
                to(Audience::Person).mandatory()
            }
            // Who answered is told nothing of it.
            Self::Action(_) => Spec { braking: Braking::Usual, ..Spec::to_person() },
            Self::MailTest | Self::AccessAsked | Self::DataDamaged | Self::StandIn => Spec::to_person(),
            Self::Alert | Self::LastResort => Spec { urgent: true, ..Spec::to_person() },
            // They tell that there is something restricted, and who may know it.
            Self::PrivateReadGranted | Self::MembersByLastResort | Self::GlassBroken | Self::MembersNotReached => {
                Spec { read_by: (Action::Change, PEOPLE), ..Spec::to_person() }
            }
            Self::Morning => to(Audience::Person).at_once().unbraked(),
            Self::LetterFailed => Spec { braking: Braking::Usual, ..Spec::to_person() },
        }
    }
}
