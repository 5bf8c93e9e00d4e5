use domain::ids::{AudienceId, PersonId};
use domain::permissions::Action;

use super::AudienceRecord;
use super::record::{is_member, member_key};
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::people::confirm_password;
use crate::storage::Table;
use crate::{Backend, Caller};

impl Backend {
    /// They are told through this audience no more; what they subscribed to themselves stays.
    pub async fn remove_member(&self, caller: &Caller, audience: AudienceId, person: PersonId) -> Result<()> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.may(tx, Action::SubscribeOthers)?;
                confirm_password::require(tx, &caller)?;
                let audience = AudienceRecord::find(tx, audience)?.ok_or(Error::NotFound)?;
                if !is_member(tx, audience.id, person)? {
                    return Ok(());
                }
                tx.delete(Table::AudienceMembers, member_key(audience.id, person));
                caller.note(tx, &actor, &Fact::AudienceLeft { name: audience.name, people: vec![person] })?;
                Ok(())
            })
            .await
    }
}
