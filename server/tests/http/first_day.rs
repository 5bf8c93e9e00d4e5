//! From an empty folder to the first stakeholder letter, counted: at most 25 fields, every one of them filled here.

use std::time::Duration;

use backend::Clock;
use backend::mail::courier::Inbox;
use backend::outbox::{Outbox, Route};
use domain::ids::AudienceId;
use domain::incident::Press;
use serde_json::json;

use crate::asked::{Answer, call, form, get};
use crate::office::Office;

const MOST_FIELDS: usize = 25;
/// Monday, 23 November 2026, 08:00 UTC.
const MORNING: i64 = 1_795_420_800_000;
/// The page fills these itself, and nobody sees them.
const HIDDEN: [&str; 3] = ["token", "act", "nonce"];

/// Somebody with a form before them.
struct Hand<'a> {
    office: &'a Office,
    cookie: String,
    fields: usize,
}

impl Hand<'_> {
    async fn fill(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.fields += fields.iter().filter(|(name, _)| !HIDDEN.contains(name)).count();
        let answer = form(path, fields).cookie(&self.cookie).of(&self.office.site).await;
        assert_eq!(answer.status, 303, "{path}: {}", answer.body);
        answer
    }

    /// A press on the incident's page, with as many fields as it has.
    async fn press(&mut self, fields: usize, command: &Press) {
        self.fields += fields;
        let body = json!({ "number": "INC-1", "press": command, "seen": null, "nonce": "" });
        let answer = call("/fn/change", &body).cookie(&self.cookie).of(&self.office.site).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
}

#[tokio::test]
async fn ada_reaches_the_first_stakeholder_letter_with_at_most_25_fields() {
    let clock = Clock::manual(MORNING);
    let office = Office::at(clock.clone(), None, &[]);
    let inbox = Inbox::default();
    let outbox = Outbox::new(office.state.backend.clone(), Route::Inbox(inbox.clone()), Duration::from_secs(1));
    let link = office.state.backend.set_up_link().await.unwrap().unwrap();
    let token = link.split('=').nth(1).unwrap();
    let mut ada = Hand { office: &office, cookie: String::new(), fields: 0 };
    let set_up = [
        ("token", token),
        ("organisation", "Harbour & Sons"),
        ("zone", "Europe/Lisbon"),
        ("public_url", "http://127.0.0.1:3000"),
        ("reach", "network"),
        ("name", "Ada Lima"),
        ("email", "ada@example.org"),
        ("password", "seven green umbrellas"),
        ("smtp_url", "smtp://127.0.0.1:2525"),
        ("mail_from", "desk@example.org"),
    ];
    let done = ada.fill("/setup", &set_up).await;
    ada.cookie = done.header("set-cookie").split(';').next().unwrap().to_owned();
    ada.fill("/ready", &[("act", "services"), ("services", "E-mail"), ("services", "Printing")]).await;
    ada.fill("/ready", &[("act", "team"), ("people", "Rui Costa <rui@example.org>")]).await;
    let told = [("act", "stakeholders"), ("audience", "executive"), ("people", "Sol Vaz <sol@example.org>")];
    ada.fill("/ready", &told).await;

    let page = get("/report").cookie(&ada.cookie).of(&office.site).await;
    let service = page.body.split("<option value=\"").skip(1).find(|option| option.contains(">E-mail<")).unwrap();
    let service = service.split('"').next().unwrap().to_owned();
    let report = [("title", "No e-mail"), ("service", &service), ("impact", "medium"), ("urgency", "medium")];
    ada.fill("/report", &report).await;
    ada.press(0, &Press::Take { priority: None, reason: String::new() }).await;
    let audiences = office.state.backend.list_audiences(&office.caller(&ada.cookie).await).await.unwrap();
    let executive =
        audiences.iter().find(|audience| audience.kind == domain::audience::AudienceKind::Executive).unwrap();
    let audiences: Vec<AudienceId> = vec![executive.id.parse().unwrap()];
    let text = "Nobody can send e-mail. We hope for noon.".to_owned();
    // The audience, what they read, when they hear again.
    ada.press(3, &Press::Tell { public_title: String::new(), audiences, text, promise: None }).await;

    assert!(ada.fields <= MOST_FIELDS, "{} fields", ada.fields);
    clock.advance(60_000);
    outbox.work_off().await.unwrap();
    let letters = inbox.letters_to("sol@example.org");
    assert_eq!(letters.len(), 1);
    assert!(letters[0].raw().contains("Nobody can send e-mail"), "{}", letters[0].raw());
}

