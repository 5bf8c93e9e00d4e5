use domain::permissions::{Action, Object, Section};
use domain::view::Choice;
use domain::view::checklist::{PlaybookRow, PlaybooksPage};

use super::PlaybookRecord;
use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::services::ServiceRecord;

pub(super) const PLAYBOOKS: Object = Object::Settings(Section::Playbooks);

impl Backend {
    pub fn playbooks_page(&self, caller: &Caller) -> Result<PlaybooksPage> {
        self.storage().read(|read| {
            caller.may_on(read, Action::Read, PLAYBOOKS)?;
            let services = ServiceRecord::all(read)?;
            let all = PlaybookRecord::all(read, &services)?.into_iter().filter(|plan| !plan.retired);
            let playbooks = all.map(|plan| row(&plan)).collect();
            let offered = services.into_iter().filter(|service| !service.retired);
            let services = offered.map(|service| Choice { id: service.id.to_string(), name: service.name }).collect();
            Ok(PlaybooksPage { playbooks, services })
        })
    }
}

fn row(plan: &PlaybookRecord) -> PlaybookRow {
    let draft = plan.draft();
    PlaybookRow {
        id: plan.id.to_string(),
        name: draft.name,
        kinds: plan.kinds.clone(),
        services: draft.services,
        steps: draft.steps,
        guidance: plan.steps.clone(),
        revision: plan.stamps.revision(),
    }
}
