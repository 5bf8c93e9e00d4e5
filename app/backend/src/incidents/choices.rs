//! The people and services that can be chosen on the page of an incident. They are the desk's and the same for every
//! incident; the page leaves out whom or what the incident leaves out.

use domain::permissions::Action;
use domain::view::Choice;
use domain::view::incident::Choices;

use crate::error::Result;
use crate::incidents::board::staff;
use crate::incidents::look::Look;
use crate::people::active_staff;
use crate::services::ServiceRecord;

/// Nothing for who may change nothing.
pub(super) fn view(look: &Look<'_>) -> Result<Choices> {
    if !look.may(Action::ChangeIncident) {
        return Ok(Choices::default());
    }
    let services = ServiceRecord::all(look.read)?.into_iter().filter(|service| !service.retired);
    Ok(Choices {
        people: staff(&active_staff(look.read)?),
        services: services.map(|service| Choice { id: service.id.to_string(), name: service.name }).collect(),
    })
}
