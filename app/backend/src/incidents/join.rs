//! "Me too": somebody joins an incident that visitors are offered. Whoever is known, by session or by address, counts
//! once; for everybody else the nonce of the page they pressed on makes a second press the first one again.

use domain::ids::{IncidentId, PersonId};
use domain::incident::{Change, Command, Incident, Number, decide};
use domain::permissions::{Action, Actor, Object, Relation, permits};
use domain::person::Email;
use domain::text::PersonName;
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::record::{Hand, record};
use crate::incidents::{Origin, Receipt, ReceiptLink, facts, idempotency, index};
use crate::people::PersonRecord;
use crate::settings::{Reach, Settings};
use crate::storage::Tx;

/// One press, with what its door knows about it.
#[derive(Clone, Debug, Default)]
pub struct JoinRequest {
    pub number: String,
    /// Optional, as when reporting.
    pub name: String,
    pub email: String,
    /// Made when the page was rendered.
    pub nonce: String,
    /// Over a rate limit: counted, without letters, and it confirms nothing.
    pub over_limit: bool,
}

struct Parsed {
    name: Option<PersonName>,
    email: Option<Email>,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    number: Number,
    link: Option<(IncidentId, PersonId)>,
}

impl Backend {
    pub async fn join(&self, caller: &Caller, request: JoinRequest) -> Result<Receipt> {
        let name = PersonName::parse_optional("name", &request.name)?;
        let email = Email::parse_optional("email", &request.email)?;
        let (parsed, key) = (Parsed { name, email }, press_key(caller, &request));
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        let stored: Stored = self
            .storage()
            .write(move |tx| {
                let actor = caller.actor(tx)?;
                if let Some(stored) = key.as_ref().map_or(Ok(None), |key| idempotency::answered(tx, key))? {
                    return Ok(stored);
                }
                let settings = Settings::load(tx, &fixed)?;
                let stored = store(tx, &actor, &request, &parsed, &settings)?;
                if let Some(key) = &key {
                    idempotency::remember(tx, key, &stored)?;
                }
                Ok(stored)
            })
            .await?;
        let token = stored.link.map(|(incident, person)| self.receipt_token(ReceiptLink { incident, person }));
        Ok(Receipt { number: stored.number.to_string(), token })
    }
}

fn store(
    tx: &mut Tx<'_>,
    actor: &Actor,
    request: &JoinRequest,
    parsed: &Parsed,
    settings: &Settings,
) -> Result<Stored> {
    let before = index::find_by_number(tx, &request.number)?.ok_or(Error::NotFound)?;
    if !is_offered(actor, &before, settings) {
        return Err(Error::NotFound);
    }
    let person = joining(tx, actor, parsed)?;
    let (id, number) = (before.id, before.number.clone());
    let command = Command::Join { person };
    let facts = facts::gather(tx, Some(&before), &command, actor, settings)?;
    let mut changes = decide(Some(&before), &facts, &command, actor, Moment(tx.now()))?;
    if request.over_limit {
        // A flood must not confirm its own report.
        changes.retain(|change| matches!(change, Change::Joined { .. }));
    }
    // The link opens the first reporter's own words to whoever typed their address.
    let proven = actor.person_id() == Some(person) || before.reporter(person).is_none();
    if !changes.is_empty() {
        let hand = Hand { who: actor.who, origin: Origin::Web, quiet: request.over_limit };
        record(tx, Some(before), &changes, hand, settings)?;
    }
    Ok(Stored { number, link: proven.then_some((id, person)) })
}

/// Only what a visitor is shown can be joined.
fn is_offered(actor: &Actor, incident: &Incident, settings: &Settings) -> bool {
    let shown = settings.reach == Reach::Network || incident.is_published();
    let object = Object::Incident(Relation::of(actor, incident));
    permits(actor, Action::Report, object) && shown && !incident.status.is_final()
}

/// The signed-in person, the one who has this address, or somebody new.
fn joining(tx: &mut Tx<'_>, actor: &Actor, parsed: &Parsed) -> Result<PersonId> {
    if let Some(person) = actor.person_id() {
        return Ok(person);
    }
    let known = parsed.email.as_ref().map_or(Ok(None), |email| PersonRecord::by_email(tx, email))?;
    if let Some(person) = known {
        return Ok(person.id);
    }
    let name = parsed.name.as_ref().map(ToString::to_string).unwrap_or_default();
    let person = PersonRecord::without_account(tx, name, parsed.email.clone())?;
    person.save(tx)?;
    Ok(person.id)
}

/// `None` without a nonce: a program that sends none asks anew each time.
fn press_key(caller: &Caller, request: &JoinRequest) -> Option<[u8; 32]> {
    let JoinRequest { number, name, email, nonce, .. } = request;
    let person = caller.person().map(|person| person.to_string()).unwrap_or_default();
    (!nonce.is_empty()).then(|| idempotency::key(nonce, &["join", &person, number, name, email]))
}
