//! What is acted on, reduced to what the rule asks about it.

use crate::ids::PersonId;
use crate::incident::Incident;
use crate::permissions::{Actor, Who};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    /// The desk as a whole: lists, reports that do not exist yet, one's own account.
    Desk,
    Incident(Relation),
    /// The catalogue of services.
    Services,
    /// The groups that are written to.
    Audiences,
    /// Planned work; its public words are read by everybody.
    Planned,
    /// Who is on duty when.
    Duty,
    Settings(Section),
}

/// A part of the settings that has readers and writers of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The organisation, its address and zone, and the first steps.
    Basics,
    Mail,
    People,
    Backup,
    Jobs,
    Journal,
    /// How long things may take, and in which hours.
    Targets,
    /// What to do, step by step.
    Playbooks,
}

/// How an actor stands to one incident.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relation {
    pub restricted: bool,
    pub published: bool,
    pub member: bool,
    /// Reported or joined it, by session or by receipt.
    pub reporter: bool,
    /// Follows it; whoever knows of a letter that they got about it adds that.
    pub told: bool,
    /// Its incident manager (acting or named) or communications lead.
    pub in_command: bool,
    /// Its incident manager, acting or named.
    pub leads: bool,
    /// P1, P2 or major: only those in command speak to stakeholders.
    pub needs_command: bool,
    /// It has an incident manager, acting or named.
    pub commanded: bool,
}

impl Relation {
    pub fn of(actor: &Actor, incident: &Incident) -> Self {
        let person = actor.person_id();
        let is = |other: Option<PersonId>| person.is_some() && person == other;
        let receipt_fits = match actor.who {
            // It leads to what its report is handled with.
            Who::Receipt { incident: of, .. } => of == incident.id || incident.duplicates.contains(&of),
            Who::Visitor | Who::Person(_) | Who::Operator | Who::Task(_) => true,
        };
        Self {
            restricted: incident.restricted,
            published: incident.is_published(),
            member: matches!(actor.who, Who::Person(p) if incident.is_member(p)),
            reporter: receipt_fits && person.is_some_and(|p| incident.reporter(p).is_some()),
            told: matches!(actor.who, Who::Person(p) if incident.followers.contains(&p)),
            in_command: is(incident.incident_manager) || is(incident.communications_lead),
            leads: is(incident.incident_manager),
            needs_command: incident.needs_command(),
            commanded: incident.incident_manager.is_some(),
        }
    }
}
