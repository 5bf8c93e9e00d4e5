use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::super::engine::Engine;
use super::super::folder::DATABASE;
use super::super::migrations::{MIGRATIONS, Migration};
use super::super::{OpenError, Options, Read, SCHEMA, Snapshot, Storage, Table, backup, meta, open, restore};
use crate::clock::Clock;
use crate::error::Error;

fn try_open(dir: &Path) -> Result<Storage, OpenError> {
    Storage::open(dir, Options::default(), Clock::manual(0))
}

/// A folder in which Ada has set one thing.
fn used_folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let storage = try_open(folder.path()).unwrap();
    storage
        .write_blocking(|tx| {
            tx.put(Table::Settings, b"organisation", b"Example");
            Ok(())
        })
        .unwrap();
    storage.close_blocking().unwrap();
    let path = folder.path().join(DATABASE);
    (folder, path)
}

fn organisation(storage: &Storage) -> Option<Vec<u8>> {
    storage.read(|snapshot| snapshot.get(Table::Settings, b"organisation")).unwrap()
}

/// Opens, expects a refusal that leaves the file as it is, and returns what it says.
fn refusal(dir: &Path) -> String {
    let path = dir.join(DATABASE);
    let before = fs::read(&path).ok();
    let Err(error) = try_open(dir) else { panic!("it was opened") };
    assert_eq!(fs::read(&path).ok(), before, "the file was changed");
    error.to_string()
}

#[test]
fn a_new_folder_is_private_and_keeps_what_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("deep/data");
    let storage = try_open(&dir).unwrap();
    drop(storage);
    assert_eq!(fs::metadata(&dir).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(fs::metadata(dir.join(DATABASE)).unwrap().permissions().mode() & 0o777, 0o600);
    let (folder, _) = used_folder();
    assert_eq!(organisation(&try_open(folder.path()).unwrap()).as_deref(), Some(b"Example".as_slice()));
}

#[test]
fn the_tables_on_disk_are_those_of_the_registry() {
    let storage = Storage::in_memory(Clock::manual(0));
    let mut known: Vec<_> = Table::ALL.iter().map(|table| table.name().to_owned()).collect();
    known.sort();
    assert_eq!(storage.read(Snapshot::table_names), Ok(known));
}

#[test]
fn a_second_sitrep_on_the_folder_is_refused_until_the_first_has_gone() {
    let folder = tempfile::tempdir().unwrap();
    let first = try_open(folder.path()).unwrap();
    let Err(error) = try_open(folder.path()) else { panic!("two at once") };
    assert!(error.to_string().contains("in use by another Sitrep"), "{error}");
    drop(first);
    try_open(folder.path()).unwrap();
}

#[test]
fn an_empty_a_foreign_and_a_truncated_file_are_left_alone() {
    let (folder, path) = used_folder();
    let whole = fs::read(&path).unwrap();
    fs::write(&path, b"").unwrap();
    let message = refusal(folder.path());
    assert!(message.contains("is empty") && message.contains("sitrep restore FILE"), "{message}");
    fs::write(&path, b"SQLite format 3\0 and more").unwrap();
    assert!(refusal(folder.path()).contains("is not a Sitrep database"));
    for length in [9, 10, 64, 320, 4_096, whole.len() / 2] {
        fs::write(&path, &whole[..length]).unwrap();
        let Err(error) = try_open(folder.path()) else { panic!("{length} bytes were opened") };
        assert!(matches!(error, OpenError::Damaged(..)), "{length} bytes: {error}");
        assert!(fs::metadata(&path).unwrap().len() >= length as u64);
    }
}

#[test]
fn a_vanished_database_is_not_replaced_by_an_empty_one() {
    let (folder, path) = used_folder();
    fs::remove_file(&path).unwrap();
    let message = refusal(folder.path());
    assert!(message.contains("is gone") && message.contains("sitrep.lock"), "{message}");
    assert!(!path.exists());
    fs::remove_file(folder.path().join("sitrep.lock")).unwrap();
    assert_eq!(organisation(&try_open(folder.path()).unwrap()), None, "Ada chose to begin anew");
}

