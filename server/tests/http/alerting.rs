//! Alerts as they are posted and read, without script: the page of the letter, the steps, and the command line.

use backend::Clock;
use backend::incidents::NewReport;
use domain::report::ReportDraft;

use crate::asked::{Answer, form, get};
use crate::commands::{Serving, add_user, assert_fine, folder, text, typed};
use crate::office::Office;
use crate::operator::said;

/// Monday, 23 November 2026, 08:00 UTC.
const MORNING: i64 = 1_795_420_800_000;

async fn post(office: &Office, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    form(path, fields).cookie(cookie).of(&office.site).await
}

async fn look(office: &Office, cookie: &str, path: &str) -> Answer {
    get(path).cookie(cookie).of(&office.site).await
}

/// Two steps that Mara set, and a P1 that waits.
async fn alerted() -> (Office, String, String, String) {
    let office = Office::by(Clock::manual(MORNING), &[]);
    let (mara, rui) = (office.signed_in("Mara", "manager").await, office.responder().await);
    let steps = [
        ("act", "escalation"),
        ("id", ""),
        ("revision", "0"),
        ("whom1", "managers"),
        ("minutes1", "5"),
        ("whom2", "team"),
        ("minutes2", "5"),
        ("repeats", "0"),
        ("last_resort", "outside"),
        ("last_name", "The <gate>"),
        ("last_address", "gate@example.net"),
    ];
    let saved = post(&office, &mara, "/settings/escalation", &steps).await;
    assert_eq!(saved.location(), "/settings/escalation?said=saved", "{}", saved.body);
    let draft = ReportDraft {
        title: "The network is down".into(),
        impact: "high".into(),
        urgency: "high".into(),
        nonce: "n-1".into(),
        ..ReportDraft::default()
    };
    let caller = office.caller(&office.signed_in("Ana", "employee").await).await;
    let number = office.state.backend.report(&caller, NewReport::by_web(draft, false)).await.unwrap().number;
    (office, mara, rui, number)
}

#[tokio::test]
async fn looking_at_the_page_of_a_letter_says_nothing_and_one_press_stops_the_next_step() {
    let (office, _, rui, number) = alerted().await;
    let path = format!("/incidents/{number}/alert");
    for _ in 0..2 {
        let page = look(&office, &rui, &path).await;
        assert_eq!(page.status, 200);
        for words in ["Alerted Mara ", "next: Rui at ", "I have seen it", "Take"] {
            assert!(page.body.contains(words), "{words} is missing in {}", page.body);
        }
    }
    let board = look(&office, &rui, "/board").await.body;
    assert!(board.contains("alerted Mara ") && board.contains("next: Rui at "), "{board}");
    let head = look(&office, &rui, &format!("/incidents/{number}")).await.body;
    assert!(head.contains("alerted Mara ") && head.contains("I have seen it"), "{head}");
    assert_eq!(post(&office, &rui, &path, &[("act", "sing")]).await.status, 422);
    let seen = post(&office, &rui, &path, &[("act", "seen"), ("nonce", "n")]).await;
    assert_eq!(seen.location(), path, "{}", seen.body);
    let page = look(&office, &rui, &path).await.body;
    assert!(page.contains("Seen by Rui ") && !page.contains("I have seen it</"), "{page}");
    let taken = post(&office, &rui, &path, &[("act", "take"), ("nonce", "m")]).await;
    assert_eq!(taken.location(), format!("/incidents/{number}"));
    assert!(look(&office, &rui, &path).await.body.contains("It waits no longer: Rui has it."));
    let ana = office.sign_in("ana@example.org").await;
    assert_eq!(look(&office, &ana, &path).await.status, 403, "she reported it, and is not the team");
}

