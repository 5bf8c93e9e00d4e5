use domain::Refusal;
use domain::ids::AudienceId;
use domain::permissions::{Action, Object};
use domain::text::Name;

use super::AudienceRecord;
use super::add::unused;
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::people::confirm_password;
use crate::{Backend, Caller};

impl Backend {
    /// Built-in audiences may be called otherwise too; what they are for stays. `seen`: the revision of the form.
    pub async fn rename_audience(
        &self,
        caller: &Caller,
        audience: AudienceId,
        name: &str,
        seen: Option<u64>,
    ) -> Result<()> {
        let name = Name::parse("name", name).map_err(Refusal::from)?.into_string();
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.may_on(tx, Action::Change, Object::Audiences)?;
                confirm_password::require(tx, &caller)?;
                let mut record = AudienceRecord::find(tx, audience)?.ok_or(Error::NotFound)?;
                if record.name == name {
                    return Ok(());
                }
                record.stamps.none_overtaken(tx, &actor, seen, [("name", true, record.name.clone())])?;
                unused(&AudienceRecord::all(tx)?, &name, Some(audience))?;
                let from = std::mem::replace(&mut record.name, name.clone());
                record.stamps.touch(["name"], actor.who);
                record.save(tx)?;
                caller.note(tx, &actor, &Fact::AudienceRenamed { from, to: name.clone() })?;
                Ok(())
            })
            .await
    }
}
