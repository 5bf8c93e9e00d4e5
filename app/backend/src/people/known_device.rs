//! Browsers in which somebody has signed in before. Each keeps a mark that says whose it is; who brings it to the door
//! again is not counted with the strangers of their network, and waits for nothing but their own wrong passwords. The
//! mark opens nothing, and nothing is stored for it: an HMAC over the person and a few random bytes.

use data_encoding::BASE64URL_NOPAD;
use domain::ids::PersonId;
use subtle::ConstantTimeEq;

use super::SignedIn;
use super::attempts::Place;
use crate::Backend;
use crate::error::{Error, Result};

const PURPOSE: &str = "known device";
const ID_BYTES: usize = 8;
const MAC_BYTES: usize = 16;

/// People whose browser one browser is: the computer at the reception.
const MARKS_MOST: usize = 4;
/// Stands between the marks of several people.
const BETWEEN: char = '.';

impl Backend {
    /// What the browser keeps from now on, after what it brought.
    pub fn device_marks(&self, brought: &str, session: &SignedIn) -> Result<String> {
        let mut bytes = session.person.0.to_be_bytes().to_vec();
        let mut random = [0; ID_BYTES];
        getrandom::fill(&mut random).map_err(Error::internal)?;
        bytes.extend(random);
        bytes.extend(self.device_mac(&bytes));
        let others = brought.split(BETWEEN).filter(|mark| self.device_of(mark, session.person).is_none());
        let marks = std::iter::once(BASE64URL_NOPAD.encode(&bytes)).chain(others.map(str::to_owned));
        Ok(marks.filter(|mark| !mark.is_empty()).take(MARKS_MOST).collect::<Vec<_>>().join(&BETWEEN.to_string()))
    }

    /// The place that a browser with these marks is for that person, if they signed in there.
    pub(super) fn known_place(&self, marks: &str, person: PersonId) -> Option<Place> {
        marks.split(BETWEEN).take(MARKS_MOST).find_map(|mark| self.device_of(mark, person)).map(Place::Device)
    }

    fn device_of(&self, mark: &str, person: PersonId) -> Option<[u8; ID_BYTES]> {
        let bytes = BASE64URL_NOPAD.decode(mark.as_bytes()).ok()?;
        let (said, mac) = bytes.split_at_checked(2 * ID_BYTES)?;
        let (id, random) = said.split_at(ID_BYTES);
        let ours = bool::from(mac.ct_eq(&self.device_mac(said)[..])) && id == person.0.to_be_bytes();
        ours.then(|| random.try_into().ok()).flatten()
    }

    fn device_mac(&self, said: &[u8]) -> [u8; MAC_BYTES] {
        let signed = self.keys().sign(PURPOSE, &[said]);
        let mut mac = [0; MAC_BYTES];
        mac.copy_from_slice(&signed[..MAC_BYTES]);
        mac
    }
}
