use domain::ids::RotationId;
use domain::permissions::{Action, Object};

use super::draft::FIELDS;
use super::record::RotationRecord;
use super::roster::Roster;
use super::{RotationDraft, hours_typed};
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::people::Typed;
use crate::settings::Settings;
use crate::storage::Tx;
use crate::{Backend, Caller};

impl Backend {
    /// Replaces everything about a rotation but its id. `seen`: the revision of the form.
    pub async fn change_rotation(
        &self,
        caller: &Caller,
        rotation: RotationId,
        draft: RotationDraft,
        seen: Option<u64>,
    ) -> Result<()> {
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        let change = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, Object::Duty)?;
            let all = RotationRecord::all(tx)?;
            let found = all.iter().find(|one| one.id == rotation).ok_or(Error::NotFound)?;
            let roster = Roster::load(tx)?;
            found.stamps.none_overtaken(tx, &actor, seen, typed(&roster, found, &draft))?;
            let turns = draft.parse(tx, &all, Some(found), &Settings::load(tx, &fixed)?.zone)?;
            let mut changed = RotationRecord::new(rotation, turns, found.stamps.clone());
            if changed == *found {
                return Ok(());
            }
            let fields = differences(found, &changed);
            changed.stamps.touch(fields.iter().copied(), actor.who);
            changed.save(tx)?;
            let fields = fields.into_iter().map(|field| words(field).to_owned()).collect();
            caller.note(tx, &actor, &Fact::RotationChanged { name: changed.name, fields })?;
            Ok(())
        };
        self.storage().write(change).await
    }
}

/// What was typed against what stands there now.
fn typed(roster: &Roster, found: &RotationRecord, draft: &RotationDraft) -> [Typed<'static>; 6] {
    let [name, zone, first, every_days, people, hours] = FIELDS;
    let wanted = draft.people.iter().map(|id| id.trim().to_owned()).filter(|id| !id.is_empty());
    let standing: Vec<_> = found.people.iter().map(ToString::to_string).collect();
    let names = found.people.iter().map(|person| roster.name(*person)).collect::<Vec<_>>().join(", ");
    let other_hours = hours_typed::parse(&draft.hours) != Some(found.hours.clone());
    [
        (name, draft.name.trim() != found.name, found.name.clone()),
        (zone, draft.zone.trim() != found.zone, found.zone.clone()),
        (first, draft.first() != Some(found.first()), found.first().format("%Y-%m-%d %H:%M").to_string()),
        (every_days, draft.every_days() != Some(found.every_days), found.every_days.to_string()),
        (people, wanted.collect::<Vec<_>>() != standing, names),
        (hours, other_hours, hours_typed::written(found.hours.as_ref())),
    ]
}

fn differences(before: &RotationRecord, after: &RotationRecord) -> Vec<&'static str> {
    let differs = [
        before.name != after.name,
        before.zone != after.zone,
        before.first() != after.first(),
        before.every_days != after.every_days,
        before.people != after.people,
        before.hours != after.hours,
    ];
    FIELDS.into_iter().zip(differs).filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

/// For the journal.
fn words(field: &'static str) -> &'static str {
    match field {
        "zone" => "time zone",
        "first" => "first turn",
        "every_days" => "days of a turn",
        other => other,
    }
}
