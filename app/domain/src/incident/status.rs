use serde::{Deserialize, Serialize};

/// Where an incident stands. Lateness and hold are never a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Reported,
    Investigating,
    Mitigated,
    Resolved,
    Closed,
    Cancelled,
    Merged,
}

impl Status {
    pub const ALL: [Self; 7] = [
        Self::Reported,
        Self::Investigating,
        Self::Mitigated,
        Self::Resolved,
        Self::Closed,
        Self::Cancelled,
        Self::Merged,
    ];

    /// The columns of the board, in order.
    pub const BOARD: [Self; 4] = [Self::Reported, Self::Investigating, Self::Mitigated, Self::Resolved];

    pub fn code(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Investigating => "investigating",
            Self::Mitigated => "mitigated",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
            Self::Merged => "merged",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    pub fn is_open(self) -> bool {
        matches!(self, Self::Reported | Self::Investigating | Self::Mitigated)
    }

    /// Nothing leads out of it.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Closed | Self::Cancelled | Self::Merged)
    }
}
