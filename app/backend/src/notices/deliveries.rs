//! How the letters of each entry of a timeline stand: a row that is counted on in the transactions that queue, send,
//! fail or drop them, so that a page and a card know it without looking at letters. It is there while there is
//! something to say, and gone once all of them are delivered.
//!
//! Rows of updates that have not reached everybody stand in front, so that a board reads those and no others.

use std::collections::{BTreeMap, HashMap};

use domain::ids::IncidentId;
use domain::view::letters::{Delivery, LetterState};
use serde::{Deserialize, Serialize};

use super::{Audience, Notice, Queued};
use crate::error::Result;
use crate::storage::{self, Key, KeyParts, Order, Read, Record, Table, Tx};

/// Rows that a board reads at most; a relay that is away for days leaves more, and then some cards say nothing.
const READ_AT_ONCE: usize = 2_000;

/// A timeline's entry: the incident and the sequence.
pub(crate) type EntryOf = (IncidentId, u64);

/// Where a letter is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    #[default]
    Waiting,
    /// It was tried, and waits again.
    Tried,
    Delivered,
    Kept,
    Failed,
}

impl Standing {
    pub(crate) fn of(state: LetterState, was_tried: bool) -> Self {
        match state {
            LetterState::Accepted => Self::Delivered,
            LetterState::Kept => Self::Kept,
            LetterState::Failed => Self::Failed,
            LetterState::Queued | LetterState::Sending | LetterState::Deferred if was_tried => Self::Tried,
            LetterState::Queued | LetterState::Sending | LetterState::Deferred => Self::Waiting,
        }
    }
}

/// Why somebody gets no letter after all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unsent {
    /// The press was taken back.
    Withdrawn,
    /// They may not be told any more, or do not want to be.
    Withheld,
}

/// The letters of one entry, by how they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryRecord {
    /// An update to stakeholders; of other letters only those that failed are worth a word.
    pub update: bool,
    pub waiting: u32,
    pub tried: u32,
    pub delivered: u32,
    pub kept: u32,
    pub failed: u32,
    pub withheld: u32,
}

impl Record for DeliveryRecord {
    const TABLE: Table = Table::Deliveries;
    const VERSION: u8 = 1;
}

impl DeliveryRecord {
    pub fn find(read: &dyn Read, (incident, sequence): EntryOf) -> Result<Option<Self>> {
        match storage::load(read, &key(true, incident, sequence))? {
            Some(record) => Ok(Some(record)),
            None => storage::load(read, &key(false, incident, sequence)),
        }
    }

    pub fn view(&self) -> Delivery {
        let waiting = self.waiting + self.tried;
        let letters = waiting + self.delivered + self.kept + self.failed + self.withheld;
        let Self { delivered, kept, failed, withheld, .. } = *self;
        Delivery { letters, delivered, waiting, kept, failed, withheld }
    }

    /// Something is wrong, or takes longer than letters take.
    fn is_in_trouble(&self, paused: bool) -> bool {
        self.failed > 0 || self.tried > 0 || (paused && self.waiting > 0)
    }

    fn is_outstanding(&self) -> bool {
        self.waiting + self.tried + self.failed > 0
    }

    fn has_something_to_say(&self) -> bool {
        self.is_outstanding() || (self.update && self.kept + self.withheld > 0)
    }

    pub(crate) fn place(&mut self, standing: Standing) -> &mut u32 {
        match standing {
            Standing::Waiting => &mut self.waiting,
            Standing::Tried => &mut self.tried,
            Standing::Delivered => &mut self.delivered,
            Standing::Kept => &mut self.kept,
            Standing::Failed => &mut self.failed,
        }
    }

    /// False when it is not counted there: an entry from before letters were counted.
    fn take(&mut self, standing: Standing) -> bool {
        let place = self.place(standing);
        let counted = *place > 0;
        *place = place.saturating_sub(1);
        counted
    }

    fn store(&self, tx: &mut Tx<'_>, (incident, sequence): EntryOf) -> Result<()> {
        let front = self.update && self.is_outstanding();
        tx.delete(Table::Deliveries, key(!front, incident, sequence));
        if self.has_something_to_say() {
            tx.save(&key(front, incident, sequence), self)
        } else {
            tx.delete(Table::Deliveries, key(front, incident, sequence));
            Ok(())
        }
    }
}

/// The entry that a notice tells of; letters about an account and questions to the team tell of none.
pub(crate) fn entry_of(notice: &Notice) -> Option<EntryOf> {
    let incident = notice.incident.filter(|_| notice.revision > 0 && notice.kind.spec().to != Audience::Person);
    incident.map(|incident| (incident, notice.revision))
}

/// Each once for every notice: two notices of one entry may be one letter.
pub(crate) fn entries_of<'a>(notices: impl Iterator<Item = &'a Queued>) -> Vec<EntryOf> {
    notices.filter_map(|queued| entry_of(&queued.notice)).collect()
}

/// One more letter is owed.
pub(super) fn owed(tx: &mut Tx<'_>, notice: &Notice, update: bool) -> Result<()> {
    let Some(entry) = entry_of(notice) else { return Ok(()) };
    let fresh = || DeliveryRecord { update, ..DeliveryRecord::default() };
    let mut record = DeliveryRecord::find(tx, entry)?.unwrap_or_else(fresh);
    record.waiting += 1;
    record.store(tx, entry)
}

