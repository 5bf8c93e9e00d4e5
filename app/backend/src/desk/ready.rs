//! The first steps after set-up: what is done of them, and the test report of the fourth. The first letter, which is the
//! fifth, is `first_letter.rs`.

use std::collections::BTreeSet;

use domain::permissions::{Action, Object, Section};
use domain::report::ReportDraft;
use domain::view::settings::ReadyView;

use super::first_letter::first_letter;
use super::mail_state;
use crate::Backend;
use crate::audiences::{AudienceRecord, members_of};
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::{NewReport, find_by_number};
use crate::letters;
use crate::outbox::{LetterFilter, list_letters};
use crate::people::confirm_password;
use crate::people::{PersonState, with_account};
use crate::services::{ServiceRecord, starters_left};
use crate::settings::Settings;
use crate::storage::{Read, Tx};

const TEST_TITLE: &str = "Test report from the set-up";
const TEST_DESCRIPTION: &str =
    "Nothing is broken. This report shows how letters look; cancel it when you have seen them.";

impl Backend {
    pub fn ready(&self, caller: &Caller) -> Result<ReadyView> {
        let now = self.storage().now();
        self.storage().read(|read| {
            let actor = caller.may_on(read, Action::Read, Object::Settings(Section::Basics))?;
            let settings = Settings::load(read, &self.options().fixed)?;
            let first = first_letter(read, settings.tested)?;
            let services = ServiceRecord::all(read)?.into_iter().filter(|service| !service.retired);
            Ok(ReadyView {
                services: services.map(|service| service.name).collect(),
                starters: starters_left(read)?,
                team: team(read)?,
                stakeholders: stakeholders(read)?,
                tested: settings.tested.is_some(),
                report_url: format!("{}/report", settings.public_url.as_deref().unwrap_or_default()),
                mail: mail_state(read, &actor, &settings, now)?,
                letter: letter(read, caller, &settings)?,
                told: first.told,
                reaches: first.reaches,
                first_letter: first.shown,
                mail_folder: self.mail_folder(),
                organisation: settings.organisation,
            })
        })
    }

    /// Reports a test in the caller's name, as an employee would; answers its number. Pressed again it is the same.
    pub async fn send_test_report(&self, caller: &Caller) -> Result<String> {
        let now = self.storage().real_now();
        self.storage().read(|read| {
            caller.may_on(read, Action::Change, Object::Settings(Section::Basics))?;
            confirm_password::require_at(read, caller, now)
        })?;
        let draft = test_report("test report from the set-up".to_owned());
        let number = self.report(caller, NewReport::by_web(draft, false)).await?.number;
        self.remember_test(&number).await?;
        Ok(number)
    }

    pub(super) async fn remember_test(&self, number: &str) -> Result<()> {
        let typed = number.to_owned();
        let remember = move |tx: &mut Tx<'_>| {
            let mut settings = Settings::stored(tx)?;
            settings.tested = find_by_number(tx, &typed)?.map(|incident| incident.id);
            settings.save(tx)
        };
        self.storage().write(remember).await
    }
}

pub(super) fn test_report(nonce: String) -> ReportDraft {
    ReportDraft {
        title: TEST_TITLE.to_owned(),
        description: TEST_DESCRIPTION.to_owned(),
        impact: "low".to_owned(),
        urgency: "low".to_owned(),
        nonce,
        ..ReportDraft::default()
    }
}

fn team(read: &dyn Read) -> Result<u32> {
    let people = with_account(read)?;
    let working = people.iter().filter(|person| {
        person.state != PersonState::Disabled && person.role.is_some_and(domain::person::Role::is_staff)
    });
    Ok(u32::try_from(working.count()).unwrap_or(u32::MAX))
}

/// Distinct people in all audiences.
fn stakeholders(read: &dyn Read) -> Result<u32> {
    let mut people = BTreeSet::new();
    for audience in AudienceRecord::all(read)? {
        people.extend(members_of(read, audience.id)?);
    }
    Ok(u32::try_from(people.len()).unwrap_or(u32::MAX))
}

/// The caller's newest letter about the test report, as text.
fn letter(read: &dyn Read, caller: &Caller, settings: &Settings) -> Result<Option<String>> {
    let Some((incident, person)) = settings.tested.zip(caller.person()) else { return Ok(None) };
    let filter = LetterFilter { incident: Some(incident), recipient: Some(person), state: None };
    let page = list_letters(read, &filter, &|_| Ok(true), None, 1)?;
    Ok(page.letters.first().and_then(|letter| letter.content.as_ref()).map(letters::text))
}
