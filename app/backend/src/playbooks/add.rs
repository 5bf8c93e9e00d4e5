use domain::Refusal;
use domain::field::Problem;
use domain::ids::PlaybookId;
use domain::permissions::Action;

use super::draft::must_be_free;
use super::page::PLAYBOOKS;
use super::{PLAYBOOKS_MOST, PlaybookDraft, PlaybookRecord};
use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::journal::Fact;
use crate::storage::{Table, Tx};

impl Backend {
    /// Another plan.
    pub async fn add_playbook(&self, caller: &Caller, draft: PlaybookDraft) -> Result<PlaybookId> {
        let caller = caller.clone();
        let add = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, PLAYBOOKS)?;
            let others = PlaybookRecord::all(tx, &[])?;
            if others.len() >= PLAYBOOKS_MOST {
                let problem = Problem::TooMany { most: PLAYBOOKS_MOST, now: others.len() + 1 };
                return Err(Refusal::field("name", problem).into());
            }
            let id = PlaybookId(tx.fresh_id(Table::Playbooks)?);
            let record = draft.parse(tx, &PlaybookRecord::blank(id))?;
            must_be_free(&record.name, &others)?;
            record.save(tx)?;
            caller.note(tx, &actor, &Fact::PlaybookAdded { name: record.name })?;
            Ok(id)
        };
        self.storage().write(add).await
    }
}
