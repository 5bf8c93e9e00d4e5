//! What the organisation runs, how much it matters, and how it is hit.

use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Problem};

/// A critical service that is known to be hit raises the impact of its incidents to at least medium.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Criticality {
    Low,
    Normal,
    Critical,
}

impl Criticality {
    pub const ALL: [Self; 3] = [Self::Low, Self::Normal, Self::Critical];

    pub fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::Critical => "critical",
        }
    }

    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        Self::ALL.into_iter().find(|c| c.code() == typed).ok_or_else(|| FieldError::new(field, Problem::Unknown))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    NotAffected,
    Degraded,
    Down,
}

impl Effect {
    pub const ALL: [Self; 3] = [Self::Down, Self::Degraded, Self::NotAffected];

    pub fn code(self) -> &'static str {
        match self {
            Self::NotAffected => "not_affected",
            Self::Degraded => "degraded",
            Self::Down => "down",
        }
    }

    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        Self::ALL.into_iter().find(|e| e.code() == typed).ok_or_else(|| FieldError::new(field, Problem::Unknown))
    }
}

/// How a service stands before visitors, by what is known and open about it; the calmest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Fine,
    /// It should work again.
    Watched,
    /// Somebody says so; nobody of the team has looked yet.
    Reported,
    /// The team looks into it and has not said yet that it is hit.
    LookedInto,
    Degraded,
    Down,
}

/// A service that `/ready` offers to start with, as most organisations have it; all of it can be changed afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Starter {
    pub name: &'static str,
    pub criticality: Criticality,
    /// The names of those starters that it needs directly.
    pub needs: &'static [&'static str],
}

pub const STARTER_SERVICES: [Starter; 8] = [
    starter("E-mail", Criticality::Critical, &["Internet", "Accounts"]),
    starter("Internet", Criticality::Critical, &[]),
    starter("VPN", Criticality::Normal, &["Internet", "Accounts"]),
    starter("Files", Criticality::Normal, &["Accounts"]),
    starter("Printing", Criticality::Low, &["Files"]),
    starter("Phones", Criticality::Normal, &["Internet"]),
    starter("Website", Criticality::Normal, &["Internet"]),
    starter("Accounts", Criticality::Critical, &[]),
];

const fn starter(name: &'static str, criticality: Criticality, needs: &'static [&'static str]) -> Starter {
    Starter { name, criticality, needs }
}

impl Starter {
    pub fn named(name: &str) -> Option<&'static Self> {
        STARTER_SERVICES.iter().find(|starter| starter.name == name)
    }
}
