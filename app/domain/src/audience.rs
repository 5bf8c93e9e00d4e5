//! Audiences: people told together.

use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Problem};
use crate::ids::ServiceId;
use crate::person::Role;
use crate::service::Criticality;

/// What an audience is for; it decides what its letters may contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AudienceKind {
    /// Everyone hit: reporters, followers, subscribers of the affected services.
    Affected,
    Executive,
    Technical,
    /// Whoever owns a service that is hit, or one that needs it.
    ServiceOwners,
    /// One that the organisation made for itself.
    Other,
}

impl AudienceKind {
    pub const BUILT_IN: [Self; 3] = [Self::Affected, Self::Executive, Self::Technical];
}

/// Who is in an audience without being entered, asked anew each time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberRule {
    /// Whoever has an account of this role.
    Role(Role),
    /// Whoever owns a service that is hit and matters at least so much.
    Matters(Criticality),
    /// Whoever subscribed to this service, whatever is hit.
    Service(ServiceId),
}

impl MemberRule {
    /// As a form sends it: `role-manager`, `matters-critical`, `service-` with an id.
    pub fn code(self) -> String {
        match self {
            Self::Role(role) => format!("role-{}", role.code()),
            Self::Matters(criticality) => format!("matters-{}", criticality.code()),
            Self::Service(service) => format!("service-{service}"),
        }
    }

    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        let unknown = || FieldError::new(field, Problem::Unknown);
        let (what, which) = typed.split_once('-').ok_or_else(unknown)?;
        match what {
            "role" => Role::parse(field, which).map(Self::Role),
            "matters" => Criticality::parse(field, which).map(Self::Matters),
            "service" => which.parse().map(Self::Service).map_err(|_| unknown()),
            _ => Err(unknown()),
        }
    }
}

/// A part of an update, by who may read it; a letter holds them in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Block {
    All,
    Affected,
    Executive,
    Technical,
}

impl Block {
    pub const ALL: [Self; 4] = [Self::All, Self::Affected, Self::Executive, Self::Technical];

    /// The field of a form it is typed in.
    pub const fn field(self) -> &'static str {
        match self {
            Self::All => "block_all",
            Self::Affected => "block_affected",
            Self::Executive => "block_executive",
            Self::Technical => "block_technical",
        }
    }

    /// The one rule of who may read what, for letters, pages, previews and the check before sending.
    pub const fn is_for(self, kind: AudienceKind) -> bool {
        match self {
            Self::All => true,
            Self::Affected => matches!(kind, AudienceKind::Affected | AudienceKind::ServiceOwners),
            Self::Executive => matches!(kind, AudienceKind::Executive),
            Self::Technical => matches!(kind, AudienceKind::Technical),
        }
    }
}

/// The words of an update that are not for everybody; empty where there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnlyFor {
    #[serde(default)]
    pub affected: String,
    #[serde(default)]
    pub executive: String,
    #[serde(default)]
    pub technical: String,
}

impl OnlyFor {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The words of one block; `text` is what everybody reads.
pub fn block<'a>(block: Block, text: &'a str, only: &'a OnlyFor) -> &'a str {
    match block {
        Block::All => text,
        Block::Affected => &only.affected,
        Block::Executive => &only.executive,
        Block::Technical => &only.technical,
    }
}

/// What somebody reads of an update who is in audiences of these kinds: the union of what each may see, in order.
pub fn readable<'a>(kinds: &[AudienceKind], text: &'a str, only: &'a OnlyFor) -> Vec<(Block, &'a str)> {
    let may = Block::ALL.into_iter().filter(|of| *of == Block::All || kinds.iter().any(|kind| of.is_for(*kind)));
    may.map(|of| (of, block(of, text, only))).filter(|(_, words)| !words.is_empty()).collect()
}

/// The same as one text.
pub fn read_as(kinds: &[AudienceKind], text: &str, only: &OnlyFor) -> String {
    let words: Vec<_> = readable(kinds, text, only).into_iter().map(|(_, words)| words).collect();
    words.join("\n\n")
}

/// All of it as one text, for who looks for words.
pub fn whole(text: &str, only: &OnlyFor) -> String {
    let words: Vec<_> =
        Block::ALL.map(|of| block(of, text, only)).into_iter().filter(|words| !words.is_empty()).collect();
    words.join("\n")
}

/// Why a person gets a letter; shown before sending and in the letter's footer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecipientReason {
    Reporter,
    Joined,
    Follower,
    /// A member of the audience of this name.
    Audience(String),
    /// In that audience by one of its rules, as what.
    Rule {
        audience: String,
        r#as: String,
    },
    /// Subscribed to the service of this name.
    Service(String),
    /// Owns the service of this name, which is hit or needs one that is.
    OwnsService(String),
    /// Works on incidents.
    Team,
    /// On duty now.
    OnCall,
    /// Nobody is on duty now, and they manage.
    NobodyOnCall,
    /// Those who were told first have not taken it.
    NotTaken,
    Owner,
    IncidentManager,
    CommunicationsLead,
    Member,
}
