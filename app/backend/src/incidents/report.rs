//! Report an incident: an employee without an account, somebody signed in, or staff on behalf of somebody.

use domain::classification::{IncidentType, Level};
use domain::field::Problem;
use domain::ids::{IncidentId, PersonId};
use domain::incident::{Channel, Command, Facts, Number, decide};
use domain::permissions::{Action, Actor, Object, permits};
use domain::refusal::Refusal;
use domain::report::{ParsedReport, ReportDraft};
use domain::time::{Moment, TYPED_REACH};
use serde::{Deserialize, Serialize};

use crate::Backend;
use crate::actions::ask_about;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::record::{Hand, record};
use crate::incidents::{ReceiptLink, distinct, facts, idempotency};
use crate::people::{PersonRecord, PersonState};
use crate::settings::Settings;
use crate::storage::Tx;
use crate::time_text::Reader;

/// Receipts to one address within an hour; further reports are stored, without a letter.
pub const RECEIPTS_PER_HOUR: usize = 3;

/// A report with what its door knows about it.
#[derive(Clone, Debug)]
pub struct NewReport {
    pub draft: ReportDraft,
    pub kind: IncidentType,
    pub channel: Channel,
    /// Entered by staff for the person named in the draft.
    pub on_behalf: bool,
    /// Over a rate limit: stored, unverified, without letters.
    pub over_limit: bool,
    /// Over the limit of letters to strangers: no receipt is mailed.
    pub letter_over_limit: bool,
    /// The mark that the reporter's browser keeps; empty of what staff enter for somebody.
    pub browser: String,
}

impl NewReport {
    pub fn by_web(draft: ReportDraft, over_limit: bool) -> Self {
        let (kind, channel) = (IncidentType::Outage, Channel::Web);
        Self { draft, kind, channel, on_behalf: false, over_limit, letter_over_limit: false, browser: String::new() }
    }
}

/// What the reporter gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub number: String,
    /// For `/r/{token}`; `None` when nobody is named as the reporter.
    pub token: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    incident: IncidentId,
    number: Number,
    reporter: Option<PersonId>,
}

impl Backend {
    /// Stores the report; the same nonce with the same fields again gets the same receipt.
    pub async fn report(&self, caller: &Caller, mut new: NewReport) -> Result<Receipt> {
        if new.on_behalf {
            fill_in(&mut new.draft);
        }
        let parsed = new.draft.parse()?;
        let key = press_key(caller, &new.draft)?;
        let browser = distinct::browser_of(self.keys(), &new.browser);
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        let stored: Stored = self
            .storage()
            .write(move |tx| {
                let actor = caller.actor(tx)?;
                if let Some(key) = &key
                    && let Some(stored) = idempotency::answered(tx, key)?
                {
                    return Ok(stored);
                }
                let settings = Settings::load(tx, &fixed)?;
                let stored = store(tx, &actor, &new, &parsed, &settings)?;
                if let (Some(browser), Some(person)) = (&browser, stored.reporter) {
                    distinct::reported(tx, stored.incident, person, browser);
                }
                if let Some(key) = &key {
                    idempotency::remember(tx, key, &stored)?;
                }
                Ok(stored)
            })
            .await?;
        tracing::info!(number = %stored.number, "reported");
        let token = stored.reporter.map(|person| self.receipt_token(ReceiptLink { incident: stored.incident, person }));
        Ok(Receipt { number: stored.number.to_string(), token })
    }
}

