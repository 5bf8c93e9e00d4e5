//! What to do, step by step: plans that somebody wrote before anything happened, and the copy that an incident got of
//! one. A plan that is changed later changes no copy.

use serde::{Deserialize, Serialize};

use crate::classification::IncidentType;
use crate::ids::{PersonId, PlaybookId, ServiceId};
use crate::incident::Incident;
use crate::time::Moment;

/// Most checklists that one incident has.
pub const CHECKLISTS_MOST: usize = 10;
/// Most steps of a plan.
pub const STEPS_MOST: usize = 40;

/// One line of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guidance {
    pub what: String,
    /// For whoever has never done it; may be empty.
    #[serde(default)]
    pub how: String,
}

/// A plan, with what it is for: any of the types, and any of the services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub id: PlaybookId,
    pub version: u64,
    pub name: String,
    pub kinds: Vec<IncidentType>,
    pub services: Vec<ServiceId>,
    pub steps: Vec<Guidance>,
}

/// How closely a plan is about an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    Type,
    Service,
    Both,
}

impl Plan {
    /// A plan for services is about incidents that hit one of them, one for types about those of the type; one for both
    /// wants both. One for neither is begun by hand only.
    pub fn fit(&self, incident: &Incident) -> Option<Fit> {
        let kind = self.kinds.contains(&incident.kind);
        let service = incident.affected_now().any(|affected| self.services.contains(&affected.service));
        match (self.kinds.is_empty() || kind, self.services.is_empty() || service) {
            (true, true) if kind && service => Some(Fit::Both),
            (true, true) if service => Some(Fit::Service),
            (true, true) if kind => Some(Fit::Type),
            _ => None,
        }
    }

    /// The one that fits best. Where several fit alike nobody but a person can say which it is.
    pub fn best<'a>(plans: &'a [Self], incident: &Incident) -> Option<&'a Self> {
        let fits: Vec<_> = plans.iter().filter_map(|plan| plan.fit(incident).map(|fit| (fit, plan))).collect();
        let best = fits.iter().map(|(fit, _)| *fit).max()?;
        let mut ahead = fits.iter().filter(|(fit, _)| *fit == best);
        let (_, first) = ahead.next()?;
        ahead.next().is_none().then_some(*first)
    }
}

/// The copy of a plan, and how far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    pub playbook: PlaybookId,
    pub version: u64,
    pub name: String,
    pub steps: Vec<ChecklistStep>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistStep {
    pub what: String,
    #[serde(default)]
    pub how: String,
    pub owner: Option<PersonId>,
    pub mark: StepMark,
    /// Who marked it, and when.
    pub marked: Option<(PersonId, Moment)>,
}

/// How a step stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StepMark {
    Open,
    Done,
    Skipped { reason: String },
}

impl Checklist {
    pub(super) fn begun(playbook: PlaybookId, version: u64, name: &str, steps: &[Guidance]) -> Self {
        let open = |step: &Guidance| ChecklistStep {
            what: step.what.clone(),
            how: step.how.clone(),
            owner: None,
            mark: StepMark::Open,
            marked: None,
        };
        Self { playbook, version, name: name.to_owned(), steps: steps.iter().map(open).collect() }
    }

    /// Steps that nobody need look at any more.
    pub fn settled(&self) -> usize {
        self.steps.iter().filter(|step| step.mark != StepMark::Open).count()
    }

    /// What is to be done now.
    pub fn next(&self) -> Option<&ChecklistStep> {
        self.steps.iter().find(|step| step.mark == StepMark::Open)
    }
}

impl Incident {
    pub(super) fn step_mut(&mut self, checklist: u32, step: u32) -> Option<&mut ChecklistStep> {
        self.checklists.get_mut(checklist as usize)?.steps.get_mut(step as usize)
    }
}
