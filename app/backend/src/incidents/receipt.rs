//! The reporter's private link: what they see of their report, and what they may add to it.
//!
//! The token can be derived again at any time (HMAC over incident, person and the person's epoch of receipts), so
//! nothing is stored for it. It ends 90 days after the incident did, or when the epoch is raised. It opens one report
//! and nothing else.

use data_encoding::BASE64URL_NOPAD;
use domain::ids::{IncidentId, PersonId};
use domain::incident::{Press, Verdict};
use domain::permissions::Who;
use domain::time::Moment;
use domain::view::incident::Done;
use domain::view::public::ReceiptView;
use subtle::ConstantTimeEq;

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::{ChangeRequest, index, merged, receipt_view};
use crate::people::PersonRecord;
use crate::retention::RECEIPT_LINK;

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
        let reported = found.reporter(person).is_some();
        let stands = self.storage().read(|read| merged::leads_to(read, found))?;
        let over = stands.ended_at.is_some_and(|ended| ended.plus(RECEIPT_LINK) < Moment(now));
        if over || !reported {
            return Err(Error::NotFound);
        }
        Ok(Caller::receipt(incident, person))
    }

    /// What the reporter sees: state, public words, the team's messages and their own words.
    pub fn receipt(&self, token: &str) -> Result<ReceiptView> {
        self.receipt_before(token, None)
    }

    /// The same, with what was written before the entry of that sequence.
    pub fn receipt_before(&self, token: &str, before: Option<u64>) -> Result<ReceiptView> {
        let link = self.link(token)?;
        let now = Moment(self.storage().now());
        let settings = self.settings()?;
        self.storage().read(|read| receipt_view::view(read, link, before, now, &settings))
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

    /// Takes the reporter's own words out of that entry, for good.
    pub async fn take_out_own_words(&self, token: &str, sequence: u64, nonce: String) -> Result<Done> {
        self.by_receipt(token, Press::TakeOutOwnWords { sequence }, nonce).await
    }

    async fn by_receipt(&self, token: &str, press: Press, nonce: String) -> Result<Done> {
        let link = self.link(token)?;
        let found = self.storage().read(|read| index::find(read, link.incident))?.ok_or(Error::NotFound)?;
        let number = self.storage().read(|read| merged::leads_to(read, found))?.number;
        let caller = Caller::receipt(link.incident, link.person);
        self.change(&caller, ChangeRequest { number: number.to_string(), press, also: None, seen: None, nonce }).await
    }

    pub(super) fn link(&self, token: &str) -> Result<ReceiptLink> {
        let actor = self.storage().read(|read| self.caller_from_receipt(token)?.actor(read))?;
        let Who::Receipt { incident, person } = actor.who else { return Err(Error::NotFound) };
        Ok(ReceiptLink { incident, person })
    }
}
