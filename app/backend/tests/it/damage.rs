//! What a disk alters by itself, one bit at a time, in a database that really was used. Whatever a reader could notice of
//! it is found: by who looks at the closed folder, and by the daily copy.

use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use backend::journal::Fact;
use backend::notices::{NoticeKind, Recipient};
use backend::storage::{Options, Order, Read, Snapshot, Storage, Table, Tx, backup};
use backend::{Backend, Clock, Error, Result, verify};
use chrono::NaiveDate;
use domain::Refusal;
use domain::time::{HOUR, SECOND};
use domain::view::account::Strip;

use crate::kept_folders::bytes;
use crate::lifecycle::draft;
use crate::office::{ADA, MORNING, Office, RUI};

/// In each run; `make faults` flips 200.
const FLIPS: usize = 50;
/// Of these, one in so many is copied as well, which takes longer.
const COPIED: usize = 5;

/// Where the header of a file has its flags.
const FLAGS: usize = 9;

type Rows = Vec<(Table, Vec<u8>, Vec<u8>)>;

/// A month of incidents as this version keeps it.
fn a_month() -> Vec<u8> {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("sitrep.redb");
    fs::write(&file, bytes("92ba4c3-demo")).unwrap();
    let storage = open(data.path()).unwrap();
    let desk = Backend::new(storage, backend::Options::default()).unwrap();
    desk.storage().clone().close_blocking().unwrap();
    fs::read(&file).unwrap()
}

fn open(folder: &Path) -> Result<Storage> {
    Storage::open(folder, Options::default(), Clock::System).map_err(|error| Error::Storage(error.to_string()))
}

fn rows(read: &Snapshot) -> Result<Rows> {
    let mut rows = Vec::new();
    // The copy says of itself that it is one, and when it was used last.
    for &table in Table::ALL.iter().filter(|table| **table != Table::Meta) {
        let all = read.scan(table, &[], &[], Order::Ascending, usize::MAX)?;
        rows.extend(all.into_iter().map(|(key, value)| (table, key, value)));
    }
    Ok(rows)
}

/// A bit of the file, the same in each run with the same seed.
fn bits(seed: u64, length: usize) -> impl Iterator<Item = usize> {
    let mut state = seed | 1;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % (length as u64 * 8)).unwrap()
    })
}

#[test]
fn no_flipped_bit_that_a_reader_could_notice_is_called_clean() {
    let told = |name: &str| std::env::var(name).ok().and_then(|told| told.parse::<u64>().ok());
    let flips = told("SITREP_BIT_FLIPS").and_then(|flips| usize::try_from(flips).ok()).unwrap_or(FLIPS);
    let seed = told("SITREP_SEED").unwrap_or(20_261_128);
    let whole = a_month();
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("sitrep.redb");
    fs::write(&file, &whole).unwrap();
    let written = backup::look_at_folder(data.path(), rows).unwrap();
    assert_eq!(backup::look_at_folder(data.path(), verify::findings).unwrap(), [""; 0]);

    let (mut found, mut copied) = (0, 0);
    for (number, bit) in bits(seed, whole.len()).take(flips).enumerate() {
        let mut altered = whole.clone();
        altered[bit / 8] ^= 1 << (bit % 8);
        fs::write(&file, &altered).unwrap();
        // The engine alone, for it is what looks at the pages.
        let looked = backup::look_at_folder(data.path(), rows);
        assert_eq!(fs::read(&file).unwrap(), altered, "looking changed the file");
        match &looked {
            Ok(rows) => assert!(*rows == written, "bit {bit} (seed {seed}) alters what is read and is called clean"),
            Err(_) => found += 1,
        }
        if number.is_multiple_of(COPIED) {
            copied += usize::from(a_copy_is_whole_or_none(data.path(), looked.is_ok(), bit));
        }
    }
    println!(
        "{flips} flips (seed {seed}): {found} found, {} in what nobody reads, {copied} copies made",
        flips - found
    );
    assert!(found > flips / 10, "hardly any page is in use");
}

