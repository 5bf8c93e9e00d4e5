//! What the rule of an update needs to know of those who would read it: who they come to, which audiences each is in
//! together, and whose names stand in the words.

use std::collections::{BTreeMap, BTreeSet};

use domain::audience::{AudienceKind, Block, OnlyFor, block};
use domain::ids::{AudienceId, PersonId};
use domain::incident::{Command, Facts, Incident, Press};
use domain::leak::Words;

use crate::audiences::{AudienceRecord, recipients};
use crate::error::Result;
use crate::incidents::merged;
use crate::people::{PersonRecord, with_account};
use crate::storage::Read;

/// Whom an update would reach; nothing of any other command.
pub(crate) fn facts(read: &dyn Read, incident: Option<&Incident>, command: &Command) -> Result<Facts> {
    let (Some(incident), Command::Press(press)) = (incident, command) else { return Ok(Facts::default()) };
    let nothing = OnlyFor::default();
    let (audiences, text, only) = if let Press::TellEach { audiences, text, only, .. } = press {
        (audiences, text, only)
    } else if let Press::Tell { audiences, text, .. } = press {
        (audiences, text, &nothing)
    } else {
        return Ok(Facts::default());
    };
    let told = told(read, incident, audiences)?;
    let people_found = if told.kinds.contains(&AudienceKind::Executive) {
        people_found(read, incident, text, only)?
    } else {
        Vec::new()
    };
    Ok(Facts { people_found, ..told })
}

fn told(read: &dyn Read, incident: &Incident, audiences: &[AudienceId]) -> Result<Facts> {
    let mut found = Vec::new();
    for audience in audiences {
        found.extend(AudienceRecord::find(read, *audience)?);
    }
    let ids: Vec<_> = found.iter().map(|audience| audience.id).collect();
    let readers = recipients(read, &*merged::read_through(read, incident)?, &ids)?;
    let kinds: BTreeSet<_> = found.iter().map(|audience| audience.kind).collect();
    let unions: BTreeSet<_> = readers.iter().map(|reader| &reader.audiences).collect();
    let lists = readers.iter().filter(|reader| reader.person.is_list()).count();
    Ok(Facts {
        lists: u32::try_from(lists).unwrap_or(u32::MAX),
        kinds: kinds.into_iter().collect(),
        unions: unions.into_iter().cloned().collect(),
        recipients: u32::try_from(readers.len()).unwrap_or(u32::MAX),
        audiences: ids,
        ..Facts::default()
    })
}

/// Everybody with an account and whoever has to do with it; staff and reporters also by a part of their name.
fn people_found(
    read: &dyn Read,
    incident: &Incident,
    text: &str,
    only: &OnlyFor,
) -> Result<Vec<(Block, PersonId, String)>> {
    let mut people: BTreeMap<_, _> = with_account(read)?.into_iter().map(|person| (person.id, person)).collect();
    let mut closely: BTreeSet<_> =
        people.values().filter(|person| person.is_active_staff()).map(|one| one.id).collect();
    for id in incident.reporters.iter().map(|reporter| reporter.person).chain(incident.followers.iter().copied()) {
        if !people.contains_key(&id) {
            people.extend(PersonRecord::find(read, id)?.map(|person| (id, person)));
        }
        closely.insert(id);
    }
    let mut found = Vec::new();
    for of in Block::ALL {
        let words = Words::of(block(of, text, only));
        let named = people.values().filter(|person| words.name(&person.name, closely.contains(&person.id)));
        found.extend(named.map(|person| (of, person.id, person.name.clone())));
    }
    Ok(found)
}
