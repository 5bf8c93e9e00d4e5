//! Checking the hash chains link by link. It finds what was altered, exchanged or left out inside a
//! chain; that a chain was cut off at its end is found by whoever compares its head with the one that
//! the journal has recorded.

use std::fmt;

use sha2::{Digest, Sha256};

use super::chain::{Chain, Hash, Link, link_hash};
use super::{KeyParts, Order, Read, Table};
use crate::error::Result;

/// Something in a chain that no correct program has left there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub chain: Chain,
    pub sequence: u64,
    pub kind: FaultKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The stored bytes are no link.
    Unreadable,
    /// Entries before this one are missing.
    Gap,
    /// It does not follow the link before it.
    Detached,
    /// Header, digest or hash were altered.
    LinkAltered,
    /// The content is not the one that was appended.
    PayloadAltered,
    /// Content without a link.
    Stray,
}

/// All faults of one chain, none when it is whole.
pub fn verify(from: &dyn Read, chain: Chain) -> Result<Vec<Fault>> {
    let mut check = Check::of(chain);
    let mut failed = None;
    from.each_with_prefix(chain.links(), &chain.prefix(), Order::Ascending, &mut |key, value| {
        let checked = from.get(chain.payloads(), key).map(|salted| check.link(key, value, salted.as_deref()));
        failed = checked.err();
        failed.is_none()
    })?;
    from.each_with_prefix(chain.payloads(), &chain.prefix(), Order::Ascending, &mut |key, _| {
        match from.contains(chain.links(), key) {
            Ok(true) => {}
            Ok(false) => check.fault(sequence_of(key), FaultKind::Stray),
            Err(error) => failed = Some(error),
        }
        failed.is_none()
    })?;
    failed.map_or(Ok(check.faults), Err)
}

/// All faults of the journal and of every timeline.
pub fn verify_all(from: &dyn Read) -> Result<Vec<Fault>> {
    let mut faults = verify(from, Chain::Journal)?;
    for incident in incidents(from)? {
        faults.extend(verify(from, Chain::Incident(incident))?);
    }
    Ok(faults)
}

/// Every incident that has a timeline, or content that should belong to one.
fn incidents(from: &dyn Read) -> Result<Vec<u64>> {
    let mut incidents = Vec::new();
    for table in [Table::Timeline, Table::TimelinePayloads] {
        from.scan_each(table, &[], &[], Order::Ascending, &mut |key, _| {
            if let Ok(incident) = KeyParts::of(key).u64()
                && incidents.last() != Some(&incident)
            {
                incidents.push(incident);
            }
            true
        })?;
    }
    incidents.sort_unstable();
    incidents.dedup();
    Ok(incidents)
}

struct Check {
    chain: Chain,
    expected: u64,
    previous: Hash,
    faults: Vec<Fault>,
}

impl Check {
    fn of(chain: Chain) -> Check {
        Check { chain, expected: 1, previous: chain.origin(), faults: Vec::new() }
    }

    fn link(&mut self, key: &[u8], value: &[u8], salted: Option<&[u8]>) {
        let sequence = sequence_of(key);
        let gap = sequence != self.expected;
        self.expected = sequence.saturating_add(1);
        if gap {
            self.fault(sequence, FaultKind::Gap);
        }
        let Ok(link) = Link::from_row(key, value) else {
            self.fault(sequence, FaultKind::Unreadable);
            return;
        };
        if !gap && link.previous != self.previous {
            self.fault(sequence, FaultKind::Detached);
        }
        if link.hash != link_hash(&link.previous, &link.header, &link.payload_digest) {
            self.fault(sequence, FaultKind::LinkAltered);
        }
        if salted.is_some_and(|salted| Hash::from(Sha256::digest(salted)) != link.payload_digest) {
            self.fault(sequence, FaultKind::PayloadAltered);
        }
        self.previous = link.hash;
    }

    fn fault(&mut self, sequence: u64, kind: FaultKind) {
        self.faults.push(Fault { chain: self.chain, sequence, kind });
    }
}

