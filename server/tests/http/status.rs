//! `/status` as a crowd asks for it, and what programs read of it.

use backend::Clock;
use backend::incidents::ChangeRequest;
use domain::incident::Press;
use domain::service::Effect;

use crate::asked::{form, get};
use crate::links::service;
use crate::office::Office;

/// The figure of the product, before compression.
const PAGE_MOST: usize = 20_000;
const NAMES: [&str; 8] = ["E-mail", "Internet", "VPN", "Files", "Printing", "Phones", "Website", "Accounts"];

async fn press(office: &Office, cookie: &str, press: Press) {
    let request = ChangeRequest { number: "INC-1".into(), press, also: None, seen: None, nonce: String::new() };
    office.state.backend.change(&office.caller(cookie).await, request).await.unwrap();
}

#[tokio::test]
async fn what_is_kept_for_a_crowd_is_small_has_no_script_and_is_never_old() {
    let office = Office::by(Clock::manual(1_795_420_800_000), &[]);
    let mut ids = Vec::new();
    for name in NAMES {
        ids.push(service(&office, name).await);
    }
    let rui = office.responder().await;
    let fields = [("title", "heliotrop"), ("impact", "high"), ("urgency", "high"), ("service", ids[0].as_str())];
    let page = async || get("/status").of(&office.site).await.body;
    assert!(page().await.contains("No known outage"));
    form("/report", &fields).of(&office.site).await;
    assert!(page().await.contains("1 service reported, not confirmed yet"), "a report shows at once");
    press(&office, &rui, Press::Affect { service: ids[0].parse().unwrap(), effect: Effect::Down }).await;
    let publish = Press::Publish { public_title: "Mail is down".into(), workaround: "Use the telephone".into() };
    press(&office, &rui, publish).await;
    let read = page().await;
    assert!(read.contains("Mail is down") && read.contains("day-all"), "{read}");
    assert!(!read.contains("<script") && !read.contains("heliotrop"), "{read}");
    assert!(read.len() < PAGE_MOST, "{} bytes", read.len());
    let dark = get("/status").cookie("theme=dark").of(&office.site).await.body;
    assert!(dark.contains("data-theme=\"dark\"") && !read.contains("data-theme="), "{dark}");
    assert!(get("/status").cookie(&rui).of(&office.site).await.body.contains("Sign out"), "Rui has a page of his own");
    assert!(get("/status?said=asked").of(&office.site).await.body.contains("Look into your mailbox"));
    assert!(get("/status").of(&office.site).await.header("content-security-policy").contains("default-src 'none'"));
}

#[tokio::test]
async fn programs_read_what_the_page_says_and_no_more() {
    let office = Office::by(Clock::manual(1_795_420_800_000), &[]);
    let (mail, rui) = (service(&office, "E-mail").await, office.responder().await);
    let fields = [("title", "heliotrop"), ("impact", "high"), ("urgency", "high"), ("service", mail.as_str())];
    form("/report", &fields).of(&office.site).await;
    let json = async || -> serde_json::Value {
        let answer = get("/status.json").of(&office.site).await;
        assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
        assert!(!answer.body.contains("heliotrop"), "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    };
    let read = json().await;
    assert_eq!(read["services"][0]["standing"], "reported");
    assert_eq!(
        (&read["known"], &read["services"][0]["last_days"]["days"]),
        (&serde_json::json!([]), &serde_json::json!(1))
    );
    let publish = Press::Publish { public_title: "Mail is down".into(), workaround: "Use the telephone".into() };
    press(&office, &rui, publish).await;
    let read = json().await;
    let known = &read["known"][0];
    assert_eq!((&known["title"], &known["until_then"]), (&"Mail is down".into(), &"Use the telephone".into()));
    assert_eq!(known["updates"].as_array().unwrap().len(), 1);
    let feed = get("/status.atom").of(&office.site).await;
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    assert!(feed.body.contains("<title>Mail is down</title>") && !feed.body.contains("heliotrop"), "{}", feed.body);
}

#[tokio::test]
async fn the_past_is_read_by_the_month_and_no_further_than_there_is_one() {
    let office = Office::open();
    office.responder().await;
    let page = get("/status/history").of(&office.site).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("Nothing was published of that month."), "{}", page.body);
    for slip in ["1969-01", "9999-12", "x"] {
        assert_eq!(get(&format!("/status/history?month={slip}")).of(&office.site).await.status, 404, "{slip}");
    }
}
