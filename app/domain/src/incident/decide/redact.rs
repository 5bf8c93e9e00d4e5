//! Taking the words out of an entry: a password, a diagnosis, a name that stands where it must not. That something was
//! done, by whom and when, stays; the words are gone for good.

use crate::field::Problem;
use crate::ids::PersonId;
use crate::incident::decide::Step;
use crate::incident::{Change, OWN_WORDS_WINDOW, StepMark};
use crate::refusal::Refusal;
use crate::text::Reason;

/// Stands where there must be words, as in a title.
const TAKEN_OUT: &str = "Words taken out";

pub(super) fn redact(step: &Step<'_>, sequence: u64, reason: &str) -> Result<Vec<Change>, Refusal> {
    let reason = Reason::parse("reason", reason)?;
    let facts = step.facts.redact.as_ref().ok_or_else(|| Refusal::field("sequence", Problem::Unknown))?;
    if !facts.allowed {
        return Err(Refusal::NotAllowed);
    }
    let Some((stump, after)) = facts.without_words.clone() else { return Err(Refusal::AlreadyDone) };
    Ok(vec![Change::Redacted { sequence, reason: reason.into_string(), stump, after: Some(after) }])
}

/// For so long after they were sent. The team may have read them, and answers for what stands there later.
pub(super) fn own_words(step: &Step<'_>, sequence: u64) -> Result<Vec<Change>, Refusal> {
    let facts = step.facts.redact.as_ref().ok_or_else(|| Refusal::field("sequence", Problem::Unknown))?;
    let Some((stump, after)) = facts.without_words.clone() else { return Err(Refusal::AlreadyDone) };
    let told_at = facts.told_at.ok_or(Refusal::NotAllowed)?;
    if step.now.since(told_at) > OWN_WORDS_WINDOW {
        return Err(Refusal::OwnWordsTooLate);
    }
    let reason = "By whoever wrote them, soon after".to_owned();
    Ok(vec![Change::Redacted { sequence, reason, stump, after: Some(after) }])
}

impl Change {
    /// That person wrote it to the team, as somebody who reported or joined.
    pub fn is_told_by(&self, person: PersonId) -> bool {
        if let Self::Reported(reported) = self {
            return reported.reporter == Some(person);
        }
        matches!(self, Self::ReporterSaid { person: by, .. } if *by == person)
    }

    /// The same without the words that somebody wrote; `None` where it has none.
    #[expect(clippy::too_many_lines, reason = "one match, an arm for each change")]
    pub fn without_words(&self) -> Option<Self> {
        let mut stump = self.clone();
        match &mut stump {
            Self::Reported(reported) => {
                reported.title = TAKEN_OUT.to_owned();
                reported.statement.title = TAKEN_OUT.to_owned();
                reported.statement.description.clear();
            }
            Self::AuthorityNotified { whom, reference, .. } => {
                TAKEN_OUT.clone_into(whom);
                *reference = None;
            }
            Self::VendorChased { ticket, note, .. } => {
                *ticket = None;
                note.clear();
            }
            Self::Renamed { title } => *title = TAKEN_OUT.to_owned(),
            Self::Published { public_title, workaround } => (*public_title, *workaround) = (None, None),
            Self::Prioritised { reason, .. } => *reason = None,
            Self::Cancelled { words, .. } | Self::BreachExplained { words, .. } => *words = None,
            Self::StakeholdersTold { text, only, despite, named, .. } => {
                (*text, *only, *despite, *named) = Default::default();
            }
            Self::Mitigated { what: words, .. }
            | Self::Resumed { reason: words, .. }
            | Self::Resolved { resolution: words, .. }
            | Self::Reopened { reason: words }
            | Self::CancelReversed { reason: words, .. }
            | Self::RestrictionLifted { reason: words, .. }
            | Self::HeldOn { note: words, .. }
            | Self::TimeCorrected { reason: words, .. }
            | Self::Declared { criteria: words, .. }
            | Self::AwareSet { reason: words, .. }
            | Self::NotNotifiable { why: words, .. }
            | Self::Noted { text: words }
            | Self::Messaged { text: words }
            | Self::ReporterSaid { text: words, .. }
            | Self::Answered { text: words, .. }
            | Self::MajorProposed { reason: words }
            | Self::MajorDeclined { reason: words } => words.clear(),
            Self::StepMarked { mark: StepMark::Skipped { reason }, .. } => reason.clear(),
            Self::StepMarked { mark: StepMark::Open | StepMark::Done, .. }
            | Self::ChecklistBegun { .. }
            | Self::StepGiven { .. }
            | Self::Joined { .. }
            | Self::Left { .. }
            | Self::Verified
            | Self::Taken { .. }
            | Self::Assigned { .. }
            | Self::ManagerNamed { .. }
            | Self::CommandTaken { .. }
            | Self::Alerted { .. }
            | Self::Acknowledged { .. }
            | Self::CommunicationsLeadNamed { .. }
            | Self::Closed
            | Self::HeldOff { .. }
            | Self::PauseEnded
            | Self::TargetsSet { .. }
            | Self::ClockRang { .. }
            | Self::FirstNoticeOwed { .. }
            | Self::PromiseRang { .. }
            | Self::HoldWatched { .. }
            | Self::ChaseDue
            | Self::RecoveryEnded { .. }
            | Self::LegalRang { .. }
            | Self::ReporterReminded
            | Self::HoldOverdue
            | Self::VerdictGiven { .. }
            | Self::MajorAccepted
            | Self::ServiceAffected { .. }
            | Self::ServiceRecovered { .. }
            | Self::TypeChanged { .. }
            | Self::Restricted { .. }
            | Self::MemberAdded { .. }
            | Self::MemberRemoved { .. }
            | Self::FollowerAdded { .. }
            | Self::FollowerRemoved { .. }
            | Self::Merged { .. }
            | Self::TakenApart { .. }
            | Self::DuplicateTaken { .. }
            | Self::DuplicateLeft { .. }
            // Why words are gone stays to be read.
            | Self::Redacted { .. }
            | Self::Undone { .. } => {}
        }
        (stump != *self).then_some(stump)
    }
}
