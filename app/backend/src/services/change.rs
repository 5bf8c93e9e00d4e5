use std::collections::BTreeSet;

use domain::availability::Percent;
use domain::ids::ServiceId;
use domain::locale::Locale;
use domain::permissions::{Action, Object};
use domain::service::Criticality;

use super::draft::{FIELDS, ParsedService};
use super::{ServiceDraft, ServiceRecord};
use crate::error::{Error, Result};
use crate::journal::{Difference, Fact, Value};
use crate::people::{PersonRecord, Typed, confirm_password};
use crate::storage::{Read, Tx};
use crate::{Backend, Caller};

impl Backend {
    /// Replaces everything about a service but its id. `seen`: the revision of the form.
    pub async fn change_service(
        &self,
        caller: &Caller,
        service: ServiceId,
        draft: ServiceDraft,
        seen: Option<u64>,
    ) -> Result<()> {
        let caller = caller.clone();
        let change = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, Object::Services)?;
            confirm_password::require(tx, &caller)?;
            let services = ServiceRecord::all(tx)?;
            let found = services.iter().find(|s| s.id == service && !s.retired).ok_or(Error::NotFound)?;
            found.stamps.none_overtaken(tx, &actor, seen, typed(tx, &services, found, &draft)?)?;
            let ParsedService { name, owner, criticality, target, depends_on } =
                draft.parse(tx, &services, Some(found))?;
            let mut changed = ServiceRecord { name, owner, criticality, target, depends_on, ..found.clone() };
            if changed == *found {
                return Ok(());
            }
            changed.stamps.touch(differences(found, &changed), actor.who);
            changed.save(tx)?;
            let changes = before_and_after(&services, found, &changed);
            caller.note(tx, &actor, &Fact::ServiceChanged { name: changed.name, changes })?;
            Ok(())
        };
        self.storage().write(change).await
    }
}

/// What was typed against what stands there now.
fn typed(
    read: &dyn Read,
    services: &[ServiceRecord],
    found: &ServiceRecord,
    draft: &ServiceDraft,
) -> Result<[Typed<'static>; 5]> {
    let [name, owner, criticality, target, depends_on] = FIELDS;
    let owner_id = found.owner.map(|owner| owner.to_string()).unwrap_or_default();
    let owner_name = match found.owner {
        Some(owner) => PersonRecord::find(read, owner)?.map(|person| person.name).unwrap_or_default(),
        None => String::new(),
    };
    let wanted = if draft.criticality.is_empty() { Criticality::Normal.code() } else { &draft.criticality };
    let ticked: BTreeSet<_> = draft.depends_on.iter().map(|id| id.trim().to_owned()).collect();
    let needed: BTreeSet<_> = found.depends_on.iter().map(ToString::to_string).collect();
    let names = services.iter().filter(|other| found.depends_on.contains(&other.id)).map(|other| other.name.as_str());
    Ok([
        (name, draft.name.trim() != found.name, found.name.clone()),
        (owner, draft.owner.trim() != owner_id, owner_name),
        (criticality, wanted != found.criticality.code(), Locale::English.criticality(found.criticality).to_owned()),
        (target, draft.target() != Ok(found.target), percent_words(found.target)),
        (depends_on, ticked != needed, names.collect::<Vec<_>>().join(", ")),
    ])
}

fn percent_words(target: Option<Percent>) -> String {
    target.map(|target| format!("{} %", Locale::English.percent(target))).unwrap_or_default()
}

/// For the journal: each field that changed. Services stand there by the names they have now.
fn before_and_after(services: &[ServiceRecord], before: &ServiceRecord, after: &ServiceRecord) -> Vec<Difference> {
    let words = |words: &str| if words.is_empty() { Value::Nothing } else { Value::Words(words.to_owned()) };
    let needs = |of: &ServiceRecord| {
        let named = services.iter().filter(|other| of.depends_on.contains(&other.id)).map(|other| other.name.as_str());
        words(&named.collect::<Vec<_>>().join(", "))
    };
    let value = |of: &ServiceRecord, field: &str| match field {
        "owner" => of.owner.map_or(Value::Nothing, Value::Person),
        "criticality" => words(Locale::English.criticality(of.criticality)),
        "target" => words(&percent_words(of.target)),
        "depends_on" => needs(of),
        _ => words(&of.name),
    };
    let difference = |field: &'static str| Difference {
        field: field.to_owned(),
        before: value(before, field),
        after: value(after, field),
    };
    differences(before, after).into_iter().map(difference).collect()
}

fn differences(before: &ServiceRecord, after: &ServiceRecord) -> Vec<&'static str> {
    let differs = [
        before.name != after.name,
        before.owner != after.owner,
        before.criticality != after.criticality,
        before.target != after.target,
        before.depends_on != after.depends_on,
    ];
    FIELDS.into_iter().zip(differs).filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}
