//! Who would get a stakeholder update, and why, shown before it is sent.

use domain::ids::AudienceId;
use domain::incident::Incident;
use domain::locale::Locale;
use domain::permissions::{Action, Actor};
use domain::view::composer::{AudienceChoice, KeptFrom, RecipientView, RecipientsView};
use domain::view::letters::MailState;

use super::mail_state;
use crate::Backend;
use crate::audiences::{AudienceRecord, Recipient, recipients};
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::{audience_name, open_gate, read_through};
use crate::mail::fault_of;
use crate::storage::Read;

/// Of those whose letters came back, so many are named.
const BOUNCED_NAMED_MOST: usize = 10;

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
            let whole = read_through(read, &incident)?;
            let people = recipients(read, &whole, audiences)?;
            Ok(RecipientsView {
                recipients: people.iter().map(|one| recipient_view(&actor, one)).collect(),
                audiences: audiences.len() as u64,
                warning: both(warning(&mail_state(read, &actor, &settings, now)?), bounced(&people)),
                kept_from: kept_from(read, &whole, audiences, &people)?,
            })
        })
    }
}

pub(super) fn recipient_view(actor: &Actor, recipient: &Recipient) -> RecipientView {
    RecipientView {
        list: recipient.person.is_list(),
        you: actor.person_id() == Some(recipient.person.id),
        name: recipient.person.name.clone(),
        email: recipient.person.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        reasons: recipient.reasons.iter().map(|r| Locale::English.recipient_label(r)).collect(),
    }
}

/// Whom the same choice would reach were it not restricted.
pub(super) fn kept_from(
    read: &dyn Read,
    incident: &Incident,
    audiences: &[AudienceId],
    told: &[Recipient],
) -> Result<Option<KeptFrom>> {
    if !incident.restricted {
        return Ok(None);
    }
    let open = Incident { restricted: false, ..incident.clone() };
    let mut left_out = Vec::new();
    for audience in audiences {
        let Some(record) = AudienceRecord::find(read, *audience)? else { continue };
        let reached = recipients(read, &open, &[*audience])?.into_iter();
        let missed = reached.filter(|one| told.iter().all(|other| other.person.id != one.person.id)).count() as u64;
        left_out.push(AudienceChoice {
            id: audience.to_string(),
            name: audience_name(record),
            people: missed,
            lists: 0,
        });
    }
    Ok(Some(KeptFrom { members: told.len() as u64, left_out }))
}

fn both(mail: Option<String>, people: Option<String>) -> Option<String> {
    let all: Vec<String> = mail.into_iter().chain(people).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// Whose address sent back the last letter, since when they have not written.
fn bounced(people: &[Recipient]) -> Option<String> {
    let one = |recipient: &Recipient| {
        let status = &recipient.person.bounced.as_ref()?.status;
        let address = recipient.person.email.as_ref().map(ToString::to_string).unwrap_or_default();
        let name = if recipient.person.name.is_empty() { &address } else { &recipient.person.name };
        Some(if status.is_empty() { name.clone() } else { format!("{name} ({status})") })
    };
    let all: Vec<String> = people.iter().filter_map(one).collect();
    let more = all.len().saturating_sub(BOUNCED_NAMED_MOST);
    let named = all.iter().take(BOUNCED_NAMED_MOST).cloned().collect::<Vec<_>>().join(", ");
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    (!all.is_empty())
        .then(|| format!("The last letter came back (bounced) from: {named}{more}. Reach them another way."))
}

/// Nobody is reached while mail does not move; letters land in files while there is no relay.
pub(super) fn warning(mail: &MailState) -> Option<String> {
    match &mail.paused {
        Some(answer) if fault_of(answer).is_some() => {
            Some("Mail is paused: none of them is reached until it moves again.".to_owned())
        }
        Some(answer) => Some(format!("Mail is paused ({answer}): none of them is reached until it moves again.")),
        None if mail.to_folder => {
            Some("No mail server is set: their letters land as files in the data folder.".to_owned())
        }
        None => None,
    }
}
