//! Who of those who join can be told apart, for three distinct people confirm a report and the count of people is of
//! people. Who they are, or say that they are, is one of them each. Without a name it is their browser where only our own
//! network reaches us, and the whole network where everybody does, or where a browser keeps nothing.

use data_encoding::BASE64URL_NOPAD;
use domain::classification::PEOPLE_WHO_VERIFY;
use domain::ids::{IncidentId, PersonId};
use domain::incident::Incident;
use subtle::ConstantTimeEq;

use crate::Backend;
use crate::error::{Error, Result};
use crate::keys::Keys;
use crate::people::attempts::Place;
use crate::settings::Reach;
use crate::storage::{Key, Order, Read, Table, Tx};

const MARK: &str = "browser";
const LIKENESS: &str = "joined from there";
const ID_BYTES: usize = 16;
const MAC_BYTES: usize = 16;

/// What counting the one who joins came to.
#[derive(Default)]
pub(super) struct Counted {
    pub distinct: usize,
    pub alike: bool,
}

impl Backend {
    /// What a browser keeps that has none yet. It says nothing of anybody, and opens nothing.
    pub fn browser_mark(&self) -> Result<String> {
        let mut bytes = vec![0; ID_BYTES];
        getrandom::fill(&mut bytes).map_err(Error::internal)?;
        bytes.extend(mac(self.keys(), &bytes));
        Ok(BASE64URL_NOPAD.encode(&bytes))
    }

    /// A browser is to keep one: it brought none of ours, and joins are counted by browsers.
    pub fn wants_browser_mark(&self, brought: &str) -> Result<bool> {
        Ok(self.settings()?.reach == Reach::Network && browser(self.keys(), brought).is_none())
    }
}

/// The browser that a mark of ours stands for.
fn browser(keys: &Keys, mark: &str) -> Option<Vec<u8>> {
    let bytes = BASE64URL_NOPAD.decode(mark.as_bytes()).ok()?;
    let (id, brought) = bytes.split_at_checked(ID_BYTES)?;
    bool::from(brought.ct_eq(&mac(keys, id)[..])).then(|| id.to_vec())
}

fn mac(keys: &Keys, id: &[u8]) -> [u8; MAC_BYTES] {
    let signed = keys.sign(MARK, &[id]);
    let mut mac = [0; MAC_BYTES];
    mac.copy_from_slice(&signed[..MAC_BYTES]);
    mac
}

/// Of somebody without a name, by the mark that their browser brought and the address that they come from.
pub(super) fn unnamed(keys: &Keys, reach: Reach, mark: &str, address: &str) -> [u8; 32] {
    let browser = browser(keys, mark).filter(|_| reach == Reach::Network);
    match browser {
        Some(browser) => keys.sign(LIKENESS, &[b"browser", &browser]),
        None => keys.sign(LIKENESS, &[b"network", format!("{:?}", Place::of_address(address)).as_bytes()]),
    }
}

/// Counts the one who joins among those who joined before, and who reported it. Over a limit they are told apart and
/// confirm nothing.
pub(super) fn one_more(
    tx: &mut Tx<'_>,
    incident: &Incident,
    person: PersonId,
    unnamed: Option<&[u8; 32]>,
    over_limit: bool,
) -> Result<Counted> {
    let mut alike = false;
    if let Some(from) = unnamed {
        let row = [rows("came from there", incident.id), from.to_vec()].concat();
        // Whoever was counted from there may have taken it back since.
        let counted = tx.get(Table::Counters, &row)?.and_then(|id| id.try_into().ok()).map(u64::from_be_bytes);
        alike = counted.is_some_and(|counted| incident.reporter(PersonId(counted)).is_some());
        if !alike {
            tx.put(Table::Counters, row, person.0.to_be_bytes());
        }
    }
    if over_limit {
        return Ok(Counted { distinct: 0, alike });
    }
    let joined = rows("joined", incident.id);
    // From the third on it is confirmed, and nobody counts any more.
    if confirming(tx, &joined)? < PEOPLE_WHO_VERIFY {
        let who = unnamed.map_or_else(|| person.0.to_be_bytes().to_vec(), |from| from.to_vec());
        tx.put(Table::Counters, [joined.as_slice(), &who].concat(), Vec::new());
    }
    // Who took it back is counted no longer.
    let here = incident.reporters.len() + 1;
    let distinct = here.min(confirming(tx, &joined)? + usize::from(incident.first_reporter().is_some()));
    Ok(Counted { distinct, alike })
}

/// How many distinct people have it, at least; more than confirm it are not told.
pub(super) fn so_far(read: &dyn Read, incident: &Incident) -> Result<usize> {
    let joined = confirming(read, &rows("joined", incident.id))?;
    Ok(incident.reporters.len().min(joined + usize::from(incident.first_reporter().is_some())))
}

fn rows(what: &str, incident: IncidentId) -> Vec<u8> {
    Key::new().text(what).u64(incident.0).done()
}

fn confirming(read: &dyn Read, joined: &[u8]) -> Result<usize> {
    Ok(read.scan_prefix(Table::Counters, joined, Order::Ascending, PEOPLE_WHO_VERIFY)?.len())
}
