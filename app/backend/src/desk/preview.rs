//! Who would get a stakeholder update, and why, shown before it is sent.

use domain::ids::AudienceId;
use domain::locale::Locale;
use domain::permissions::Action;
use domain::view::incident::{RecipientView, RecipientsView};
use domain::view::letters::MailState;

use super::mail_state;
use crate::Backend;
use crate::audiences::recipients;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::{open_gate, read_through};

impl Backend {
    pub fn preview_recipients(
        &self,
        caller: &Caller,
        number: &str,
        audiences: &[AudienceId],
    ) -> Result<RecipientsView> {
        let (settings, now) = (self.settings()?, self.storage().now());
        self.storage().read(|read| {
            let actor = caller.actor(read)?;
            let incident = open_gate(read, &actor, number, Action::TellStakeholders)?;
            let people = recipients(read, &*read_through(read, &incident)?, audiences)?;
            let view = |recipient: &crate::audiences::Recipient| RecipientView {
                name: recipient.person.name.clone(),
                email: recipient.person.email.as_ref().map(ToString::to_string).unwrap_or_default(),
                reasons: recipient.reasons.iter().map(|r| Locale::English.recipient_label(r)).collect(),
            };
            Ok(RecipientsView {
                recipients: people.iter().map(view).collect(),
                audiences: audiences.len() as u64,
                warning: warning(&mail_state(read, &actor, &settings, now)?),
            })
        })
    }
}

/// Nobody is reached while mail does not move; letters land in files while there is no relay.
fn warning(mail: &MailState) -> Option<String> {
    match &mail.paused {
        Some(answer) => Some(format!("Mail is paused ({answer}): none of them is reached until it moves again.")),
        None if mail.to_folder => {
            Some("No mail server is set: their letters land as files in the data folder.".to_owned())
        }
        None => None,
    }
}
