//! What to do, step by step: of one incident, and the plans of the desk.

use serde::{Deserialize, Serialize};

use crate::classification::IncidentType;
use crate::incident::{Guidance, StepMark};
use crate::view::{Choice, TimeView};

/// Of a checklist, in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistBrief {
    pub name: String,
    pub settled: u64,
    pub of: u64,
    /// What is to be done now.
    pub next: Option<String>,
}

/// `/incidents/{number}/checklist`.
#[derive(Clone, Debug, PartialEq)]
pub struct ChecklistsPage {
    pub number: String,
    pub title: String,
    pub as_of: TimeView,
    pub checklists: Vec<ChecklistView>,
    /// What can be begun, what fits first.
    pub offered: Vec<OfferedPlan>,
    /// Who may be asked to do a step.
    pub people: Vec<Choice>,
    pub viewer: Option<Choice>,
    pub may_change: bool,
    pub revision: u64,
    pub nonce: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ChecklistView {
    pub brief: ChecklistBrief,
    pub steps: Vec<StepView>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StepView {
    pub what: String,
    pub how: String,
    pub owner: Option<Choice>,
    pub mark: StepMark,
    /// Who marked it, and when.
    pub marked: Option<(String, TimeView)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedPlan {
    pub id: String,
    pub name: String,
    pub fits: bool,
}

/// `/settings/playbooks`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaybooksPage {
    pub playbooks: Vec<PlaybookRow>,
    /// Services that are not retired.
    pub services: Vec<Choice>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PlaybookRow {
    pub id: String,
    pub name: String,
    pub kinds: Vec<IncidentType>,
    /// Ids of services.
    pub services: Vec<String>,
    /// As the form shows them.
    pub steps: String,
    pub guidance: Vec<Guidance>,
    pub revision: u64,
}
