use domain::ids::PlaybookId;
use domain::permissions::Action;

use super::draft::must_be_free;
use super::page::PLAYBOOKS;
use super::{PlaybookDraft, PlaybookRecord};
use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::services::ServiceRecord;
use crate::storage::{Read, Tx};

impl Backend {
    /// Replaces what a plan says; copies of it stay as they are. `seen`: the revision of the form.
    pub async fn change_playbook(
        &self,
        caller: &Caller,
        playbook: PlaybookId,
        draft: PlaybookDraft,
        seen: Option<u64>,
    ) -> Result<()> {
        let caller = caller.clone();
        let change = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, PLAYBOOKS)?;
            let (found, others) = one_of_all(tx, playbook)?;
            let (stands, typed) = (found.draft().fields(), draft.fields());
            let compared = typed
                .iter()
                .zip(&stands)
                .map(|((field, typed), (_, stands))| (*field, typed != stands, stands.clone()));
            found.stamps.none_overtaken(tx, &actor, seen, compared)?;
            let differing =
                typed.iter().zip(&stands).filter(|(typed, stands)| typed != stands).map(|((field, _), _)| *field);
            let differing: Vec<_> = differing.collect();
            if differing.is_empty() {
                return Ok(());
            }
            let mut changed = draft.parse(tx, &found)?;
            must_be_free(&changed.name, &others)?;
            changed.stamps.touch(differing, actor.who);
            changed.save(tx)?;
            caller.note(tx, &actor, &Fact::PlaybookChanged { name: changed.name, version: changed.version })?;
            Ok(())
        };
        self.storage().write(change).await
    }
}

/// The one, and all others.
pub(super) fn one_of_all(read: &dyn Read, playbook: PlaybookId) -> Result<(PlaybookRecord, Vec<PlaybookRecord>)> {
    let mut all = PlaybookRecord::all(read, &ServiceRecord::all(read)?)?;
    let place = all.iter().position(|record| record.id == playbook && !record.retired).ok_or(Error::NotFound)?;
    Ok((all.remove(place), all))
}
