//! Letters on their pages, over HTTP: the preview that may do nothing, another try, the poster, and asking for access.

use std::time::Duration;

use backend::Clock;
use backend::mail::courier::{Inbox, Outcome};
use backend::notices::NoticeKind;
use backend::outbox::{LetterFilter, Outbox, Route, list_letters};
use http::Method;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde_json::json;

use crate::asked::{asked, call, form, get};
use crate::office::Office;

/// Monday, 23 November 2026, 08:00 UTC.
const MORNING: i64 = 1_795_420_800_000;

/// An office where Ana's receipt was refused by her mail server.
async fn refused_receipt(clock: &Clock, inbox: &Inbox) -> (Office, Outbox, String) {
    let office = Office::at(clock.clone(), None, &[("SITREP_PUBLIC_URL", "https://desk.example")]);
    let outbox = Outbox::new(office.state.backend.clone(), Route::Inbox(inbox.clone()), Duration::from_secs(1));
    inbox.answer_next(Outcome::Refused { answer: "550 no such user".into() });
    office.reported("The printer <b>smokes</b>").await;
    clock.advance(60_000);
    outbox.work_off().await.unwrap();
    let read = office.state.backend.storage().snapshot().unwrap();
    let letters = list_letters(&read, &LetterFilter::default(), &|_| Ok(true), None, 10).unwrap().letters;
    assert_eq!(letters.len(), 1);
    let id = letters[0].id.to_string();
    (office, outbox, id)
}

#[tokio::test]
async fn the_preview_of_a_letter_may_do_nothing() {
    let (clock, inbox) = (Clock::manual(MORNING), Inbox::default());
    let (office, _outbox, id) = refused_receipt(&clock, &inbox).await;
    let preview = format!("/letters/{id}/preview");
    assert_eq!(get(&preview).of(&office.site).await.status, 303, "not for visitors");
    let rui = office.responder().await;
    let page = get(&preview).cookie(&rui).of(&office.site).await;
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy");
    assert_eq!(policy, "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'");
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!((page.header("x-content-type-options"), page.header("cache-control")), ("nosniff", "no-store"));
    assert!(page.body.contains("smokes") && !page.body.contains("<b>smokes"), "{}", page.body);
    let ana = office.signed_in("Ana", "employee").await;
    for (cookie, id) in [(&ana, id.as_str()), (&rui, "0000000000000001"), (&rui, "x"), (&rui, "..%2f..")] {
        let answer = get(&format!("/letters/{id}/preview")).cookie(cookie).of(&office.site).await;
        assert_eq!(answer.status, 404, "{id}");
    }
}

#[tokio::test]
async fn rui_has_a_refused_letter_tried_again() {
    let (clock, inbox) = (Clock::manual(MORNING), Inbox::default());
    let (office, outbox, id) = refused_receipt(&clock, &inbox).await;
    let rui = office.responder().await;
    let page = get(&format!("/messages/{id}")).cookie(&rui).of(&office.site).await;
    assert!(page.status == 200 && page.body.contains("550 no such user"), "{}", page.body);
    let retry = format!("/letters/{id}/retry");
    let ana = office.signed_in("Ana", "employee").await;
    assert_eq!(form(&retry, &[]).cookie(&ana).of(&office.site).await.status, 404);
    assert_eq!(get(&retry).cookie(&rui).of(&office.site).await.status, 405, "no change by GET");
    let tried = form(&retry, &[]).cookie(&rui).of(&office.site).await;
    assert_eq!((tried.status.as_u16(), tried.location()), (303, format!("/messages/{id}").as_str()), "{}", tried.body);
    clock.advance(60_000);
    outbox.work_off().await.unwrap();
    assert_eq!(inbox.letters_to("ana@example.org").len(), 1);
    assert_eq!(form("/letters/0000000000000001/retry", &[]).cookie(&rui).of(&office.site).await.status, 404);
}

