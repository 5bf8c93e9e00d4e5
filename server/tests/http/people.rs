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
pub fn carried(answer: &Answer) -> Vec<(String, String)> {
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

pub fn with_password<'a>(carried: &'a [(String, String)], password: &'a str) -> Vec<(&'a str, &'a str)> {
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

#[tokio::test]
async fn after_ten_minutes_every_change_of_lists_services_and_copies_asks_for_the_password() {
    let clock = Clock::manual(MORNING);
    let data = tempfile::tempdir().unwrap();
    let address = [("SITREP_PUBLIC_URL", "http://127.0.0.1:3000")];
    let office = Office::at(clock.clone(), Some(data.path()), &address);
    let ada = office.signed_in("Ada", "administrator").await;
    let caller = office.caller(&ada).await;
    let audience = office.state.backend.add_audience(&caller, "Board").await.unwrap().to_string();
    let changes: &[(&str, &[(&str, &str)])] = &[
        ("/settings/backup", &[]),
        ("/settings/jobs", &[("job", "heads")]),
        ("/settings/audiences", &[("act", "add"), ("name", "Works council")]),
        ("/settings/audiences", &[("act", "rename"), ("id", "{audience}"), ("name", "The board"), ("revision", "0")]),
        ("/settings/audiences", &[("act", "enter"), ("id", "{audience}"), ("email", "eva@example.net")]),
        ("/settings/audiences", &[("act", "paste"), ("id", "{audience}"), ("people", "Sol <sol@example.org>")]),
        ("/services", &[("act", "add"), ("name", "Phones")]),
        ("/services", &[("act", "change"), ("id", "{service}"), ("name", "Telephones"), ("revision", "0")]),
        ("/ready", &[("act", "services"), ("services", "VPN")]),
        ("/ready", &[("act", "stakeholders"), ("audience", "executive"), ("people", "max@example.org")]),
        ("/ready", &[("act", "test")]),
        ("/services", &[("act", "retire"), ("id", "{service}"), ("revision", "1")]),
    ];
    for (path, typed) in changes {
        clock.advance(10 * MINUTE + 1);
        let services = office.state.backend.list_services(&caller).await.unwrap();
        let service =
            services.iter().find(|row| row.name.contains("hones")).map(|row| row.id.clone()).unwrap_or_default();
        let filled = |value: &str| value.replace("{audience}", &audience).replace("{service}", &service);
        let typed: Vec<_> = typed.iter().map(|(name, value)| (*name, filled(value))).collect();
        let typed: Vec<_> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let asked = posted(&office, &ada, path, &typed).await;
        assert_eq!(asked.status, 422, "{path} {typed:?}");
        let kept = carried(&asked);
        for (name, value) in &typed {
            assert!(kept.contains(&((*name).to_owned(), (*value).to_owned())), "{path} lost {name}: {kept:?}");
        }
        let done = posted(&office, &ada, path, &with_password(&kept, PASSWORD)).await;
        assert_eq!(done.status, 303, "{path} {typed:?}: {}", done.body);
    }
}

#[tokio::test]
async fn after_ten_minutes_the_journal_asks_for_the_password_and_leads_to_the_page_that_was_wanted() {
    let clock = Clock::manual(MORNING);
    let office = Office::by(clock.clone(), &[]);
    let mara = office.signed_in("Mara", "manager").await;
    assert!(get("/settings/journal").cookie(&mara).of(&office.site).await.body.contains("signed in"));
    clock.advance(10 * MINUTE + 1);
    let page = "/settings/journal?before=9";
    let locked = get(page).cookie(&mara).of(&office.site).await;
    assert!(locked.body.contains("Enter your password again") && !locked.body.contains("signed in"), "{}", locked.body);
    let wrong = posted(&office, &mara, page, &with_password(&carried(&locked), "guess guess")).await;
    assert!(wrong.status == 422 && wrong.body.contains("This is not your password."), "{}", wrong.body);
    let right = posted(&office, &mara, page, &with_password(&carried(&wrong), PASSWORD)).await;
    assert_eq!((right.status.as_u16(), right.location()), (303, page));
    assert!(get(page).cookie(&mara).of(&office.site).await.body.contains("signed in"));
}

#[tokio::test]
async fn two_administrators_who_lower_each_other_at_once_read_no_failure_of_ours() {
    for _ in 0..4 {
        let office = Office::open();
        let (ada, nuno) =
            (office.signed_in("Ada", "administrator").await, office.signed_in("Nuno", "administrator").await);
        let (adas, nunos) = (office.id("Ada"), office.id("Nuno"));
        let lower = async |cookie: &str, id: &str| {
            posted(
                &office,
                cookie,
                "/settings/people",
                &[("act", "role"), ("id", id), ("role", "manager"), ("revision", "0")],
            )
            .await
        };
        let (one, other) = tokio::join!(lower(&ada, &nunos), lower(&nuno, &adas));
        let mut came = [one.status.as_u16(), other.status.as_u16()];
        came.sort_unstable();
        assert_eq!(came, [303, 401], "{} {}", one.body, other.body);
    }
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    let office = Office::open();
    let first = office.responder().await;
    let again = form("/sign-in", &[("email", "rui@example.org"), ("password", PASSWORD)]);
    let again = again.cookie(&first).of(&office.site).await;
    let second = again.header("set-cookie").split(';').next().unwrap().to_owned();
    assert_eq!(get("/board").cookie(&second).of(&office.site).await.status, 200);
    assert_eq!(get("/board").cookie(&first).of(&office.site).await.status, 303);
    let wrong = form("/sign-in", &[("email", "rui@example.org"), ("password", "guess guess")]);
    assert_eq!(wrong.cookie(&second).of(&office.site).await.status, 422);
    assert_eq!(get("/board").cookie(&second).of(&office.site).await.status, 200, "a guess ends nothing");
}

#[tokio::test]
async fn the_first_field_of_the_sign_in_has_the_focus_unless_something_is_to_be_read_first() {
    let office = Office::open();
    let page = get("/sign-in").of(&office.site).await.body;
    let field = |page: &str| {
        let field = page.split("<input").find(|field| field.contains("name=\"email\"")).unwrap().to_owned();
        field.split('>').next().unwrap().contains("autofocus")
    };
    assert!(field(&page), "{page}");
    let refused = form("/sign-in", &[("email", "rui@example.org"), ("password", "guess")]).of(&office.site).await.body;
    let said = get("/sign-in?said=changed").of(&office.site).await.body;
    assert!(!field(&refused) && !field(&said), "{refused}");
}
