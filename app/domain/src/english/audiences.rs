//! The parts of an update: what they are called, and what is said where one does not fit its readers.

use crate::audience::{AudienceKind, Block, MemberRule, OnlyFor, block};
use crate::ids::ServiceId;
use crate::locale::Locale;
use crate::service::Criticality;

impl Locale {
    /// Whom a part of an update is for.
    pub fn block(self, block: Block) -> &'static str {
        match block {
            Block::All => "For everybody",
            Block::Affected => "Only for everyone affected",
            Block::Executive => "Only for executives",
            Block::Technical => "Only for the technical audience",
        }
    }

    /// What belongs into it.
    pub fn block_help(self, block: Block) -> &'static str {
        match block {
            Block::All => "What does not work, in one or two sentences. Everybody you tell reads it.",
            Block::Affected => "What to do meanwhile. Also on the receipts of those who reported it.",
            Block::Executive => {
                "Which part of the business, how many people, since when, the risk, when it should end. No names, no host names."
            }
            Block::Technical => "Symptoms, what it depends on, what is tried and by whom, what you need.",
        }
    }

    /// All words of an update for the team, each part under whom it is for.
    pub(super) fn in_blocks(self, text: &str, only: &OnlyFor) -> String {
        let mut words = text.to_owned();
        for of in Block::ALL.into_iter().filter(|of| *of != Block::All) {
            let part = block(of, text, only);
            if !part.is_empty() {
                words.push_str(&format!("\n\n**{}**\n\n{part}", self.block(of)));
            }
        }
        words.trim_start().to_owned()
    }

    pub(super) fn nothing_for(self, kind: AudienceKind) -> &'static str {
        match kind {
            AudienceKind::Affected => "Everyone affected would read nothing: write something for them.",
            AudienceKind::Executive => "Executives would read nothing: write something for them.",
            AudienceKind::Technical => "The technical audience would read nothing: write something for it.",
            AudienceKind::ServiceOwners => "Service owners would read nothing: write something for everybody.",
            AudienceKind::Other => "An audience of your own would read nothing: write something for everybody.",
        }
    }

    /// Whom a rule brings in; `service` is called by its name.
    pub fn member_rule(self, rule: MemberRule, service: impl Fn(ServiceId) -> String) -> String {
        match rule {
            MemberRule::Role(role) => format!("Whoever is {}", self.role(role)),
            MemberRule::Matters(Criticality::Low) => "Whoever owns a service that is hit".to_owned(),
            MemberRule::Matters(criticality) => {
                format!("Whoever owns a service that is hit and is at least {}", self.criticality(criticality))
            }
            MemberRule::Service(id) => format!("Whoever subscribed to {}", service(id)),
        }
    }

    /// Who is told: "34 people and 1 list".
    pub fn readers(self, people: u64, lists: u64) -> String {
        match (people, lists) {
            (people, 0) => self.people(people),
            (0, lists) => self.count(lists, "list", "lists"),
            (people, lists) => format!("{} and {}", self.people(people), self.count(lists, "list", "lists")),
        }
    }

    /// Of a list and of those who are told singly as well.
    pub fn doubled(self, list: &str, others: u64) -> String {
        let have = if others == 1 { "has an address there and" } else { "have an address there and" };
        format!("{list} is a list: {} {have} may read it twice.", self.people(others))
    }

    /// "srv-db-01, Rui Costa and 10.0.0.7".
    pub fn list(self, words: &[String]) -> String {
        match words {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }
}
