use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::Refusal;

use super::super::{Options, Order, Read, Snapshot, Storage, Table, Tx, backup, copied_at, restore};
use crate::clock::Clock;
use crate::error::{Error, Result};

/// Nothing is wrong with the rows.
fn whole(_: &Snapshot) -> Result<Vec<String>> {
    Ok(Vec::new())
}

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

fn open(dir: &Path) -> Storage {
    Storage::open(dir, Options::default(), Clock::manual(0)).unwrap()
}

#[test]
fn a_copy_made_while_reports_arrive_is_the_state_between_two_of_them() {
    let around = tempfile::tempdir().unwrap();
    let storage = open(&around.path().join("data"));
    fill(&storage, 15_000);
    let (writes, stop) = (storage.clone(), Arc::new(AtomicBool::new(false)));
    let stopped = Arc::clone(&stop);
    let reports = std::thread::spawn(move || {
        let mut number = 15_000_u32;
        while !stopped.load(Ordering::Relaxed) {
            let put = move |tx: &mut Tx<'_>| {
                tx.put(Table::Incidents, number.to_be_bytes(), vec![number as u8; 700]);
                tx.put(Table::Numbers, format!("INC-{number}"), number.to_be_bytes());
                Ok(())
            };
            writes.write_blocking(put).unwrap();
            number += 1;
        }
        number
    });
    let path = around.path().join("copy.redb");
    let made = storage.copy_to(&path, &whole).unwrap();
    stop.store(true, Ordering::Relaxed);
    let written = u64::from(reports.join().unwrap());
    assert_eq!(made, backup::check(&path).unwrap());
    assert_eq!(made.rows.len(), Table::COUNT);
    let of = |name: &str| made.rows.iter().find(|(table, _)| *table == name).unwrap().1;
    let copied = of("incidents");
    assert!(of("numbers") == copied && (15_000..=written).contains(&copied), "{copied} of {written}");
    assert!(made.bytes < copied * 730 * 13 / 10, "{} bytes for {copied} rows", made.bytes);

    let data = tempfile::tempdir().unwrap();
    fs::copy(&path, data.path().join("sitrep.redb")).unwrap();
    let copy = open(data.path());
    assert_eq!(copy.read(|read| copied_at(read)), Ok(Some(0)), "it knows that it is one");
    let first = |reader: &dyn Read| reader.scan(Table::Incidents, &[], &[], Order::Ascending, copied as usize);
    assert!(copy.read(|read| first(read)) == storage.read(|read| first(read)), "the rows are those that were written");
}

#[test]
fn what_a_disk_has_altered_is_not_copied_as_good() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(folder.path());
    fill(&storage, 300);
    let day = |number| chrono::NaiveDate::from_ymd_opt(2026, 2, number).unwrap();
    for number in 1..=9 {
        backup::rotate(&storage, folder.path(), day(number), &whole).unwrap();
    }
    let listed = || backup::listed(folder.path()).unwrap();
    assert!(listed().iter().all(|copy| copy.checked.as_ref().is_some_and(|checked| checked.clean)), "{:?}", listed());
    storage.close_blocking().unwrap();
    let path = folder.path().join("sitrep.redb");
    flip(&path, &[77; 64]);

    let storage = open(folder.path());
    let damaged = Err(Error::Refused(Refusal::DataDamaged));
    for number in 10..20 {
        assert_eq!(backup::rotate(&storage, folder.path(), day(number), &whole), damaged);
    }
    assert_eq!(storage.copy_to(&folder.path().join("elsewhere.redb"), &whole), damaged);
    let days: Vec<_> = listed().iter().map(|copy| copy.day).collect();
    assert_eq!(days, (3..=9).rev().map(day).collect::<Vec<_>>(), "the clean ones stay");
    let asked = storage.ask_a_copy(folder.path(), |_| Ok(())).unwrap();
    assert!(asked.unwrap_err().to_string().contains("cannot be read"));
    let left = fs::read_dir(folder.path().join("backups")).unwrap().flatten();
    assert_eq!(left.filter(|file| file.path().extension().is_some_and(|end| end == "partial")).count(), 0);
    storage.close_blocking().unwrap();
    assert!(backup::look_at_folder(folder.path(), |_| Ok(())).unwrap_err().to_string().contains("cannot be read"));

    restore(&listed()[0].path, folder.path(), &Clock::manual(1)).unwrap();
    let storage = open(folder.path());
    assert!(backup::rotate(&storage, folder.path(), day(20), &whole).is_ok());
}

#[test]
fn rows_that_contradict_each_other_are_not_copied_as_good_either() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(folder.path());
    let contradiction = |_: &Snapshot| Ok(vec!["INC-3 is not what its timeline folds to".to_owned()]);
    let day = chrono::NaiveDate::from_ymd_opt(2026, 2, 1).unwrap();
    let made = backup::rotate(&storage, folder.path(), day, &contradiction);
    assert_eq!(made, Err(Error::Refused(Refusal::DataDamaged)));
    assert_eq!(backup::newest(folder.path()), Ok(None));
}

