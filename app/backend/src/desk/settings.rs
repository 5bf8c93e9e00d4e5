//! The settings as a screen shows them: what the environment fixes is locked under the variable's name, and no
//! password is in it.

use domain::permissions::Action;
use domain::time::Moment;
use domain::view::Choice;
use domain::view::settings::{Setting, SettingsView};

use super::mail_state;
use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::people::{PersonRecord, with_account};
use crate::settings::{Settings, with_hidden_password};
use crate::storage::Read;
use crate::time_text::Reader;

impl Backend {
    pub fn read_settings(&self, caller: &Caller) -> Result<SettingsView> {
        let now = self.storage().now();
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadSettings)?;
            let fixed = &self.options().fixed;
            let settings = Settings::load(read, fixed)?;
            let reader = Reader::of(read, &actor, &settings, Moment(now))?;
            let mail = mail_state(read, &actor, &settings, now)?;
            Ok(SettingsView {
                security_handlers: handlers(read, &settings)?,
                staff: staff(read)?,
                mail,
                newest_backup: self.newest_backup().map(|at| reader.time(Moment(at))),
                organisation: setting(settings.organisation, fixed.organisation.is_some(), "SITREP_ORGANISATION"),
                zone: setting(settings.zone, fixed.zone.is_some(), "SITREP_ZONE"),
                public_url: setting(
                    settings.public_url.unwrap_or_default(),
                    fixed.public_url.is_some(),
                    "SITREP_PUBLIC_URL",
                ),
                reach: setting(settings.reach.code().to_owned(), false, ""),
                mail_domains: setting(settings.mail_domains.join(" "), false, ""),
                smtp_url: setting(
                    settings.smtp_url.as_deref().map(with_hidden_password).unwrap_or_default(),
                    fixed.smtp_url.is_some(),
                    "SITREP_SMTP_URL",
                ),
                mail_from: setting(settings.mail_from.unwrap_or_default(), false, ""),
                emergency_phone: setting(settings.emergency_phone.unwrap_or_default(), false, ""),
            })
        })
    }
}

fn setting(value: String, fixed: bool, variable: &str) -> Setting {
    Setting { value, locked_by: fixed.then(|| variable.to_owned()) }
}

fn handlers(read: &dyn Read, settings: &Settings) -> Result<Vec<Choice>> {
    let found = settings.security_handlers.iter().map(|id| PersonRecord::find(read, *id));
    Ok(found.collect::<Result<Vec<_>>>()?.into_iter().flatten().map(choice).collect())
}

/// Everybody who works on incidents, by name.
fn staff(read: &dyn Read) -> Result<Vec<Choice>> {
    let mut staff: Vec<_> = with_account(read)?.into_iter().filter(PersonRecord::is_active_staff).map(choice).collect();
    staff.sort_by_cached_key(|one| one.name.to_lowercase());
    Ok(staff)
}

fn choice(person: PersonRecord) -> Choice {
    Choice { id: person.id.to_string(), name: person.name }
}
