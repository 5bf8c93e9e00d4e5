//! What was typed into the fields of the mail server, as the one address that everything else takes.

use domain::permissions::{Action, Object, Section};

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::settings::{RelayFields, Settings};

impl Backend {
    /// Where the stored password stays, it is hidden in the address, and understood again by whoever takes that.
    pub fn relay_address(&self, caller: &Caller, fields: &RelayFields) -> Result<String> {
        self.storage().read(|read| {
            caller.may_on(read, Action::Change, Object::Settings(Section::Mail))?;
            Ok(fields.address(Settings::stored(read)?.smtp_url.as_deref())?)
        })
    }
}
