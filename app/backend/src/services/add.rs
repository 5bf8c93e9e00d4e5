use domain::Refusal;
use domain::field::Problem;
use domain::ids::ServiceId;
use domain::permissions::{Action, Object, Who};
use domain::time::Moment;

use super::draft::{FIELDS, ParsedService, same_name};
use super::{SERVICES_MOST, ServiceDraft, ServiceRecord};
use crate::error::Result;
use crate::journal::Fact;
use crate::people::confirm_password;
use crate::storage::Tx;
use crate::{Backend, Caller};

impl Backend {
    /// Adds a service; one that was retired under this name comes back as it is typed now.
    pub async fn add_service(&self, caller: &Caller, draft: ServiceDraft) -> Result<ServiceId> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.may_on(tx, Action::Change, Object::Services)?;
                confirm_password::require(tx, &caller)?;
                let services = ServiceRecord::all(tx)?;
                let parsed = draft.parse(tx, &services, None)?;
                let name = parsed.name.clone();
                let service = insert(tx, actor.who, &services, parsed)?;
                caller.note(tx, &actor, &Fact::ServiceAdded { name })?;
                Ok(service)
            })
            .await
    }
}

/// Stores a service whose name nobody else uses.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    who: Who,
    services: &[ServiceRecord],
    parsed: ParsedService,
) -> Result<ServiceId> {
    let ParsedService { name, owner, criticality, target, depends_on } = parsed;
    let returning = services.iter().find(|service| service.retired && same_name(&service.name, &name));
    if returning.is_none() && services.len() >= SERVICES_MOST {
        let full = Problem::TooMany { most: SERVICES_MOST, now: services.len() + 1 };
        return Err(Refusal::field("name", full).into());
    }
    let id = returning.map_or_else(|| ServiceId(tx.random_id()), |service| service.id);
    // What comes back is as new: no page that still shows it as it was can change it before it has seen this.
    let mut stamps = returning.map(|service| service.stamps.clone()).unwrap_or_default();
    if returning.is_some() {
        stamps.touch(FIELDS, who);
    }
    let added_at = Some(Moment(tx.now()));
    ServiceRecord { id, name, owner, criticality, depends_on, retired: false, target, added_at, stamps }.save(tx)?;
    Ok(id)
}
