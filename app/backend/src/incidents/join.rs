//! "Me too": somebody joins an incident that visitors are offered. Whoever is known, by session or by address, joins
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
use crate::incidents::distinct::{self, Counted, Origin};
use crate::incidents::record::{Hand, record};
use crate::incidents::{Receipt, ReceiptLink, facts, idempotency, index, public};
use crate::people::PersonRecord;
use crate::settings::Settings;
use crate::storage::{Read, Tx};

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
    /// Over the limit of letters to strangers: no receipt is mailed.
    pub letter_over_limit: bool,
    /// The mark that the browser keeps, and the network address it comes from.
    pub browser: String,
    pub address: String,
}

struct Parsed {
    name: Option<PersonName>,
    email: Option<Email>,
    origin: Origin,
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
        let (settings, now) = (self.settings()?, Moment(self.storage().now()));
        let origin = Origin::of(self.keys(), settings.reach, &request.browser, &request.address);
        let (parsed, key) = (Parsed { name, email, origin }, press_key(caller, &request));
        let (number, offered) = self.storage().read(|read| {
            let number = handled_as(read, &request.number)?;
            public::offers(read, &settings, &number, now).map(|offered| (number, offered))
        })?;
        let request = JoinRequest { number, ..request };
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        let stored: Stored = self
            .storage()
            .write(move |tx| {
                let actor = caller.actor(tx)?;
                if let Some(stored) = key.as_ref().map_or(Ok(None), |key| idempotency::answered(tx, key))? {
                    return Ok(stored);
                }
                // A second press of the same page is answered like the first, whatever the page offers by now.
                if !offered {
                    return Err(Error::NotFound);
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

/// What was merged since the page was drawn leads to what it is handled in.
fn handled_as(read: &dyn Read, number: &str) -> Result<String> {
    let merged_into = index::find_by_number(read, number)?.and_then(|incident| incident.merged_into);
    let target = merged_into.map_or(Ok(None), |target| index::find(read, target))?;
    Ok(target.filter(|target| !target.restricted).map_or_else(|| number.to_owned(), |target| target.number.to_string()))
}

fn store(
    tx: &mut Tx<'_>,
    actor: &Actor,
    request: &JoinRequest,
    parsed: &Parsed,
    settings: &Settings,
) -> Result<Stored> {
    let before = index::find_by_number(tx, &request.number)?.ok_or(Error::NotFound)?;
    if !may_join(actor, &before) {
        return Err(Error::NotFound);
    }
    let person = joining(tx, actor, parsed)?;
    let (id, number) = (before.id, before.number.clone());
    let command = Command::Join { person };
    let mut facts = facts::gather(tx, Some(&before), &command, actor, settings)?;
    if before.reporter(person).is_none() {
        let named = actor.person_id().is_some() || parsed.name.is_some() || parsed.email.is_some();
        let origin = &parsed.origin;
        let Counted { distinct, alike } = distinct::one_more(tx, &before, person, origin, named, request.over_limit)?;
        (facts.distinct_people, facts.alike) = (distinct, alike);
    }
    let mut changes = decide(Some(&before), &facts, &command, actor, Moment(tx.now()))?;
    if request.over_limit {
        // A flood must not confirm its own report.
        changes.retain(|change| matches!(change, Change::Joined { .. }));
    }
    // Whoever typed an address may be anybody: the link to what its owner may read goes there, and the answer here is
    // the same whether we know it or not.
    let proven = actor.person_id() == Some(person) || parsed.email.is_none();
    if !changes.is_empty() {
        let hand = Hand { quiet: request.over_limit, no_receipt: request.letter_over_limit, ..Hand::of(actor.who) };
        record(tx, Some(before), &changes, hand, settings)?;
    }
    Ok(Stored { number, link: proven.then_some((id, person)) })
}

/// It may have ended, or become restricted, since it was offered.
pub(super) fn may_join(actor: &Actor, incident: &Incident) -> bool {
    let object = Object::Incident(Relation::of(actor, incident));
    permits(actor, Action::Report, object) && !incident.status.is_final()
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
