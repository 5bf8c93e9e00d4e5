//! What is done to accounts through the page: the password asked again after ten minutes, who takes over when an owner
//! leaves, and one's own name.

use backend::Clock;
use backend::incidents::ChangeRequest;
use domain::incident::Press;
use domain::time::MINUTE;

use crate::asked::{Answer, form, get};
use crate::office::{Office, PASSWORD};

/// Monday, 23 November 2026, 08:00 UTC.
const MORNING: i64 = 1_795_420_800_000;

async fn posted(office: &Office, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    form(path, fields).cookie(cookie).of(&office.site).await
}

/// The hidden fields of the form that asks for the password, as the browser would send them.
fn carried(answer: &Answer) -> Vec<(String, String)> {
    let (_, asking) = answer.body.split_once("class=\"panel form again\"").expect("the password is asked for");
    let (asking, _) = asking.split_once("</form>").unwrap();
    let hidden = asking.split("<input").filter(|tag| tag.contains("type=\"hidden\""));
    hidden.map(|tag| (said(tag, "name"), said(tag, "value"))).collect()
}

/// An attribute as the browser reads it.
fn said(tag: &str, name: &str) -> String {
    let written = tag.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    written.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn with_password<'a>(carried: &'a [(String, String)], password: &'a str) -> Vec<(&'a str, &'a str)> {
    let fields = carried.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    fields.chain([("password", password)]).collect()
}

#[tokio::test]
async fn after_ten_minutes_ada_enters_her_password_and_types_nothing_twice() {
    let clock = Clock::manual(MORNING);
    let office = Office::by(clock.clone(), &[("SITREP_PUBLIC_URL", "http://127.0.0.1:3000")]);
    let ada = office.signed_in("Ada", "administrator").await;
    let invitation = [("act", "invite"), ("name", "Sol Vaz"), ("email", "sol@example.org"), ("role", "manager")];
    let changes: [(&str, &[(&str, &str)]); 3] = [
        ("/settings/people", &invitation),
        (
            "/settings",
            &[
                ("act", "basics"),
                ("organisation", "Harbour & Sons"),
                ("zone", "Europe/Lisbon"),
                ("reach", "network"),
                ("security_handlers", "{ada}"),
            ],
        ),
        ("/ready", &[("act", "team"), ("people", "Vera Sousa <vera@example.org>")]),
    ];
    let own = office.id("Ada");
    for (path, typed) in changes {
        clock.advance(10 * MINUTE + 1);
        let typed: Vec<_> =
            typed.iter().map(|(name, value)| (*name, if *value == "{ada}" { own.as_str() } else { value })).collect();
        let asked = posted(&office, &ada, path, &typed).await;
        assert_eq!(asked.status, 422, "{path}");
        let wrong = carried(&asked);
        let wrong = posted(&office, &ada, path, &with_password(&wrong, "guess guess")).await;
        assert_eq!(wrong.status, 422, "{path}");
        assert!(wrong.body.contains("This is not your password."), "{path}: {}", wrong.body);
        let again = carried(&wrong);
        let done = posted(&office, &ada, path, &with_password(&again, PASSWORD)).await;
        assert_eq!(done.status, 303, "{path}: {}", done.body);
    }
    let people = get("/settings/people").cookie(&ada).of(&office.site).await;
    assert!(people.body.contains("Sol Vaz") && people.body.contains("Vera Sousa"), "{}", people.body);
    assert_eq!(office.state.backend.settings().unwrap().organisation, "Harbour & Sons");
}

#[tokio::test]
async fn ada_is_asked_who_takes_over_before_the_owner_of_open_incidents_leaves() {
    let clock = Clock::manual(MORNING);
    let office = Office::by(clock.clone(), &[]);
    let (ada, _) = (office.signed_in("Ada", "administrator").await, office.signed_in("Mara", "manager").await);
    let cookie = office.responder().await;
    office.reported("The printer smokes").await;
    let desk = &office.state.backend;
    let rui = desk.caller_from_session(cookie.split_once('=').unwrap().1).await.unwrap().unwrap();
    let take = Press::Take { priority: None, reason: String::new() };
    let take = ChangeRequest { number: "INC-1".to_owned(), press: take, also: None, seen: None, nonce: String::new() };
    desk.change(&rui, take).await.unwrap();

    let (leaver, mara) = (office.id("Rui"), office.id("Mara"));
    for act in ["disable", "role"] {
        let typed = [("act", act), ("id", leaver.as_str()), ("role", "employee")];
        let asked = posted(&office, &ada, "/settings/people", &typed).await;
        assert_eq!(asked.status, 422, "{act}");
        for words in ["They own 1 open incident.", "Who takes over their open incidents?"] {
            assert!(asked.body.contains(words), "{act}: {words} is missing in {}", asked.body);
        }
    }
    // The question comes after the password, when that is old as well.
    clock.advance(10 * MINUTE + 1);
    let typed = [("act", "disable"), ("id", leaver.as_str())];
    let password = carried(&posted(&office, &ada, "/settings/people", &typed).await);
    let asked = posted(&office, &ada, "/settings/people", &with_password(&password, PASSWORD)).await;
    assert!(asked.body.contains("Who takes over their open incidents?"), "{}", asked.body);
    let named = [("act", "disable"), ("id", leaver.as_str()), ("new_owner", mara.as_str())];
    assert_eq!(posted(&office, &ada, "/settings/people", &named).await.location(), "/settings/people?said=disabled");
    let incident = get("/incidents/INC-1").cookie(&ada).of(&office.site).await;
    assert!(incident.body.contains("Mara"), "{}", incident.body);
    assert_eq!(get("/board").cookie(&cookie).of(&office.site).await.status, 303, "Rui is signed out");
}

#[tokio::test]
async fn ana_changes_her_name_and_time_zone_and_a_wrong_one_keeps_what_she_typed() {
    let office = Office::open();
    let (ana, ada) = (office.signed_in("Ana", "employee").await, office.signed_in("Ada", "administrator").await);
    let wrong = [("act", "details"), ("name", "Ana da Silva"), ("zone", "Moon/Base")];
    let refused = posted(&office, &ana, "/settings/account", &wrong).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Ana da Silva"), "{}", refused.body);
    assert!(refused.body.contains("Write a time zone like Europe/Lisbon."), "{}", refused.body);
    let right = [("act", "details"), ("name", "Ana da Silva"), ("zone", "Europe/Lisbon")];
    let saved = posted(&office, &ana, "/settings/account", &right).await;
    assert_eq!(saved.location(), "/settings/account?said=details", "{}", saved.body);
    let page = get("/settings/account").cookie(&ana).of(&office.site).await;
    assert!(page.body.contains("value=\"Ana da Silva\""), "{}", page.body);
    assert!(page.body.contains("value=\"Europe/Lisbon\" selected"), "the zone is chosen");
    let journal = get("/settings/journal").cookie(&ada).of(&office.site).await;
    assert!(journal.body.contains("changed their own name and time zone"), "{}", journal.body);
}
