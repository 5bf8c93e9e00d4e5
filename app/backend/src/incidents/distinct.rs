//! Who of those who join can be told apart, for three distinct people confirm a report and the count of people is of
//! people. Who they are, or say that they are, is one of them each. Without a name it is their browser where only our own
//! network reaches us, and the whole network where everybody does, or where a browser keeps nothing. The browser that
//! reported it is the reporter's wherever it is: nobody counts twice by reporting and joining.

use data_encoding::BASE64URL_NOPAD;
use domain::classification::PEOPLE_WHO_VERIFY;
use domain::ids::{IncidentId, PersonId};
use domain::incident::Incident;
use subtle::ConstantTimeEq;

use crate::Backend;
use crate::error::{Error, Result};
use crate::keys::Keys;
use crate::people::PersonRecord;
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

    /// A browser is to keep one: it brought none of ours.
    pub fn wants_browser_mark(&self, brought: &str) -> bool {
        browser(self.keys(), brought).is_none()
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

/// Where a press came from.
pub(super) struct Origin {
    browser: Option<[u8; 32]>,
    /// What somebody without a name is told from others by.
    unnamed: [u8; 32],
}

impl Origin {
    /// By the mark that the browser brought and the address that it comes from.
    pub(super) fn of(keys: &Keys, reach: Reach, mark: &str, address: &str) -> Self {
        let browser = browser_of(keys, mark);
        let unnamed = browser.filter(|_| reach == Reach::Network).unwrap_or_else(|| {
            keys.sign(LIKENESS, &[b"network", format!("{:?}", Place::of_address(address)).as_bytes()])
        });
        Self { browser, unnamed }
    }
}

/// The browser that brought a mark of ours, as it is kept: what is on disk cannot be brought.
pub(super) fn browser_of(keys: &Keys, mark: &str) -> Option<[u8; 32]> {
    browser(keys, mark).map(|browser| keys.sign(LIKENESS, &[b"browser", &browser]))
}

/// Keeps which browser reported it.
pub(super) fn reported(tx: &mut Tx<'_>, incident: IncidentId, person: PersonId, browser: &[u8; 32]) {
    tx.put(Table::Counters, came_from(incident, browser), person.0.to_be_bytes());
}

/// The one who joins sits at the browser that reported it, and neither of the two gave another name.
fn reported_it(tx: &Tx<'_>, incident: &Incident, person: PersonId, browser: &[u8; 32]) -> Result<bool> {
    let Some(first) = incident.first_reporter() else { return Ok(false) };
    if counted_from(tx, incident.id, browser)? != Some(first) {
        return Ok(false);
    }
    let name = |id| -> Result<String> {
        Ok(PersonRecord::find(tx, id)?.map(|person| person.name.trim().to_lowercase()).unwrap_or_default())
    };
    let (reporter, joins) = (name(first)?, name(person)?);
    Ok(reporter.is_empty() || joins.is_empty() || reporter == joins)
}

/// Counts the one who joins among those who joined before, and who reported it. Over a limit they are told apart and
/// confirm nothing.
pub(super) fn one_more(
    tx: &mut Tx<'_>,
    incident: &Incident,
    person: PersonId,
    origin: &Origin,
    named: bool,
    over_limit: bool,
) -> Result<Counted> {
    let unnamed = (!named).then_some(&origin.unnamed);
    let reporter = origin.browser.as_ref().map_or(Ok(false), |browser| reported_it(tx, incident, person, browser))?;
    let mut alike = reporter;
    if let Some(from) = unnamed.filter(|_| !reporter) {
        // Whoever was counted from there may have taken it back since.
        alike = counted_from(tx, incident.id, from)?.is_some_and(|counted| incident.reporter(counted).is_some());
        if !alike {
            tx.put(Table::Counters, came_from(incident.id, from), person.0.to_be_bytes());
        }
    }
    if over_limit {
        return Ok(Counted { distinct: 0, alike });
    }
    let joined = rows("joined", incident.id);
    // From the third on it is confirmed, and nobody counts any more.
    if !reporter && confirming(tx, &joined)? < PEOPLE_WHO_VERIFY {
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

fn came_from(incident: IncidentId, from: &[u8; 32]) -> Vec<u8> {
    [rows("came from there", incident), from.to_vec()].concat()
}

/// Whoever was counted from there.
fn counted_from(read: &dyn Read, incident: IncidentId, from: &[u8; 32]) -> Result<Option<PersonId>> {
    let stored = read.get(Table::Counters, &came_from(incident, from))?;
    Ok(stored.and_then(|id| id.try_into().ok()).map(u64::from_be_bytes).map(PersonId))
}

fn rows(what: &str, incident: IncidentId) -> Vec<u8> {
    Key::new().text(what).u64(incident.0).done()
}

fn confirming(read: &dyn Read, joined: &[u8]) -> Result<usize> {
    Ok(read.scan_prefix(Table::Counters, joined, Order::Ascending, PEOPLE_WHO_VERIFY)?.len())
}
