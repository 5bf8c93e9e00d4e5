//! `/on-call` as it is posted and read, without script; and the same rota at the command line.

use backend::Clock;

use crate::asked::{Answer, form, get};
use crate::commands::{assert_fine, folder, text};
use crate::office::Office;

/// Monday, 23 November 2026, 08:00 UTC.
const MORNING: i64 = 1_795_420_800_000;

async fn post(office: &Office, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    form("/on-call", fields).cookie(cookie).of(&office.site).await
}

async fn look(office: &Office, cookie: &str, path: &str) -> Answer {
    get(path).cookie(cookie).of(&office.site).await
}

/// Mara, Rui, and a rota in which they take turns.
async fn staffed() -> (Office, String, String) {
    let office = Office::by(Clock::manual(MORNING), &[]);
    let (mara, rui) = (office.signed_in("Mara", "manager").await, office.responder().await);
    let (first, second) = (office.id("Rui").to_string(), office.id("Mara").to_string());
    let before = look(&office, &rui, "/board").await;
    assert!(!before.body.contains("on-call") && !before.body.contains("On duty"), "quiet before the first rotation");
    let fields = [
        ("act", "add"),
        ("id", ""),
        ("name", "Network <1>"),
        ("first", "2026-11-23T07:00"),
        ("every_days", "7"),
        ("zone", "UTC"),
        ("people", first.as_str()),
        ("people", second.as_str()),
        ("people", ""),
        ("hours", ""),
    ];
    assert_eq!(post(&office, &mara, &fields).await.location(), "/on-call?said=added");
    (office, mara, rui)
}

#[tokio::test]
async fn the_board_says_who_is_on_duty_and_the_page_shows_the_month() {
    let (office, mara, rui) = staffed().await;
    for path in ["/board", "/board?view=list"] {
        let board = look(&office, &rui, path).await.body;
        assert!(board.contains("On duty: Rui until 30 Nov 07:00"), "{path}: {board}");
        assert!(board.contains("href=\"/on-call\""), "{path}");
    }
    let month = look(&office, &rui, "/on-call?month=2026-12").await.body;
    for words in ["December 2026", "data-label=\"Network &lt;1&gt;\"", "00:00–07:00", "month=2026-11", "month=2027-01"]
    {
        assert!(month.contains(words), "{words} is missing in {month}");
    }
    assert!(!month.contains("Add a rotation") && month.contains("Away until"), "Rui enters what is his");
    assert!(look(&office, &mara, "/on-call").await.body.contains("Add a rotation"));
    let ana = office.signed_in("Ana", "employee").await;
    assert_eq!(look(&office, &ana, "/on-call").await.status, 403);
    assert!(!look(&office, &ana, "/status").await.body.contains("on-call"));
}

#[tokio::test]
async fn what_is_refused_comes_back_with_everything_typed() {
    let (office, mara, rui) = staffed().await;
    let away = [("act", "away"), ("id", ""), ("from", "2026-11-25T09:00"), ("to", "2026-11-24T09:00")];
    let told = post(&office, &rui, &away).await;
    assert_eq!(told.status, 422);
    for words in ["value=\"2026-11-25T09:00\"", "Choose an end that comes after the beginning.", "id=\"away-to-error\""]
    {
        assert!(told.body.contains(words), "{words} is missing in {}", told.body);
    }
    let away = [("act", "away"), ("id", ""), ("from", ""), ("to", "2026-11-24T09:00")];
    assert_eq!(post(&office, &rui, &away).await.location(), "/on-call?said=away");
    assert!(look(&office, &rui, "/board").await.body.contains("On duty: Mara until Tue 09:00"));

    let (first, second) = (office.id("Rui").to_string(), office.id("Mara").to_string());
    let wrong = [("act", "add"), ("id", ""), ("name", "Nights"), ("first", "2026-11-23T09:00"), ("every_days", "x")];
    let people = [("people", second.as_str()), ("people", ""), ("people", first.as_str()), ("hours", "fri 9")];
    let told = post(&office, &mara, &[&wrong[..], &people].concat()).await;
    assert_eq!(told.status, 422);
    let add = told.body.split("Add a rotation").nth(1).unwrap();
    let chosen: Vec<_> = add.split("<option value=\"").filter(|option| option.contains("\" selected")).collect();
    let chosen: Vec<_> = chosen.iter().filter_map(|option| option.split('"').next()).collect();
    assert!(chosen.windows(2).any(|pair| pair == [second.as_str(), first.as_str()]), "in the order typed: {chosen:?}");
    assert!(add.contains("Write a number of days from 1 to 366.") && add.contains("fri 9"), "{add}");
    assert_eq!(post(&office, &rui, &[("act", "remove"), ("id", "0000000000000007")]).await.status, 403);
    assert_eq!(post(&office, &mara, &[("act", "remove"), ("id", "0000000000000007")]).await.status, 404);
    assert_eq!(post(&office, &mara, &[("act", "sing")]).await.status, 422);
}

