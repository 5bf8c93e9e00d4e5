//! Whom the team's messages reach. They answer whoever reported it, and may say what is nobody else's business; so they
//! open to who joined only when we know who that is. A stranger who pressed "me too" reads what everybody affected reads.

use domain::incident::{Incident, Reporter};

use crate::people::PersonRecord;

pub(super) fn is_part_of(incident: &Incident, reporter: &Reporter, person: Option<&PersonRecord>) -> bool {
    let signed_in = !reporter.unproven && person.is_some_and(|person| person.role.is_some());
    incident.first_reporter() == Some(reporter.person) || signed_in
}
