//! What a press would overwrite that somebody else put there.

use crate::incident::{Change, Press};

impl Press {
    /// It puts another value where this change put one: made on a screen that did not show it, it is refused. What the
    /// status or a rule refuses anyway needs no line, nor does what adds and replaces nothing.
    #[expect(clippy::too_many_lines, reason = "one match, an arm for each press")]
    pub fn overwrites(&self, change: &Change) -> bool {
        let undone = matches!(change, Change::Undone { .. });
        match self {
            Self::Assign { .. } => undone || matches!(change, Change::Assigned { .. } | Change::Taken { .. }),
            Self::NameManager { .. } | Self::TakeCommand => {
                undone || matches!(change, Change::ManagerNamed { .. } | Change::CommandTaken { .. })
            }
            Self::NameCommunicationsLead { .. } => undone || matches!(change, Change::CommunicationsLeadNamed { .. }),
            Self::Classify { .. } => undone || matches!(change, Change::Prioritised { .. }),
            Self::Rename { .. } => undone || matches!(change, Change::Renamed { .. }),
            Self::ChangeType { .. } => undone || matches!(change, Change::TypeChanged { .. }),
            Self::ExplainBreach { clock: of, .. } => {
                undone || matches!(change, Change::BreachExplained { clock, .. } if clock == of)
            }
            Self::CorrectTime { which: of, .. } => {
                undone || matches!(change, Change::TimeCorrected { which, .. } if which == of)
            }
            Self::Chase { .. } => undone || matches!(change, Change::VendorChased { .. }),
            Self::SetAware { .. } => undone || matches!(change, Change::AwareSet { .. }),
            Self::EndRecovery { .. } => undone || matches!(change, Change::RecoveryEnded { .. }),
            Self::Publish { .. } => undone || matches!(change, Change::Published { .. }),
            Self::Tell { public_title, .. } => {
                !public_title.trim().is_empty() && (undone || matches!(change, Change::Published { .. }))
            }
            // Whoever writes for several audiences has read what they were told last.
            Self::TellEach { .. } => {
                undone || matches!(change, Change::StakeholdersTold { .. } | Change::Published { .. })
            }
            Self::Affect { service: of, .. } => {
                undone
                    || matches!(change, Change::ServiceAffected { service, .. } if service == of)
                    || matches!(change, Change::ServiceRecovered { service, .. } if service == of)
            }
            Self::MarkStep { checklist: of, step: at, .. } => {
                undone || matches!(change, Change::StepMarked { checklist, step, .. } if (checklist, step) == (of, at))
            }
            Self::GiveStep { checklist: of, step: at, .. } => {
                undone || matches!(change, Change::StepGiven { checklist, step, .. } if (checklist, step) == (of, at))
            }
            Self::BeginChecklist { .. }
            | Self::Take { .. }
            | Self::TakeAndResolve { .. }
            | Self::Acknowledge
            | Self::Mitigate { .. }
            | Self::Resume { .. }
            | Self::Resolve { .. }
            | Self::Reopen { .. }
            | Self::Close
            | Self::Cancel { .. }
            | Self::Hold { .. }
            | Self::EndHold
            | Self::Note { .. }
            | Self::Message { .. }
            | Self::AddWords { .. }
            | Self::Judge { .. }
            | Self::Leave
            | Self::ProposeMajor { .. }
            | Self::AcceptMajor
            | Self::DeclineMajor { .. }
            | Self::Restrict
            | Self::LiftRestriction { .. }
            | Self::AddMember { .. }
            | Self::RemoveMember { .. }
            | Self::Follow { .. }
            | Self::Unfollow { .. }
            | Self::Merge { .. }
            | Self::TakeApart
            | Self::Declare { .. }
            | Self::Notify { .. }
            | Self::NotNotifiable { .. }
            | Self::Redact { .. }
            | Self::TakeOutOwnWords { .. }
            | Self::Undo { .. } => false,
        }
    }
}