/// A notice left the queue, and no letter is written. True when nothing of an update waits for its turn any more.
pub(super) fn unsent(tx: &mut Tx<'_>, notice: &Notice, why: Unsent) -> Result<bool> {
    let Some(entry) = entry_of(notice) else { return Ok(false) };
    let Some(mut record) = DeliveryRecord::find(tx, entry)? else { return Ok(false) };
    if !record.take(Standing::Waiting) {
        return Ok(false);
    }
    record.withheld += u32::from(why == Unsent::Withheld);
    record.store(tx, entry)?;
    Ok(record.update && record.waiting == 0)
}

/// A letter about these entries stands otherwise than before. Answers the incidents whose open pages ought to hear of
/// it: when something went wrong or was mended, and when nothing waits for its turn any more; not of each of three
/// hundred letters that go out.
pub(crate) fn moved(tx: &mut Tx<'_>, entries: &[EntryOf], from: Standing, to: Standing) -> Result<Vec<IncidentId>> {
    let mut turned = Vec::new();
    for entry in entries {
        let Some(mut record) = DeliveryRecord::find(tx, *entry)? else { continue };
        if !record.take(from) {
            continue;
        }
        *record.place(to) += 1;
        record.store(tx, *entry)?;
        let is_one_of = |standing: Standing| from == standing || to == standing;
        let of_note = is_one_of(Standing::Failed) || (record.update && is_one_of(Standing::Tried));
        if of_note || (record.update && record.waiting == 0) {
            turned.push(entry.0);
        }
    }
    Ok(turned)
}

/// By sequence: all entries of an incident with something to say of their letters.
pub fn of_incident(read: &dyn Read, incident: IncidentId) -> Result<BTreeMap<u64, DeliveryRecord>> {
    let mut found = BTreeMap::new();
    for front in [true, false] {
        let prefix = Key::new().byte(u8::from(!front)).u64(incident.0).done();
        each(read, &prefix, usize::MAX, &mut |(_, sequence), record| {
            found.insert(sequence, record);
        })?;
    }
    Ok(found)
}

/// The same of the entries from `first` to `last`, however many there are besides.
pub fn within(read: &dyn Read, incident: IncidentId, first: u64, last: u64) -> Result<BTreeMap<u64, DeliveryRecord>> {
    let mut found = BTreeMap::new();
    for front in [true, false] {
        let (from, to) = (key(front, incident, first), key(front, incident, last.saturating_add(1)));
        for (key, value) in read.scan(Table::Deliveries, &from, &to, Order::Ascending, READ_AT_ONCE)? {
            let ((_, sequence), record) = parse(&key, &value)?;
            found.insert(sequence, record);
        }
    }
    Ok(found)
}

/// What the cards of incidents say: their newest update that is in trouble.
pub fn in_trouble(read: &dyn Read, paused: bool) -> Result<HashMap<IncidentId, Delivery>> {
    let mut found = HashMap::new();
    each(read, &front_rows(), READ_AT_ONCE, &mut |(incident, _), record| {
        if record.is_in_trouble(paused) {
            found.insert(incident, record.view());
        }
    })?;
    Ok(found)
}

/// The same of one incident.
pub fn trouble_of(read: &dyn Read, incident: IncidentId, paused: bool) -> Result<Option<Delivery>> {
    let mut newest = None;
    let prefix = Key::new().byte(0).u64(incident.0).done();
    each(read, &prefix, READ_AT_ONCE, &mut |_, record| {
        if record.is_in_trouble(paused) {
            newest = Some(record.view());
        }
    })?;
    Ok(newest)
}

/// Updates of any incident that have not reached everybody, at most so many as a board reads.
pub fn outstanding(read: &dyn Read) -> Result<Vec<(IncidentId, u64, Delivery)>> {
    let mut found = Vec::new();
    each(read, &front_rows(), READ_AT_ONCE, &mut |(incident, sequence), record| {
        found.push((incident, sequence, record.view()));
    })?;
    Ok(found)
}

/// Updates of one incident with something to say.
pub fn updates_of(read: &dyn Read, incident: IncidentId) -> Result<Vec<(IncidentId, u64, Delivery)>> {
    let updates = of_incident(read, incident)?.into_iter().filter(|(_, record)| record.update);
    Ok(updates.map(|(sequence, record)| (incident, sequence, record.view())).collect())
}

/// Every row there is, for `verify`.
pub(crate) fn all(read: &dyn Read) -> Result<Vec<(EntryOf, DeliveryRecord)>> {
    let mut found = Vec::new();
    each(read, &[], usize::MAX, &mut |entry, record| found.push((entry, record)))?;
    Ok(found)
}

fn each(read: &dyn Read, prefix: &[u8], most: usize, tell: &mut dyn FnMut(EntryOf, DeliveryRecord)) -> Result<()> {
    let (mut broken, mut seen) = (None, 0);
    read.each_with_prefix(Table::Deliveries, prefix, Order::Ascending, &mut |key, value| {
        match parse(key, value) {
            Ok((entry, record)) => tell(entry, record),
            Err(error) => broken = Some(error),
        }
        seen += 1;
        broken.is_none() && seen < most
    })?;
    broken.map_or(Ok(()), Err)
}

fn parse(key: &[u8], value: &[u8]) -> Result<(EntryOf, DeliveryRecord)> {
    let mut parts = KeyParts::of(key);
    parts.byte()?;
    Ok(((IncidentId(parts.u64()?), parts.u64()?), storage::decode(value)?))
}

fn front_rows() -> Vec<u8> {
    Key::new().byte(0).done()
}

fn key(front: bool, incident: IncidentId, sequence: u64) -> Vec<u8> {
    Key::new().byte(u8::from(!front)).u64(incident.0).u64(sequence).done()
}
