//! Every kind of letter, and the thread of a whole incident, read by a program that shares no line with ours: Python's
//! `email` with its strict policy (`corpus.py` says what it asks). Where there is no Python it is skipped, and says so.

use std::path::Path;
use std::process::Command;

use backend::letters::{html, subject, text, write, write_bundle};
use backend::mail::compose::{MessageId, Sheet, compose};
use domain::incident::{CancelReason, Press, Resolution};
use domain::time::MINUTE;

use crate::letters::kinds::{every_kind, letter, reader};
use crate::letters::sheet;
use crate::office::ANA;
use crate::outbox::House;

/// How many letters it read; nothing where it is not there.
fn read_by_python(folders: &[&Path]) -> Option<usize> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/corpus.py");
    let read = match Command::new("python3").arg(script).args(folders).output() {
        Ok(read) => read,
        Err(_) => {
            eprintln!("there is no python3 here: letters are read by no other program");
            return None;
        }
    };
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    String::from_utf8_lossy(&read.stdout).trim().parse().ok()
}

#[test]
fn every_kind_of_letter_is_read_without_a_defect_and_says_the_same_in_text_and_html() {
    let folder = tempfile::tempdir().unwrap();
    let kinds = every_kind();
    let mut count = 0;
    let mut keep = |content: &backend::letters::Content, subject: String| {
        count += 1;
        let (text, html) = (text(content), html(content));
        let message_id = MessageId::new(&format!("kind.{count}"), "example.org");
        let bytes = compose(&Sheet { subject, text, html, message_id, thread: None, ..sheet() }).unwrap();
        std::fs::write(folder.path().join(format!("{count:03}.eml")), bytes).unwrap();
    };
    for matter in kinds {
        for matter in [vec![matter.clone()], vec![matter.clone(), matter]] {
            let letter = letter(matter);
            keep(&write(&letter, &reader()), subject(&letter, &reader()));
        }
    }
    let several: Vec<_> = every_kind().into_iter().map(|matter| letter(vec![matter])).collect();
    for daily in [false, true] {
        keep(
            &write_bundle(&several, None, &reader(), daily),
            "Zwölf Störungen – heute, und ein sehr langer Betreff ".repeat(4),
        );
    }
    assert!(read_by_python(&[folder.path()]).is_none_or(|read| read == count));
}

#[tokio::test]
async fn the_letters_of_a_whole_incident_are_one_thread_for_their_reader() {
    let house = House::open().await;
    house.office.address_is_set().await;
    let number = house.ana_reports("Größe der Post – \u{201c}gar nichts\u{201d}").await;
    house.later(MINUTE).await;
    let step = async |press: Press| {
        house.rui(&number, press).await;
        house.later(10 * MINUTE).await;
    };
    step(Press::Take { priority: None, reason: String::new() }).await;
    step(Press::Message { text: "Läuft es wieder? 👍 https://example.org/".into() }).await;
    let resolution = Resolution { text: "Ein neues Kabel".into(), ..Resolution::default() };
    step(Press::Resolve { resolution }).await;
    step(Press::Reopen { reason: "Doch nicht".into() }).await;
    step(Press::Cancel { why: CancelReason::FalseAlarm, words: "Es war der Stecker.".into() }).await;
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("thread-ana");
    std::fs::create_dir(&folder).unwrap();
    let letters = house.inbox.letters_to(ANA);
    assert!(letters.len() >= 5, "{}", letters.len());
    for (place, letter) in letters.iter().enumerate() {
        std::fs::write(folder.join(format!("{place:03}.eml")), &letter.bytes).unwrap();
    }
    assert!(read_by_python(&[&folder]).is_none_or(|read| read == letters.len()));
}
