//! What a toast says once a press is done.

use domain::incident::{Press, StepMark, Verdict};
use domain::locale::Locale;
use domain::service::Effect;

/// The words beside "Undo".
pub fn said(command: &Press) -> String {
    let words = match command {
        Press::Take { .. } => "You took it",
        Press::TakeAndResolve { .. } => "You took it and resolved it",
        Press::Acknowledge => "You have seen it; nobody else is woken",
        Press::Mitigate { .. } => "Being watched",
        Press::Resume { .. } => "Back to investigating",
        Press::Resolve { .. } => "Resolved",
        Press::Reopen { .. } => "Re-opened",
        Press::Close => "Closed",
        Press::Cancel { .. } => "Cancelled",
        Press::Hold { .. } => "It waits",
        Press::EndHold => "It waits no longer",
        Press::Note { .. } => "Note added",
        Press::Message { .. } => "Message goes out in ten seconds",
        Press::AddWords { .. } => "Sent to the team",
        Press::Leave => "Taken back",
        Press::Judge { verdict: Verdict::WorksAgain, .. } => "Thank you. The team knows that it works again",
        Press::Judge { verdict: Verdict::StillBroken, .. } => "The team knows that it is still broken",
        Press::Tell { .. } | Press::TellEach { .. } => "Update goes out in ten seconds",
        Press::ProposeMajor { .. } => "Proposed as a major incident",
        Press::AcceptMajor => "Declared a major incident",
        Press::DeclineMajor { .. } => "Declined as a major incident",
        Press::Affect { effect: Effect::NotAffected, .. } => "Marked as working again",
        Press::Affect { effect: Effect::Degraded, .. } => "Marked as degraded",
        Press::Affect { effect: Effect::Down, .. } => "Marked as down",
        Press::Assign { owner: Some(_) } => "Given to another owner",
        Press::Assign { owner: None } => "Left without an owner",
        Press::NameManager { .. } => "Incident manager changed",
        Press::TakeCommand => "You are its incident manager",
        Press::NameCommunicationsLead { .. } => "Communications lead changed",
        Press::Redact { .. } | Press::TakeOutOwnWords { .. } => "The words are gone",
        Press::Classify { .. } => "Priority changed",
        Press::Rename { .. } => "Renamed",
        Press::ChangeType { .. } => "Type changed",
        Press::Publish { public_title, .. } if public_title.trim().is_empty() => "Public words withdrawn",
        Press::Publish { .. } => "Published",
        Press::Restrict => "Restricted to its members",
        Press::LiftRestriction { .. } => "Everybody on the team sees it now",
        Press::AddMember { .. } => "Member added",
        Press::RemoveMember { .. } => "Member removed",
        Press::Follow { .. } => "Follower added",
        Press::Unfollow { .. } => "Follower removed",
        Press::Merge { .. } => "Merged. It can be taken apart again within an hour",
        Press::Chase { .. } => "Kept, how it stands at the vendor",
        Press::Declare { .. } => "Declared: the legal deadlines run",
        Press::SetAware { .. } => "The deadlines run from then",
        Press::Notify { .. } => "Kept, who was told",
        Press::NotNotifiable { .. } => "Kept, why nobody need be told",
        Press::EndRecovery { .. } => "The recovery is over",
        Press::CorrectTime { .. } => "Corrected. What was recorded first is kept",
        Press::ExplainBreach { .. } => "Kept, why it was missed",
        Press::TakeApart => "Taken apart again",
        Press::BeginChecklist { .. } => "The checklist has begun",
        Press::MarkStep { mark: StepMark::Open, .. } => "The step is open again",
        Press::MarkStep { mark: StepMark::Done, .. } => "Done",
        Press::MarkStep { mark: StepMark::Skipped { .. }, .. } => "Left out",
        Press::GiveStep { .. } => "The step has its owner",
        Press::Undo { .. } => "Undone",
    };
    words.to_owned()
}

/// The same of an update that went to so many.
pub fn told(recipients: u32) -> String {
    format!("Update in {} goes out in ten seconds", Locale::English.count(recipients.into(), "letter", "letters"))
}
