//! The settings, posted as a browser without script does: who is refused, who
//! may change what, and that nothing typed is lost on the way.

use backend::storage::{Key, Table, Tx};

use crate::asked::{Answer, form, get};
use crate::office::{Office, PASSWORD};

/// One post to every form of the settings, as an administrator would make it.
const POSTS: &[(&str, &[(&str, &str)])] = &[
    ("/settings", &[("act", "basics"), ("organisation", "Harbour"), ("zone", "Europe/Lisbon")]),
    ("/settings/mail", &[("act", "mail"), ("smtp_url", "smtp://127.0.0.1:1")]),
    ("/settings/mail", &[("act", "test")]),
    ("/settings/backup", &[]),
    ("/settings/backup", &[("act", "second"), ("second_folder", "/nowhere")]),
    ("/settings/backup", &[("act", "status"), ("status_folder", "/nowhere")]),
    ("/settings/jobs", &[("job", "heads")]),
    ("/settings/people", &[("act", "invite"), ("name", "Sol"), ("email", "sol@example.org"), ("role", "employee")]),
    ("/settings/people", &[("act", "paste"), ("people", "sol@example.org")]),
    ("/settings/people", &[("act", "disable"), ("id", "0000000000000001")]),
    ("/settings/people", &[("act", "grant"), ("id", "0000000000000001")]),
    ("/settings/audiences", &[("act", "add"), ("name", "Works council")]),
    ("/services", &[("act", "add"), ("name", "Payroll")]),
];

async fn posted(office: &Office, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    form(path, fields).cookie(cookie).of(&office.site).await
}

#[tokio::test]
async fn nobody_but_ada_gets_a_change_through() {
    let office = Office::open();
    for (name, role) in [("Ana", "employee"), ("Rui", "responder"), ("Mara", "manager")] {
        let cookie = office.signed_in(name, role).await;
        for (path, fields) in POSTS {
            let answer = posted(&office, &cookie, path, fields).await;
            assert_eq!(answer.status, 403, "{name} posts {fields:?} to {path}");
        }
    }
    for (path, fields) in POSTS {
        let answer = form(path, fields).of(&office.site).await;
        if fields.is_empty() {
            assert!(answer.location().starts_with("/sign-in"), "{}", answer.location());
        } else {
            assert_eq!(answer.status, 401, "a visitor posts to {path}");
        }
    }
}

#[tokio::test]
async fn mara_reads_what_ana_and_rui_may_not() {
    let office = Office::open();
    let (ana, rui) = (office.signed_in("Ana", "employee").await, office.responder().await);
    let mara = office.signed_in("Mara", "manager").await;
    for page in ["", "/mail", "/backup", "/people", "/audiences", "/jobs", "/journal"] {
        let path = format!("/settings{page}");
        for closed in [&ana, &rui] {
            assert_eq!(get(&path).cookie(closed).of(&office.site).await.status, 403, "{path}");
        }
        let answer = get(&path).cookie(&mara).of(&office.site).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        assert_eq!(answer.body.matches("<h1").count(), 1, "{path}");
        let changes = ["Back up now", "Run now", ">Save<"].iter().any(|button| answer.body.contains(button));
        assert!(!changes, "{path} offers Mara what she may not");
    }
    for open in [&ana, &rui, &mara] {
        assert_eq!(get("/settings/account").cookie(open).of(&office.site).await.status, 200);
    }
    assert_eq!(get("/services").cookie(&ana).of(&office.site).await.status, 403);
    assert_eq!(get("/services").cookie(&rui).of(&office.site).await.status, 200);
}

