use domain::Refusal;
use domain::field::Problem;
use domain::permissions::{Action, Object};
use domain::service::{STARTER_SERVICES, Starter};

use super::ServiceRecord;
use super::add::insert;
use super::draft::{ParsedService, in_use};
use crate::error::Result;
use crate::journal::Fact;
use crate::people::confirm_password;
use crate::storage::Read;
use crate::{Backend, Caller};

impl Backend {
    /// Adds the chosen of the starter services with their usual weight, and with those they usually need as far as these
    /// are there; those in use already are left as they are. Says how many are new.
    pub async fn add_starters(&self, caller: &Caller, names: Vec<String>) -> Result<usize> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.may_on(tx, Action::Change, Object::Services)?;
                confirm_password::require(tx, &caller)?;
                let mut added = Vec::new();
                for name in &names {
                    let starter = Starter::named(name).ok_or_else(|| Refusal::field("services", Problem::Unknown))?;
                    let services = ServiceRecord::all(tx)?;
                    if in_use(&services, name).is_none() {
                        added.push((starter, insert(tx, actor.who, &services, alone(starter))?));
                        caller.note(tx, &actor, &Fact::ServiceAdded { name: name.clone() })?;
                    }
                }
                // Afterwards, so that the order in which they were ticked does not matter.
                let services = ServiceRecord::all(tx)?;
                for (starter, id) in &added {
                    let Some(mut service) = ServiceRecord::find(tx, *id)? else { continue };
                    let needed = starter.needs.iter().filter_map(|need| in_use(&services, need));
                    service.depends_on = needed.map(|needed| needed.id).collect();
                    service.save(tx)?;
                }
                Ok(added.len())
            })
            .await
    }
}

fn alone(starter: &Starter) -> ParsedService {
    let criticality = starter.criticality;
    let name = starter.name.to_owned();
    ParsedService { name, owner: None, criticality, target: None, depends_on: Vec::new() }
}

/// The starter services nobody has added yet, for `/ready`.
pub fn starters_left(read: &dyn Read) -> Result<Vec<String>> {
    let services = ServiceRecord::all(read)?;
    let left = STARTER_SERVICES.iter().filter(|starter| in_use(&services, starter.name).is_none());
    Ok(left.map(|starter| starter.name.to_owned()).collect())
}
