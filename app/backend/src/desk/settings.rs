//! The settings as a screen shows them: what the environment fixes is locked under the variable's name, and no
//! password is in it.

use domain::permissions::{Action, Object, Section};
use domain::view::Choice;
use domain::view::settings::{Setting, SettingsView};

use super::mail_state;
use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::NameBook;
use crate::people::{PersonRecord, with_account};
use crate::settings::{Fixed, Line, SETTINGS, Settings};
use crate::storage::Read;

impl Backend {
    pub fn read_settings(&self, caller: &Caller) -> Result<SettingsView> {
        let now = self.storage().now();
        self.storage().read(|read| {
            let actor = caller.may_on(read, Action::Read, Object::Settings(Section::Basics))?;
            let fixed = &self.options().fixed;
            let settings = Settings::load(read, fixed)?;
            let mail = mail_state(read, &actor, &settings, now)?;
            let names = NameBook::new(read);
            let fields = SETTINGS.iter().map(|line| (line.name.to_owned(), setting(&names, line, &settings, fixed)));
            Ok(SettingsView {
                fields: fields.collect(),
                revision: settings.stamps.revision(),
                staff: staff(read)?,
                mail,
            })
        })
    }
}

fn setting(names: &NameBook<'_>, line: &Line, settings: &Settings, fixed: &Fixed) -> Setting {
    Setting {
        value: line.shown(settings),
        words: line.said(names, settings),
        locked_by: line.locked_by(fixed).map(str::to_owned),
    }
}

/// Everybody who works on incidents, by name.
fn staff(read: &dyn Read) -> Result<Vec<Choice>> {
    let staff = with_account(read)?.into_iter().filter(PersonRecord::is_active_staff);
    let mut staff: Vec<_> = staff.map(|person| Choice { id: person.id.to_string(), name: person.name }).collect();
    staff.sort_by_cached_key(|one| one.name.to_lowercase());
    Ok(staff)
}