#[tokio::test]
async fn ada_changes_the_basics_and_a_wrong_value_keeps_what_she_typed() {
    let office = Office::open();
    let ada = office.signed_in("Ada", "administrator").await;
    let page = get("/settings/people").cookie(&ada).of(&office.site).await;
    let id = page.body.split("/settings/people?person=").nth(1).unwrap()[..16].to_owned();
    let wrong = [
        ("act", "basics"),
        ("organisation", "Harbour & Sons"),
        ("zone", "Europe/Lisbon"),
        ("public_url", "not an address"),
        ("reach", "internet"),
        ("security_handlers", id.as_str()),
    ];
    let answer = posted(&office, &ada, "/settings", &wrong).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Harbour &amp; Sons") && answer.body.contains("not an address"), "{}", answer.body);
    assert!(answer.body.contains("aria-invalid"), "the field says what is wrong with it");

    let right: Vec<_> = wrong
        .iter()
        .map(|(name, value)| (*name, if *name == "public_url" { "https://desk.example" } else { *value }))
        .collect();
    let answer = posted(&office, &ada, "/settings", &right).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/settings?said=saved"), "{}", answer.body);
    assert_eq!(office.state.backend.settings().unwrap().organisation, "Harbour & Sons");
}

#[tokio::test]
async fn a_phone_that_is_none_is_refused_beside_its_field_and_an_older_page_takes_none_away() {
    let office = Office::open();
    let ada = office.signed_in("Ada", "administrator").await;
    let id = office.id("Ada");
    let rest = [
        ("act", "basics"),
        ("organisation", "Harbour"),
        ("zone", "Europe/Lisbon"),
        ("public_url", "https://desk.example"),
        ("reach", "network"),
        ("security_handlers", id.as_str()),
    ];
    let with = |phone: &'static str| [&rest[..], &[("emergency_phone", phone), ("revision", "99")]].concat();
    let refused = posted(&office, &ada, "/settings", &with("ask at the gate")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Write a number that people can call"), "{}", refused.body);
    assert!(refused.body.contains("ask at the gate") && refused.body.contains("emergency_phone-error"));
    assert_eq!(posted(&office, &ada, "/settings", &with("+351 21 000 0000")).await.status, 303);
    assert_eq!(posted(&office, &ada, "/settings", &rest).await.status, 303, "from a page without the field");
    for page in ["/report", "/status"] {
        assert!(get(page).of(&office.site).await.body.contains("+351 21 000 0000"), "{page}");
    }
    assert_eq!(posted(&office, &ada, "/settings", &with("")).await.status, 303);
    assert!(!get("/report").of(&office.site).await.body.contains("If it cannot wait"));
}

#[tokio::test]
async fn what_the_environment_fixes_is_shown_with_its_variable() {
    let office = Office::with(&[("SITREP_ZONE", "Europe/Lisbon")]);
    let ada = office.signed_in("Ada", "administrator").await;
    let page = get("/settings").cookie(&ada).of(&office.site).await;
    assert!(page.body.contains("SITREP_ZONE") && !page.body.contains("name=\"zone\""), "{}", page.body);
}

#[tokio::test]
async fn ada_adds_changes_and_retires_a_service() {
    let office = Office::open();
    let ada = office.signed_in("Ada", "administrator").await;
    let nameless =
        posted(&office, &ada, "/services", &[("act", "add"), ("name", ""), ("criticality", "critical")]).await;
    assert_eq!(nameless.status, 422);
    assert!(nameless.body.contains("add-name-error"), "{}", nameless.body);
    let added = posted(&office, &ada, "/services", &[("act", "add"), ("name", "Payroll")]).await;
    assert_eq!(added.location(), "/services?said=added", "{}", added.body);
    let page = get("/services").cookie(&ada).of(&office.site).await;
    let id = page.body.split("/services?service=").nth(1).unwrap()[..16].to_owned();
    let changed = [("act", "change"), ("id", &id), ("name", "Pay roll"), ("criticality", "critical")];
    assert_eq!(posted(&office, &ada, "/services", &changed).await.location(), "/services?said=changed");
    assert!(get("/services").cookie(&ada).of(&office.site).await.body.contains("Pay roll"));
    let retire = [("act", "retire"), ("id", &id), ("revision", "1")];
    let retired = posted(&office, &ada, "/services", &retire).await;
    assert_eq!(retired.location(), "/services?said=retired");
    assert!(!get("/services").cookie(&ada).of(&office.site).await.body.contains("Pay roll"));
}

#[tokio::test]
async fn mara_enters_sol_into_an_audience_and_takes_him_out_again() {
    let office = Office::open();
    let (ada, mara) = (office.signed_in("Ada", "administrator").await, office.signed_in("Mara", "manager").await);
    let added = posted(&office, &ada, "/settings/audiences", &[("act", "add"), ("name", "Works council")]).await;
    let id = added.location().split("audience=").nth(1).unwrap()[..16].to_owned();
    let typed = [("act", "enter"), ("id", &id), ("name", "Sol Vaz"), ("email", "sol at example")];
    let wrong = posted(&office, &mara, "/settings/audiences", &typed).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("sol at example") && wrong.body.contains("Sol Vaz"), "{}", wrong.body);
    let typed = [("act", "enter"), ("id", &id), ("name", "Sol Vaz"), ("email", "sol.vaz@example.org")];
    assert_eq!(posted(&office, &mara, "/settings/audiences", &typed).await.status, 303);
    let page = get(&format!("/settings/audiences?audience={id}")).cookie(&mara).of(&office.site).await;
    assert!(page.body.contains("sol.vaz@example.org"));
    let person = page.body.split("name=\"person\" value=\"").nth(1).unwrap()[..16].to_owned();
    let removal = [("act", "remove"), ("id", &id), ("person", &person)];
    assert_eq!(posted(&office, &mara, "/settings/audiences", &removal).await.status, 303);
    let page = get(&format!("/settings/audiences?audience={id}")).cookie(&mara).of(&office.site).await;
    assert!(!page.body.contains("sol.vaz@example.org"));
}

