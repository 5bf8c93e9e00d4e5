use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::keys::{Key, KeyParts, after, prefix_end};
use super::super::{Order, Read, Row, Storage, Table, Tx};
use crate::clock::Clock;
use crate::error::{Error, Result};

const TABLE: Table = Table::Search;

/// What somebody does to one table; short keys over three letters meet often.
#[derive(Clone, Debug)]
enum Step {
    Put(Vec<u8>, u8),
    Delete(Vec<u8>),
}

fn key() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(prop_oneof![Just(0_u8), Just(7), Just(0xff)], 0..4)
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => (key(), any::<u8>()).prop_map(|(key, value)| Step::Put(key, value)),
        1 => key().prop_map(Step::Delete),
    ];
    proptest::collection::vec(step, 0..30)
}

fn act(tx: &mut Tx<'_>, steps: &[Step]) {
    for step in steps {
        match step {
            Step::Put(key, value) => tx.put(TABLE, key.clone(), [*value]),
            Step::Delete(key) => tx.delete(TABLE, key.clone()),
        }
    }
}

fn model(model: &mut BTreeMap<Vec<u8>, Vec<u8>>, steps: &[Step]) {
    for step in steps {
        match step {
            Step::Put(key, value) => drop(model.insert(key.clone(), vec![*value])),
            Step::Delete(key) => drop(model.remove(key)),
        }
    }
}

/// What a scan of the model gives.
fn expected(model: &BTreeMap<Vec<u8>, Vec<u8>>, from: &[u8], to: &[u8], order: Order, limit: usize) -> Vec<Row> {
    let inside = |key: &[u8]| key >= from && (to.is_empty() || key < to);
    let rows = model.iter().filter(|(key, _)| inside(key)).map(|(key, value)| (key.clone(), value.clone()));
    match order {
        Order::Ascending => rows.take(limit).collect(),
        Order::Descending => rows.rev().take(limit).collect(),
    }
}

fn same(reader: &dyn Read, model: &BTreeMap<Vec<u8>, Vec<u8>>, scans: &[(Vec<u8>, Vec<u8>, usize)]) -> Result<()> {
    assert_eq!(reader.len(TABLE)?, model.len() as u64);
    for (from, to, limit) in scans {
        for order in [Order::Ascending, Order::Descending] {
            let rows = reader.scan(TABLE, from, to, order, *limit)?;
            assert_eq!(rows, expected(model, from, to, order, *limit), "{from:?}..{to:?} {order:?} {limit}");
            let rows = reader.scan_prefix(TABLE, from, order, *limit)?;
            assert_eq!(rows, expected(model, from, &prefix_end(from), order, *limit), "prefix {from:?} {order:?}");
        }
        assert_eq!(reader.get(TABLE, from)?.as_ref(), model.get(from));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_command_reads_its_own_writes_above_what_was_there(
        stored in steps(),
        own in steps(),
        scans in proptest::collection::vec((key(), key(), 0..9_usize), 1..8),
    ) {
        let storage = Storage::in_memory(Clock::manual(0));
        let mut truth = BTreeMap::new();
        model(&mut truth, &stored);
        let first = stored.clone();
        storage.write_blocking(move |tx| { act(tx, &first); Ok(()) }).unwrap();
        same(&storage.snapshot().unwrap(), &truth, &scans).unwrap();

        model(&mut truth, &own);
        let (within, asked) = (truth.clone(), scans.clone());
        storage.write_blocking(move |tx| { act(tx, &own); same(tx, &within, &asked) }).unwrap();
        same(&storage.snapshot().unwrap(), &truth, &scans).unwrap();
    }

    #[test]
    fn keys_sort_as_their_parts_do_and_come_apart_again(
        one in (any::<i64>(), "\\PC{0,3}|[\0a]{0,3}", any::<u64>()),
        other in (any::<i64>(), "\\PC{0,3}|[\0a]{0,3}", any::<u64>()),
    ) {
        let build = |parts: &(i64, String, u64)| Key::new().i64(parts.0).text(&parts.1).u64(parts.2).byte(1).done();
        prop_assert_eq!(build(&one).cmp(&build(&other)), one.cmp(&other));
        let built = build(&one);
        let mut parts = KeyParts::of(&built);
        prop_assert_eq!((parts.i64().unwrap(), parts.text().unwrap(), parts.u64().unwrap()), one);
        prop_assert_eq!((parts.byte(), parts.rest()), (Ok(1), [].as_slice()));
    }
}

#[test]
fn a_text_never_runs_into_what_follows_it() {
    assert_ne!(Key::new().text("ab").text("c").done(), Key::new().text("a").text("bc").done());
    assert!(Key::new().text("ana").text("").done().starts_with(&Key::new().text("ana").done()));
    assert!(!Key::new().text("anabel").done().starts_with(&Key::new().text("ana").done()));
    assert!(Key::new().text("anabel").done().starts_with(&Key::new().text_beginning("ana").done()));
}

#[test]
fn a_broken_key_is_an_error_and_no_panic() {
    assert!(matches!(KeyParts::of(b"abc").u64(), Err(Error::Storage(_))));
    assert!(matches!(KeyParts::of(b"abc").text(), Err(Error::Storage(_))));
    assert!(matches!(KeyParts::of(&[b'a', 0, 7]).text(), Err(Error::Storage(_))));
    assert!(matches!(KeyParts::of(&[0xc3, 0, 1]).text(), Err(Error::Storage(_))));
}

#[test]
fn the_end_of_a_prefix_and_the_next_key() {
    assert_eq!(prefix_end(b"ab"), b"ac");
    assert_eq!(prefix_end(&[7, 0xff]), [8]);
    assert!(prefix_end(&[0xff, 0xff]).is_empty());
    assert!(prefix_end(&[]).is_empty());
    assert!(after(b"ab").as_slice() > b"ab".as_slice() && after(b"ab") < b"ab\x01".to_vec());
}

#[test]
fn a_stream_stops_where_it_is_told_to() {
    let storage = Storage::in_memory(Clock::manual(0));
    storage
        .write_blocking(|tx| {
            for number in 0..10_u8 {
                tx.put(TABLE, [number], b"");
            }
            Ok(())
        })
        .unwrap();
    storage
        .write_blocking(|tx| {
            tx.put(TABLE, [3], b"own");
            let mut seen = Vec::new();
            tx.scan_each(TABLE, &[1], &[], Order::Ascending, &mut |key, value| {
                seen.push((key[0], value.len()));
                key[0] < 4
            })?;
            assert_eq!(seen, [(1, 0), (2, 0), (3, 3), (4, 0)]);
            assert_eq!(tx.count_prefix(TABLE, &[])?, 10);
            Ok(())
        })
        .unwrap();
}
