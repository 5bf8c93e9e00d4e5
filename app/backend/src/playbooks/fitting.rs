use domain::incident::{Incident, Plan};

use super::PlaybookRecord;
use crate::error::Result;
use crate::services::ServiceRecord;
use crate::storage::Read;

/// What can be begun on an incident.
pub(crate) fn plans(read: &dyn Read, incident: &Incident) -> Result<Vec<Plan>> {
    let mut services = Vec::new();
    for affected in incident.affected_now() {
        services.extend(ServiceRecord::find(read, affected.service)?);
    }
    let all = PlaybookRecord::all(read, &services)?.into_iter();
    Ok(all.filter(|plan| !plan.retired).map(PlaybookRecord::plan).collect())
}
