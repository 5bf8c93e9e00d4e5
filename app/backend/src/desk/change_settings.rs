//! Changing the settings: all problems of the form at once, the journal says which fields changed and not to what.

use domain::Refusal;
use domain::field::{Fields, Problem};
use domain::permissions::{Action, Actor, Object};

use crate::Backend;
use crate::caller::{Caller, must_be_permitted};
use crate::desk::settle_zone::move_zone;
use crate::error::Result;
use crate::incidents::NameBook;
use crate::journal::Fact;
use crate::notices::Trouble;
use crate::people::{PersonRecord, confirm_password};
use crate::settings::{Fixed, SECOND_RELAY, SECURITY_HANDLERS, SETTINGS, Settings, SettingsDraft, differences};
use crate::storage::{Read, Tx};

/// By whom letters are carried, and in whose name: the sender's domain is that of the address people type.
const MAIL_FIELDS: [&str; 4] = ["smtp_url", SECOND_RELAY, "mail_from", "public_url"];

impl Backend {
    pub async fn change_settings(&self, caller: &Caller, draft: &SettingsDraft) -> Result<()> {
        let (caller, draft, fixed) = (caller.clone(), draft.clone(), self.options().fixed.clone());
        let change = move |tx: &mut Tx<'_>| {
            let actor = caller.actor(tx)?;
            for section in draft.sections() {
                must_be_permitted(&actor, Action::Change, Object::Settings(section))?;
            }
            confirm_password::require(tx, &caller)?;
            if touches_fixed(&draft, &Settings::load(tx, &fixed)?, &fixed) {
                return Err(Refusal::SetByEnvironment.into());
            }
            let stored = Settings::stored(tx)?;
            let settings = parse(tx, &actor, &stored, &draft, &fixed)?;
            let changed = differences(&stored, &settings);
            if changed.is_empty() {
                return Ok(());
            }
            if settings.zone == stored.zone {
                settings.save_by(tx, actor.who)?;
            } else {
                // Calendars without a zone of their own follow it, and what is due by them.
                move_zone(tx, |tx| settings.save_by(tx, actor.who))?;
            }
            if changed.iter().any(|field| MAIL_FIELDS.contains(field)) {
                // Another relay may take at once what waits.
                Trouble::forget(tx);
            }
            let fields = changed.into_iter().map(str::to_owned).collect();
            caller.note(tx, &actor, &Fact::SettingsChanged { fields })?;
            Ok(())
        };
        self.storage().write(change).await
    }
}

/// A locked field is sent back as it was, or not at all.
fn touches_fixed(draft: &SettingsDraft, holding: &Settings, fixed: &Fixed) -> bool {
    SETTINGS.iter().filter(|line| line.locked_by(fixed).is_some()).any(|line| {
        let typed = draft.typed(line.name).unwrap_or_default();
        let mut settings = holding.clone();
        !typed.trim().is_empty() && (line.write(&mut settings, typed).is_err() || line.differs(holding, &settings))
    })
}

/// `stored` with what was typed, or everything that is wrong with it.
fn parse(read: &dyn Read, actor: &Actor, stored: &Settings, draft: &SettingsDraft, fixed: &Fixed) -> Result<Settings> {
    let mut fields = Fields::default();
    let names = NameBook::new(read);
    let mut settings = stored.clone();
    for (line, typed) in draft.lines(fixed) {
        let mut holds = fields.take(line.write(&mut settings, typed)).is_some();
        if holds && line.name == SECURITY_HANDLERS && !all_work_here(read, &settings)? {
            fields.refuse(line.name, Problem::NotEligible);
            holds = false;
        }
        if (!holds || line.differs(stored, &settings))
            && let Some(error) =
                stored.stamps.overtaken(read, actor, draft.seen, line.name, line.said(&names, stored))?
        {
            fields.refuse(line.name, error.problem);
        }
    }
    fields.finish()?;
    Ok(settings)
}

/// Whether everybody who handles security reports could.
fn all_work_here(read: &dyn Read, settings: &Settings) -> Result<bool> {
    for handler in &settings.security_handlers {
        if !PersonRecord::find(read, *handler)?.is_some_and(|person| person.is_active_staff()) {
            return Ok(false);
        }
    }
    Ok(true)
}
