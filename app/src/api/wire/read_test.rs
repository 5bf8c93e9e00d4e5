//! The browser's reader against the one that everybody trusts.

use std::collections::BTreeMap;

use domain::refusal::Refusal;
use domain::report::ReportDraft;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::read::read;
use crate::api::ApiError;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Kind {
    Plain,
    One(Option<String>),
    Two(i64, u64),
    Named { on: bool, parts: Vec<Kind> },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Whole {
    kinds: Vec<Kind>,
    text: BTreeMap<String, String>,
    share: f64,
    #[serde(default)]
    left_away: Option<u8>,
}

fn survives<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let written = serde_json::to_string(value).expect("is JSON");
    assert_eq!(&read::<T>(&written).expect("is read"), value, "{written}");
    let spaced = serde_json::to_string_pretty(value).expect("is JSON");
    assert_eq!(&read::<T>(&spaced).expect("is read"), value, "{spaced}");
}

#[test]
fn what_the_server_writes_is_what_the_browser_reads() {
    let texts = ["", "\"quoted\" \\ / \u{8}\u{c}\n\r\t\u{0}\u{1f}", "Größe \u{1F600} \u{2028}", "}],:null"];
    let kinds = vec![
        Kind::Plain,
        Kind::One(None),
        Kind::One(Some("null".to_owned())),
        Kind::Two(i64::MIN, u64::MAX),
        Kind::Named { on: true, parts: vec![Kind::Plain, Kind::Named { on: false, parts: vec![] }] },
    ];
    let text = texts.iter().map(|text| ((*text).to_owned(), (*text).to_owned())).collect();
    survives(&Whole { kinds, text, share: -1.5e-7, left_away: Some(255) });
    survives(&ReportDraft { title: "VPN\u{7}".to_owned(), ..ReportDraft::default() });
    survives(&Err::<Vec<String>, _>(ApiError::Refused(Refusal::Changed { revision: 3 })));
}

#[test]
fn signs_written_as_numbers_are_read() {
    assert_eq!(read::<String>(r#""\u00e9\ud83d\ude00\/""#).expect("is read"), "é😀/");
}

#[test]
fn what_a_newer_server_adds_is_passed_over() {
    let text = r#" {"kinds":[], "new":{"a":[1,{"b":"}]"},null,true]}, "text":{}, "other":"x", "share":1} "#;
    let whole: Whole = read(text).expect("is read");
    assert_eq!(whole, Whole { kinds: vec![], text: BTreeMap::new(), share: 1.0, left_away: None });
}

#[test]
fn what_is_broken_is_an_error_and_no_guess() {
    for text in
        ["", "{", "[", "\"", "\"\\", "\"\\u12", "\"\\ud83dx\"", "[1", "[1,]", "[1 2]", "[1]]", "[tru]", "[-]", "[300]"]
    {
        assert!(read::<Vec<u8>>(text).is_err() && read::<String>(text).is_err(), "{text}");
    }
    assert!(read::<Kind>(r#""Unknown""#).is_err());
    assert!(read::<Kind>(r#"{"Named":{"on":true}}"#).is_err());
    assert!(read::<Whole>(r#"{"kinds":[],"text":{},"share":1,"x":[}"#).is_err());
}