#[tokio::test]
async fn an_address_that_nobody_else_can_open_is_called_so_before_it_reaches_a_letter() {
    let office = Office::open();
    let link = office.state.backend.set_up_link().await.unwrap().unwrap();
    let page = get(&link).of(&office.site).await.body;
    assert!(page.contains("Only this machine can open http://127.0.0.1:3000."), "it was opened under it: {page}");
    let page = get(&link).host("desk.example.org").of(&office.site).await.body;
    assert!(page.contains("http://desk.example.org") && !page.contains("Only this machine"), "{page}");

    let strip = "lead to an address that only this machine can open";
    let here = Office::with(&[("SITREP_PUBLIC_URL", "http://127.0.0.1:3000")]);
    let (ada, rui) = (here.signed_in("Ada", "administrator").await, here.responder().await);
    let board = get("/board").cookie(&ada).of(&here.site).await.body;
    assert!(board.contains(strip) && board.contains("href=\"/settings\""), "{board}");
    assert!(!get("/board").cookie(&rui).of(&here.site).await.body.contains(strip), "Rui cannot mend it");
    let nowhere = Office::open();
    let ada = nowhere.signed_in("Ada", "administrator").await;
    let board = get("/board").cookie(&ada).of(&nowhere.site).await.body;
    assert!(board.contains("so letters have no links"), "{board}");
    let settings = get("/settings").cookie(&ada).of(&nowhere.site).await.body;
    assert!(!settings.contains("Only this machine"), "{settings}");
}

#[tokio::test]
async fn the_test_letter_of_the_set_up_comes_from_whom_it_will_and_the_page_says_where_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::at(Clock::System, Some(folder.path()), &[]);
    let link = office.state.backend.set_up_link().await.unwrap().unwrap();
    let kept = folder.path().join("mail").display().to_string();
    let page = get(&link).of(&office.site).await.body;
    assert!(page.contains(&format!("kept as files in {kept}")), "{page}");
    let token = link.split('=').nth(1).unwrap();
    let fields = [
        ("act", "test"),
        ("token", token),
        ("organisation", "Harbour Cooperative"),
        ("name", "Ada Lima"),
        ("email", "ada@harbour.example"),
        ("mail_from", "desk@harbour.example"),
    ];
    let answer = form("/setup", &fields).of(&office.site).await;
    assert!(answer.status == 200 && answer.body.contains(&kept), "{}", answer.body);
    let letter = std::fs::read_dir(&kept).unwrap().flatten().next().unwrap();
    let letter = std::fs::read_to_string(letter.path()).unwrap();
    assert!(
        letter.contains("Harbour Cooperative incident desk") && letter.contains("desk@harbour.example"),
        "{letter}"
    );
    assert!(letter.contains("Ada Lima sent it") && !letter.contains("command line"), "{letter}");
}

