use domain::ids::ServiceId;
use domain::permissions::Action;

use super::draft::ParsedService;
use super::{ServiceDraft, ServiceRecord};
use crate::error::{Error, Result};
use crate::journal::{self, Fact};
use crate::{Backend, Caller};

impl Backend {
    /// Replaces everything about a service but its id.
    pub async fn change_service(&self, caller: &Caller, service: ServiceId, draft: ServiceDraft) -> Result<()> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.may(tx, Action::ChangeSettings)?;
                let services = ServiceRecord::all(tx)?;
                let found = services.iter().find(|s| s.id == service && !s.retired).ok_or(Error::NotFound)?;
                let ParsedService { name, owner, criticality, depends_on } = draft.parse(tx, &services, Some(found))?;
                let changed = ServiceRecord { id: service, name, owner, criticality, depends_on, retired: false };
                if changed == *found {
                    return Ok(());
                }
                changed.save(tx)?;
                journal::record(tx, actor.who, &Fact::ServiceChanged { name: changed.name })?;
                Ok(())
            })
            .await
    }
}