#[test]
fn a_flipped_bit_in_the_header_is_found_or_alters_nothing_that_is_read() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("sitrep.redb");
    let storage = open(data.path()).unwrap();
    for number in 0..3_u8 {
        let put = move |tx: &mut Tx<'_>| {
            tx.put(Table::Settings, [number], [number]);
            Ok(())
        };
        storage.write_blocking(put).unwrap();
    }
    storage.close_blocking().unwrap();
    let whole = fs::read(&file).unwrap();
    let written = backup::look_at_folder(data.path(), rows).unwrap();
    // The flags, and of each commit a bit of each of its numbers.
    let flags = (0..8).map(|bit| FLAGS * 8 + bit);
    for bit in flags.chain((64..320).step_by(4).map(|byte| byte * 8)) {
        let mut altered = whole.clone();
        altered[bit / 8] ^= 1 << (bit % 8);
        fs::write(&file, &altered).unwrap();
        if let Ok(rows) = backup::look_at_folder(data.path(), rows) {
            assert!(rows == written, "bit {bit} of the header is called clean");
        }
    }
    let mut altered = whole;
    altered[FLAGS] ^= 1;
    fs::write(&file, altered).unwrap();
    let found = backup::look_at_folder(data.path(), rows).unwrap_err();
    assert!(found.to_string().contains("an older commit"), "{found}");
}

#[test]
fn a_bit_of_the_header_that_flips_while_it_is_open_gets_into_no_copy() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("sitrep.redb");
    let storage = open(data.path()).unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
    backup::rotate(&storage, data.path(), day, &verify::findings).unwrap();
    drop(fs::remove_dir_all(data.path().join("backups")));
    let mut flags = fs::File::options().read(true).write(true).open(&file).unwrap();
    let mut byte = [0; 1];
    let at = u64::try_from(FLAGS).unwrap();
    flags.seek(SeekFrom::Start(at)).unwrap();
    flags.read_exact(&mut byte).unwrap();
    flags.seek(SeekFrom::Start(at)).unwrap();
    flags.write_all(&[byte[0] ^ 1]).unwrap();
    let made = backup::rotate(&storage, data.path(), day, &verify::findings);
    assert_eq!(made.err(), Some(Error::Refused(Refusal::DataDamaged)));
}

/// Opens the folder as the server does; a page that is damaged there may be refused at once.
fn a_copy_is_whole_or_none(folder: &Path, is_whole: bool, bit: usize) -> bool {
    let Ok(storage) = open(folder) else { return false };
    let day = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
    let made = backup::rotate(&storage, folder, day, &verify::findings);
    drop(fs::remove_dir_all(folder.join("backups")));
    drop(storage.close_blocking());
    match made {
        Ok(_) => {
            assert!(is_whole, "bit {bit} was copied as good");
            true
        }
        Err(Error::Refused(Refusal::DataDamaged)) => {
            assert!(!is_whole, "bit {bit} is in what nobody reads");
            false
        }
        Err(other) => panic!("bit {bit}: {other}"),
    }
}

impl Office {
    /// With a real file, as the server has it.
    fn in_folder(folder: &Path) -> Self {
        let clock = Clock::manual(MORNING);
        let storage = Storage::open(folder, Options::default(), clock.clone()).unwrap();
        let options = backend::Options { folder: Some(folder.to_owned()), ..backend::Options::default() };
        Self { desk: Backend::new(storage, options).unwrap(), clock }
    }

    fn closed(self) {
        self.desk.storage().clone().close_blocking().unwrap();
    }

    fn copies_made(&self) -> usize {
        self.journal().iter().filter(|fact| matches!(fact, Fact::BackedUp { .. })).count()
    }

    async fn strips_of_ada(&self) -> Vec<Strip> {
        self.wait(2 * SECOND);
        self.desk.frame(&self.signed_in(ADA).await, false).unwrap().strips
    }
}