#[tokio::test]
async fn ada_names_who_takes_over_before_rui_leaves() {
    let office = Office::open();
    let (ada, _mara) = (office.signed_in("Ada", "administrator").await, office.signed_in("Mara", "manager").await);
    office.responder().await;
    let people = office.state.backend.list_people(&office.state.backend.operator()).unwrap();
    let id = |name: &str| people.iter().find(|person| person.name == name).unwrap().id.clone();
    let (rui, mara) = (id("Rui"), id("Mara"));
    let itself = [("act", "disable"), ("id", rui.as_str()), ("new_owner", rui.as_str())];
    let refused = posted(&office, &ada, "/settings/people", &itself).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Who takes over their open incidents?"), "{}", refused.body);
    let named = [("act", "disable"), ("id", rui.as_str()), ("new_owner", mara.as_str())];
    assert_eq!(posted(&office, &ada, "/settings/people", &named).await.location(), "/settings/people?said=disabled");
    let enabled = posted(&office, &ada, "/settings/people", &[("act", "enable"), ("id", &rui)]).await;
    assert_eq!(enabled.location(), "/settings/people?said=enabled");
}

#[tokio::test]
async fn rui_changes_his_password_and_no_password_is_sent_back() {
    let office = Office::open();
    let rui = office.responder().await;
    let new = "nine blue wheelbarrows";
    let wrong = [("act", "password"), ("password_old", "guess guess"), ("password", new)];
    let refused = posted(&office, &rui, "/settings/account", &wrong).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("This is not your password."), "{}", refused.body);
    assert!(!refused.body.contains("guess guess") && !refused.body.contains(new));
    let right = [("act", "password"), ("password_old", PASSWORD), ("password", new)];
    let changed = posted(&office, &rui, "/settings/account", &right).await;
    assert_eq!(changed.location(), "/settings/account?said=password", "{}", changed.body);
    assert!(changed.header("set-cookie").starts_with("sid="));
    let before = get("/settings/account").cookie(&rui).of(&office.site).await;
    assert_eq!(before.status, 303, "the session before has ended");
}

