//! What was overtaken: a press made on a screen that no longer showed what is, a letter that waited too long.

use backend::incidents::ChangeRequest;
use domain::Refusal;
use domain::incident::{HoldReason, Press, Resolution};
use domain::locale::Locale;
use domain::service::Effect;
use domain::time::{MINUTE, SECOND};

use crate::lifecycle::draft;
use crate::office::{ADA, ANA, MARA, Office, RUI, refusal};
use crate::outbox::House;

#[tokio::test]
async fn a_press_that_replaces_what_the_screen_did_not_show_is_refused() {
    let office = Office::open().await;
    let (ada, mara) = (office.signed_in(ADA).await, office.signed_in(MARA).await);
    let (rui_id, ada_id) = (office.id(RUI), office.id(ADA));
    let mail = office.service("E-mail").await.parse().unwrap();
    office.visitor_reports(draft("Mail is down")).await;
    office.press(&mara, "INC-1", Press::Take { priority: None, reason: String::new() }).await.unwrap();
    let (owner, person) = (Some(ada_id), Some(ada_id));
    let effect = Effect::Down;
    for (first, second) in [
        (Press::Assign { owner }, Press::Assign { owner: Some(rui_id) }),
        (Press::NameManager { person }, Press::NameManager { person: Some(rui_id) }),
        (Press::NameCommunicationsLead { person }, Press::NameCommunicationsLead { person: Some(rui_id) }),
        (Press::Affect { service: mail, effect }, Press::Affect { service: mail, effect: Effect::Degraded }),
        (Press::Rename { title: "No mail".into() }, Press::Rename { title: "Mail queue stuck".into() }),
    ] {
        let seen = Some(office.desk.incident_head(&mara, "INC-1").await.unwrap().revision);
        office.press(&ada, "INC-1", first.clone()).await.unwrap();
        let request = |press| ChangeRequest { number: "INC-1".into(), press, also: None, seen, nonce: String::new() };
        let late = office.desk.change(&mara, request(second.clone())).await;
        let Refusal::WasFirst { by, why, .. } = refusal(late) else { panic!("{first:?}, then {second:?}") };
        assert!(matches!(*why, Refusal::Changed { .. }), "{first:?}, then {second:?}");
        assert_eq!(by, "Ada Lima");
        // What replaces nothing is no concern of the other press.
        office.desk.change(&mara, request(Press::Note { text: "Seen.".into() })).await.unwrap();
    }
    office.verified();
}

#[tokio::test]
async fn of_two_who_resolve_the_second_reads_who_was_first_and_with_which_words() {
    let office = Office::open().await;
    let (rui, mara) = (office.signed_in(RUI).await, office.signed_in(MARA).await);
    office.visitor_reports(draft("Mail is down")).await;
    office.press(&rui, "INC-1", Press::Take { priority: None, reason: String::new() }).await.unwrap();
    let seen = Some(office.desk.incident_head(&mara, "INC-1").await.unwrap().revision);
    let resolve = |text: &str| Press::Resolve { resolution: Resolution { text: text.into(), restored_at: None } };
    office.press(&rui, "INC-1", Press::Note { text: "Nearly there".into() }).await.unwrap();
    office.press(&rui, "INC-1", resolve("The queue disk was full.")).await.unwrap();
    office.wait(SECOND);
    let late = |press, also, nonce: &str| {
        let request = ChangeRequest { number: "INC-1".into(), press, also, seen, nonce: nonce.into() };
        office.desk.change(&mara, request)
    };
    let refused = refusal(late(resolve("Made room"), None, "").await);
    assert_eq!(
        Locale::English.refusal(&refused),
        "Rui Costa resolved it just now: \u{201c}The queue disk was full.\u{201d} \
         This is not possible while the incident is resolved."
    );
    // Whoever reads no notes is told nothing of them.
    let ana = office.signed_in(ANA).await;
    let request =
        ChangeRequest { number: "INC-1".into(), press: resolve("Mine"), also: None, seen, nonce: String::new() };
    let refused = office.desk.change(&ana, request).await.unwrap_err();
    assert!(!format!("{refused:?}").contains("queue disk"), "{refused:?}");
    office.verified();
}

#[tokio::test]
async fn who_no_longer_owns_it_gets_no_letter_that_says_so() {
    let house = House::open().await;
    let (rui, mara) = (house.office.id(RUI), house.office.id(MARA));
    let number = house.ana_reports("Mail is down").await;
    house.rui_takes(&number).await;
    house.later(MINUTE).await;
    house.rui(&number, Press::Assign { owner: Some(mara) }).await;
    house.office.wait(4 * SECOND);
    house.rui(&number, Press::Assign { owner: Some(rui) }).await;
    house.later(MINUTE).await;
    let owns = |letter: &crate::outbox::Read| letter.text.contains("you own it now");
    assert!(!house.letters(MARA).iter().any(owns), "{:?}", house.letters(MARA));
}

#[tokio::test]
async fn a_question_that_no_longer_waits_is_not_asked() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.rui_takes(&number).await;
    house.later(MINUTE).await;
    let note = "Which printer?".to_owned();
    house.rui(&number, Press::Hold { reason: HoldReason::AwaitingReporter, note, until: None }).await;
    house.office.wait(4 * SECOND);
    house.rui(&number, Press::EndHold).await;
    house.later(MINUTE).await;
    assert!(!house.letters(ANA).iter().any(|letter| letter.text.contains("Which printer?")));
}
