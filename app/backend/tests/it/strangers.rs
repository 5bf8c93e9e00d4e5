//! Letters to addresses that anybody may have typed, and words that anybody may have typed for them.

use backend::Caller;
use backend::incidents::NewReport;
use backend::settings::Settings;
use domain::report::ReportDraft;
use domain::time::MINUTE;

use crate::lifecycle::draft;
use crate::office::RUI;
use crate::outbox::House;

const STRANGER: &str = "zoe@elsewhere.example";

async fn house_of_example_org() -> House {
    let house = House::open().await;
    house.office.address_is_set().await;
    let ours = |tx: &mut backend::storage::Tx<'_>| {
        Settings { mail_domains: vec!["example.org".to_owned()], ..Settings::stored(tx)? }.save(tx)
    };
    house.office.desk.storage().write(ours).await.unwrap();
    house
}

fn typed(title: &str, name: &str, email: &str) -> ReportDraft {
    ReportDraft { name: name.into(), email: email.into(), ..draft(title) }
}

#[tokio::test]
async fn a_receipt_to_a_stranger_repeats_no_word_of_whoever_typed_the_address_and_can_be_stopped() {
    let house = house_of_example_org().await;
    let rui = house.office.signed_in(RUI).await;
    let bait = typed("You won a price, call 0800 555 0199", "Harbour Bank Security", STRANGER);
    let number = house.office.visitor_reports(bait).await.number;
    house.later(MINUTE).await;
    let take = domain::incident::Press::Take { priority: None, reason: String::new() };
    house.office.press(&rui, &number, take).await.unwrap();
    house.later(MINUTE).await;
    let letters = house.letters(STRANGER);
    assert_eq!(letters.len(), 2, "that we have it, and that it was taken");
    for letter in &letters {
        let whole = format!("{letter:?}");
        assert!(!whole.contains("0800") && !whole.contains("Harbour"), "{whole}");
        assert!(whole.contains("/u/"), "no way to stop it: {whole}");
    }
    let stop = letters[0].text.split("/u/").nth(1).unwrap().split_whitespace().next().unwrap();
    house.office.desk.unsubscribe(stop.trim_end_matches('.')).await.unwrap();
    house.office.visitor_reports(typed("Another price", "Harbour Bank Security", STRANGER)).await;
    house.later(MINUTE).await;
    assert_eq!(house.letters(STRANGER).len(), 2, "nothing more after one press");
}

#[tokio::test]
async fn somebody_of_ours_gets_a_receipt_with_their_words_and_a_name_without_links() {
    let house = house_of_example_org().await;
    house.office.visitor_reports(typed("The printer smokes", "Vera www.evil.example Quint", "vera@example.org")).await;
    house.later(MINUTE).await;
    let letter = format!("{:?}", house.letters("vera@example.org").pop().unwrap());
    assert!(letter.contains("The printer smokes") && !letter.contains("evil"), "{letter}");
}

#[tokio::test]
async fn over_the_limit_of_letters_to_strangers_a_report_is_stored_and_only_the_team_is_told() {
    let house = house_of_example_org().await;
    let new = NewReport::by_web(typed("The printer smokes", "", STRANGER), false);
    house.office.desk.report(&Caller::visitor(), NewReport { letter_over_limit: true, ..new }).await.unwrap();
    house.later(MINUTE).await;
    assert_eq!((house.letters(STRANGER).len(), house.letters(RUI).len()), (0, 1));
    assert!(house.office.desk.is_strangers_address(STRANGER).unwrap());
    for ours in ["new@example.org", RUI, "no address", ""] {
        assert!(!house.office.desk.is_strangers_address(ours).unwrap(), "{ours}");
    }
}

#[tokio::test]
async fn an_encoded_word_that_somebody_typed_is_text_and_no_mail_program_decodes_it() {
    let house = house_of_example_org().await;
    let encoded = "=?utf-8?b?SGVsbG8=?=";
    house.office.visitor_reports(typed(&format!("{encoded} says the printer"), encoded, "vera@example.org")).await;
    house.later(MINUTE).await;
    for letter in [house.letters("vera@example.org").remove(0), house.letters(RUI).remove(0)] {
        assert!(!letter.subject.contains("Hello") && letter.subject.contains("utf-8?b?SGVsbG8"), "{}", letter.subject);
        assert!(!letter.to.contains("Hello"), "{}", letter.to);
    }
}
