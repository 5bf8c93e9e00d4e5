//! Addresses that anybody may have typed: of no account, of none of our domains, and nobody has shown that it is
//! theirs. A letter there must be worth nothing to whoever typed it: it repeats none of their words, and whoever gets
//! it can stop all that follow.

use domain::person::Email;

use super::PersonRecord;
use crate::Backend;
use crate::error::Result;
use crate::settings::Settings;

impl Backend {
    /// Whether a letter to what was typed is one to a stranger; what is no address is written to by nobody.
    pub fn is_strangers_address(&self, typed: &str) -> Result<bool> {
        let Ok(email) = Email::parse("email", typed) else { return Ok(false) };
        self.storage().read(|read| {
            let settings = Settings::stored(read)?;
            let known = PersonRecord::by_email(read, &email)?;
            Ok(known.map_or_else(|| !is_ours(&email, &settings), |person| is_stranger(&person, &settings)))
        })
    }
}

pub(crate) fn is_stranger(person: &PersonRecord, settings: &Settings) -> bool {
    let outside = person.email.as_ref().is_some_and(|email| !is_ours(email, settings));
    outside && person.role.is_none() && !person.address_confirmed
}

/// While nobody has said which domains are ours, nobody is an outsider.
fn is_ours(email: &Email, settings: &Settings) -> bool {
    settings.mail_domains.is_empty() || settings.mail_domains.iter().any(|domain| domain == email.domain())
}
