//! One's own name, as everybody reads it, and time zone, in which letters to one tell the time. The address is not
//! among them: it is how one signs in, and only administrators give accounts.

use domain::field::{FieldError, Fields, Problem};
use domain::permissions::Action;
use domain::text::PersonName;

use super::PersonRecord;
use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::storage::Tx;
use crate::time_text;

impl Backend {
    /// An empty `zone` is the organisation's. `seen`: the revision of the form, which may stand on two pages.
    pub async fn change_own_details(&self, caller: &Caller, name: &str, zone: &str, seen: Option<u64>) -> Result<()> {
        let mut fields = Fields::default();
        let name = fields.take(PersonName::parse("name", name)).map(PersonName::into_string);
        let zone = fields.take(own_zone(zone));
        let (Some(name), Some(zone)) = (name, zone) else { return Err(fields.into_refusal().into()) };
        let caller = caller.clone();
        let change = move |tx: &mut Tx<'_>| {
            let actor = caller.may(tx, Action::ChangeOwnDetails)?;
            let person = caller.person().ok_or(Error::Denied)?;
            let before = PersonRecord::find(tx, person)?.ok_or(Error::SignedOut)?;
            let mut after = PersonRecord { name: name.clone(), zone: zone.clone(), ..before.clone() };
            let typed = [
                ("name", before.name != after.name, before.name.clone()),
                ("zone", before.zone != after.zone, before.zone.clone().unwrap_or_default()),
            ];
            let changed: Vec<_> = typed.iter().filter(|(_, differs, _)| *differs).map(|(field, ..)| *field).collect();
            if changed.is_empty() {
                return Ok(());
            }
            before.stamps.none_overtaken(tx, &actor, seen, typed)?;
            after.stamps.touch(changed.iter().copied(), actor.who);
            after.save(tx)?;
            let fields = changed.into_iter().map(str::to_owned).collect();
            caller.note(tx, &actor, &Fact::OwnDetailsChanged { fields })?;
            Ok(())
        };
        self.storage().write(change).await
    }
}

fn own_zone(typed: &str) -> std::result::Result<Option<String>, FieldError> {
    match typed.trim() {
        "" => Ok(None),
        zone if time_text::is_zone(zone) => Ok(Some(zone.to_owned())),
        _ => Err(FieldError::new("zone", Problem::Malformed)),
    }
}
