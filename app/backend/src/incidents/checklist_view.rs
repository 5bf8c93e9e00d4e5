//! What to do on an incident, step by step, in a line and whole.

use domain::incident::{Checklist, ChecklistStep, Plan};
use domain::locale::Names as _;
use domain::permissions::Action;
use domain::view::Choice;
use domain::view::checklist::{ChecklistBrief, ChecklistView, ChecklistsPage, OfferedPlan, StepView};

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::board::staff;
use crate::incidents::idempotency;
use crate::incidents::look::Look;
use crate::people::active_staff;
use crate::playbooks;

impl Backend {
    /// The checklists of an incident, and what can be begun.
    pub async fn checklists_page(&self, caller: &Caller, number: &str) -> Result<ChecklistsPage> {
        self.look_at(caller, number, Action::ReadNotes, |look| look.checklists_page()).await
    }
}

impl Look<'_> {
    /// The first that is not through, else the last.
    pub(super) fn checklist(&self) -> Option<ChecklistBrief> {
        let lists = &self.incident.checklists;
        lists.iter().find(|list| list.next().is_some()).or(lists.last()).map(brief)
    }

    /// Nobody has begun one, and there is what fits.
    pub(super) fn plan_fits(&self) -> Result<bool> {
        let incident = self.incident;
        if !incident.checklists.is_empty() || !incident.status.is_open() || !self.may(Action::ChangeIncident) {
            return Ok(false);
        }
        Ok(playbooks::plans(self.read, incident)?.iter().any(|plan| plan.fit(incident).is_some()))
    }

    fn checklists_page(&self) -> Result<ChecklistsPage> {
        let incident = self.incident;
        let may_change = self.may(Action::ChangeIncident) && !incident.status.is_final();
        Ok(ChecklistsPage {
            number: incident.number.to_string(),
            title: incident.title.clone(),
            as_of: self.time(self.now()),
            checklists: incident.checklists.iter().map(|list| self.checklist_view(list)).collect(),
            offered: if may_change { self.offered()? } else { Vec::new() },
            people: if may_change { self.who_may_do_it()? } else { Vec::new() },
            viewer: self.actor.person_id().map(|person| self.book.person_choice(person)),
            may_change,
            revision: incident.revision,
            nonce: idempotency::form_nonce(self.now().0)?,
        })
    }

    fn offered(&self) -> Result<Vec<OfferedPlan>> {
        let incident = self.incident;
        let begun = |plan: &Plan| incident.checklists.iter().any(|list| list.playbook == plan.id);
        let mut plans = playbooks::plans(self.read, incident)?;
        plans.retain(|plan| !begun(plan));
        plans.sort_by_key(|plan| std::cmp::Reverse(plan.fit(incident)));
        let offer =
            |plan: Plan| OfferedPlan { fits: plan.fit(incident).is_some(), id: plan.id.to_string(), name: plan.name };
        Ok(plans.into_iter().map(offer).collect())
    }

    fn who_may_do_it(&self) -> Result<Vec<Choice>> {
        let mut people = active_staff(self.read)?;
        people.retain(|person| !self.incident.restricted || self.incident.is_member(person.id));
        Ok(staff(&people))
    }

    fn checklist_view(&self, list: &Checklist) -> ChecklistView {
        ChecklistView { brief: brief(list), steps: list.steps.iter().map(|step| self.step_view(step)).collect() }
    }

    fn step_view(&self, step: &ChecklistStep) -> StepView {
        StepView {
            what: step.what.clone(),
            how: step.how.clone(),
            owner: step.owner.map(|person| self.book.person_choice(person)),
            mark: step.mark.clone(),
            marked: step.marked.map(|(person, at)| (self.book.person(person), self.time(at))),
        }
    }
}

fn brief(list: &Checklist) -> ChecklistBrief {
    ChecklistBrief {
        name: list.name.clone(),
        settled: list.settled() as u64,
        of: list.steps.len() as u64,
        next: list.next().map(|step| step.what.clone()),
    }
}
