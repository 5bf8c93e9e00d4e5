//! "Send me a test letter", before and after the relay is saved: the answer is the relay's own words.

use domain::permissions::{Action, Object, Section};
use domain::person::Email;
use domain::text::PersonName;

use super::SetUpDraft;
use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::mail::MAIL_FOLDER;
use crate::mail::courier::{Outcome, Relay};
use crate::outbox::{send_test_letter, send_test_letter_as};
use crate::people::{PersonRecord, confirm_password};
use crate::settings::{Settings, relay_url};

/// What came of a test letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailTest {
    Accepted {
        answer: String,
    },
    /// There is no mail server: it lies as a file.
    Kept {
        folder: String,
        answer: String,
    },
    NotTaken {
        /// Host, port and encryption.
        server: String,
        answer: String,
    },
}

impl Backend {
    /// To the caller's own address, through the URL typed in the form; an empty one means as saved.
    pub async fn test_mail(&self, caller: &Caller, smtp_url: &str) -> Result<MailTest> {
        let (person, stored) = self.storage().read(|read| {
            caller.may_on(read, Action::Change, Object::Settings(Section::Mail))?;
            confirm_password::require_at(read, caller, self.storage().real_now())?;
            let id = caller.person().ok_or(Error::SignedOut)?;
            let person = PersonRecord::find(read, id)?.ok_or(Error::SignedOut)?;
            Ok((person, Settings::stored(read)?))
        })?;
        let to = person.email.clone().ok_or(Error::NotFound)?;
        let typed = relay_url::parse(smtp_url, stored.smtp_url.as_deref())?;
        let outcome = send_test_letter(self, typed.as_deref(), &to, Some(person.name)).await?;
        Ok(self.came_of(outcome, typed.or(self.settings()?.smtp_url)))
    }

    /// The same during set-up, where the link stands for the right: as what is typed so far would have it.
    pub async fn test_mail_in_set_up(&self, token: &str, draft: &SetUpDraft) -> Result<MailTest> {
        self.set_up_state(token)?;
        let to = Email::parse("email", &draft.email)?;
        let typed = relay_url::parse(&draft.relay_address()?, None)?;
        let name = PersonName::parse("name", &draft.name).map(PersonName::into_string);
        let by = name.unwrap_or_else(|_| "Whoever sets up this desk".to_owned());
        let settings = draft.so_far(self.settings()?, &self.options().fixed);
        let outcome = send_test_letter_as(self, settings, typed.as_deref(), &to, Some(by)).await?;
        Ok(self.came_of(outcome, typed))
    }

    fn came_of(&self, outcome: Outcome, relay: Option<String>) -> MailTest {
        let server =
            || relay.and_then(|url| Relay::parse(&url).ok()).map(|relay| relay.to_string()).unwrap_or_default();
        match outcome {
            Outcome::Accepted { answer } => MailTest::Accepted { answer },
            Outcome::Kept { answer } => MailTest::Kept { folder: self.mail_folder(), answer },
            Outcome::Deferred { answer }
            | Outcome::Refused { answer }
            | Outcome::Unreachable { answer }
            | Outcome::QueueTrouble { answer } => MailTest::NotTaken { server: server(), answer },
        }
    }

    /// Where letters are kept as files, for a screen; empty for a desk in memory.
    pub fn mail_folder(&self) -> String {
        let folder = self.options().folder.as_ref();
        folder.map(|folder| folder.join(MAIL_FOLDER).display().to_string()).unwrap_or_default()
    }
}

impl MailTest {
    pub fn answer(&self) -> &str {
        match self {
            Self::Accepted { answer } | Self::Kept { answer, .. } | Self::NotTaken { answer, .. } => answer,
        }
    }
}
