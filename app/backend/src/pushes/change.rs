//! Targets are added, changed, tried and taken away by administrators.

use domain::Refusal;
use domain::field::Problem;
use domain::ids::PushTargetId;
use domain::permissions::{Action, Object, Section};

use super::queue::queue_test;
use super::target::{TARGETS_MOST, TargetRecord};
use super::typed::TargetDraft;
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::storage::{Table, Tx};
use crate::{Backend, Caller};

/// Where mail is set up, for it is the same matter.
const SECTION: Object = Object::Settings(Section::Mail);

impl Backend {
    pub async fn add_push_target(&self, caller: &Caller, draft: TargetDraft) -> Result<PushTargetId> {
        let caller = caller.clone();
        let add = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, SECTION)?;
            let all = TargetRecord::all(tx)?;
            if all.len() >= TARGETS_MOST {
                return Err(Refusal::field("name", Problem::TooMany { most: TARGETS_MOST, now: all.len() + 1 }).into());
            }
            let id = PushTargetId(tx.fresh_id(Table::PushTargets)?);
            let mut target = draft.parse(id, None, &all)?;
            target.stamps.touch(["name"], actor.who);
            target.save(tx)?;
            caller.note(tx, &actor, &Fact::PushTargetAdded { name: target.name })?;
            Ok(id)
        };
        self.storage().write(add).await
    }

    /// `seen`: the revision of the form.
    pub async fn change_push_target(
        &self,
        caller: &Caller,
        id: PushTargetId,
        draft: TargetDraft,
        seen: Option<u64>,
    ) -> Result<()> {
        let caller = caller.clone();
        let change = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, SECTION)?;
            let before = TargetRecord::find(tx, id)?.ok_or(Error::NotFound)?;
            let mut after = draft.parse(id, Some(&before), &TargetRecord::all(tx)?)?;
            let differs = [
                ("name", before.name != after.name, before.name.clone()),
                ("way", before.way != after.way, before.way.words().to_owned()),
                ("push_url", before.url != after.url, before.url.clone()),
                ("push_secret", before.secret != after.secret, "another secret".to_owned()),
                ("private", before.may_be_private != after.may_be_private, "the other way".to_owned()),
            ];
            let fields: Vec<_> = differs.iter().filter(|(_, differs, _)| *differs).map(|(field, ..)| *field).collect();
            if fields.is_empty() {
                return Ok(());
            }
            before.stamps.none_overtaken(tx, &actor, seen, differs)?;
            after.stamps.touch(fields.iter().copied(), actor.who);
            after.save(tx)?;
            let fields = fields.into_iter().map(|field| field.trim_start_matches("push_").to_owned()).collect();
            caller.note(tx, &actor, &Fact::PushTargetChanged { name: after.name, fields })
        };
        self.storage().write(change).await
    }

    /// What waits for it is dropped when its turn comes.
    pub async fn remove_push_target(&self, caller: &Caller, id: PushTargetId, seen: Option<u64>) -> Result<()> {
        let caller = caller.clone();
        let remove = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, SECTION)?;
            let target = TargetRecord::find(tx, id)?.ok_or(Error::NotFound)?;
            target.stamps.all_seen(seen)?;
            tx.delete(Table::PushTargets, id.0.to_be_bytes());
            caller.note(tx, &actor, &Fact::PushTargetRemoved { name: target.name })
        };
        self.storage().write(remove).await
    }

    /// Sends it a test, whose outcome the log shows.
    pub async fn test_push_target(&self, caller: &Caller, id: PushTargetId) -> Result<()> {
        let caller = caller.clone();
        let test = move |tx: &mut Tx<'_>| {
            caller.may_on(tx, Action::Change, SECTION)?;
            queue_test(tx, &TargetRecord::find(tx, id)?.ok_or(Error::NotFound)?)
        };
        self.storage().write(test).await
    }
}
