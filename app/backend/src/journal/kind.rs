//! Of which kind a fact is: what readers look through the journal for.

use super::Fact;

/// What readers look through the journal for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    SignIns,
    People,
    Lists,
    Settings,
    Restricted,
    Data,
}

impl Kind {
    pub const ALL: [Self; 6] = [Self::SignIns, Self::People, Self::Lists, Self::Settings, Self::Restricted, Self::Data];

    pub fn code(self) -> &'static str {
        match self {
            Self::SignIns => "sign-ins",
            Self::People => "people",
            Self::Lists => "lists",
            Self::Settings => "settings",
            Self::Restricted => "restricted",
            Self::Data => "data",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl Fact {
    #[expect(clippy::too_many_lines, reason = "one match, a line for each fact")]
    pub fn kind(&self) -> Kind {
        match self {
            Self::SignedIn
            | Self::SignInFailed { .. }
            | Self::SignedOut
            | Self::PasswordChanged
            | Self::SessionRevoked { .. } => Kind::SignIns,
            Self::PersonAdded { .. }
            | Self::RoleChanged { .. }
            | Self::PersonDisabled { .. }
            | Self::PersonEnabled { .. }
            | Self::PrivateReadGranted { .. }
            | Self::PrivateReadWithdrawn { .. }
            | Self::InvitationSent { .. }
            | Self::InvitationAccepted
            | Self::PasswordSetFor { .. }
            | Self::OwnDetailsChanged { .. }
            | Self::DutyFeedMade
            | Self::OwnAlertsChanged { .. }
            | Self::DutyFeedEnded => Kind::People,
            Self::ServiceChanged { .. }
            | Self::ServiceAdded { .. }
            | Self::ServiceRetired { .. }
            | Self::AudienceChanged { .. }
            | Self::AudienceAdded { .. }
            | Self::AudienceRenamed { .. }
            | Self::AudienceEntered { .. }
            | Self::AudienceLeft { .. }
            | Self::RotationAdded { .. }
            | Self::EscalationChanged { .. }
            | Self::PushTargetAdded { .. }
            | Self::PushTargetChanged { .. }
            | Self::PushTargetRemoved { .. }
            | Self::RotationChanged { .. }
            | Self::RotationRemoved { .. }
            | Self::DutyOverridden { .. }
            | Self::DutyOverrideRemoved { .. }
            | Self::AwayEntered { .. }
            | Self::AwayRemoved { .. }
            | Self::PlannedAdded { .. }
            | Self::PlannedChanged { .. }
            | Self::PlannedEnded { .. }
            | Self::PlannedTold { .. } => Kind::Lists,
            Self::SetUp
            | Self::SettingsChanged { .. }
            | Self::TargetsChanged { .. }
            | Self::TargetsDropped { .. }
            | Self::TargetsConfirmed
            | Self::TargetsApplied { .. }
            | Self::PlaybookAdded { .. }
            | Self::PlaybookChanged { .. }
            | Self::PlaybookRetired { .. }
            | Self::CalendarAdded { .. }
            | Self::CalendarChanged { .. } => Kind::Settings,
            Self::RestrictedViewed { .. }
            | Self::AccessAsked { .. }
            | Self::MembersByLastResort { .. }
            | Self::GlassBroken { .. } => Kind::Restricted,
            Self::OldLettersSent { .. }
            | Self::OldLettersDropped { .. }
            | Self::BackedUp { .. }
            | Self::Restored
            | Self::DamageFound
            | Self::IncidentHead { .. }
            | Self::ReceiptsRevoked { .. }
            | Self::ReportersErased { .. } => Kind::Data,
        }
    }
}