fn store(
    tx: &mut Tx<'_>,
    actor: &Actor,
    new: &NewReport,
    parsed: &ParsedReport,
    settings: &Settings,
) -> Result<Stored> {
    let action = if new.on_behalf { Action::ReportOnBehalf } else { Action::Report };
    if !permits(actor, action, Object::Desk) {
        return Err(Error::Denied);
    }
    let reporter = reporter(tx, actor, new, parsed)?;
    let command = Command::Report {
        draft: new.draft.clone(),
        kind: new.kind,
        reporter,
        known: actor.role.is_some() && !new.over_limit,
        channel: new.channel,
    };
    let reached_at = reached(tx, actor, new, settings)?;
    let facts = Facts { reached_at, ..facts::gather(tx, None, &command, actor, settings)? };
    let changes = decide(None, &facts, &command, actor, Moment(tx.now()))?;
    let hand = Hand { quiet: new.over_limit, no_receipt: new.letter_over_limit, ..Hand::of(actor.who) };
    let incident = record(tx, None, &changes, hand, settings)?.incident;
    ask_about(tx, &incident)?;
    if let (Some(person), Some(contact)) = (reporter, &parsed.contact)
        && let Some(mut person) = PersonRecord::find(tx, person)?
    {
        person.give_contact(incident.id, contact.to_string());
        person.save(tx)?;
    }
    Ok(Stored { incident: incident.id, number: incident.number, reporter })
}

/// When what is entered for somebody came in, as whoever enters it types times; nobody else is asked.
fn reached(tx: &Tx<'_>, actor: &Actor, new: &NewReport, settings: &Settings) -> Result<Option<Moment>> {
    let typed = new.draft.reached.trim();
    if !new.on_behalf || typed.is_empty() {
        return Ok(None);
    }
    let reader = Reader::of(tx, actor, settings, Moment(tx.now()))?;
    let problem = match reader.typed(typed) {
        None => Problem::Malformed,
        Some(at) if at > reader.now() => Problem::InTheFuture,
        Some(at) if at < reader.now().plus(-TYPED_REACH) => Problem::TooFarOff,
        Some(at) => return Ok(Some(at)),
    };
    Err(Refusal::field("reached", problem).into())
}

/// One line on the board leaves the rest to what is usual; the team sets it when it takes the incident.
fn fill_in(draft: &mut ReportDraft) {
    for field in [&mut draft.impact, &mut draft.urgency] {
        if field.is_empty() {
            Level::Medium.code().clone_into(field);
        }
    }
}

/// The stored person behind a report: the signed-in one, one known by that address, or a new one.
fn reporter(tx: &mut Tx<'_>, actor: &Actor, new: &NewReport, parsed: &ParsedReport) -> Result<Option<PersonId>> {
    let named = parsed.name.is_some() || parsed.email.is_some() || parsed.contact.is_some();
    match actor.person_id() {
        Some(person) if !new.on_behalf => return Ok(Some(person)),
        Some(_) if !named => return Ok(None),
        _ => {}
    }
    let known = match &parsed.email {
        Some(email) => PersonRecord::by_email(tx, email)?,
        None => None,
    };
    let name = parsed.name.as_ref().map(ToString::to_string).unwrap_or_default();
    let contact = parsed.contact.as_ref().map(ToString::to_string);
    let person = match known {
        // Whoever typed the address may be anybody, so nothing of its person changes; only the team knows better.
        Some(person) if person.state != PersonState::NoAccount || !new.on_behalf => return Ok(Some(person.id)),
        Some(mut person) => {
            if person.name.is_empty() {
                person.name = name;
            }
            person.contact = contact.or(person.contact);
            person
        }
        None => {
            let mut person = PersonRecord::without_account(tx, name, parsed.email.clone())?;
            person.contact = contact;
            person
        }
    };
    person.save(tx)?;
    Ok(Some(person.id))
}

/// `None` without a nonce: scripts that send none ask for a report each time. Who asks and everything typed is part of
/// the key: a receipt is nobody else's.
fn press_key(caller: &Caller, draft: &ReportDraft) -> Result<Option<[u8; 32]>> {
    if draft.nonce.is_empty() {
        return Ok(None);
    }
    let typed = serde_json::to_string(draft).map_err(Error::internal)?;
    let person = caller.person().map(|person| person.to_string()).unwrap_or_default();
    Ok(Some(idempotency::key(&draft.nonce, &["report", &person, &typed])))
}
