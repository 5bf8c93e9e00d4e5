//! What a toast says once a press is done.

use domain::incident::{Command, Verdict};
use domain::locale::Locale;
use domain::service::Effect;

/// The words beside "Undo".
pub fn said(command: &Command) -> String {
    let words = match command {
        Command::Take { .. } => "You took it",
        Command::TakeAndResolve { .. } => "You took it and resolved it",
        Command::Mitigate { .. } => "Mitigated",
        Command::Resume { .. } => "Back to investigating",
        Command::Resolve { .. } => "Resolved",
        Command::Reopen { .. } => "Re-opened",
        Command::Close => "Closed",
        Command::Cancel { .. } => "Cancelled",
        Command::Hold { .. } => "On hold",
        Command::EndHold => "The hold has ended",
        Command::Note { .. } => "Note added",
        Command::Message { .. } => "Message goes out in ten seconds",
        Command::AddWords { .. } => "Sent to the team",
        Command::Judge { verdict: Verdict::WorksAgain, .. } => "Thank you. The team knows that it works again",
        Command::Judge { verdict: Verdict::StillBroken, .. } => "The team knows that it is still broken",
        Command::Tell { recipients, .. } => return told(*recipients),
        Command::ProposeMajor { .. } => "Proposed as a major incident",
        Command::AcceptMajor => "Declared a major incident",
        Command::DeclineMajor { .. } => "Declined as a major incident",
        Command::Affect { effect: Effect::NotAffected, .. } => "Marked as working again",
        Command::Affect { effect: Effect::Degraded, .. } => "Marked as degraded",
        Command::Affect { effect: Effect::Down, .. } => "Marked as down",
        Command::Assign { owner: Some(_) } => "Given to another owner",
        Command::Assign { owner: None } => "Left without an owner",
        Command::NameManager { .. } => "Incident manager changed",
        Command::NameCommunicationsLead { .. } => "Communications lead changed",
        Command::Classify { .. } => "Priority changed",
        Command::Rename { .. } => "Renamed",
        Command::ChangeType { .. } => "Type changed",
        Command::Publish { public_title, .. } if public_title.trim().is_empty() => "Public words withdrawn",
        Command::Publish { .. } => "Published",
        Command::Restrict => "Restricted to its members",
        Command::AddMember { .. } => "Member added",
        Command::RemoveMember { .. } => "Member removed",
        Command::Follow { .. } => "Follower added",
        Command::Unfollow { .. } => "Follower removed",
        _ => "Changed",
    };
    words.to_owned()
}

fn told(recipients: u32) -> String {
    format!("Update to {} goes out in ten seconds", Locale::English.people(recipients.into()))
}
