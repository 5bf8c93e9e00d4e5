use std::fs;
use std::path::Path;

use super::super::{Options, Read, Storage, Table, WriteFault};
use super::writing::hold_the_writer;
use crate::clock::Clock;
use crate::error::Error;
use domain::time::SECOND;

fn open(dir: &Path) -> Storage {
    let storage = Storage::open(dir, Options::default(), Clock::manual(0)).unwrap();
    assert_eq!(write(&storage, b"kept"), Ok(()));
    storage
}

fn write(storage: &Storage, value: &'static [u8]) -> Result<(), Error> {
    storage.write_blocking(move |tx| {
        tx.put(Table::Settings, b"organisation", value);
        Ok(())
    })
}

fn stored(storage: &Storage) -> Vec<u8> {
    storage.read(|read| read.get(Table::Settings, b"organisation")).unwrap().unwrap()
}

#[test]
fn into_a_data_folder_that_was_deleted_nothing_is_acknowledged() {
    let around = tempfile::tempdir().unwrap();
    let dir = around.path().join("data");
    let storage = open(&dir);
    assert_eq!(storage.write_fault(), None);
    fs::remove_dir_all(&dir).unwrap();
    assert_eq!(storage.write_fault(), Some(WriteFault::FileGone));
    let refused = write(&storage, b"lost").unwrap_err();
    assert!(refused.to_string().contains("deleted"), "{refused}");
    assert_eq!(stored(&storage), b"kept", "what was there is shown on");
}

#[test]
fn a_database_that_was_replaced_takes_nothing_until_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(folder.path());
    let (database, aside) = (folder.path().join("sitrep.redb"), folder.path().join("aside.redb"));
    fs::rename(&database, &aside).unwrap();
    fs::copy(&aside, &database).unwrap();
    assert_eq!(storage.write_fault(), Some(WriteFault::FileGone), "the same bytes, and another file");
    assert!(write(&storage, b"lost").is_err());
    fs::rename(&aside, &database).unwrap();
    assert_eq!(storage.write_fault(), None);
    assert_eq!(write(&storage, b"taken"), Ok(()), "without anybody's hand");
}

#[test]
fn a_command_that_waits_longer_than_ten_seconds_is_a_disk_that_has_stopped() {
    let clock = Clock::manual(0);
    let storage = Storage::in_memory(clock.clone());
    let release = hold_the_writer(&storage);
    clock.advance(10 * SECOND);
    assert_eq!(storage.write_fault(), None);
    clock.advance(1);
    assert_eq!(storage.write_fault(), Some(WriteFault::Stuck));
    release.send(()).unwrap();
    assert_eq!(write(&storage, b"taken"), Ok(()));
    // The writer has answered, and comes back for more a moment later.
    while storage.write_fault().is_some() {
        std::thread::yield_now();
    }
}
