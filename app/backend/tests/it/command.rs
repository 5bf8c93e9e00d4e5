//! Who is asked, who commands, and who is told that they do no longer.

use domain::incident::{Major, Press, Status};
use domain::refusal::Refusal;
use domain::time::MINUTE;

use crate::lifecycle::draft;
use crate::office::{ADA, MARA, Office, RUI, refusal};
use crate::outbox::House;

fn take() -> Press {
    Press::Take { priority: None, reason: String::new() }
}

#[tokio::test]
async fn mara_asks_rui_to_take_it_and_it_is_not_taken_until_he_does() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    let mara = house.office.signed_in(MARA).await;
    let owner = Some(house.office.id(RUI));
    house.later(MINUTE).await;
    let before = (house.letters(RUI).len(), house.letters(ADA).len());
    house.office.press(&mara, &number, Press::Assign { owner }).await.unwrap();
    house.later(MINUTE).await;
    let seen = house.office.desk.incident_head(&mara, &number).await.unwrap();
    assert!(seen.status == Status::Reported && seen.times.iter().all(|time| time.name != "Taken"));
    let letters = house.letters(RUI);
    assert_eq!((letters.len(), house.letters(ADA).len()), (before.0 + 1, before.1), "he is asked, and nobody else");
    assert!(letters.last().unwrap().text.contains("asks you to take it"), "{:?}", letters.last());
    house.rui_takes(&number).await;
    let seen = house.office.desk.incident_head(&mara, &number).await.unwrap();
    assert!(seen.status == Status::Investigating && seen.times.iter().any(|time| time.name == "Taken"));
    house.office.verified();
}

#[tokio::test]
async fn command_is_taken_in_one_press_and_whoever_had_it_hears_of_it() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.rui_takes(&number).await;
    let (rui, mara) = (house.office.signed_in(RUI).await, house.office.signed_in(MARA).await);
    let may = async |who| house.office.desk.incident_head(who, &number).await.unwrap().may.take_command;
    if !house.office.desk.incident_facts(&rui, &number).await.unwrap().acting {
        house.office.press(&rui, &number, Press::NameManager { person: Some(house.office.id(RUI)) }).await.unwrap();
    }
    assert!(may(&mara).await);
    house.later(MINUTE).await;
    let before = house.letters(RUI).len();
    house.office.press(&mara, &number, Press::TakeCommand).await.unwrap();
    house.later(MINUTE).await;
    let letters = house.letters(RUI);
    assert_eq!(letters.len(), before + 1);
    assert!(letters.last().unwrap().text.contains("took command"), "{:?}", letters.last());
    assert!(!may(&rui).await && !may(&mara).await, "she is named, and has missed nothing");
    assert_eq!(refusal(house.office.press(&rui, &number, Press::TakeCommand).await), Refusal::CommandHeld);
    house.office.verified();
}

#[tokio::test]
async fn mara_declares_a_major_incident_in_one_press() {
    let office = Office::open().await;
    let (rui, mara) = (office.signed_in(RUI).await, office.signed_in(MARA).await);
    office.visitor_reports(draft("Nothing works")).await;
    office.press(&rui, "INC-1", take()).await.unwrap();
    office.press(&mara, "INC-1", Press::AcceptMajor).await.unwrap();
    let seen = office.desk.incident_head(&mara, "INC-1").await.unwrap();
    let named = |choice: Option<domain::view::Choice>| choice.map(|choice| choice.id);
    assert_eq!(seen.major, Major::Accepted);
    assert_eq!(named(seen.communications_lead), named(seen.incident_manager), "the lead is the manager's");
    office.verified();
}