#[test]
fn a_copy_that_has_rotted_is_found_within_a_week_and_a_whole_one_kept_in_its_stead() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(folder.path());
    fill(&storage, 300);
    let day = |number| chrono::NaiveDate::from_ymd_opt(2026, 2, number).unwrap();
    for number in 1..=7 {
        backup::rotate(&storage, folder.path(), day(number), &whole).unwrap();
    }
    flip(&folder.path().join("backups/2026-02-05.redb"), &[77; 64]);
    for number in 8..=14 {
        backup::rotate(&storage, folder.path(), day(number), &whole).unwrap();
        let copies = backup::listed(folder.path()).unwrap();
        assert!(copies.iter().filter(|copy| !copy.is_damaged()).count() >= 7 - usize::from(number < 12), "{copies:?}");
    }
    let copies = backup::listed(folder.path()).unwrap();
    let damaged: Vec<_> = copies.iter().filter(|copy| copy.is_damaged()).map(|copy| copy.day).collect();
    assert!(damaged.is_empty() || damaged == [day(5)], "{damaged:?}");
}

#[test]
fn the_newest_whole_copy_is_carried_to_a_second_folder() {
    let around = tempfile::tempdir().unwrap();
    let (data, second) = (around.path().join("data"), around.path().join("second"));
    let storage = open(&data);
    let day = |number| chrono::NaiveDate::from_ymd_opt(2026, 2, number).unwrap();
    assert_eq!(backup::carry(&data, &second, 5), Ok(0), "there is none yet");
    backup::rotate(&storage, &data, day(1), &whole).unwrap();
    assert!(backup::carry(&data, &second, 5).is_err(), "there is no such folder");
    fs::create_dir(&second).unwrap();
    assert_eq!(backup::carry(&data, &second, 5), Ok(1));
    assert_eq!(backup::carry(&data, &second, 6), Ok(0), "it lies there");
    fill(&storage, 9);
    backup::rotate(&storage, &data, day(1), &whole).unwrap();
    assert_eq!(backup::carry(&data, &second, 7), Ok(1), "today's was made again");
    for number in 2..=9 {
        backup::rotate(&storage, &data, day(number), &whole).unwrap();
        assert_eq!(backup::carry(&data, &second, 8), Ok(1));
    }
    let carried = backup::listed_in(&second).unwrap();
    assert_eq!(carried.len(), 7);
    assert_eq!(
        backup::check(&carried[0].path).unwrap().sha256,
        backup::check(&backup::newest(&data).unwrap().unwrap().1).unwrap().sha256
    );
    fs::write(second.join("2026-02-09.redb"), b"altered").unwrap();
    fs::remove_file(second.join("checked.json")).unwrap();
    assert_eq!(backup::carry(&data, &second, 9), Ok(1), "nobody knows what lies there");
}

#[test]
fn only_a_database_that_nobody_closed_is_to_be_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(folder.path());
    assert!(!storage.is_unchecked());
    let killed = tempfile::tempdir().unwrap();
    fs::copy(folder.path().join("sitrep.redb"), killed.path().join("sitrep.redb")).unwrap();
    storage.close_blocking().unwrap();
    let storage = open(folder.path());
    assert!(!storage.is_unchecked());
    let after_a_kill = open(killed.path());
    assert!(after_a_kill.is_unchecked());
    let day = chrono::NaiveDate::from_ymd_opt(2026, 2, 1).unwrap();
    backup::rotate(&after_a_kill, killed.path(), day, &whole).unwrap();
    assert!(!after_a_kill.is_unchecked());
}

/// One bit, where these bytes lie in a file.
fn flip(path: &Path, bytes: &[u8]) {
    let mut file = fs::read(path).unwrap();
    let place = file.windows(bytes.len()).position(|found| found == bytes).expect("they lie in the file");
    file[place] ^= 1;
    fs::write(path, file).unwrap();
}

#[test]
fn checking_a_copy_finds_any_altered_page_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.redb");
    storage_with(300).copy_to(&path, &whole).unwrap();
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
    storage.copy_to(&copy, &whole).unwrap();
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
        backup::rotate(&storage, folder.path(), day(number), &whole).unwrap();
    }
    let mut names: Vec<_> = fs::read_dir(folder.path().join("backups"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut expected: Vec<_> = (3..=9).map(|number| format!("2026-02-0{number}.redb")).collect();
    expected.extend(["before-schema-2.redb", "checked.json"].map(str::to_owned));
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
    backup::rotate(&storage, folder.path(), day, &whole).unwrap();
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
    backup::rotate(&storage, folder.path(), day, &whole).unwrap();
    assert_eq!(kept(), expected, "however old");
}
