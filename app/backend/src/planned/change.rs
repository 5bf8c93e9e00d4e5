use std::collections::BTreeSet;

use domain::Refusal;
use domain::ids::PlannedId;
use domain::permissions::{Action, Actor, Object};
use domain::time::Moment;

use super::draft::{FIELDS, Parsed};
use super::{PlannedDraft, PlannedRecord};
use crate::error::{Error, Result};
use crate::journal::{Difference, Fact, Value};
use crate::people::Typed;
use crate::settings::Settings;
use crate::storage::{Read, Tx};
use crate::time_text::Reader;
use crate::{Backend, Caller};

impl Backend {
    /// Replaces everything that was typed about it. `seen`: the revision of the form.
    pub async fn change_planned(
        &self,
        caller: &Caller,
        planned: PlannedId,
        draft: PlannedDraft,
        seen: Option<u64>,
    ) -> Result<()> {
        self.change_what_is_planned(caller, planned, seen, move |_| draft.clone()).await
    }

    /// Only its end, earlier or later.
    pub async fn extend_planned(
        &self,
        caller: &Caller,
        planned: PlannedId,
        ends: String,
        seen: Option<u64>,
    ) -> Result<()> {
        let until = move |stored| PlannedDraft { ends: ends.clone(), ..stored };
        self.change_what_is_planned(caller, planned, seen, until).await
    }

    async fn change_what_is_planned(
        &self,
        caller: &Caller,
        planned: PlannedId,
        seen: Option<u64>,
        typed: impl Fn(PlannedDraft) -> PlannedDraft + Send + 'static,
    ) -> Result<()> {
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        self.storage()
            .write(move |tx| {
                let actor = caller.may_on(tx, Action::Change, Object::Planned)?;
                let reader = Reader::of(tx, &actor, &Settings::load(tx, &fixed)?, Moment(tx.now()))?;
                let found = PlannedRecord::find(tx, planned)?.ok_or(Error::NotFound)?;
                let draft = typed(PlannedDraft::of(&found, reader));
                change(tx, &caller, &actor, reader, &found, &draft, seen)
            })
            .await
    }
}

fn change(
    tx: &mut Tx<'_>,
    caller: &Caller,
    actor: &Actor,
    reader: Reader,
    found: &PlannedRecord,
    draft: &PlannedDraft,
    seen: Option<u64>,
) -> Result<()> {
    if found.ended.is_some() {
        found.stamps.all_seen(seen)?;
        return Err(Refusal::AlreadyDone.into());
    }
    found.stamps.none_overtaken(tx, actor, seen, typed(tx, reader, found, draft)?)?;
    let Parsed { services, begins, ends, words, note } = draft.parse(tx, reader, Some(found))?;
    let mut changed = PlannedRecord { services, begins, ends, words, note, ..found.clone() };
    let fields = differences(found, &changed);
    if fields.is_empty() {
        return Ok(());
    }
    changed.stamps.touch(fields.iter().copied(), actor.who);
    changed.save(tx, Some(found))?;
    let of = |record: &PlannedRecord, field: &str| value(tx, record, field);
    let difference = |field: &str| {
        Ok(Difference { field: field.to_owned(), before: of(found, field)?, after: of(&changed, field)? })
    };
    let changes = fields.into_iter().map(difference).collect::<Result<Vec<_>>>()?;
    let on = changed.on(tx)?;
    caller.note(tx, actor, &Fact::PlannedChanged { on, changes })
}

/// What was typed against what stands there now.
fn typed(read: &dyn Read, reader: Reader, found: &PlannedRecord, draft: &PlannedDraft) -> Result<[Typed<'static>; 5]> {
    let [services, begins, ends, words, note] = FIELDS;
    let stored = PlannedDraft::of(found, reader);
    let ids = |all: &[String]| all.iter().map(|id| id.trim().to_owned()).collect::<BTreeSet<_>>();
    // Browsers send other line ends than are kept.
    let differs = |typed: &str, stored: &str| typed.replace("\r\n", "\n").trim() != stored;
    Ok([
        (services, ids(&draft.services) != ids(&stored.services), found.on(read)?),
        (begins, draft.begins.trim() != stored.begins, reader.time(found.begins).text),
        (ends, draft.ends.trim() != stored.ends, reader.time(found.ends).text),
        (words, differs(&draft.words, &stored.words), found.words.clone()),
        (note, differs(&draft.team_note, &stored.team_note), found.note.clone()),
    ])
}

fn differences(before: &PlannedRecord, after: &PlannedRecord) -> Vec<&'static str> {
    let differs = [
        before.services != after.services,
        before.begins != after.begins,
        before.ends != after.ends,
        before.words != after.words,
        before.note != after.note,
    ];
    FIELDS.into_iter().zip(differs).filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

/// For the journal; the note is the team's, and stays with it.
fn value(read: &dyn Read, of: &PlannedRecord, field: &str) -> Result<Value> {
    let words = |words: String| if words.is_empty() { Value::Nothing } else { Value::Words(words) };
    Ok(match field {
        "begins" => Value::At(of.begins),
        "ends" => Value::At(of.ends),
        "services" => words(of.on(read)?),
        "team_note" => words(of.note.clone()),
        _ => words(of.words.clone()),
    })
}
