//! The name of each kind of letter, for lists.

use crate::mail::letters::Part;
use crate::mail::outbox::NoticeKind;

pub(in crate::mail::letters) fn kind(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Receipt => "Receipt",
        NoticeKind::Taken => "Taken",
        NoticeKind::Resolved => "Resolved",
        NoticeKind::Reopened => "Re-opened",
        NoticeKind::Cancelled => "Cancelled",
        NoticeKind::TeamMessage => "Message from the team",
        NoticeKind::Question => "Question",
        NoticeKind::ReporterSaid => "Answer of the reporter",
        NoticeKind::NewIncident => "New incident",
        NoticeKind::Assigned(Part::Owner) => "Owner named",
        NoticeKind::Assigned(Part::ActingManager) => "Acting manager named",
        NoticeKind::Assigned(Part::IncidentManager) => "Incident manager named",
        NoticeKind::Assigned(Part::CommunicationsLead) => "Communications lead named",
        NoticeKind::Assigned(Part::Member) => "Member added",
        NoticeKind::MajorProposed => "Major incident proposed",
        NoticeKind::PriorityRaised => "Priority raised",
        NoticeKind::Update => "Stakeholder update",
        NoticeKind::Restricted => "Restricted incident changed",
        NoticeKind::Invitation => "Invitation",
        NoticeKind::PasswordReset => "Password reset",
        NoticeKind::SignInLink => "Sign-in link",
        NoticeKind::MailTest => "Mail test",
        NoticeKind::AccessAsked => "Access asked for",
        NoticeKind::ConfirmSubscription => "Subscription to confirm",
        NoticeKind::PrivateReadGranted => "Right granted",
        NoticeKind::GlassBroken => "Break-glass",
        NoticeKind::LetterFailed => "Letter that failed",
        NoticeKind::MembersByLastResort => "Members by last resort",
    }
}
