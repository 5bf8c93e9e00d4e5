use std::fs;
use std::path::Path;

use super::super::{Options, Order, Read, Storage, Table, Tx, backup, copied_at, forget_copy, restore};
use crate::clock::Clock;

fn storage_with(rows: u32) -> Storage {
    let storage = Storage::in_memory(Clock::manual(0));
    fill(&storage, rows);
    storage
}

fn fill(storage: &Storage, rows: u32) {
    for start in (0..rows).step_by(1_000) {
        storage
            .write_blocking(move |tx| {
                for number in start..rows.min(start + 1_000) {
                    tx.put(Table::Incidents, number.to_be_bytes(), vec![number as u8; 700]);
                    tx.put(Table::Numbers, format!("INC-{number}"), number.to_be_bytes());
                }
                Ok(())
            })
            .unwrap();
    }
}

fn everything(reader: &dyn Read) -> Vec<(Table, Vec<u8>, Vec<u8>)> {
    let mut rows = Vec::new();
    for &table in Table::ALL {
        let all = reader.scan(table, &[], &[], Order::Ascending, usize::MAX).unwrap();
        rows.extend(all.into_iter().map(|(key, value)| (table, key, value)));
    }
    rows
}

fn open(dir: &Path) -> Storage {
    Storage::open(dir, Options::default(), Clock::manual(0)).unwrap()
}

#[test]
fn a_copy_made_while_reports_arrive_equals_its_snapshot() {
    let folder = tempfile::tempdir().unwrap();
    let storage = storage_with(15_000);
    let snapshot = storage.snapshot().unwrap();
    fill(&storage, 16_000);
    let path = folder.path().join("copy.redb");
    let made = backup::copy(&snapshot, &path, None).unwrap();
    let checked = backup::check(&path).unwrap();
    assert_eq!(made, checked);
    assert!(made.rows.contains(&("incidents", 15_000)) && made.rows.contains(&("numbers", 15_000)));
    assert_eq!(made.rows.len(), Table::COUNT);
    let live = 15_000 * 730;
    assert!(made.bytes < live * 13 / 10, "{} bytes for {live} of rows", made.bytes);

    let data = tempfile::tempdir().unwrap();
    fs::copy(&path, data.path().join("sitrep.redb")).unwrap();
    let copied = open(data.path());
    assert_eq!(copied.read(|read| copied_at(read)), Ok(Some(0)), "it knows that it is one");
    let unmarked = |tx: &mut Tx<'_>| {
        forget_copy(tx);
        Ok(everything(tx))
    };
    assert!(copied.write_blocking(unmarked).unwrap() == everything(&snapshot), "the copy differs from the snapshot");
}

#[test]
fn checking_a_copy_finds_any_altered_page_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.redb");
    storage_with(300).copy_to(&path).unwrap();
    let whole = fs::read(&path).unwrap();
    let found = backup::check(&path).unwrap();
    assert_eq!(fs::read(&path).unwrap(), whole, "checking changed the copy");
    let places: Vec<usize> =
        whole.windows(64).enumerate().filter(|(_, w)| w.iter().all(|b| *b == 77)).map(|(p, _)| p).collect();
    assert!(!places.is_empty(), "an incident lies in the file");
    for place in places.into_iter().step_by(300) {
        let mut altered = whole.clone();
        altered[place] ^= 1;
        fs::write(&path, &altered).unwrap();
        let error = backup::check(&path).unwrap_err();
        assert!(error.to_string().contains("cannot be read"), "{error}");
    }
    fs::write(&path, &whole).unwrap();
    assert_eq!(backup::check(&path).unwrap(), found);
    fs::write(&path, &whole[..whole.len() - 4_096]).unwrap();
    assert!(backup::check(&path).is_err(), "a truncated copy");
    assert!(backup::check(&folder.path().join("nowhere.redb")).is_err());
}

#[test]
fn ada_puts_a_copy_back_and_open_boards_notice() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let copy = folder.path().join("copy.redb");
    let storage = open(&data);
    fill(&storage, 10);
    storage.copy_to(&copy).unwrap();
    fill(&storage, 20);
    let cursor = storage.live().cursor();
    let clock = Clock::manual(77);
    assert!(restore(&copy, &data, &clock).unwrap_err().to_string().contains("in use"));
    storage.close_blocking().unwrap();

    let done = restore(&copy, &data, &clock).unwrap();
    let replaced = done.replaced.unwrap();
    assert_eq!(replaced, data.join("backups/before-restore-77.redb"));
    assert!(backup::check(&replaced).unwrap().rows.contains(&("incidents", 20)));
    let storage = open(&data);
    assert_eq!(storage.read(|now| now.len(Table::Incidents)), Ok(10));
    assert_eq!(storage.live().since(&cursor), None, "a cursor of the lost future");

    let elsewhere = folder.path().join("elsewhere");
    assert_eq!(restore(&copy, &elsewhere, &clock).unwrap().replaced, None);
    assert_eq!(open(&elsewhere).read(|now| now.len(Table::Incidents)), Ok(10));
}

#[test]
fn seven_daily_copies_are_kept_and_other_files_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(folder.path());
    fill(&storage, 3);
    assert_eq!(backup::newest(folder.path()), Ok(None));
    let day = |number| chrono::NaiveDate::from_ymd_opt(2026, 2, number).unwrap();
    fs::create_dir(folder.path().join("backups")).unwrap();
    fs::write(folder.path().join("backups/before-schema-2.redb"), b"kept").unwrap();
    for number in [1, 2, 3, 4, 5, 6, 7, 8, 9, 9] {
        backup::rotate(&storage, folder.path(), day(number)).unwrap();
    }
    let mut names: Vec<_> = fs::read_dir(folder.path().join("backups"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut expected: Vec<_> = (3..=9).map(|number| format!("2026-02-0{number}.redb")).collect();
    expected.push("before-schema-2.redb".to_owned());
    assert_eq!(names, expected);
    let (newest, path) = backup::newest(folder.path()).unwrap().unwrap();
    assert_eq!(newest, day(9));
    assert!(backup::check(&path).is_ok());
}

#[test]
fn the_newest_three_set_aside_by_restores_and_by_upgrades_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(folder.path());
    let copies = folder.path().join("backups");
    fs::create_dir(&copies).unwrap();
    let aside = |name: &str, day: u64| {
        let file = fs::File::create(copies.join(name)).unwrap();
        file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(day * 86_400)).unwrap();
    };
    for instant in [99, 100, 2_000, 30_000] {
        aside(&format!("before-restore-{instant}.redb"), 1);
    }
    // After a restore the upgrade to schema 2 came again.
    for (schema, day) in [(3, 10), (4, 20), (5, 30), (2, 40)] {
        aside(&format!("before-schema-{schema}.redb"), day);
    }
    aside("before-restore-mine.redb", 0);
    let kept = || {
        let files = fs::read_dir(&copies).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = files.filter(|name| name.starts_with("before")).collect();
        names.sort();
        names
    };
    let day = chrono::NaiveDate::from_ymd_opt(2026, 2, 1).unwrap();
    backup::rotate(&storage, folder.path(), day).unwrap();
    let expected = [
        "before-restore-100.redb",
        "before-restore-2000.redb",
        "before-restore-30000.redb",
        "before-restore-mine.redb",
        "before-schema-2.redb",
        "before-schema-4.redb",
        "before-schema-5.redb",
    ];
    assert_eq!(kept(), expected);
    backup::rotate(&storage, folder.path(), day).unwrap();
    assert_eq!(kept(), expected, "however old");
}
