use domain::ids::PlaybookId;
use domain::permissions::Action;

use super::change::one_of_all;
use super::page::PLAYBOOKS;
use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::journal::Fact;
use crate::storage::Tx;

impl Backend {
    /// It is offered no longer; incidents keep their copies.
    pub async fn retire_playbook(&self, caller: &Caller, playbook: PlaybookId, seen: Option<u64>) -> Result<()> {
        let caller = caller.clone();
        let retire = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, PLAYBOOKS)?;
            let (mut record, _) = one_of_all(tx, playbook)?;
            record.stamps.all_seen(seen)?;
            record.retired = true;
            record.save(tx)?;
            caller.note(tx, &actor, &Fact::PlaybookRetired { name: record.name })?;
            Ok(())
        };
        self.storage().write(retire).await
    }
}
