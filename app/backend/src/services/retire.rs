use domain::ids::ServiceId;
use domain::permissions::{Action, Object};

use super::ServiceRecord;
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::people::confirm_password;
use crate::{Backend, Caller};

impl Backend {
    /// Offers a service no longer. Nothing needs it from here on; incidents and subscriptions keep its id. `seen`: at
    /// which revision it was shown to whoever retires it.
    pub async fn retire_service(&self, caller: &Caller, service: ServiceId, seen: Option<u64>) -> Result<()> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.may_on(tx, Action::Change, Object::Services)?;
                confirm_password::require(tx, &caller)?;
                let services = ServiceRecord::all(tx)?;
                let found = services.iter().find(|s| s.id == service).ok_or(Error::NotFound)?;
                if found.retired {
                    return Ok(());
                }
                found.stamps.all_seen(seen)?;
                for other in services.iter().filter(|other| other.depends_on.contains(&service)) {
                    let mut other = other.clone();
                    other.depends_on.retain(|needed| *needed != service);
                    other.stamps.touch(["depends_on"], actor.who);
                    other.save(tx)?;
                }
                ServiceRecord { retired: true, depends_on: Vec::new(), ..found.clone() }.save(tx)?;
                caller.note(tx, &actor, &Fact::ServiceRetired { name: found.name.clone() })?;
                Ok(())
            })
            .await
    }
}