#[tokio::test]
async fn a_private_link_feeds_a_calendar_until_it_is_made_anew_ended_or_its_owner_leaves() {
    let (office, mara, rui) = staffed().await;
    let link = async |cookie: &str| {
        assert_eq!(post(&office, cookie, &[("act", "feed")]).await.location(), "/on-call?said=feed");
        let page = look(&office, cookie, "/on-call").await.body;
        let (_, after) = page.split_once("/on-call/").filter(|(_, after)| after.contains("calendar.ics")).unwrap();
        let token = after.split("/calendar.ics").next().unwrap().rsplit("/on-call/").next().unwrap();
        format!("/on-call/{token}/calendar.ics")
    };
    let of_rui = link(&rui).await;
    let calendar = get(&of_rui).of(&office.site).await;
    assert_eq!((calendar.status.as_u16(), calendar.header("content-type")), (200, "text/calendar; charset=utf-8"));
    for line in ["BEGIN:VCALENDAR\r\n", "DTSTART:20261130T070000Z\r\n", "SUMMARY:On call: Mara (Network <1>)\r\n"] {
        assert!(calendar.body.contains(line), "{line} is missing in {}", calendar.body);
    }
    let mine = get(&format!("{of_rui}?mine")).of(&office.site).await.body;
    assert!(mine.contains("On call: Rui") && !mine.contains("Mara"), "{mine}");

    let forged = of_rui.replace("/calendar.ics", "A/calendar.ics");
    for wrong in [forged.as_str(), "/on-call/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/calendar.ics", "/on-call/x/calendar.ics"]
    {
        assert_eq!(get(wrong).of(&office.site).await.status, 404, "{wrong}");
    }
    let again = link(&rui).await;
    assert_eq!(get(&of_rui).of(&office.site).await.status, 404, "of before");
    assert_eq!(get(&again).of(&office.site).await.status, 200);
    assert_eq!(post(&office, &rui, &[("act", "feed-end")]).await.location(), "/on-call?said=ended");
    assert_eq!(get(&again).of(&office.site).await.status, 404);

    let (of_mara, id) = (link(&mara).await, office.id("Mara").to_string());
    let ada = office.signed_in("Ada", "administrator").await;
    let left = form("/settings/people", &[("act", "disable"), ("id", id.as_str())]).cookie(&ada).of(&office.site).await;
    assert_eq!(left.status, 303, "{}", left.body);
    assert_eq!(get(&of_mara).of(&office.site).await.status, 404, "she left");
    let ana = office.signed_in("Ana", "employee").await;
    assert_eq!(post(&office, &ana, &[("act", "feed")]).await.status, 403);
}

#[test]
fn a_rota_is_explained_at_the_command_line_and_nonsense_is_refused() {
    let (_around, data) = folder();
    let case = data.with_file_name("case.json");
    let explain = || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sitrep"));
        command.args(["on-call", "--explain"]).arg(&case).output().unwrap()
    };
    let rota = r#"{"zone": "Europe/Berlin", "rotations": [{"name": "primary", "first": "2026-03-02T09:00",
        "every_days": 7, "people": ["a", "b"]}], "from": "2026-03-23T08:00:00Z", "to": "2026-03-30T07:00:00Z"}"#;
    std::fs::write(&case, rota).unwrap();
    let told = assert_fine(&explain());
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let segment = serde_json::json!({"rotation": "primary", "from": "2026-03-23T08:00:00Z", "to": "2026-03-30T07:00:00Z",
        "person": "b", "why": "turn"});
    assert_eq!(told["segments"], serde_json::json!([segment]), "a week of 167 hours");
    std::fs::write(&case, rota.replace("\"every_days\": 7", "\"every_days\": -7")).unwrap();
    let refused = explain();
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused).contains("a turn of \"primary\" has 1 to 366 days"), "{}", text(&refused));
}
