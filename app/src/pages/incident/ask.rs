//! What the page's one dialog can ask. It is one at a time, so it is one dialog, and its title names the step.

use serde::{Deserialize, Serialize};

/// A step that needs words or choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Ask {
    Take,
    TakeAndResolve,
    Mitigate,
    Resume,
    Resolve,
    Reopen,
    Cancel,
    Hold,
    ProposeMajor,
    DeclineMajor,
    Classify,
    Rename,
    Publish,
    Restrict,
    LiftRestriction,
    Merge,
    /// The words of the entry of this sequence.
    Redact(u64),
    Keys,
}

impl Ask {
    pub fn title(self, number: &str) -> String {
        match self {
            Self::Take => format!("Take {number} with another priority"),
            Self::TakeAndResolve => format!("Take and resolve {number}"),
            Self::Mitigate => format!("{number} works again, being watched"),
            Self::Resume => format!("{number} goes back to investigating"),
            Self::Resolve => format!("Resolve {number}"),
            Self::Reopen => format!("Re-open {number}"),
            Self::Cancel => format!("Cancel {number}"),
            Self::Hold => format!("What {number} is waiting for"),
            Self::ProposeMajor => format!("Propose {number} as a major incident"),
            Self::DeclineMajor => "Decline it as a major incident".to_owned(),
            Self::Classify => format!("Priority of {number}"),
            Self::Rename => format!("Rename {number}"),
            Self::Publish => "What visitors read".to_owned(),
            Self::Restrict => format!("Restrict {number} to its members"),
            Self::LiftRestriction => format!("Lift the restriction of {number}"),
            Self::Merge => format!("Merge {number} into another incident"),
            Self::Redact(_) => "Take the words out, for good".to_owned(),
            Self::Keys => "Keys".to_owned(),
        }
    }
}