#[tokio::test]
async fn steps_come_back_with_what_was_typed_and_are_read_by_the_team() {
    let (office, mara, rui, _) = alerted().await;
    let page = look(&office, &rui, "/settings/escalation").await;
    assert!(page.status == 200 && page.body.contains("The &lt;gate&gt;, as the last resort"), "{}", page.body);
    assert!(!page.body.contains("name=\"whom1\""), "managers change it");
    let on_call = look(&office, &rui, "/on-call").await.body;
    assert!(on_call.contains("after 5 minutes to the whole team"), "{on_call}");
    let wrong = [
        ("act", "escalation"),
        ("id", ""),
        ("revision", "1"),
        ("whom1", "team"),
        ("minutes1", "10000"),
        ("repeats", "x"),
    ];
    let told = post(&office, &mara, "/settings/escalation", &wrong).await;
    assert_eq!(told.status, 422);
    for words in ["value=\"10000\"", "Write a number of minutes from 1 to 240.", "Write a number from 0 to 5."] {
        assert!(told.body.contains(words), "{words} is missing in {}", told.body);
    }
    let stale =
        [("act", "escalation"), ("id", ""), ("revision", "0"), ("whom1", "team"), ("minutes1", "7"), ("repeats", "0")];
    let told = post(&office, &mara, "/settings/escalation", &stale).await;
    assert_eq!(told.status, 422, "somebody was quicker: {}", told.body);
    assert_eq!(post(&office, &rui, "/settings/escalation", &stale).await.status, 403);
}

#[tokio::test]
async fn a_target_of_pushes_never_shows_its_secret_and_a_private_one_is_named_beside_its_field() {
    let office = Office::open();
    let ada = office.signed_in("Ada", "administrator").await;
    let target = |url: &'static str, private: &'static str| {
        [
            ("act", "add"),
            ("id", ""),
            ("name", "Pager"),
            ("way", "webhook"),
            ("push_url", url),
            ("push_secret", "a secret of seventeen"),
            ("private", private),
        ]
    };
    let told = post(&office, &ada, "/settings/push", &target("http://127.0.0.1:9/hook", "")).await;
    assert_eq!(told.status, 422);
    assert!(told.body.contains("This leads into a private network.") && told.body.contains("http://127.0.0.1:9/hook"));
    assert!(!told.body.contains("a secret of seventeen"), "{}", told.body);
    let secret = target("https://pager.example.org/hook", "").map(|(name, value)| (name, value.trim()));
    let secret = secret.map(|(name, value)| (name, if name == "push_secret" { "asecretofseventeen" } else { value }));
    let added = post(&office, &ada, "/settings/push", &secret).await;
    assert_eq!(added.location(), "/settings/push?said=added", "{}", added.body);
    let page = look(&office, &ada, "/settings/push").await.body;
    assert!(page.contains("https://pager.example.org/hook") && page.contains("Send a test"));
    assert!(!page.contains("asecretofseventeen"), "{page}");
    assert!(!look(&office, &ada, "/settings/journal").await.body.contains("asecretofseventeen"));
}

#[test]
fn the_command_line_says_that_rui_has_seen_it() {
    let (_around, data) = folder();
    assert_fine(&add_user(&data, "Rui", "responder"));
    let serving = Serving::start(&data);
    let unknown = typed(&data, &["ack", "INC-99", "--as", "rui@example.org"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(text(&unknown).contains("there is no incident INC-99"), "{}", text(&unknown));
    let report = "title=The+network+is+down&impact=high&urgency=high";
    let head = "POST /report HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n";
    let form =
        format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{report}", report.len());
    said(serving.address(), &format!("{head}{form}"));
    let nobody = typed(&data, &["ack", "INC-1", "--as", "sol@example.org"]);
    assert!(!nobody.status.success() && text(&nobody).contains("works on incidents"), "{}", text(&nobody));
    let seen = assert_fine(&typed(&data, &["ack", "inc-1", "--as", "rui@example.org"]));
    assert!(seen.contains("Rui has seen inc-1"), "{seen}");
    assert!(assert_fine(&typed(&data, &["ack", "INC-1", "--as", "rui@example.org"])).contains("seen already"));
    assert!(assert_fine(&typed(&data, &["verify"])).starts_with("clean: "));
    serving.stop();
}
