//! What a desk has from its first day: the three audiences, somebody who handles security reports, and members for
//! the restricted reports that came before. The same whether the first administrator came by set-up or by the
//! command line.

use domain::permissions::Who;
use domain::person::Role;

use crate::audiences::ensure_built_in;
use crate::error::Result;
use crate::incidents::adopt_orphans;
use crate::journal::{self, Fact};
use crate::people::{PersonRecord, with_account};
use crate::settings::Settings;
use crate::storage::{Read, Tx};

/// Does what is still missing, once the desk has somebody who can sign in.
pub(crate) fn begin(tx: &mut Tx<'_>, person: &PersonRecord, by: Who) -> Result<()> {
    let mut settings = Settings::stored(tx)?;
    let before = settings.clone();
    if settings.set_up_at.is_none() {
        settings.set_up_at = Some(tx.now());
        ensure_built_in(tx)?;
    }
    if settings.security_handlers.is_empty() && person.role == Some(Role::Administrator) {
        settings.security_handlers.push(person.id);
    }
    if settings != before {
        settings.save_by(tx, by)?;
    }
    if is_first_administrator(tx, person)? {
        for incident in adopt_orphans(tx, by, &settings)? {
            journal::record(tx, by, &Fact::MembersByLastResort { incident })?;
        }
    }
    Ok(())
}

fn is_first_administrator(read: &dyn Read, person: &PersonRecord) -> Result<bool> {
    let administers = |person: &PersonRecord| person.is_active() && person.role == Some(Role::Administrator);
    Ok(administers(person) && with_account(read)?.iter().all(|other| other.id == person.id || !administers(other)))
}
