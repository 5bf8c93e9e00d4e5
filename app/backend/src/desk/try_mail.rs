//! Saving how letters leave, and trying it at once: the mail server is connected to and signed in at, and no letter is
//! handed over. What is typed is saved whatever comes of it, and a trial that failed is written down like a letter
//! that could not be sent, so that every page says the same. Nothing is awaited inside a write.

use std::time::Duration;

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::mail::courier::Outcome;
use crate::notices::{Trouble, is_paused};
use crate::outbox::try_out;
use crate::settings::SettingsDraft;
use crate::storage::Tx;

/// A person waits for this on a screen.
const PATIENCE: Duration = Duration::from_secs(10);

/// What came of a trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailTrial {
    /// There is no mail server: letters are kept as files.
    NoServer,
    Answered,
    Failed {
        /// Host, port and encryption.
        server: String,
        why: TrialFailure,
        answer: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrialFailure {
    Unreachable,
    /// User or password, or that there are none.
    SignIn,
    Refused,
    /// It asks to come back.
    NotNow,
}

impl Backend {
    /// Saves the settings, then tries to speak to the mail server as they say.
    pub async fn change_mail(&self, caller: &Caller, draft: &SettingsDraft) -> Result<MailTrial> {
        self.change_settings(caller, draft).await?;
        self.try_mail().await
    }

    /// As saved, within ten seconds.
    pub(crate) async fn try_mail(&self) -> Result<MailTrial> {
        let Some((server, outcome)) = try_out(self, PATIENCE).await? else { return Ok(MailTrial::NoServer) };
        let why = match &outcome {
            Outcome::Accepted { .. } | Outcome::Kept { .. } => return self.mail_answered().await,
            Outcome::Unreachable { .. } => TrialFailure::Unreachable,
            Outcome::QueueTrouble { answer } if is_about_sign_in(answer) => TrialFailure::SignIn,
            Outcome::QueueTrouble { .. } | Outcome::Refused { .. } => TrialFailure::Refused,
            Outcome::Deferred { .. } => TrialFailure::NotNow,
        };
        let answer = outcome.answer().to_owned();
        tracing::warn!(server, relay = answer, "the mail settings were tried: the relay cannot be used");
        self.storage().write(move |tx: &mut Tx<'_>| Trouble::note(tx, &outcome)).await?;
        Ok(MailTrial::Failed { server, why, answer })
    }

    /// What waits goes out at once, also when nothing but the mail server has changed.
    async fn mail_answered(&self) -> Result<MailTrial> {
        if self.storage().read(|read| is_paused(read))? {
            let go_on = |tx: &mut Tx<'_>| {
                Trouble::forget(tx);
                Ok(())
            };
            self.storage().write(go_on).await?;
        }
        Ok(MailTrial::Answered)
    }
}

/// Authentication required, too weak or failed: RFC 4954.
fn is_about_sign_in(answer: &str) -> bool {
    ["530", "534", "535", "538"].iter().any(|code| answer.starts_with(code))
}
