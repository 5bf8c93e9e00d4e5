//! Impact, urgency, priority and type of an incident (product page, "Classification and priority").

use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Problem};
use crate::service::Criticality;

/// The value of impact and of urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Low,
    Medium,
    High,
}

impl Level {
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    pub fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        if typed.is_empty() {
            return Err(FieldError::new(field, Problem::Missing));
        }
        Self::ALL
            .into_iter()
            .find(|level| level.code() == typed)
            .ok_or_else(|| FieldError::new(field, Problem::Unknown))
    }
}

/// P1 is the most pressing; the order is by number, so `P1 < P2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Priority {
    P1,
    P2,
    P3,
    P4,
}

impl Priority {
    pub const ALL: [Self; 4] = [Self::P1, Self::P2, Self::P3, Self::P4];

    /// The matrix of the product page.
    pub fn from_matrix(impact: Level, urgency: Level) -> Self {
        match impact as u8 + urgency as u8 {
            4 => Self::P1,
            3 => Self::P2,
            2 => Self::P3,
            _ => Self::P4,
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::P1 => "P1",
            Self::P2 => "P2",
            Self::P3 => "P3",
            Self::P4 => "P4",
        }
    }

    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        Self::ALL.into_iter().find(|p| p.code() == typed).ok_or_else(|| FieldError::new(field, Problem::Unknown))
    }

    /// Where it sorts, the most pressing first; what has none comes last.
    pub fn rank(priority: Option<Self>) -> u8 {
        priority.map_or(Self::ALL.len() as u8, |priority| priority as u8)
    }

    /// P1 and P2 have an incident manager, acting or named, who alone speaks to stakeholders.
    pub fn needs_command(self) -> bool {
        self <= Self::P2
    }
}

/// A visitor's unverified report goes no higher until a responder takes it or so many people have it.
pub const UNVERIFIED_CAP: Priority = Priority::P2;
/// So many people confirm what one of them says.
pub const PEOPLE_WHO_VERIFY: usize = 3;

/// Impact with the floor that critical services set among those it is known to hit.
pub fn raised_impact(impact: Level, services: impl IntoIterator<Item = Criticality>) -> Level {
    let critical = services.into_iter().any(|c| c == Criticality::Critical);
    if critical { impact.max(Level::Medium) } else { impact }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentType {
    Outage,
    DegradedPerformance,
    NetworkConfiguration,
    SoftwareFault,
    Security,
    DataLoss,
    Access,
    Hardware,
    ThirdParty,
    DataExposed,
    FilesLost,
    /// Somebody wants something new: taken and done like the rest, without a priority, and never among what is broken.
    Request,
}

impl IncidentType {
    pub const ALL: [Self; 12] = [
        Self::Outage,
        Self::DegradedPerformance,
        Self::NetworkConfiguration,
        Self::SoftwareFault,
        Self::Security,
        Self::DataExposed,
        Self::FilesLost,
        Self::Access,
        Self::Hardware,
        Self::ThirdParty,
        Self::Request,
        Self::DataLoss,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Outage => "outage",
            Self::DegradedPerformance => "degraded_performance",
            Self::NetworkConfiguration => "network_configuration",
            Self::SoftwareFault => "software_fault",
            Self::Security => "security",
            Self::DataLoss => "data_loss",
            Self::Access => "access",
            Self::Hardware => "hardware",
            Self::ThirdParty => "third_party",
            Self::DataExposed => "data_exposed",
            Self::FilesLost => "files_lost",
            Self::Request => "request",
        }
    }

    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        Self::ALL.into_iter().find(|t| t.code() == typed).ok_or_else(|| FieldError::new(field, Problem::Unknown))
    }

    /// Loss of data said too little: it is exposed or stolen, or it is lost. Older timelines keep the word; nobody is
    /// offered it.
    pub fn is_offered(self) -> bool {
        self != Self::DataLoss
    }

    pub fn starts_restricted(self) -> bool {
        matches!(self, Self::Security | Self::DataExposed | Self::DataLoss)
    }

    pub fn is_request(self) -> bool {
        self == Self::Request
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_is_the_one_of_the_product_page() {
        use Level::*;
        use Priority::*;
        let rows = [(High, [P1, P2, P3]), (Medium, [P2, P3, P4]), (Low, [P3, P4, P4])];
        for (impact, row) in rows {
            for (urgency, expected) in [High, Medium, Low].into_iter().zip(row) {
                assert_eq!(Priority::from_matrix(impact, urgency), expected, "{impact:?} {urgency:?}");
            }
        }
    }

    #[test]
    fn what_has_no_priority_comes_last() {
        let mut ranks = Priority::ALL.map(|priority| Priority::rank(Some(priority))).to_vec();
        ranks.push(Priority::rank(None));
        assert!(ranks.is_sorted_by(|one, next| one < next), "{ranks:?}");
    }

    #[test]
    fn a_critical_service_raises_low_impact_and_lowers_none() {
        assert_eq!(raised_impact(Level::Low, [Criticality::Critical]), Level::Medium);
        assert_eq!(raised_impact(Level::High, [Criticality::Critical]), Level::High);
        assert_eq!(raised_impact(Level::Low, [Criticality::Normal]), Level::Low);
    }
}
