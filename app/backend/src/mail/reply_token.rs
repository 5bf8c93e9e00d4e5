//! What stands behind the plus of the address that answers go to: whose letter about which incident it was. Derived like
//! a receipt's link and not stored; it opens nothing and only says where words belong, if their sender may write there.

use data_encoding::BASE32_NOPAD;
use domain::ids::{IncidentId, PersonId};
use domain::person::Email;
use subtle::ConstantTimeEq;

use crate::keys::Keys;

const PURPOSE: &str = "reply";
const MAC_BYTES: usize = 8;
const IDS_BYTES: usize = 16;

/// What an answer to a test letter is told by: no incident and nobody.
pub(crate) const OF_TEST: (IncidentId, PersonId) = (IncidentId(0), PersonId(0));

/// Of lower-case letters and digits, so that no server changes it on its way.
pub(crate) fn make(keys: &Keys, incident: IncidentId, person: PersonId) -> String {
    let mut bytes = Vec::with_capacity(IDS_BYTES + MAC_BYTES);
    bytes.extend(incident.0.to_be_bytes());
    bytes.extend(person.0.to_be_bytes());
    bytes.extend(&keys.sign(PURPOSE, &[&bytes])[..MAC_BYTES]);
    BASE32_NOPAD.encode(&bytes).to_ascii_lowercase()
}

/// Whose it is; `None` for one that is not ours.
pub(crate) fn read(keys: &Keys, token: &str) -> Option<(IncidentId, PersonId)> {
    let bytes = BASE32_NOPAD.decode(token.to_ascii_uppercase().as_bytes()).ok()?;
    let (ids, mac) = bytes.split_at_checked(IDS_BYTES)?;
    let signed = keys.sign(PURPOSE, &[ids]);
    if !bool::from(mac.ct_eq(&signed[..MAC_BYTES])) {
        return None;
    }
    let (incident, person) = ids.split_at_checked(8)?;
    let id = |bytes: &[u8]| bytes.try_into().ok().map(u64::from_be_bytes);
    Some((IncidentId(id(incident)?), PersonId(id(person)?)))
}

/// `desk+token@example.org`; `None` where that is longer than addresses may be.
pub(crate) fn with_plus(address: &Email, token: &str) -> Option<Email> {
    let (local, domain) = address.as_str().rsplit_once('@')?;
    let whole = format!("{local}+{token}@{domain}");
    Email::parse("reply_address", &whole).ok().filter(|_| local.len() + 1 + token.len() <= 64)
}

/// What stands behind the last plus of an address.
pub(crate) fn behind_plus(address: &str) -> Option<&str> {
    address.rsplit_once('@')?.0.rsplit_once('+').map(|(_, token)| token)
}
