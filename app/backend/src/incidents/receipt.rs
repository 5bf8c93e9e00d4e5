//! The reporter's private link: what they see of their report, and what they may add to it.
//!
//! The token can be derived again at any time (HMAC over incident, person and the person's epoch of receipts), so
//! nothing is stored for it. It ends 90 days after the incident did, or when the epoch is raised. It opens one report
//! and nothing else.

use data_encoding::BASE64URL_NOPAD;
use domain::ids::{IncidentId, PersonId};
use domain::incident::{Change, Incident, Press, Reporter, Status, Verdict};
use domain::locale::{Locale, Names as _};
use domain::time::Moment;
use domain::view::incident::Done;
use domain::view::public::{Joined, ReceiptLine, ReceiptView};
use subtle::ConstantTimeEq;

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::write_to_me::is_out_of_reach;
use crate::incidents::{ChangeRequest, NameBook, conversation, entry, idempotency, index};
use crate::markdown::to_html;
use crate::people::PersonRecord;
use crate::retention::RECEIPT_LINK;
use crate::settings::Settings;
use crate::storage::Read;
use crate::time_text;

const MAC_BYTES: usize = 16;
const PURPOSE: &str = "receipt";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiptLink {
    pub incident: IncidentId,
    pub person: PersonId,
}

impl Backend {
    /// A link of a person who cannot be read is one that opens nothing.
    pub fn receipt_token(&self, link: ReceiptLink) -> String {
        let person = self.storage().read(|read| PersonRecord::find(read, link.person)).ok().flatten();
        let mut bytes = Vec::with_capacity(16 + MAC_BYTES);
        bytes.extend(link.incident.0.to_be_bytes());
        bytes.extend(link.person.0.to_be_bytes());
        bytes.extend(self.receipt_mac(&bytes, person.as_ref()));
        BASE64URL_NOPAD.encode(&bytes)
    }

    fn receipt_mac(&self, ids: &[u8], person: Option<&PersonRecord>) -> [u8; MAC_BYTES] {
        let signed = match person.map_or(0, |person| person.receipt_epoch) {
            // Links sent before anything was ever revoked are signed without one.
            0 => self.keys().sign(PURPOSE, &[ids]),
            epoch => self.keys().sign(PURPOSE, &[ids, &epoch.to_be_bytes()]),
        };
        let mut mac = [0; MAC_BYTES];
        mac.copy_from_slice(&signed[..MAC_BYTES]);
        mac
    }

    /// The caller a receipt link stands for; `NotFound` for one that was forged, revoked or has ended.
    pub fn caller_from_receipt(&self, token: &str) -> Result<Caller> {
        let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).map_err(|_| Error::NotFound)?;
        let (ids, mac) = bytes.split_at_checked(16).ok_or(Error::NotFound)?;
        let id = |at: usize| ids.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_be_bytes);
        let (incident, person) = (IncidentId(id(0)), PersonId(id(8)));
        let record = self.storage().read(|read| PersonRecord::find(read, person))?;
        if !bool::from(mac.ct_eq(&self.receipt_mac(ids, record.as_ref())[..])) {
            return Err(Error::NotFound);
        }
        let now = self.storage().now();
        let found = self.storage().read(|read| index::find(read, incident))?.ok_or(Error::NotFound)?;
        let over = found.ended_at.is_some_and(|ended| ended.plus(RECEIPT_LINK) < Moment(now));
        if over || found.reporter(person).is_none() {
            return Err(Error::NotFound);
        }
        Ok(Caller::receipt(incident, person))
    }

    /// What the reporter sees: state, public words, the team's messages and their own words.
    pub fn receipt(&self, token: &str) -> Result<ReceiptView> {
        let link = self.link(token)?;
        let now = Moment(self.storage().now());
        let settings = self.settings()?;
        self.storage().read(|read| view(read, link, now, &settings))
    }

    /// Further words for the team.
    pub async fn add_words(&self, token: &str, text: String, nonce: String) -> Result<Done> {
        self.by_receipt(token, Press::AddWords { text }, nonce).await
    }

    /// "Works again" or "still broken", with a few words if they like.
    pub async fn judge(&self, token: &str, verdict: Verdict, words: String, nonce: String) -> Result<Done> {
        self.by_receipt(token, Press::Judge { verdict, words }, nonce).await
    }

    /// Takes "me too" back; the link opens nothing from then on.
    pub async fn leave(&self, token: &str, nonce: String) -> Result<Done> {
        self.by_receipt(token, Press::Leave, nonce).await
    }

    async fn by_receipt(&self, token: &str, press: Press, nonce: String) -> Result<Done> {
        let link = self.link(token)?;
        let number = self.storage().read(|read| index::find(read, link.incident))?.ok_or(Error::NotFound)?.number;
        let caller = Caller::receipt(link.incident, link.person);
        self.change(&caller, ChangeRequest { number: number.to_string(), press, also: None, seen: None, nonce }).await
    }

    pub(super) fn link(&self, token: &str) -> Result<ReceiptLink> {
        let actor = self.storage().read(|read| self.caller_from_receipt(token)?.actor(read))?;
        match actor.who {
            domain::permissions::Who::Receipt { incident, person } => Ok(ReceiptLink { incident, person }),
            _ => Err(Error::NotFound),
        }
    }
}

