//! What a desk has from its first day: the three audiences, and somebody who handles security reports. The same
//! whether the first administrator came by set-up or by the command line.

use domain::person::Role;

use super::Settings;
use crate::audiences::ensure_built_in;
use crate::error::Result;
use crate::people::PersonRecord;
use crate::storage::Tx;

/// Does what is still missing, once the desk has somebody who can sign in.
pub(crate) fn begin(tx: &mut Tx<'_>, person: &PersonRecord) -> Result<()> {
    let mut settings = Settings::stored(tx)?;
    let before = settings.clone();
    if settings.set_up_at.is_none() {
        settings.set_up_at = Some(tx.now());
        ensure_built_in(tx)?;
    }
    if settings.security_handlers.is_empty() && person.role == Some(Role::Administrator) {
        settings.security_handlers.push(person.id);
    }
    if settings == before { Ok(()) } else { settings.save(tx) }
}