#[tokio::test]
async fn the_first_steps_end_with_a_letter_that_sol_reads_and_ada_sees() {
    let clock = Clock::manual(MORNING);
    let office = Office::at(clock.clone(), None, &[("SITREP_PUBLIC_URL", "https://desk.example.org")]);
    let inbox = Inbox::default();
    let outbox = Outbox::new(office.state.backend.clone(), Route::Inbox(inbox.clone()), Duration::from_secs(1));
    let ada = office.signed_in("Ada", "administrator").await;
    let ours = |tx: &mut backend::storage::Tx<'_>| {
        let mut settings = backend::settings::Settings::stored(tx)?;
        settings.mail_domains = vec!["example.org".to_owned()];
        settings.save(tx)
    };
    office.state.backend.storage().write(ours).await.unwrap();
    let page = async || get("/ready").host("desk.example.org").cookie(&ada).of(&office.site).await.body;
    let step = async |fields: &[(&str, &str)]| {
        form("/ready", fields).host("desk.example.org").cookie(&ada).of(&office.site).await
    };
    assert!(page().await.contains("First add somebody to tell"));
    let told = [("act", "stakeholders"), ("audience", "executive"), ("people", "Sol Vaz <sol@example.org>")];
    assert_eq!(step(&told).await.status, 303);
    assert!(page().await.contains("First send the test report above"));
    assert_eq!(step(&[("act", "test")]).await.status, 303);
    assert!(page().await.contains("Send it to 1 person"));

    let empty = step(&[("act", "letter"), ("text", " ")]).await;
    assert!(empty.status == 422 && empty.body.contains("id=\"letter-text\""), "{}", empty.body);
    let sent = step(&[("act", "letter"), ("text", "Nothing is broken, and there is nothing to do.")]).await;
    assert_eq!(sent.location(), "/ready?said=told-1", "{}", sent.body);
    assert!(page().await.contains("It leaves ten seconds after the press."));
    clock.advance(60_000);
    outbox.work_off().await.unwrap();
    let letters = inbox.letters_to("sol@example.org");
    assert_eq!(letters.len(), 1);
    let raw = letters[0].raw();
    assert!(raw.contains("Subject: [INC-1] A first letter: nothing is broken"), "{raw}");
    let after = page().await;
    assert!(
        after.contains("What they got: [INC-1] A first letter") && after.contains("there is nothing to do"),
        "{after}"
    );
    // A press that was sent twice sends no second letter.
    let again = step(&[("act", "letter"), ("text", "Nothing is broken, and there is nothing to do.")]).await;
    assert_eq!(again.status, 303);
    clock.advance(60_000);
    outbox.work_off().await.unwrap();
    assert_eq!(inbox.letters_to("sol@example.org").len(), 1);
    let rui = office.responder().await;
    let of_rui = form("/ready", &[("act", "letter"), ("text", "x")])
        .host("desk.example.org")
        .cookie(&rui)
        .of(&office.site)
        .await;
    assert_eq!(of_rui.status, 403);
}

#[tokio::test]
async fn lines_that_were_not_understood_stand_in_their_field_again() {
    let office = Office::with(&[("SITREP_PUBLIC_URL", "http://127.0.0.1:3000")]);
    let ada = office.signed_in("Ada", "administrator").await;
    let team = [("act", "team"), ("people", "Rui Costa <rui@example.org>\nnobody at all\n@@")];
    let answer = form("/ready", &team).cookie(&ada).of(&office.site).await;
    assert_eq!(answer.status, 422);
    let part = answer.body.split("summary-part").nth(1).unwrap_or_default();
    assert!(
        part.split("</div>").next().unwrap().contains("1 of 3 lines were taken: 1 person invited."),
        "{}",
        answer.body
    );
    assert!(!answer.body.contains("before this can be sent"), "it was sent: {}", answer.body);
    assert!(answer.body.contains(">\nnobody at all\n@@</textarea>"), "only those lines: {}", answer.body);
    let stakeholders = [("act", "stakeholders"), ("audience", "technical"), ("people", "Sol <sol@example.org>\n?")];
    let answer = form("/ready", &stakeholders).cookie(&ada).of(&office.site).await;
    assert!(answer.status == 422 && answer.body.contains("1 person added."), "{}", answer.body);
    let chosen = answer.body.split("<option").any(|option| {
        option.split('>').next().is_some_and(|tag| tag.contains("\"technical\"") && tag.contains("selected"))
    });
    assert!(chosen, "the audience is kept: {}", answer.body);
    let right = [("act", "team"), ("people", "mara@example.org")];
    let answer = form("/ready", &right).cookie(&ada).of(&office.site).await;
    assert_eq!(answer.location(), "/ready?said=invited-1-0", "{}", answer.body);
}
