use domain::Refusal;
use domain::field::Problem;
use domain::ids::RotationId;
use domain::permissions::{Action, Object};

use super::record::RotationRecord;
use super::{ROTATIONS_MOST, RotationDraft};
use crate::error::Result;
use crate::journal::Fact;
use crate::settings::Settings;
use crate::stamps::Stamps;
use crate::storage::Table;
use crate::{Backend, Caller};

impl Backend {
    pub async fn add_rotation(&self, caller: &Caller, draft: RotationDraft) -> Result<RotationId> {
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        self.storage()
            .write(move |tx| {
                let actor = caller.may_on(tx, Action::Change, Object::Duty)?;
                let all = RotationRecord::all(tx)?;
                let turns = draft.parse(tx, &all, None, &Settings::load(tx, &fixed)?.zone)?;
                if all.len() >= ROTATIONS_MOST {
                    let full = Problem::TooMany { most: ROTATIONS_MOST, now: all.len() + 1 };
                    return Err(Refusal::field("name", full).into());
                }
                let id = RotationId(tx.fresh_id(Table::Rotations)?);
                let name = turns.name.clone();
                RotationRecord::new(id, turns, Stamps::default()).save(tx)?;
                caller.note(tx, &actor, &Fact::RotationAdded { name })?;
                Ok(id)
            })
            .await
    }
}
