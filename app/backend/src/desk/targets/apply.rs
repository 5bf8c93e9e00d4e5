use domain::ids::IncidentId;
use domain::incident::SlaTerms;
use domain::permissions::{Action, Object, Section};

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::{open_incidents, retarget};
use crate::journal::Fact;
use crate::people::confirm_password;
use crate::settings::Settings;
use crate::storage::{Read, Tx};
use crate::targets::TargetsRecord;

impl Backend {
    /// What is open already is judged by the targets of now; answers how many were not before.
    pub async fn apply_targets(&self, caller: &Caller) -> Result<u64> {
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        let apply = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, Object::Settings(Section::Targets))?;
            confirm_password::require(tx, &caller)?;
            let settings = Settings::load(tx, &fixed)?;
            let found = to_retarget(tx, &TargetsRecord::load(tx)?)?;
            for incident in &found {
                retarget(tx, *incident, &actor, &settings)?;
            }
            if !found.is_empty() {
                caller.note(tx, &actor, &Fact::TargetsApplied { incidents: found.len() as u64 })?;
            }
            Ok(found.len() as u64)
        };
        self.storage().write(apply).await
    }
}

/// What is open and judged by others. A restricted one keeps the targets it began with: whoever sets targets need not
/// know that there is one.
pub(super) fn to_retarget(read: &dyn Read, record: &TargetsRecord) -> Result<Vec<IncidentId>> {
    let mut found = Vec::new();
    for incident in open_incidents(read)? {
        let Some(priority) = incident.shown_priority() else { continue };
        let services: Vec<_> = incident.affected_now().map(|affected| affected.service).collect();
        let wanted = record.terms(&services)[priority as usize];
        if !incident.sla.terms().is_some_and(|now| same(now, wanted)) && !incident.restricted {
            found.push(incident.id);
        }
    }
    Ok(found)
}

fn same(one: SlaTerms, other: SlaTerms) -> bool {
    (one.response, one.resolution, one.calendar) == (other.response, other.resolution, other.calendar)
}
