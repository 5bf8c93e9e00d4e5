use crate::audience::{AudienceKind, Block};
use crate::classification::Priority;
use crate::ids::{AudienceId, IncidentId, PersonId, ServiceId};
use crate::incident::{Change, Incident, LegalDeadline, Number, Plan, SlaTerms};
use crate::person::Role;
use crate::service::Criticality;
use crate::time::Moment;

/// The records and settings a decision needs, read in the same transaction.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Identity and number for an incident that is about to exist, or to become restricted.
    pub fresh: Option<(IncidentId, Number)>,
    pub services: Vec<ServiceFacts>,
    /// The people a command names, the reporter, the actor, and the members of a restricted incident.
    pub people: Vec<PersonFacts>,
    /// Who handles security reports: the first members of a restricted incident.
    pub security_handlers: Vec<PersonId>,
    /// When an incident resolved now would close by itself.
    pub closes_at: Moment,
    /// When a hold that begins now is looked at again.
    pub hold: Option<HoldFacts>,
    /// How many distinct people have reported or joined it, with the one who is about to; people who cannot be told apart
    /// are one.
    pub distinct_people: usize,
    /// Whoever is about to join cannot be told apart from one of them.
    pub alike: bool,
    /// Until when what was cancelled can be re-opened.
    pub reopens_until: Option<Moment>,
    /// The audiences of an update, as far as there are such, and how many letters they come to.
    pub audiences: Vec<AudienceId>,
    pub recipients: u32,
    /// Of these, addresses that go on to several people.
    pub lists: u32,
    /// Of which kinds those audiences are, and, each once, which of these one recipient is reached through together.
    pub kinds: Vec<AudienceKind>,
    pub unions: Vec<Vec<AudienceKind>>,
    /// People whose names stand in a block of the update.
    pub people_found: Vec<(Block, PersonId, String)>,
    /// The targets for it by priority; none where nobody is judged.
    pub terms: Option<[SlaTerms; 4]>,
    /// What can be begun on it, step by step: of presses that may begin one.
    pub plans: Vec<Plan>,
    /// When stakeholders hear of it for the first time, if this makes it grave; none where there is nobody to tell.
    pub first_notice_by: Option<Moment>,
    /// When what is entered for somebody came in.
    pub reached_at: Option<Moment>,
    /// What the law asks of an incident that is declared now.
    pub deadlines: Vec<LegalDeadline>,
    /// Somebody can ask the first reporter something and get an answer.
    pub reporter_reachable: bool,
    /// For an undo: the state before the entry to take back, who made it, and when.
    /// For taking apart: the same of the entry that merged it, while that is the newest.
    pub undo: Option<UndoFacts>,
    /// Of the entry whose words are to go.
    pub redact: Option<RedactFacts>,
    /// The incident that a merge names, or that is taken apart from: as far as the actor may change it.
    pub other: Option<Box<Incident>>,
}

#[derive(Clone, Debug)]
pub struct UndoFacts {
    pub before: Box<Incident>,
    pub by: Option<PersonId>,
    pub at: Moment,
    /// Every entry since was made by the same person.
    pub alone: bool,
}

#[derive(Clone, Debug)]
pub struct RedactFacts {
    /// They are the actor's own, or the actor may take out anybody's.
    pub allowed: bool,
    /// When the actor wrote them to the team, as somebody who reported or joined it.
    pub told_at: Option<Moment>,
    /// The entry without them, and what the timeline comes to with it; `None` where it has none, or no longer.
    pub without_words: Option<(Box<Change>, Box<Incident>)>,
}

#[derive(Clone, Copy, Debug)]
pub struct HoldFacts {
    /// When a reporter who has not answered is asked once more.
    pub remind_at: Moment,
    /// When one without an expected end comes up for review.
    pub review_at: Moment,
}

#[derive(Clone, Copy, Debug)]
pub struct ServiceFacts {
    pub id: ServiceId,
    pub criticality: Criticality,
}

#[derive(Clone, Copy, Debug)]
pub struct PersonFacts {
    pub id: PersonId,
    pub role: Option<Role>,
    /// Has an account that is not disabled.
    pub active: bool,
}

impl Facts {
    pub fn terms(&self, priority: Priority) -> Option<SlaTerms> {
        self.terms.map(|terms| terms[priority as usize])
    }

    pub fn knows(&self, person: PersonId) -> bool {
        self.people.iter().any(|p| p.id == person)
    }

    pub fn is_active_staff(&self, person: PersonId) -> bool {
        self.people.iter().any(|p| p.id == person && p.active && p.role.is_some_and(Role::is_staff))
    }

    pub fn is_active(&self, person: PersonId) -> bool {
        self.people.iter().any(|p| p.id == person && p.active)
    }

    pub fn has_account(&self, person: PersonId) -> bool {
        self.people.iter().any(|p| p.id == person && p.role.is_some())
    }

    pub fn criticality(&self, service: ServiceId) -> Option<Criticality> {
        self.services.iter().find(|s| s.id == service).map(|s| s.criticality)
    }
}
