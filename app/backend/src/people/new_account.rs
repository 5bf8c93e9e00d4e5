use domain::Refusal;
use domain::field::Problem;
use domain::person::{Email, Role};
use domain::text::PersonName;

use super::{PersonRecord, has_room_for};
use crate::error::Result;
use crate::storage::Tx;

/// A person with this role, not saved yet: new, or somebody we only wrote to until now.
pub(crate) fn with_new_account(read: &Tx<'_>, email: &Email, name: &PersonName, role: Role) -> Result<PersonRecord> {
    let mut person = PersonRecord::of_address(read, email)?;
    if person.role.is_some() {
        return Err(Refusal::field("email", Problem::Taken).into());
    }
    if !has_room_for(read, 1)? {
        return Err(Refusal::field("email", Problem::NotEligible).into());
    }
    person.name = name.as_str().to_owned();
    person.email = Some(email.clone());
    person.role = Some(role);
    Ok(person)
}
