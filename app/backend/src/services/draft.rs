//! A service as somebody typed it, and the checks that need no more than the stored records.

use domain::availability::Percent;
use domain::field::{FieldError, Fields, Problem};
use domain::ids::{PersonId, ServiceId};
use domain::service::Criticality;
use domain::text::Name;
use serde::{Deserialize, Serialize};

use super::dependencies::would_loop;
use super::{DEPENDS_ON_MOST, ServiceRecord};
use crate::error::Result;
use crate::people::{PersonRecord, PersonState};
use crate::storage::Read;

/// The names of the fields, under which their changes are kept.
pub(super) const FIELDS: [&str; 5] = ["name", "owner", "criticality", "target", "depends_on"];

/// The fields of the form, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceDraft {
    pub name: String,
    /// A person's id, or empty.
    pub owner: String,
    pub criticality: String,
    /// Percent of each month, or empty.
    pub target: String,
    /// Ids of services.
    pub depends_on: Vec<String>,
}

/// A draft whose every field holds.
pub(super) struct ParsedService {
    pub name: String,
    pub owner: Option<PersonId>,
    pub criticality: Criticality,
    pub target: Option<Percent>,
    pub depends_on: Vec<ServiceId>,
}

impl ServiceDraft {
    /// All problems at once. `of` is the service that changes; `None` for a new one.
    pub(super) fn parse(
        &self,
        read: &dyn Read,
        services: &[ServiceRecord],
        of: Option<&ServiceRecord>,
    ) -> Result<ParsedService> {
        let mut fields = Fields::default();
        let name = fields.take(Name::parse("name", &self.name)).map(Name::into_string);
        if let Some(name) = &name
            && in_use(services, name).is_some_and(|holder| Some(holder.id) != of.map(|s| s.id))
        {
            fields.refuse("name", Problem::Taken);
        }
        let criticality = if self.criticality.is_empty() {
            Some(Criticality::Normal)
        } else {
            fields.take(Criticality::parse("criticality", &self.criticality))
        };
        let target = fields.take(self.target()).flatten();
        let owner = self.owner(read, of, &mut fields)?;
        let depends_on = self.depends_on(services, of, &mut fields);
        let (Some(name), Some(criticality)) = (name, criticality) else {
            return Err(fields.into_refusal().into());
        };
        fields.finish()?;
        Ok(ParsedService { name, owner, criticality, target, depends_on })
    }

    pub(super) fn target(&self) -> Result<Option<Percent>, FieldError> {
        match self.target.trim() {
            "" => Ok(None),
            typed => Percent::parse("target", typed).map(Some),
        }
    }

    /// Somebody with an account. Who owns it already may stay, so that other fields can change after they left.
    fn owner(&self, read: &dyn Read, of: Option<&ServiceRecord>, fields: &mut Fields) -> Result<Option<PersonId>> {
        let typed = self.owner.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let person = match typed.parse::<PersonId>() {
            Ok(id) => PersonRecord::find(read, id)?,
            Err(_) => None,
        };
        let Some(person) = person else {
            fields.refuse("owner", Problem::Unknown);
            return Ok(None);
        };
        let stays = of.and_then(|service| service.owner) == Some(person.id);
        let eligible = person.role.is_some() && person.state != PersonState::Disabled;
        if !eligible && !stays {
            fields.refuse("owner", Problem::NotEligible);
        }
        Ok(Some(person.id))
    }

    fn depends_on(
        &self,
        services: &[ServiceRecord],
        of: Option<&ServiceRecord>,
        fields: &mut Fields,
    ) -> Vec<ServiceId> {
        let field = "depends_on";
        let mut needed = Vec::new();
        for typed in self.depends_on.iter().filter(|typed| !typed.trim().is_empty()) {
            match typed.trim().parse::<ServiceId>() {
                Ok(id) if services.iter().any(|s| s.id == id && !s.retired) => {
                    if !needed.contains(&id) {
                        needed.push(id);
                    }
                }
                _ => {
                    fields.refuse(field, Problem::Unknown);
                    return needed;
                }
            }
        }
        if needed.len() > DEPENDS_ON_MOST {
            fields.refuse(field, Problem::TooMany { most: DEPENDS_ON_MOST, now: needed.len() });
        } else if of.is_some_and(|service| would_loop(services, service.id, &needed)) {
            fields.refuse(field, Problem::Circular);
        }
        needed
    }
}

/// The service in use that has this name, whatever its case.
pub(super) fn in_use<'a>(services: &'a [ServiceRecord], name: &str) -> Option<&'a ServiceRecord> {
    services.iter().find(|service| !service.retired && same_name(&service.name, name))
}

pub(super) fn same_name(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
