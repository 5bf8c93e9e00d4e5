use domain::Refusal;
use domain::field::Problem;
use domain::permissions::{Action, Object};
use domain::service::STARTER_SERVICES;

use super::ServiceRecord;
use super::add::{insert, named};
use super::draft::in_use;
use crate::error::Result;
use crate::journal::{self, Fact};
use crate::storage::Read;
use crate::{Backend, Caller};

impl Backend {
    /// Adds the chosen of the starter services; those in use already are left as they are. Says how many are new.
    pub async fn add_starters(&self, caller: &Caller, names: Vec<String>) -> Result<usize> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.may_on(tx, Action::Change, Object::Services)?;
                let mut added = 0;
                for name in &names {
                    if !STARTER_SERVICES.contains(&name.as_str()) {
                        return Err(Refusal::field("services", Problem::Unknown).into());
                    }
                    let services = ServiceRecord::all(tx)?;
                    if in_use(&services, name).is_none() {
                        insert(tx, actor.who, &services, named(name.clone()))?;
                        journal::record(tx, actor.who, &Fact::ServiceChanged { name: name.clone() })?;
                        added += 1;
                    }
                }
                Ok(added)
            })
            .await
    }
}

/// The starter services nobody has added yet, for `/ready`.
pub fn starters_left(read: &dyn Read) -> Result<Vec<String>> {
    let services = ServiceRecord::all(read)?;
    let left = STARTER_SERVICES.iter().filter(|name| in_use(&services, name).is_none());
    Ok(left.map(|name| (*name).to_owned()).collect())
}
