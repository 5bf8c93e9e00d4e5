use domain::ids::RotationId;
use domain::permissions::{Action, Object};

use super::record::{OverrideRecord, RotationRecord};
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::storage::Table;
use crate::{Backend, Caller};

impl Backend {
    /// Ends a rotation with what was entered about it. `seen`: at which revision it was shown to whoever removes it.
    pub async fn remove_rotation(&self, caller: &Caller, rotation: RotationId, seen: Option<u64>) -> Result<()> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.may_on(tx, Action::Change, Object::Duty)?;
                let all = RotationRecord::all(tx)?;
                let found = all.iter().find(|one| one.id == rotation).ok_or(Error::NotFound)?;
                found.stamps.all_seen(seen)?;
                for one in OverrideRecord::all(tx)?.iter().filter(|one| one.rotation == rotation) {
                    tx.delete(Table::DutyOverrides, one.id.0.to_be_bytes());
                }
                tx.delete(Table::Rotations, rotation.0.to_be_bytes());
                caller.note(tx, &actor, &Fact::RotationRemoved { name: found.name.clone() })
            })
            .await
    }
}