fn view(read: &dyn Read, link: ReceiptLink, now: Moment, settings: &Settings) -> Result<ReceiptView> {
    let incident = index::find(read, link.incident)?.ok_or(Error::NotFound)?;
    let reporter = incident.reporter(link.person).ok_or(Error::NotFound)?;
    let zone = time_text::zone(&settings.zone);
    let first = incident.first_reporter() == Some(link.person);
    let judged = matches!(incident.status, Status::Mitigated | Status::Resolved);
    let person = PersonRecord::find(read, link.person)?;
    let spoken_to = conversation::is_part_of(&incident, reporter, person.as_ref());
    let lines = lines(read, &incident, reporter, spoken_to, |at| time_text::view(at, now, zone))?;
    let workaround = incident.workaround.clone().filter(|_| incident.is_published());
    Ok(ReceiptView {
        organisation: settings.organisation.clone(),
        number: incident.number.to_string(),
        // Somebody who joined never sees the first reporter's words.
        title: if first {
            incident.reported_title().to_owned()
        } else {
            incident.public_title.clone().unwrap_or_default()
        },
        public_title: incident.public_title.clone(),
        joined: (!first).then(|| joined(read, &incident, person.as_ref(), |at| time_text::view(at, now, zone))),
        workaround,
        status: incident.status,
        state: Locale::English.public_state(incident.status).to_owned(),
        reported: time_text::view(reporter.at, now, zone),
        people: incident.reporters.len() as u64,
        lines,
        may_judge: judged,
        verdict: reporter.verdict,
        may_add: !incident.status.is_final(),
        has_email: person.is_some_and(|p| p.email.is_some()),
        nonce: idempotency::form_nonce(now.0)?,
    })
}

/// The names that the line had where they pressed "me too".
fn joined(
    read: &dyn Read,
    incident: &Incident,
    person: Option<&PersonRecord>,
    time: impl Fn(Moment) -> domain::view::TimeView,
) -> Joined {
    let service = || index::card_row(incident).services.first().map(|service| NameBook::new(read).service(*service));
    let title = incident.public_title.clone().filter(|_| incident.is_published());
    let over = incident.status.is_final();
    Joined {
        what: title.or_else(service).unwrap_or_else(|| incident.number.to_string()),
        reported: time(incident.reported_at),
        may_leave: !over,
        may_give_address: !over && !incident.restricted && person.is_some_and(is_out_of_reach),
    }
}

fn lines(
    read: &dyn Read,
    incident: &Incident,
    reporter: &Reporter,
    spoken_to: bool,
    time: impl Fn(Moment) -> domain::view::TimeView,
) -> Result<Vec<ReceiptLine>> {
    let first = incident.first_reporter() == Some(reporter.person);
    let mut lines = Vec::new();
    let entries = entry::entries(read, incident.id)?;
    let undone = entry::undone(&entries);
    for entry in entries.into_iter().filter(|entry| !undone.contains(&entry.sequence)) {
        let (who, text) = match entry.change {
            // Who joined reads what was written to them, not what was said to others before.
            Some(Change::Messaged { text }) if first || (spoken_to && entry.at >= reporter.at) => ("The team", text),
            Some(Change::Resolved { resolution, .. }) if incident.tells_resolution_to(reporter.person) => {
                ("The team", resolution)
            }
            Some(Change::ReporterSaid { person, text }) if person == reporter.person => ("You", text),
            _ => continue,
        };
        lines.push(ReceiptLine { at: time(entry.at), who: who.to_owned(), html: to_html(&text) });
    }
    Ok(lines)
}