#[tokio::test]
async fn the_poster_leads_to_the_report_page() {
    let office = Office::with(&[("SITREP_PUBLIC_URL", "https://desk.example")]);
    assert_eq!(get("/poster.svg").of(&office.site).await.status, 303, "not for visitors");
    let rui = office.responder().await;
    let poster = get("/poster.svg").cookie(&rui).of(&office.site).await;
    assert_eq!((poster.status.as_u16(), poster.header("content-type")), (200, "image/svg+xml"));
    let code = QrCode::with_error_correction_level("https://desk.example/report", EcLevel::Q).unwrap();
    let wanted = code.render::<svg::Color<'_>>().min_dimensions(320, 320).build();
    assert!(poster.body == wanted, "the code leads elsewhere");
}

#[tokio::test]
async fn there_is_no_poster_and_no_code_of_an_address_that_only_this_machine_can_open() {
    for address in ["http://127.0.0.1:3000", "http://localhost:3000", "http://0.0.0.0:3000", "http://[::1]:3000"] {
        let office = Office::with(&[("SITREP_PUBLIC_URL", address)]);
        let ada = office.signed_in("Ada", "administrator").await;
        assert_eq!(get("/poster.svg").cookie(&ada).of(&office.site).await.status, 404, "{address}");
        let page = get("/poster").cookie(&ada).of(&office.site).await.body;
        assert!(page.contains("No poster yet") && !page.contains("<img"), "{address}: {page}");
        let ready = get("/ready").cookie(&ada).of(&office.site).await.body;
        assert!(ready.contains(&format!("Only this machine can open {address}.")), "{ready}");
        assert!(!ready.contains("Open the poster"), "{ready}");
    }
    let office = Office::with(&[("SITREP_PUBLIC_URL", "http://192.0.2.9:3000")]);
    let ada = office.signed_in("Ada", "administrator").await;
    assert_eq!(get("/poster.svg").cookie(&ada).host("192.0.2.9:3000").of(&office.site).await.status, 200);
    let ready = get("/ready").cookie(&ada).host("192.0.2.9:3000").of(&office.site).await.body;
    assert!(ready.contains("http://192.0.2.9:3000 is a number.") && ready.contains("Open the poster"), "{ready}");
}

/// The first number of a restricted incident on a page.
pub fn restricted_number(page: &str) -> String {
    let rest = page.split("SEC-").nth(1).expect("no restricted incident on this page");
    let number: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    format!("SEC-{number}")
}

#[tokio::test]
async fn asking_for_access_says_the_same_whether_there_is_something_or_not() {
    let office = Office::open();
    let ada = office.signed_in("Ada", "administrator").await;
    let report = [("title", "My badge was copied"), ("impact", "low"), ("urgency", "high"), ("restricted", "on")];
    assert_eq!(form("/report", &report).of(&office.site).await.status, 303);
    let board = get("/board").cookie(&ada).of(&office.site).await;
    let number = restricted_number(&board.body);
    let rui = office.responder().await;
    let queued = |kind: NoticeKind| {
        let letters = office.state.backend.storage().read(|read| {
            use backend::storage::{Order, Read, Table, decode};
            let rows = read.scan(Table::Notices, &[], &[], Order::Ascending, 1_000)?;
            rows.iter().map(|(_, value)| decode::<backend::notices::Notice>(value)).collect::<Result<Vec<_>, _>>()
        });
        letters.unwrap().iter().filter(|notice| notice.kind == kind).count()
    };
    let mut answers = Vec::new();
    for asked_for in [number.as_str(), "SEC-0000", "nothing"] {
        let page = get(&format!("/incidents/{asked_for}")).cookie(&rui).of(&office.site).await;
        assert!(page.status == 404 && page.body.contains("Ask for access"), "{}", page.body);
        let answer = call("/fn/ask_access", &json!({ "number": asked_for })).cookie(&rui).of(&office.site).await;
        answers.push((answer.status, answer.body));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]) && answers[0].0 == 200, "{answers:?}");
    assert_eq!(queued(NoticeKind::AccessAsked), 1, "Ada is asked about the one that exists");
    assert_eq!(call("/fn/ask_access", &json!({ "number": number })).of(&office.site).await.status, 401);
    let elsewhere = asked(Method::POST, "/fn/ask_access").cookie(&rui).header("sec-fetch-site", "cross-site");
    assert_eq!(elsewhere.body("{}").of(&office.site).await.status, 403);
}
