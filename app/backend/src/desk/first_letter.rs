//! The first letter to stakeholders, out of the first steps: the test report is told to all who must be told, the way a
//! true incident is, and the page shows what they got.

use domain::ids::{AudienceId, IncidentId};
use domain::incident::{Incident, Press, Status};
use domain::permissions::{Action, Object, Section};

use super::ready::test_report;
use crate::Backend;
use crate::audiences::{AudienceRecord, members_of, recipients};
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::{ChangeRequest, NewReport, find, find_by_number};
use crate::letters;
use crate::outbox::{LetterFilter, list_letters};
use crate::settings::Settings;
use crate::storage::Read;

/// What visitors and stakeholders read of it; it stands in the subject.
const TITLE: &str = "A first letter: nothing is broken";
/// Looked through for one that shows what a stakeholder got.
const RECIPIENTS_LOOKED_AT: usize = 20;

/// How far the first letter has come.
#[derive(Default)]
pub(super) struct FirstLetter {
    pub told: bool,
    /// Who would get it now.
    pub reaches: u32,
    /// The subject and the text that one of them got.
    pub shown: Option<(String, String)>,
}

impl Backend {
    /// Tells everybody in every audience about the test report and takes it; answers how many get a letter. Where there is no
    /// test report that is open, one is made.
    pub async fn send_first_letter(&self, caller: &Caller, text: &str) -> Result<u32> {
        self.storage().read(|read| caller.may_on(read, Action::Change, Object::Settings(Section::Basics)))?;
        let incident = self.open_test(caller).await?;
        let audiences = self.storage().read(|read| with_members(read))?;
        let press = |press, nonce: &str| ChangeRequest {
            number: incident.number.to_string(),
            press,
            also: None,
            seen: None,
            nonce: nonce.to_owned(),
        };
        let tell = Press::Tell { public_title: TITLE.to_owned(), audiences, text: text.to_owned(), promise: None };
        // First, so that nothing is taken for words that were refused; its letters wait for what follows.
        let done = self.change(caller, press(tell, "the first letter")).await?;
        if incident.status == Status::Reported {
            let take = Press::Take { priority: None, reason: String::new() };
            self.change(caller, press(take, "taken for the first letter")).await?;
        }
        Ok(done.told.unwrap_or_default())
    }

    async fn open_test(&self, caller: &Caller) -> Result<Incident> {
        let known = self.storage().read(|read| {
            let tested = Settings::stored(read)?.tested;
            tested.map_or(Ok(None), |incident| find(read, incident))
        })?;
        if let Some(incident) = known.as_ref().filter(|incident| incident.status.is_open()) {
            return Ok(incident.clone());
        }
        // One that has ended stays as it is.
        let nonce = format!("test report after {}", known.map(|incident| incident.id.to_string()).unwrap_or_default());
        let number = self.report(caller, NewReport::by_web(test_report(nonce), false)).await?.number;
        self.remember_test(&number).await?;
        self.storage().read(|read| find_by_number(read, &number))?.ok_or(Error::NotFound)
    }
}

pub(super) fn first_letter(read: &dyn Read, tested: Option<IncidentId>) -> Result<FirstLetter> {
    let Some(incident) = tested.map_or(Ok(None), |incident| find(read, incident))? else {
        return Ok(FirstLetter::default());
    };
    let reached = recipients(read, &incident, &with_members(read)?)?;
    let mut first = FirstLetter {
        told: !incident.told.is_empty(),
        reaches: u32::try_from(reached.len()).unwrap_or(u32::MAX),
        shown: None,
    };
    if !first.told {
        return Ok(first);
    }
    for reached in reached.iter().take(RECIPIENTS_LOOKED_AT) {
        let filter = LetterFilter { incident: Some(incident.id), recipient: Some(reached.person.id), state: None };
        let page = list_letters(read, &filter, &|_| Ok(true), None, 1)?;
        let Some(letter) = page.letters.first() else { continue };
        if let Some(content) = &letter.content {
            first.shown = Some((letter.subject.clone(), letters::text(content)));
            break;
        }
    }
    Ok(first)
}

fn with_members(read: &dyn Read) -> Result<Vec<AudienceId>> {
    let mut found = Vec::new();
    for audience in AudienceRecord::all(read)? {
        if !members_of(read, audience.id)?.is_empty() {
            found.push(audience.id);
        }
    }
    Ok(found)
}
