//! What each kind of letter is called.

use domain::planned::Telling;

use crate::notices::{NoticeKind, Part};

/// The name of a kind, for lists.
pub(in crate::letters) fn kind(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Receipt => "Receipt",
        NoticeKind::Taken => "Taken",
        NoticeKind::Resolved => "Resolved",
        NoticeKind::Reopened => "Re-opened",
        NoticeKind::Cancelled => "Cancelled",
        NoticeKind::TeamMessage => "Message from the team",
        NoticeKind::Question => "Question",
        NoticeKind::Reminded => "Question once more",
        NoticeKind::HoldOverdue => "Waits longer than expected",
        NoticeKind::ReporterSaid => "Answer of the reporter",
        NoticeKind::NewIncident => "New incident",
        NoticeKind::Assigned(Part::Owner) => "Owner named",
        NoticeKind::Assigned(Part::Asked) => "Asked to take it",
        NoticeKind::CommandTaken => "Command taken over",
        NoticeKind::RestrictionLifted => "Restriction lifted",
        NoticeKind::OpenToTeam => "Restriction lifted, to its members",
        NoticeKind::Assigned(Part::ActingManager) => "Acting manager named",
        NoticeKind::Assigned(Part::IncidentManager) => "Incident manager named",
        NoticeKind::Assigned(Part::CommunicationsLead) => "Communications lead named",
        NoticeKind::Assigned(Part::Member) => "Member added",
        NoticeKind::MajorProposed => "Major incident proposed",
        NoticeKind::PriorityRaised => "Priority raised",
        NoticeKind::ClockRang => "Target near or passed",
        NoticeKind::PromiseRang => "Update due soon or missed",
        NoticeKind::Update => "Stakeholder update",
        NoticeKind::Restricted => "Restricted incident changed",
        NoticeKind::Merged => "Merged into another one",
        NoticeKind::TakenApart => "Taken apart again",
        NoticeKind::Duplicate => "Duplicate",
        NoticeKind::Invitation => "Invitation",
        NoticeKind::PasswordReset => "Password reset",
        NoticeKind::SignInLink => "Sign-in link",
        NoticeKind::MailTest => "Mail test",
        NoticeKind::AccessAsked => "Access asked for",
        NoticeKind::ConfirmSubscription => "Subscription to confirm",
        NoticeKind::PrivateReadGranted => "Right granted",
        NoticeKind::GlassBroken => "Break-glass",
        NoticeKind::LetterFailed => "Letter that failed",
        NoticeKind::Morning => "Letter of the morning",
        NoticeKind::StandIn => "Standing in",
        NoticeKind::DataDamaged => "Damaged data",
        NoticeKind::ChoicesChanged => "Choice of letters changed",
        NoticeKind::Planned(Telling::Announced) => "Planned work announced",
        NoticeKind::Planned(Telling::DayBefore) => "Planned work, the day before",
        NoticeKind::Planned(Telling::Overrun) => "Planned work takes longer",
        NoticeKind::Planned(Telling::Finished) => "Planned work finished",
        NoticeKind::Planned(Telling::Cancelled) => "Planned work called off",
        NoticeKind::MembersByLastResort => "Members by last resort",
    }
}
