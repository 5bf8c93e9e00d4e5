use domain::Refusal;
use domain::action::{ActionNews, Deed};
use domain::ids::ActionId;
use domain::locale::Names;
use domain::permissions::Actor;
use domain::time::Moment;

use super::draft::{FIELDS, Parsed};
use super::gate::to_change;
use super::ring::tell;
use super::{ActionDraft, ActionRecord};
use crate::error::Result;
use crate::incidents::NameBook;
use crate::people::Typed;
use crate::settings::Settings;
use crate::storage::{Read, Tx};
use crate::time_text::Reader;
use crate::{Backend, Caller};

impl Backend {
    /// Replaces everything that was typed about it. `seen`: the revision of the form.
    pub async fn change_action(
        &self,
        caller: &Caller,
        action: ActionId,
        draft: ActionDraft,
        seen: Option<u64>,
    ) -> Result<()> {
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        self.storage()
            .write(move |tx| {
                let actor = caller.actor(tx)?;
                let (found, incident) = to_change(tx, &actor, action)?;
                let reader = Reader::of(tx, &actor, &Settings::load(tx, &fixed)?, Moment(tx.now()))?;
                if found.ended.is_some() {
                    found.stamps.all_seen(seen)?;
                    return Err(Refusal::AlreadyDone.into());
                }
                found.stamps.none_overtaken(tx, &actor, seen, typed(tx, reader, &found, &draft))?;
                let parsed = draft.parse(tx, reader, &incident, Some(&found))?;
                change(tx, &actor, &found, parsed)
            })
            .await
    }
}

fn change(tx: &mut Tx<'_>, actor: &Actor, found: &ActionRecord, parsed: Parsed) -> Result<()> {
    let Parsed { words, kind, owner, due, prevents, watch_days } = parsed;
    let mut changed = ActionRecord { words, kind, owner, due, prevents, watch_days, ..found.clone() };
    let fields = differences(found, &changed);
    if fields.is_empty() {
        return Ok(());
    }
    let now = Moment(tx.now());
    if changed.due != found.due {
        changed.rings_from(now);
    }
    changed.stamps.touch(fields.iter().copied(), actor.who);
    changed.note(now, actor.who, Deed::Changed(fields.into_iter().map(str::to_owned).collect()));
    changed.save(tx, Some(found))?;
    if changed.owner != found.owner && actor.person_id() != Some(changed.owner) {
        tell(tx, &changed, ActionNews::Given, &[changed.owner], actor.who)?;
    }
    Ok(())
}

fn differences(before: &ActionRecord, after: &ActionRecord) -> Vec<&'static str> {
    let differs = [
        before.words != after.words,
        before.kind != after.kind,
        before.owner != after.owner,
        before.due != after.due,
        before.prevents.service != after.prevents.service,
        before.prevents.kind != after.prevents.kind,
        before.prevents.words != after.prevents.words,
        before.watch_days != after.watch_days,
    ];
    FIELDS.into_iter().zip(differs).filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

/// What was typed against what stands there now.
fn typed(read: &dyn Read, reader: Reader, found: &ActionRecord, draft: &ActionDraft) -> [Typed<'static>; 8] {
    let stored = ActionDraft::of(found, reader);
    let book = NameBook::new(read);
    // Browsers send other line ends than are kept.
    let differs = |typed: &str, stored: &str| typed.replace("\r\n", "\n").trim() != stored;
    let service = found.prevents.service.map(|service| book.service(service)).unwrap_or_default();
    let [words, kind, owner, due, of_service, of_kind, of_words, days] = FIELDS;
    [
        (words, differs(&draft.words, &stored.words), found.words.clone()),
        (kind, differs(&draft.kind, &stored.kind), stored.kind.clone()),
        (owner, differs(&draft.owner, &stored.owner), book.person(found.owner)),
        (due, differs(&draft.due, &stored.due), reader.day_named(found.due)),
        (of_service, differs(&draft.prevents_service, &stored.prevents_service), service),
        (of_kind, differs(&draft.prevents_kind, &stored.prevents_kind), stored.prevents_kind.clone()),
        (of_words, differs(&draft.prevents_words, &stored.prevents_words), found.prevents.words.clone()),
        (days, differs(&draft.watch_days, &stored.watch_days), stored.watch_days),
    ]
}
