//! Words that must go: wherever they stood they are no more, and what happened stays proven.

use backend::incidents::find_by_number;
use backend::{Backend, Options};
use domain::Refusal;
use domain::incident::Press;
use domain::report::ReportDraft;
use domain::time::{MINUTE, SECOND};

use crate::lifecycle::draft;
use crate::office::{ANA, MARA, RUI, refusal};
use crate::outbox::House;

fn redact(sequence: u64) -> Press {
    Press::Redact { sequence, reason: "A password stood there".into() }
}

#[tokio::test]
async fn words_that_mara_takes_out_stand_nowhere_any_more() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.rui_takes(&number).await;
    let sent = house.rui(&number, Press::Message { text: "Your new PIN is 4711".into() }).await.sequence.unwrap();
    house.later(MINUTE).await;
    assert!(house.letters(ANA).iter().any(|letter| letter.text.contains("4711")), "it reached her");
    let waits = house.rui(&number, Press::Message { text: "Or use PIN 4712".into() }).await.sequence.unwrap();
    let office = &house.office;
    let mara = office.signed_in(MARA).await;
    assert_ne!(office.tables_with("471"), Vec::<&str>::new());
    for sequence in [sent, waits] {
        office.press(&mara, &number, redact(sequence)).await.unwrap();
    }
    house.later(MINUTE).await;
    assert_eq!(office.tables_with("4711"), Vec::<&str>::new());
    assert_eq!(office.tables_with("4712"), Vec::<&str>::new());
    assert!(!house.letters(ANA).iter().any(|letter| letter.text.contains("4712")), "what waited is not sent");
    let lines = office.lines(&mara, &number).await;
    let line = lines.iter().find(|line| line.sequence == sent).unwrap();
    assert_eq!(
        (line.who.as_str(), line.act.as_str()),
        ("Rui Costa", "wrote something whose words were taken out since")
    );
    assert!(line.html.is_none() && !line.redactable);
    assert_eq!(lines.last().unwrap().act, "took the words out of an entry, for good");
    office.verified();
    let verdict = office.desk.storage().read(|read| backend::verify::verify(read)).unwrap();
    assert_eq!(verdict.taken_out, 2);
}

#[tokio::test]
async fn states_are_made_anew_from_what_stands_in_place_of_the_words() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.rui_takes(&number).await;
    let resolution = domain::incident::Resolution { text: "Reset it to 4711".into(), restored_at: None };
    house.office.wait(SECOND);
    let resolved = house.rui(&number, Press::Resolve { resolution }).await.sequence.unwrap();
    house.rui(&number, redact(resolved)).await;
    let storage = house.office.desk.storage().clone();
    let stands = || storage.read(|read| find_by_number(read, &number)).unwrap();
    let before = stands();
    let forget_shape = |tx: &mut backend::storage::Tx<'_>| {
        backend::storage::set_shape(tx, "another");
        Ok(())
    };
    storage.write_blocking(forget_shape).unwrap();
    Backend::new(storage.clone(), Options::default()).unwrap();
    assert_eq!(stands(), before);
    house.office.verified();
}

#[tokio::test]
async fn a_responder_takes_out_no_words_of_another() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    let mara = house.office.signed_in(MARA).await;
    house.office.press(&mara, &number, Press::Note { text: "Between us".into() }).await.unwrap();
    let rui = house.office.signed_in(RUI).await;
    let lines = house.office.lines(&rui, &number).await;
    assert!(lines.iter().all(|line| !line.redactable), "nothing here is his");
    let refused = house.office.press(&rui, &number, redact(2)).await;
    assert_eq!(refused.unwrap_err(), domain::Refusal::NotAllowed.into());
}

#[tokio::test]
async fn content_that_is_gone_without_an_entry_that_tells_of_it_is_a_finding() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    let sequence = house.rui(&number, Press::Note { text: "Looked at it".into() }).await.sequence.unwrap();
    let storage = house.office.desk.storage().clone();
    let id = storage.read(|read| find_by_number(read, &number)).unwrap().unwrap().id;
    let lose = move |tx: &mut backend::storage::Tx<'_>| {
        backend::storage::chain::delete_payload(tx, backend::storage::chain::Chain::Incident(id.0), sequence);
        Ok(())
    };
    storage.write_blocking(lose).unwrap();
    let verdict = storage.read(|read| backend::verify::verify(read)).unwrap();
    let told = format!("{number} has an entry whose content is gone, and no entry tells who deleted it");
    assert!(verdict.differences.contains(&told), "{:?}", verdict.differences);
}

#[tokio::test]
async fn whoever_reported_takes_a_password_out_again_with_the_link_and_nobody_keeps_it() {
    let house = House::open().await;
    let (office, desk) = (&house.office, &house.office.desk);
    let report = ReportDraft { description: "Log in with heron4711".into(), ..draft("Mail is down") };
    let token = office.visitor_reports(report).await.token.unwrap();
    desk.add_words(&token, "Or with heron4712".into(), String::new()).await.unwrap();
    let view = desk.receipt(&token).unwrap();
    let said = view.lines[0].take_out.unwrap();
    for sequence in [said, view.take_out.unwrap()] {
        desk.take_out_own_words(&token, sequence, String::new()).await.unwrap();
    }
    house.later(MINUTE).await;
    assert_eq!(office.tables_with("heron47"), Vec::<&str>::new());
    let view = desk.receipt(&token).unwrap();
    assert_eq!((view.lines.len(), view.take_out), (0, None));
    desk.add_words(&token, "It is room 12".into(), String::new()).await.unwrap();
    office.wait(15 * MINUTE + 1);
    let view = desk.receipt(&token).unwrap();
    assert_eq!(view.lines[0].take_out, None);
    let newest = desk.storage().read(|read| find_by_number(read, "INC-1")).unwrap().unwrap().revision;
    let late = desk.take_out_own_words(&token, newest, String::new()).await;
    assert_eq!(refusal(late), Refusal::OwnWordsTooLate);
    office.verified();
}
