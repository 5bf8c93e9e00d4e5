//! Databases as they landed, one for each shape that records on disk ever had (`tests/folders`). Whoever updates after
//! a year keeps everything and can go back.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use backend::incidents::find_by_number;
use backend::storage::{OpenError, Options, Read as _, SCHEMA, Storage, Table, backup, restore};
use backend::{Backend, Clock, verify};
use domain::classification::{Level, Priority};
use domain::service::Effect;
use domain::time::DAY;

use crate::office::MORNING;

/// The file, by the commit that wrote it, and its schema.
const KEPT: [(&str, u32); 6] = [
    ("538dd16-small", 1),
    ("92ba4c3-demo", 2),
    ("bfca66b-small", 3),
    ("ccdaa14-rules", 4),
    ("dfbe6d6-demo", 5),
    ("e414cef-demo", 6),
];

struct Kept {
    data: tempfile::TempDir,
    database: PathBuf,
}

/// The data folder as that version left it.
fn unpacked(name: &str) -> Kept {
    let data = tempfile::tempdir().unwrap();
    let database = data.path().join("sitrep.redb");
    fs::write(&database, bytes(name)).unwrap();
    Kept { data, database }
}

pub fn bytes(name: &str) -> Vec<u8> {
    let packed = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/folders").join(format!("{name}.redb.gz"));
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(fs::File::open(packed).unwrap()).read_to_end(&mut bytes).unwrap();
    bytes
}

fn open(folder: &Path) -> Result<Storage, OpenError> {
    Storage::open(folder, Options::default(), Clock::System)
}

fn assert_sound(folder: &Path) {
    let storage = open(folder).unwrap_or_else(|error| panic!("{error}"));
    // States and rows are made anew before a desk is open.
    let desk = Backend::new(storage, backend::Options::default()).unwrap();
    let verdict = desk.storage().read(|read| verify::verify(read)).unwrap();
    assert_eq!(verdict.differences, [""; 0]);
    assert!(desk.settings().is_ok());
    desk.storage().clone().close_blocking().unwrap();
}

#[test]
fn every_data_folder_that_ever_landed_opens_and_verifies() {
    for (name, schema) in KEPT {
        let kept = unpacked(name);
        assert_eq!(backup::check(&kept.database).unwrap().schema, schema, "{name}");
        assert_sound(kept.data.path());
        assert_eq!(backup::check(&kept.database).unwrap().schema, SCHEMA, "{name} is brought up");
        assert_sound(kept.data.path());
    }
}

#[test]
fn before_it_is_brought_up_the_file_is_kept_as_it_was_and_can_be_put_back() {
    for (name, _) in KEPT.iter().filter(|(_, schema)| *schema < SCHEMA) {
        let kept = unpacked(name);
        assert_sound(kept.data.path());
        let copy = kept.data.path().join(format!("backups/before-schema-{SCHEMA}.redb"));
        assert!(fs::read(&copy).unwrap() == bytes(name), "the copy of {name} is not the file to the last byte");
        let elsewhere = tempfile::tempdir().unwrap();
        restore(&copy, elsewhere.path(), &Clock::System).unwrap();
        assert_sound(elsewhere.path());
    }
}

/// When the rules were others: a report's word was taken for how a service is hit, a critical one raised what one person
/// reported, and there was one type for data that was lost and for data that others have.
#[test]
fn what_was_decided_by_former_rules_stands_as_it_was_decided() {
    let kept = unpacked("ccdaa14-rules");
    let storage = open(kept.data.path()).unwrap_or_else(|error| panic!("{error}"));
    let desk = Backend::new(storage, backend::Options::default()).unwrap();
    let found = |number: &str| desk.storage().read(|read| find_by_number(read, number)).unwrap().unwrap();
    let down: Vec<_> = found("INC-1").affected.iter().map(|hit| (hit.effect, hit.named)).collect();
    assert_eq!(
        down,
        [(Effect::Degraded, false), (Effect::Down, false)],
        "down once it was taken, and when it came back"
    );
    let mailbox = found("INC-2");
    assert_eq!((mailbox.impact, mailbox.priority, mailbox.people()), (Level::Medium, Priority::P2, 4));
    let lost = desk.storage().read(|read| find_by_number(read, "INC-3")).unwrap();
    assert!(lost.is_none(), "it is restricted, and its number of before leads to nobody's");
    let line = desk.status_page(&backend::Caller::visitor()).unwrap().services.remove(0);
    assert_eq!(line.state, "Down: being looked into");
    desk.storage().clone().close_blocking().unwrap();
}

#[tokio::test]
async fn timers_that_an_earlier_version_set_fire_in_this_one() {
    let kept = unpacked("92ba4c3-demo");
    let later = Clock::manual(MORNING + 365 * DAY);
    let storage = Storage::open(kept.data.path(), Options::default(), later).unwrap_or_else(|error| panic!("{error}"));
    let timers = storage.read(|read| read.len(Table::Timers)).unwrap();
    let desk = Backend::new(storage, backend::Options::default()).unwrap();
    let fired = desk.fire_due_timers().await.unwrap() as u64;
    assert_eq!(fired, timers + 1, "and the update that was promised and missed, which that version kept no timer for");
    assert!(timers > 0, "the folder has none to prove it with");
    assert_eq!(desk.storage().read(|read| read.len(Table::Timers)).unwrap(), 0);
    let verdict = desk.storage().read(|read| verify::verify(read)).unwrap();
    assert_eq!(verdict.differences, [""; 0]);
}

/// A step that is added leaves a file of the schema it starts from in the folder.
#[test]
fn each_schema_there_ever_was_has_a_folder_that_is_kept() {
    for schema in 1..SCHEMA {
        assert!(KEPT.iter().any(|(_, kept)| *kept == schema), "no folder of schema {schema} is kept");
    }
}
