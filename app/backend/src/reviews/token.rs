//! The link in the letter of a published review. It opens that review and nothing else, without signing in, for as long as
//! it is published and its incident is not restricted. It can be derived again at any time (HMAC over incident and
//! person), so nothing is stored for it.

use data_encoding::BASE64URL_NOPAD;
use domain::ids::{IncidentId, PersonId};
use subtle::ConstantTimeEq;

use crate::Backend;
use crate::error::{Error, Result};

const MAC_BYTES: usize = 16;
const PURPOSE: &str = "review";

impl Backend {
    pub(crate) fn review_token(&self, incident: IncidentId, person: PersonId) -> String {
        let mut bytes = Vec::with_capacity(16 + MAC_BYTES);
        bytes.extend(incident.0.to_be_bytes());
        bytes.extend(person.0.to_be_bytes());
        let signed = self.keys().sign(PURPOSE, &[&bytes]);
        bytes.extend(&signed[..MAC_BYTES]);
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// `NotFound` for one that was forged.
    pub(super) fn review_of_token(&self, token: &str) -> Result<(IncidentId, PersonId)> {
        let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).map_err(|_| Error::NotFound)?;
        let (ids, mac) = bytes.split_at_checked(16).ok_or(Error::NotFound)?;
        let signed = self.keys().sign(PURPOSE, &[ids]);
        if !bool::from(mac.ct_eq(&signed[..MAC_BYTES])) {
            return Err(Error::NotFound);
        }
        let id = |at: usize| ids.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_be_bytes);
        Ok((IncidentId(id(0)), PersonId(id(8))))
    }
}
