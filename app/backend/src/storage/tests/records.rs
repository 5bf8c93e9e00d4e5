use serde::{Deserialize, Serialize};

use super::super::{Read, Record, Storage, Table, decode, encode, load};
use crate::clock::Clock;
use crate::error::{Error, Result};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Service {
    name: String,
    /// Added later without a new version: old bytes still read.
    #[serde(default)]
    note: Option<String>,
}

impl Record for Service {
    const TABLE: Table = Table::Services;
    const VERSION: u8 = 2;

    fn upcast(version: u8, bytes: &[u8]) -> Result<Service> {
        match version {
            1 => Ok(Service { name: String::from_utf8_lossy(bytes).into_owned(), note: None }),
            _ => Err(Error::Storage(format!("version {version}"))),
        }
    }
}

/// A record as the next version of Sitrep may write it.
#[derive(Serialize, Deserialize)]
struct LaterService {
    name: String,
    colour: String,
}

impl Record for LaterService {
    const TABLE: Table = Table::Services;
    const VERSION: u8 = 2;
}

#[test]
fn a_record_is_read_back_as_it_was_saved() {
    let storage = Storage::in_memory(Clock::manual(0));
    let mail = Service { name: "E-mail".to_owned(), note: Some("Ada's".to_owned()) };
    let saved = mail.clone();
    storage.write_blocking(move |tx| tx.save(b"1", &saved)).unwrap();
    assert_eq!(storage.read(|snapshot| load::<Service>(snapshot, b"1")), Ok(Some(mail)));
    assert_eq!(storage.read(|snapshot| load::<Service>(snapshot, b"2")), Ok(None));
    let bytes = storage.read(|snapshot| snapshot.get(Table::Services, b"1")).unwrap().unwrap();
    assert_eq!(bytes[0], 2);
    assert!(bytes.windows(4).any(|window| window == b"name"), "field names are on the disk");
}

#[test]
fn old_versions_and_added_or_unknown_fields_are_read() {
    assert_eq!(decode::<Service>(b"\x01VPN"), Ok(Service { name: "VPN".to_owned(), note: None }));
    let later = encode(&LaterService { name: "VPN".to_owned(), colour: "blue".to_owned() }).unwrap();
    assert_eq!(decode::<Service>(&later), Ok(Service { name: "VPN".to_owned(), note: None }));
}

#[test]
fn what_cannot_be_read_is_an_error_that_names_the_table() {
    for bytes in [b"".as_slice(), b"\x02", b"\x02\xc1", b"\x09VPN"] {
        assert!(matches!(decode::<Service>(bytes), Err(Error::Storage(_))), "{bytes:?}");
    }
    let Err(Error::Storage(message)) = decode::<LaterService>(b"\x07") else { panic!("read the future") };
    assert_eq!(message, "a record of table services has version 7, this program knows 2");
}
