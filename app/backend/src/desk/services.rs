use domain::ids::ServiceId;
use domain::permissions::{Action, Object};
use domain::time::Moment;
use domain::view::Choice;
use domain::view::settings::ServiceRow;

use crate::error::Result;
use crate::incidents::open_incidents_of;
use crate::people::PersonRecord;
use crate::planned::all_lines;
use crate::services::ServiceRecord;
use crate::storage::Read;
use crate::subscriptions::subscribers_of;
use crate::time_text::Reader;
use crate::{Backend, Caller};

impl Backend {
    /// The catalogue for staff, by name, without what is retired.
    pub async fn list_services(&self, caller: &Caller) -> Result<Vec<ServiceRow>> {
        let (settings, now) = (self.settings()?, Moment(self.storage().now()));
        self.storage().read(|read| {
            let actor = caller.may_on(read, Action::Read, Object::Services)?;
            let mut services = ServiceRecord::all(read)?;
            services.retain(|service| !service.retired);
            let open = open_incidents_of(read, &actor)?;
            let reader = Reader::of(read, &actor, &settings, now)?;
            let planned = all_lines(read, reader)?;
            let row = |service: &ServiceRecord| {
                let row = row(read, &services, service, open.get(&service.id))?;
                let on_it = planned.iter().filter(|line| line.services.iter().any(|on| on.id == row.id));
                Ok(ServiceRow { planned: on_it.map(|line| line.when(now)).collect(), ..row })
            };
            services.iter().map(row).collect()
        })
    }
}

fn row(read: &dyn Read, all: &[ServiceRecord], service: &ServiceRecord, open: Option<&u32>) -> Result<ServiceRow> {
    let owner = match service.owner {
        Some(person) => PersonRecord::find(read, person)?.map(|p| Choice { id: p.id.to_string(), name: p.name }),
        None => None,
    };
    let chosen = |wanted: &dyn Fn(&ServiceRecord) -> bool| {
        let those = all.iter().filter(|other| wanted(other));
        those.map(|other| choice(other.id, &other.name)).collect()
    };
    Ok(ServiceRow {
        id: service.id.to_string(),
        name: service.name.clone(),
        owner,
        criticality: service.criticality,
        target: service.target,
        depends_on: chosen(&|other| service.depends_on.contains(&other.id)),
        needed_by: chosen(&|other| other.depends_on.contains(&service.id)),
        open_incidents: open.copied().unwrap_or(0),
        revision: service.stamps.revision(),
        planned: Vec::new(),
        subscribers: u32::try_from(subscribers_of(read, service.id)?.len()).unwrap_or(u32::MAX),
    })
}

fn choice(id: ServiceId, name: &str) -> Choice {
    Choice { id: id.to_string(), name: name.to_owned() }
}