#[tokio::test]
async fn a_password_typed_with_a_change_is_checked_and_the_change_is_kept() {
    let office = Office::open();
    let ada = office.signed_in("Ada", "administrator").await;
    let typed = [("act", "add"), ("name", "Works council"), ("ask_password", "on"), ("password", "guess guess")];
    let wrong = posted(&office, &ada, "/settings/audiences", &typed).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("Enter your password again"), "{}", wrong.body);
    assert!(wrong.body.contains("Works council") && !wrong.body.contains("guess guess"));
    let typed = [("act", "add"), ("name", "Works council"), ("ask_password", "on"), ("password", PASSWORD)];
    assert_eq!(posted(&office, &ada, "/settings/audiences", &typed).await.status, 303);
}

#[tokio::test]
async fn ada_runs_a_job_and_reads_what_came_of_it() {
    let office = Office::open();
    let ada = office.signed_in("Ada", "administrator").await;
    let page = async |path: &str| get(path).cookie(&ada).of(&office.site).await.body;
    let before = page("/settings/jobs").await;
    assert!(before.contains("Daily copy") && before.contains("never") && before.contains("every hour"), "{before}");
    assert_eq!(before.matches(">Run now<").count(), backend::jobs::JOBS.len());
    let ran = posted(&office, &ada, "/settings/jobs", &[("job", "sign-ins")]).await;
    assert_eq!((ran.status.as_u16(), ran.location()), (303, "/settings/jobs?said=ran"), "{}", ran.body);
    let after = page("/settings/jobs?said=ran").await;
    assert!(after.contains("It ran.") && after.contains("Nothing to do"), "{after}");
    for nothing in [&[("job", "laundry")][..], &[]] {
        let answer = posted(&office, &ada, "/settings/jobs", nothing).await;
        assert_eq!(answer.status, 422);
        assert!(answer.body.contains("Daily copy"), "the page comes back: {}", answer.body);
    }
}

#[tokio::test]
async fn what_fails_twice_by_itself_stands_above_every_page_of_ada() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("backups"), b"in the way of the copies").unwrap();
    let clock = backend::Clock::manual(1_795_420_800_000);
    let office = Office::at(clock.clone(), Some(folder.path()), &[]);
    let ada = office.signed_in("Ada", "administrator").await;
    let strip = "Something that Sitrep does by itself has failed twice in a row.";
    for times in ["failed 1 time<", "failed 2 times<"] {
        let answer = posted(&office, &ada, "/settings/jobs", &[("job", "copy")]).await;
        assert_eq!(answer.status, 500);
        assert!(answer.body.contains(times) && answer.body.contains("at reference "), "{}", answer.body);
        assert!(!answer.body.contains("os error"), "what the disk says stays in the log: {}", answer.body);
        clock.advance(3_000);
    }
    let board = get("/board").cookie(&ada).of(&office.site).await.body;
    assert!(board.contains(strip) && board.contains("href=\"/settings/jobs\""), "{board}");
    let mara = office.signed_in("Mara", "manager").await;
    assert!(!get("/board").cookie(&mara).of(&office.site).await.body.contains(strip));
    std::fs::remove_file(folder.path().join("backups")).unwrap();
    assert_eq!(posted(&office, &ada, "/settings/backup", &[]).await.location(), "/settings/backup?said=made");
    clock.advance(3_000);
    assert!(!get("/board").cookie(&ada).of(&office.site).await.body.contains(strip));
}

#[tokio::test]
async fn what_could_not_happen_in_time_stands_below_the_jobs() {
    let office = Office::open();
    let ada = office.signed_in("Ada", "administrator").await;
    let below = "What could not happen in time";
    assert!(!get("/settings/jobs").cookie(&ada).of(&office.site).await.body.contains(below));
    let desk = &office.state.backend;
    let of_a_later_version = Key::new().i64(1).byte(0).u64(7).u64(0).done();
    let set = move |tx: &mut Tx<'_>| {
        tx.put(Table::Timers, of_a_later_version.clone(), []);
        Ok(())
    };
    desk.storage().write(set).await.unwrap();
    assert_eq!(desk.fire_due_timers().await.unwrap(), 0);
    let page = get("/settings/jobs").cookie(&ada).of(&office.site).await.body;
    assert!(page.contains(below) && page.contains("Something this version does not know"), "{page}");
}
