//! Changing the settings: all problems of the form at once, the journal says which fields changed and not to what.

use domain::Refusal;
use domain::field::{FieldError, Fields, Problem};
use domain::ids::PersonId;
use domain::permissions::Action;

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::journal::{self, Fact};
use crate::notices::Trouble;
use crate::people::{PersonRecord, confirm_password};
use crate::settings::{Fixed, Settings, SettingsDraft, with_hidden_password};
use crate::storage::{Read, Tx};

/// By whom letters are carried, and in whose name: the sender's domain is that of the address people type.
const MAIL_FIELDS: [&str; 3] = ["smtp_url", "mail_from", "public_url"];
/// Most people who handle security reports.
const SECURITY_HANDLERS_MOST: usize = 20;

impl Backend {
    pub async fn change_settings(&self, caller: &Caller, draft: &SettingsDraft) -> Result<()> {
        let (caller, draft, fixed) = (caller.clone(), draft.clone(), self.options().fixed.clone());
        let change = move |tx: &mut Tx<'_>| {
            let actor = caller.may(tx, Action::ChangeSettings)?;
            confirm_password::require(tx, &caller)?;
            if touches_fixed(&draft, &fixed) {
                return Err(Refusal::SetByEnvironment.into());
            }
            let stored = Settings::stored(tx)?;
            let mut fields = Fields::default();
            let mut settings = draft.parse_into(&stored, &fixed, &mut fields);
            if let Some(handlers) = fields.take(parse_handlers(tx, &draft.security_handlers)?) {
                settings.security_handlers = handlers;
            }
            fields.finish()?;
            let changed = differences(&stored, &settings);
            if changed.is_empty() {
                return Ok(());
            }
            settings.save(tx)?;
            if changed.iter().any(|field| MAIL_FIELDS.contains(&field.as_str())) {
                // Another relay may take at once what waits.
                Trouble::forget(tx);
            }
            journal::record(tx, actor.who, &Fact::SettingsChanged { fields: changed })?;
            Ok(())
        };
        self.storage().write(change).await
    }
}

/// A locked field is sent back as it was, or not at all.
fn touches_fixed(draft: &SettingsDraft, fixed: &Fixed) -> bool {
    let touched = |typed: &str, fixed: &Option<String>| {
        let typed = typed.trim();
        fixed.as_ref().is_some_and(|fixed| !typed.is_empty() && typed != fixed && typed != with_hidden_password(fixed))
    };
    touched(&draft.organisation, &fixed.organisation)
        || touched(&draft.zone, &fixed.zone)
        || touched(draft.public_url.trim().trim_end_matches('/'), &fixed.public_url)
        || touched(&draft.smtp_url, &fixed.smtp_url)
}

fn parse_handlers(read: &dyn Read, typed: &str) -> Result<Result<Vec<PersonId>, FieldError>> {
    let refused = |problem| Ok(Err(FieldError::new("security_handlers", problem)));
    let mut handlers: Vec<PersonId> = Vec::new();
    for word in typed.split([' ', ',']).filter(|word| !word.is_empty()) {
        let Ok(id) = word.parse::<PersonId>() else { return refused(Problem::Unknown) };
        if !PersonRecord::find(read, id)?.is_some_and(|person| person.is_active_staff()) {
            return refused(Problem::NotEligible);
        }
        if !handlers.contains(&id) {
            handlers.push(id);
        }
    }
    match handlers.len() {
        0 => refused(Problem::Missing),
        now if now > SECURITY_HANDLERS_MOST => refused(Problem::TooMany { most: SECURITY_HANDLERS_MOST, now }),
        _ => Ok(Ok(handlers)),
    }
}

fn differences(before: &Settings, after: &Settings) -> Vec<String> {
    [
        ("organisation", before.organisation != after.organisation),
        ("zone", before.zone != after.zone),
        ("public_url", before.public_url != after.public_url),
        ("reach", before.reach != after.reach),
        ("mail_domains", before.mail_domains != after.mail_domains),
        ("smtp_url", before.smtp_url != after.smtp_url),
        ("mail_from", before.mail_from != after.mail_from),
        ("security_handlers", before.security_handlers != after.security_handlers),
        ("emergency_phone", before.emergency_phone != after.emergency_phone),
    ]
    .into_iter()
    .filter(|(_, changed)| *changed)
    .map(|(field, _)| field.to_owned())
    .collect()
}
