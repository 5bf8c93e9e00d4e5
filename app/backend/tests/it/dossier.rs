//! The incident file: whole, checked anywhere, and as secret as what it is about.

use backend::desk::{Form, Found, check};
use backend::incidents::NewReport;
use backend::journal::Fact;
use backend::mail::courier::Inbox;
use backend::outbox::{Outbox, Route};
use backend::{Caller, Error};
use domain::incident::Press;
use domain::report::ReportDraft;
use domain::time::MINUTE;

use crate::lifecycle::draft;
use crate::office::*;

/// Ana reported, Rui took it and wrote down what he did; Ana was told.
async fn told(restricted: &str) -> (Office, Caller, String) {
    let office = Office::open().await;
    let (ana, ada, rui) = (office.signed_in(ANA).await, office.signed_in(ADA).await, office.signed_in(RUI).await);
    let report = ReportDraft { restricted: restricted.to_owned(), ..draft("No mail <b>since</b> eight") };
    let number = office.desk.report(&ana, NewReport::by_web(report, false)).await.unwrap().number;
    let who = if restricted.is_empty() { rui } else { ada };
    office.press(&who, &number, Press::Take { priority: None, reason: String::new() }).await.unwrap();
    for note in ["The queue disk is **full**", "sitrep-seal\" content=\"00 </script> {\"sitrep-seal\":\"\r\nmore"] {
        office.press(&who, &number, Press::Note { text: note.into() }).await.unwrap();
    }
    office.wait(MINUTE);
    let outbox =
        Outbox::new(office.desk.clone(), Route::Inbox(Inbox::default()), std::time::Duration::from_millis(500));
    outbox.work_off().await.unwrap();
    (office, who, number)
}

async fn file(office: &Office, who: &Caller, number: &str, form: Form) -> Vec<u8> {
    office.desk.dossier(who, number, form).await.unwrap().into_bytes()
}

#[tokio::test]
async fn it_holds_facts_timeline_and_letters_and_needs_nothing_else() {
    let (office, rui, number) = told("").await;
    let page = String::from_utf8(file(&office, &rui, &number, Form::Page).await).unwrap();
    for words in [
        "No mail &lt;b&gt;since&lt;/b&gt; eight",
        "Rui Costa",
        "The queue disk is <strong>full</strong>",
        ANA,
        "accepted",
    ] {
        assert!(page.contains(words), "{words} is missing in {page}");
    }
    for way_out in [" src=", "<link", "url(", "<iframe", "<script>", "@import"] {
        assert!(!page.contains(way_out), "{way_out}");
    }
    let json: serde_json::Value = serde_json::from_slice(&file(&office, &rui, &number, Form::Json).await).unwrap();
    assert_eq!((&json["number"], json["chain"].as_array().map(Vec::len)), (&number.clone().into(), Some(6)));
    assert_eq!(json["timeline"].as_array().unwrap().len(), 6);
    assert!(json["letters"].as_array().unwrap().iter().any(|letter| letter["to"] == ANA), "{json}");
}

#[tokio::test]
async fn a_thousand_changed_bytes_are_all_found() {
    let (office, rui, number) = told("").await;
    for form in [Form::Page, Form::Json] {
        let file = file(&office, &rui, &number, form).await;
        assert_eq!(check(&file), Found::Intact { number: number.clone(), entries: 6, taken_out: 0 });
        let mut random = 0x2545_f491_4f6c_dd1d_u64;
        for _ in 0..1_000 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let (place, by) = ((random >> 16) as usize % file.len(), (random % 255) as u8 + 1);
            let mut changed = file.clone();
            changed[place] ^= by;
            assert!(!matches!(check(&changed), Found::Intact { .. }), "byte {place} by {by}");
        }
    }
}

#[tokio::test]
async fn a_changed_entry_is_named_and_so_is_one_that_was_left_out() {
    let (office, rui, number) = told("").await;
    let file = file(&office, &rui, &number, Form::Json).await;
    let whole: serde_json::Value = serde_json::from_slice(&file).unwrap();
    let with = |change: &dyn Fn(&mut Vec<serde_json::Value>)| {
        let mut whole = whole.clone();
        change(whole["chain"].as_array_mut().unwrap());
        check(&serde_json::to_vec(&whole).unwrap())
    };
    assert_eq!(with(&|chain| chain[2]["content"] = chain[1]["content"].clone()), Found::BrokenAt(3));
    assert_eq!(with(&|chain| chain[1]["header"] = "????".into()), Found::BrokenAt(2));
    assert_eq!(with(&|chain| drop(chain.remove(1))), Found::BrokenAt(2));
    assert_eq!(with(&|chain| chain.swap(2, 3)), Found::BrokenAt(3));
    assert_eq!(with(&|chain| drop(chain.pop())), Found::Changed, "the seal knows how many there were");
    let mut other = whole.clone();
    other["incident"] = "0000000000000001".into();
    assert_eq!(check(&serde_json::to_vec(&other).unwrap()), Found::BrokenAt(1), "no other incident's");
    for nothing in [&b""[..], b"{}", b"<html></html>", b"{\"sitrep-seal\":\""] {
        assert_eq!(check(nothing), Found::Unreadable);
    }
}

#[tokio::test]
async fn words_that_were_taken_out_are_in_no_file_and_its_chain_holds() {
    let (office, rui, number) = told("").await;
    let words = Press::Redact { sequence: 5, reason: "A password".into() };
    office.press(&rui, &number, words).await.unwrap();
    let file = file(&office, &rui, &number, Form::Page).await;
    assert!(!String::from_utf8_lossy(&file).contains("queue disk"));
    assert_eq!(check(&file), Found::Intact { number, entries: 7, taken_out: 1 });
}

#[tokio::test]
async fn who_may_not_read_it_gets_no_file_and_one_of_a_restricted_incident_is_journaled() {
    let (office, ada, number) = told("on").await;
    let (ana, mara) = (office.signed_in(ANA).await, office.signed_in(MARA).await);
    assert_eq!(office.desk.dossier(&mara, &number, Form::Page).await, Err(Error::NotFound));
    assert_eq!(
        office.desk.dossier(&ana, &number, Form::Page).await,
        Err(Error::Denied),
        "her report, not the team's notes"
    );
    assert_eq!(office.desk.dossier(&ada, "INC-99", Form::Page).await, Err(Error::NotFound));
    assert!(office.desk.dossier(&Caller::visitor(), &number, Form::Page).await.is_err());
    let viewed = || office.journal().into_iter().filter(|fact| matches!(fact, Fact::RestrictedViewed { .. })).count();
    let before = viewed();
    file(&office, &ada, &number, Form::Json).await;
    office.desk.dossier(&office.desk.operator(), &number, Form::Json).await.unwrap();
    assert_eq!(viewed(), before + 2, "by Ada, and at the command line");
}
