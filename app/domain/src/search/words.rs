//! What of a change is found: the words somebody wrote. Title and public words are found in the state as well, where
//! they count more.

use crate::incident::Change;

/// The texts of a change, as written; none where nobody wrote anything.
pub fn words(change: &Change) -> Vec<&str> {
    let found: Vec<&String> = match change {
        Change::Prioritised { reason, .. } => reason.iter().collect(),
        Change::Mitigated { what: text, .. }
        | Change::Resumed { reason: text, .. }
        | Change::Resolved { resolution: text, .. }
        | Change::Reopened { reason: text }
        | Change::HeldOn { note: text, .. }
        | Change::Noted { text }
        | Change::Messaged { text }
        | Change::ReporterSaid { text, .. }
        | Change::StakeholdersTold { text, .. }
        | Change::MajorProposed { reason: text }
        | Change::MajorDeclined { reason: text }
        | Change::Renamed { title: text } => vec![text],
        Change::Reported(reported) => vec![&reported.statement.description],
        Change::Cancelled { words, .. } => words.iter().collect(),
        Change::Published { public_title, workaround } => public_title.iter().chain(workaround).collect(),
        Change::Joined { .. }
        | Change::Left { .. }
        | Change::Verified
        | Change::Taken { .. }
        | Change::Assigned { .. }
        | Change::ManagerNamed { .. }
        | Change::CommunicationsLeadNamed { .. }
        | Change::Closed
        | Change::HeldOff { .. }
        | Change::VerdictGiven { .. }
        | Change::MajorAccepted
        | Change::ServiceAffected { .. }
        | Change::ServiceRecovered { .. }
        | Change::TypeChanged { .. }
        | Change::Restricted { .. }
        | Change::MemberAdded { .. }
        | Change::MemberRemoved { .. }
        | Change::FollowerAdded { .. }
        | Change::FollowerRemoved { .. }
        | Change::Merged { .. }
        | Change::TakenApart { .. }
        | Change::DuplicateTaken { .. }
        | Change::DuplicateLeft { .. }
        | Change::Undone { .. } => Vec::new(),
    };
    found.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect()
}
