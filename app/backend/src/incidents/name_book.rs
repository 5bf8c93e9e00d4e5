//! Names for ids, looked up once per question.

use std::cell::RefCell;
use std::collections::HashMap;

use domain::ids::{AudienceId, IncidentId, PersonId, ServiceId};
use domain::incident::Incident;
use domain::locale::Names;
use domain::view::Choice;

use crate::audiences::AudienceRecord;
use crate::incidents::index;
use crate::people::PersonRecord;
use crate::services::ServiceRecord;
use crate::storage::Read;

pub struct NameBook<'a> {
    read: &'a dyn Read,
    people: RefCell<HashMap<PersonId, String>>,
    services: RefCell<HashMap<ServiceId, String>>,
}

impl<'a> NameBook<'a> {
    pub fn new(read: &'a dyn Read) -> Self {
        Self { read, people: RefCell::default(), services: RefCell::default() }
    }

    pub fn person_choice(&self, id: PersonId) -> Choice {
        Choice { id: id.to_string(), name: self.person(id) }
    }

    /// A reporter by name; who typed somebody's address without signing in may be anybody.
    pub fn reporter(&self, incident: &Incident, id: PersonId) -> String {
        let unproven = incident.reporter(id).is_some_and(|reporter| reporter.unproven);
        let name = self.person(id);
        if unproven { format!("{name} (not signed in)") } else { name }
    }

    /// Empty where nothing is known of them.
    fn known(&self, id: PersonId) -> String {
        if let Some(name) = self.people.borrow().get(&id) {
            return name.clone();
        }
        let record = PersonRecord::find(self.read, id).ok().flatten();
        let named = |p: PersonRecord| {
            if p.name.is_empty() { p.email.map(|e| e.to_string()).unwrap_or_default() } else { p.name }
        };
        let name = record.map(named).unwrap_or_default();
        self.people.borrow_mut().insert(id, name.clone());
        name
    }

    /// A reporter by name, if they gave one.
    pub fn named_reporter(&self, incident: &Incident, id: PersonId) -> Option<String> {
        (!self.known(id).is_empty()).then(|| self.reporter(incident, id))
    }

    pub fn service_choice(&self, id: ServiceId) -> Choice {
        Choice { id: id.to_string(), name: self.service(id) }
    }
}

impl Names for NameBook<'_> {
    /// A person without a name is called by their address; one whose details were deleted, "somebody".
    fn person(&self, id: PersonId) -> String {
        Some(self.known(id)).filter(|name| !name.is_empty()).unwrap_or_else(|| "somebody".to_owned())
    }

    fn service(&self, id: ServiceId) -> String {
        if let Some(name) = self.services.borrow().get(&id) {
            return name.clone();
        }
        let name = ServiceRecord::find(self.read, id)
            .ok()
            .flatten()
            .map_or_else(|| "a removed service".to_owned(), |s| s.name);
        self.services.borrow_mut().insert(id, name.clone());
        name
    }

    fn audience(&self, id: AudienceId) -> String {
        AudienceRecord::find(self.read, id).ok().flatten().map_or_else(|| "a removed audience".to_owned(), |a| a.name)
    }

    /// Who reads a timeline or a letter may not be a member of what is restricted.
    fn incident(&self, id: IncidentId) -> String {
        let open = index::find(self.read, id).ok().flatten().filter(|incident| !incident.restricted);
        open.map_or_else(|| "another incident".to_owned(), |incident| incident.number.to_string())
    }
}