#[tokio::test]
async fn after_a_kill_the_data_is_looked_at_although_today_has_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::in_folder(folder.path());
    office.desk.run_due_jobs().await.unwrap();
    assert_eq!(office.copies_made(), 1);
    let killed = tempfile::tempdir().unwrap();
    fs::copy(folder.path().join("sitrep.redb"), killed.path().join("sitrep.redb")).unwrap();
    fs::create_dir(killed.path().join("backups")).unwrap();
    let copy = backup::newest(folder.path()).unwrap().unwrap().1;
    fs::copy(&copy, killed.path().join("backups").join(copy.file_name().unwrap())).unwrap();
    office.closed();
    let office = Office::in_folder(folder.path());
    office.desk.run_due_jobs().await.unwrap();
    assert_eq!(office.copies_made(), 1, "it was closed, and today has its copy");
    let office = Office::in_folder(killed.path());
    office.desk.run_due_jobs().await.unwrap();
    assert_eq!(office.copies_made(), 2);
    office.desk.run_due_jobs().await.unwrap();
    assert_eq!(office.copies_made(), 2, "once is enough");
}

#[tokio::test]
async fn damage_is_told_once_and_stands_above_every_page_of_ada_until_it_is_mended() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::in_folder(folder.path());
    for (email, name, role) in [(ADA, "Ada", "administrator"), (RUI, "Rui", "responder")] {
        office.add(email, name, role).await;
    }
    office.visitor_reports(draft("The lift is stuck")).await;
    office.desk.run_due_jobs().await.unwrap();
    office.closed();
    let file = folder.path().join("sitrep.redb");
    let mut bytes = fs::read(&file).unwrap();
    let places: Vec<_> =
        bytes.windows(17).enumerate().filter(|(_, w)| *w == b"The lift is stuck").map(|(p, _)| p).collect();
    places.iter().for_each(|place| bytes[*place] ^= 1);
    fs::write(&file, bytes).unwrap();

    let office = Office::in_folder(folder.path());
    office.clock.set(MORNING + 25 * HOUR);
    for _ in 0..3 {
        office.desk.run_due_jobs().await.unwrap();
        office.wait(HOUR);
    }
    assert!(office.strips_of_ada().await.contains(&Strip::DataDamaged { last_clean: Some(20_261_123) }));
    let rui = office.desk.frame(&office.signed_in(RUI).await, false).unwrap();
    assert!(!rui.strips.iter().any(|strip| matches!(strip, Strip::DataDamaged { .. })));
    let told: Vec<_> = office.queued().into_iter().filter(|notice| notice.kind == NoticeKind::DataDamaged).collect();
    assert_eq!(told.len(), 1, "once, and not each hour");
    assert_eq!(told[0].recipient, Recipient::Person(office.id(ADA)));
    assert_eq!(told[0].words.as_deref(), Some("2026-11-23.redb"));
    assert_eq!(office.journal().iter().filter(|fact| matches!(fact, Fact::DamageFound)).count(), 1);
    let ada = office.signed_in(ADA).await;
    let jobs = office.desk.jobs_page(&ada).unwrap().jobs;
    let copy = jobs.iter().find(|job| job.code == "copy").unwrap();
    assert!(copy.came.contains("damaged") && copy.failures == 3, "{copy:?}");
    let page = office.desk.backup_page(&ada).await.unwrap();
    assert!(page.damaged && page.commands.restore.is_some_and(|line| line.contains("/backups/2026-11-23.redb")));
    office.closed();

    backend::storage::restore(&folder.path().join("backups/2026-11-23.redb"), folder.path(), &Clock::manual(1))
        .unwrap();
    let office = Office::in_folder(folder.path());
    office.clock.set(MORNING + 30 * HOUR);
    office.desk.run_due_jobs().await.unwrap();
    assert!(!office.strips_of_ada().await.iter().any(|strip| matches!(strip, Strip::DataDamaged { .. })));
}