fn sequence_of(key: &[u8]) -> u64 {
    key.last_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.chain {
            Chain::Incident(incident) => write!(f, "timeline of incident {incident:016x}")?,
            Chain::Journal => f.write_str("journal")?,
        }
        let what = match self.kind {
            FaultKind::Unreadable => "is unreadable",
            FaultKind::Gap => "follows a gap",
            FaultKind::Detached => "does not follow the entry before it",
            FaultKind::LinkAltered => "was altered",
            FaultKind::PayloadAltered => "has altered content",
            FaultKind::Stray => "has content but no entry",
        };
        write!(f, ": entry {} {what}", self.sequence)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Storage, chain};
    use super::*;
    use crate::clock::Clock;

    const PRINTER: Chain = Chain::Incident(42);

    /// Ana reports, Rui takes it, Rui resolves it.
    fn storage_with_a_timeline() -> Storage {
        let storage = Storage::in_memory(Clock::manual(0));
        let written = storage.write_blocking(|tx| {
            for (header, payload) in
                [("reported", "the printer smokes"), ("taken", "on my way"), ("resolved", "it was steam")]
            {
                chain::append(tx, PRINTER, header.as_bytes(), payload.as_bytes())?;
            }
            chain::append(tx, Chain::Incident(43), b"reported", b"another")?;
            chain::append(tx, Chain::Journal, b"signed in", b"Rui")
        });
        assert_eq!(written, Ok(1));
        storage
    }

    fn faults(storage: &Storage) -> Vec<(u64, FaultKind)> {
        let faults = storage.read(|snapshot| verify_all(snapshot)).unwrap();
        faults.iter().map(|fault| (fault.sequence, fault.kind)).collect()
    }

    fn flip(storage: &Storage, table: Table, key: &[u8], place: usize) {
        let key = key.to_vec();
        storage
            .write_blocking(move |tx| {
                let mut value = tx.get(table, &key)?.unwrap();
                value[place] ^= 1;
                tx.put(table, key.clone(), value);
                Ok(())
            })
            .unwrap();
    }

    #[test]
    fn entries_are_read_back_in_either_direction() {
        let storage = storage_with_a_timeline();
        let snapshot = storage.snapshot().unwrap();
        let words = |start, order, limit| -> Vec<String> {
            let entries = chain::entries(&snapshot, PRINTER, start, order, limit).unwrap();
            entries.into_iter().map(|entry| String::from_utf8(entry.payload.unwrap()).unwrap()).collect()
        };
        assert_eq!(words(1, Order::Ascending, 10), ["the printer smokes", "on my way", "it was steam"]);
        assert_eq!(words(2, Order::Ascending, 1), ["on my way"]);
        assert_eq!(words(u64::MAX, Order::Descending, 2), ["it was steam", "on my way"]);
        assert_eq!(words(1, Order::Descending, 9), ["the printer smokes"]);
        assert_eq!(chain::head(&snapshot, PRINTER).unwrap().unwrap().sequence, 3);
        assert_eq!(chain::head(&snapshot, Chain::Incident(44)).unwrap(), None);
    }

    #[test]
    fn a_chain_stays_whole_when_content_is_deleted() {
        let storage = storage_with_a_timeline();
        assert_eq!(faults(&storage), []);
        storage
            .write_blocking(|tx| {
                chain::delete_payload(tx, PRINTER, 1);
                chain::append(tx, PRINTER, b"redacted", b"by Mara")
            })
            .unwrap();
        assert_eq!(faults(&storage), []);
        let first = storage.read(|snapshot| chain::entry(snapshot, PRINTER, 1)).unwrap().unwrap();
        assert_eq!((first.link.header.as_slice(), first.payload), (b"reported".as_slice(), None));
    }

    #[test]
    fn every_flipped_byte_of_a_chain_is_found() {
        let length =
            storage_with_a_timeline().read(|s| s.get(Table::Timeline, &PRINTER.key(2))).unwrap().unwrap().len();
        for place in 0..length {
            let storage = storage_with_a_timeline();
            flip(&storage, Table::Timeline, &PRINTER.key(2), place);
            assert!(!faults(&storage).is_empty(), "byte {place} of a link");
        }
        for place in 0..16 + "on my way".len() {
            let storage = storage_with_a_timeline();
            flip(&storage, Table::TimelinePayloads, &PRINTER.key(2), place);
            assert_eq!(faults(&storage), [(2, FaultKind::PayloadAltered)], "byte {place} of a payload");
        }
    }

    #[test]
    fn missing_strayed_and_exchanged_entries_are_found() {
        let storage = storage_with_a_timeline();
        storage
            .write_blocking(|tx| {
                tx.delete(Table::Timeline, PRINTER.key(2));
                Ok(())
            })
            .unwrap();
        assert_eq!(faults(&storage), [(3, FaultKind::Gap), (2, FaultKind::Stray)]);

        let storage = storage_with_a_timeline();
        storage
            .write_blocking(|tx| {
                for table in [Table::Timeline, Table::TimelinePayloads] {
                    let other = tx.get(table, &Chain::Incident(43).key(1))?.unwrap();
                    tx.put(table, PRINTER.key(1), other);
                }
                Ok(())
            })
            .unwrap();
        let found = storage.read(|snapshot| verify(snapshot, PRINTER)).unwrap();
        assert_eq!(found[0].kind, FaultKind::Detached);
        assert_eq!(
            found[0].to_string(),
            "timeline of incident 000000000000002a: entry 1 does not follow the entry before it"
        );
    }
}