/// The instants of a restore, each as a kill would leave it.
#[test]
fn a_restore_that_was_killed_leaves_a_desk_that_opens_or_says_where_the_data_lies() {
    let (folder, path) = used_folder();
    let copy = folder.path().join("copy.redb");
    fs::copy(&path, &copy).unwrap();
    fs::write(folder.path().join("sitrep.redb.new"), &fs::read(&copy).unwrap()[..5_000]).unwrap();
    assert_eq!(organisation(&try_open(folder.path()).unwrap()).as_deref(), Some(b"Example".as_slice()));
    let aside = folder.path().join("backups/before-restore-1795780800000.redb");
    fs::create_dir_all(folder.path().join("backups")).unwrap();
    fs::write(folder.path().join("backups/before-restore-99.redb"), b"of an earlier one").unwrap();
    fs::rename(&path, &aside).unwrap();
    let message = refusal(folder.path());
    assert!(message.contains(&format!("lies in {}", aside.display())), "{message}");
    restore(&aside, folder.path(), &Clock::manual(0)).unwrap();
    assert_eq!(organisation(&try_open(folder.path()).unwrap()).as_deref(), Some(b"Example".as_slice()));
}

#[test]
fn a_restore_that_fails_leaves_nothing_half_made() {
    let (folder, path) = used_folder();
    let before = fs::read(&path).unwrap();
    let copy = folder.path().join("copy.redb");
    fs::copy(&path, &copy).unwrap();
    fs::write(folder.path().join("backups"), b"in the way").unwrap();
    assert!(restore(&copy, folder.path(), &Clock::manual(0)).is_err());
    assert!(fs::read(&path).unwrap() == before, "the database is as it was");
    assert!(!folder.path().join("sitrep.redb.new").exists());
}

#[test]
fn a_database_of_another_program_is_foreign() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(DATABASE);
    Engine::create(&path, 1 << 20).unwrap().close().unwrap();
    let Err(error) = try_open(folder.path()) else { panic!("it was opened") };
    assert!(matches!(error, OpenError::Foreign(_)), "{error}");
    let engine = Engine::open(&path, 1 << 20).unwrap();
    engine.write_directly(|_| Ok(())).unwrap();
    engine.close().unwrap();
    assert!(matches!(try_open(folder.path()), Err(OpenError::Foreign(_))));
}

#[test]
fn a_newer_database_is_refused_with_the_way_back() {
    let (folder, path) = used_folder();
    let engine = Engine::open(&path, 1 << 20).unwrap();
    engine
        .write_directly(|tx| {
            meta::set_schema(tx, SCHEMA + 1);
            Ok(())
        })
        .unwrap();
    engine.close().unwrap();
    let Err(error) = try_open(folder.path()) else { panic!("it was opened") };
    let message = error.to_string();
    assert!(message.contains("newer Sitrep") && message.contains("before-schema"), "{message}");
}

/// As a later version does, which knows more steps.
fn open_with(dir: &Path, later: &[Migration]) -> Result<Storage, OpenError> {
    let migrations = [MIGRATIONS, later].concat();
    open::open(dir, &Options::default(), Clock::manual(0), &migrations, |_| {})
}

#[test]
fn a_migration_runs_once_after_a_copy_was_made() {
    let (folder, _) = used_folder();
    let migrations = [Migration {
        what: "say hello",
        run: |tx| {
            let mut name = tx.get(Table::Settings, b"organisation")?.unwrap_or_default();
            name.extend_from_slice(b" & Co");
            tx.put(Table::Settings, b"organisation", name);
            Ok(())
        },
    }];
    for _ in 0..2 {
        let storage = open_with(folder.path(), &migrations).unwrap();
        assert_eq!(organisation(&storage).as_deref(), Some(b"Example & Co".as_slice()));
        assert_eq!(storage.read(|snapshot| meta::schema(snapshot)), Ok(SCHEMA + 1));
    }
    assert!(matches!(try_open(folder.path()), Err(OpenError::Newer(..))), "the version before refuses it");
    let copy = folder.path().join(format!("backups/before-schema-{}.redb", SCHEMA + 1));
    assert_eq!(backup::check(&copy).unwrap().schema, SCHEMA);
    restore(&copy, folder.path(), &Clock::manual(0)).unwrap();
    assert_eq!(organisation(&try_open(folder.path()).unwrap()).as_deref(), Some(b"Example".as_slice()));
}

#[test]
fn a_migration_that_fails_or_panics_changes_nothing() {
    let (folder, _) = used_folder();
    let failing = Migration { what: "rename", run: |_| Err(Error::Denied) };
    let first = Migration {
        what: "spoil",
        run: |tx| {
            tx.put(Table::Settings, b"organisation", b"spoilt");
            Ok(())
        },
    };
    let error = open_with(folder.path(), &[first, failing]).map(drop).unwrap_err();
    assert!(error.to_string().contains("rename"), "{error}");
    let panicking = Migration { what: "panic", run: |_| panic!("a defect") };
    assert!(matches!(open_with(folder.path(), &[panicking]), Err(OpenError::Migration(..))));
    assert_eq!(organisation(&try_open(folder.path()).unwrap()).as_deref(), Some(b"Example".as_slice()));
}
