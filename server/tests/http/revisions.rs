//! Two administrators with the same form open, without script: the second gets their own words back, beside each what
//! the first put there, and saves on purpose with the next press.

use backend::settings::{SETTINGS, STATUS_FOLDER};
use domain::permissions::Section;
use domain::time::DAY;

use crate::asked::{Answer, form, get};
use crate::office::{Office, PASSWORD};

async fn two() -> (Office, String, String) {
    let office = Office::with(&[("SITREP_PUBLIC_URL", "http://127.0.0.1:3000")]);
    let (ada, nuno) = (office.signed_in("Ada", "administrator").await, office.signed_in("Nuno", "administrator").await);
    (office, ada, nuno)
}

/// The revision in the form on the page that holds these words.
fn revision(page: &Answer, in_the_form: &str) -> String {
    let forms = page.body.split("<form").map(|form| form.split("</form>").next().unwrap_or_default());
    let found = forms.filter(|form| form.contains(in_the_form)).find_map(|form| {
        let (_, after) = form.split_once("name=\"revision\" value=\"")?;
        after.split('"').next()
    });
    found.unwrap_or_else(|| panic!("no revision beside {in_the_form} in {}", page.body)).to_owned()
}

async fn look(office: &Office, cookie: &str, path: &str) -> Answer {
    get(path).cookie(cookie).of(&office.site).await
}

async fn post(office: &Office, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    form(path, fields).cookie(cookie).of(&office.site).await
}

const BASICS: &str = "value=\"basics\"";

#[tokio::test]
async fn nuno_gets_back_what_he_typed_beside_what_ada_saved_and_presses_once_more() {
    let (office, ada, nuno) = two().await;
    let shown = revision(&look(&office, &nuno, "/settings").await, BASICS);
    let typed = |organisation: &'static str, phone: &'static str| {
        move |revision: &str| {
            let fields = [("act", "basics"), ("organisation", organisation), ("emergency_phone", phone)];
            [&fields[..], &[("zone", "UTC"), ("reach", "network"), ("revision", revision)]]
                .concat()
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect::<Vec<_>>()
        }
    };
    let save = async |cookie: &str, fields: Vec<(String, String)>| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        post(&office, cookie, "/settings", &fields).await
    };
    assert_eq!(save(&ada, typed("Harbour <b>", "")(&shown)).await.status, 303);

    let mine = typed("Pier", "+351 21 000 0000");
    let told = save(&nuno, mine(&shown)).await;
    assert_eq!(told.status, 422);
    for words in [
        "Somebody was quicker, and nothing is saved yet.",
        "Ada changed this meanwhile: it says \u{201c}Harbour &lt;b&gt;\u{201d} now.",
        "value=\"Pier\"",
        "value=\"+351 21 000 0000\"",
    ] {
        assert!(told.body.contains(words), "{words} is missing in {}", told.body);
    }
    assert!(!told.body.contains("id=\"basics-emergency_phone-error\""), "nobody else touched that");
    let kept = office.state.backend.settings().unwrap();
    assert_eq!((kept.organisation.as_str(), kept.emergency_phone), ("Harbour <b>", None));

    let now = revision(&told, BASICS);
    assert_ne!(now, shown);
    assert_eq!(save(&nuno, mine(&now)).await.location(), "/settings?said=saved");
    let kept = office.state.backend.settings().unwrap();
    assert_eq!((kept.organisation.as_str(), kept.emergency_phone.as_deref()), ("Pier", Some("+351 21 000 0000")));
}

#[tokio::test]
async fn a_form_that_comes_back_for_another_reason_keeps_the_revision_it_came_with() {
    let (office, ada, nuno) = two().await;
    let shown = revision(&look(&office, &nuno, "/settings").await, BASICS);
    let by_ada = [("act", "basics"), ("organisation", "Harbour"), ("revision", shown.as_str())];
    assert_eq!(post(&office, &ada, "/settings", &by_ada).await.status, 303);
    let phone = [("act", "basics"), ("emergency_phone", "ask at the gate"), ("revision", shown.as_str())];
    let wrong = post(&office, &nuno, "/settings", &phone).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("One thing to mend"), "{}", wrong.body);
    assert_eq!(revision(&wrong, BASICS), shown, "nobody was told yet of what Ada changed");

    let asked = [("ask_password", "on"), ("password", "guess guess"), ("organisation", "Pier")];
    let asked =
        post(&office, &nuno, "/settings", &[&asked[..], &[("act", "basics"), ("revision", &shown)]].concat()).await;
    assert!(asked.body.contains("Enter your password again"), "{}", asked.body);
    assert_eq!(revision(&asked, "password-again"), shown);
    let again = [("password", PASSWORD), ("organisation", "Pier"), ("act", "basics"), ("revision", shown.as_str())];
    let told = post(&office, &nuno, "/settings", &again).await;
    assert!(told.status == 422 && told.body.contains("Ada changed this meanwhile"), "{}", told.body);
}

#[tokio::test]
async fn a_page_without_a_revision_overwrites_nothing_either() {
    let (office, ada, nuno) = two().await;
    assert_eq!(post(&office, &ada, "/settings", &[("act", "basics"), ("organisation", "Harbour")]).await.status, 303);
    let older = post(&office, &nuno, "/settings", &[("act", "basics"), ("organisation", "Pier")]).await;
    assert_eq!(older.status, 422);
    let mail = post(&office, &nuno, "/settings/mail", &[("act", "mail"), ("mail_from", "desk@example.org")]).await;
    assert_eq!(mail.location(), "/settings/mail?said=kept", "another section is another form: {}", mail.body);
}

#[tokio::test]
async fn services_audiences_roles_and_names_come_back_with_both_values() {
    let (office, ada, nuno) = two().await;
    office.responder().await;
    post(&office, &ada, "/services", &[("act", "add"), ("name", "Network")]).await;
    let on_call = office.id("Rui").to_string();
    let turns = [("first", "2026-11-23T09:00"), ("every_days", "7"), ("people", on_call.as_str())];
    post(&office, &ada, "/on-call", &[&[("act", "add"), ("name", "Network")], &turns[..]].concat()).await;
    let first = async |path: &str, word: &str| {
        let page = look(&office, &ada, path).await.body;
        page.split(&format!("?{word}=")).nth(1).unwrap()[..16].to_owned()
    };
    let service = first("/services", "service").await;
    let audience = first("/settings/audiences", "audience").await;
    let (rui, own) = (office.id("Rui"), office.id("Nuno"));
    let rotation = first("/on-call", "rotation").await;
    let rotation_page = format!("/on-call?rotation={rotation}");
    let service_page = format!("/services?service={service}");
    let audience_page = format!("/settings/audiences?audience={audience}");
    let rui_page = format!("/settings/people?person={rui}");
    let forms = [
        (service_page.as_str(), "change", service.as_str(), ("name", "Intranet", "Web"), "Ada"),
        (rotation_page.as_str(), "change", rotation.as_str(), ("name", "Nights", "Evenings"), "Ada"),
        (audience_page.as_str(), "rename", audience.as_str(), ("name", "The board", "Directors"), "Ada"),
        (rui_page.as_str(), "role", rui.as_str(), ("role", "manager", "employee"), "Ada"),
        ("/settings/account", "details", "", ("name", "Nuno Dias", "Nuno D."), "You"),
    ];
    for (page, act, id, (field, by_the_first, by_nuno), who) in forms {
        let path = page.split('?').next().unwrap();
        let named = format!("name=\"act\" value=\"{act}\"");
        let shown = revision(&look(&office, &nuno, page).await, &named);
        let rest = if path == "/on-call" { &turns[..] } else { &[] };
        let fields =
            |value, revision| [&[("act", act), ("id", id), (field, value), ("revision", revision)], rest].concat();
        let quicker = if who == "You" { &nuno } else { &ada };
        let saved = post(&office, quicker, path, &fields(by_the_first, &shown)).await;
        assert_eq!(saved.status, 303, "{page}: {}", saved.body);
        let told = post(&office, &nuno, path, &fields(by_nuno, &shown)).await;
        assert_eq!(told.status, 422, "{page}");
        let words = format!("{who} changed this meanwhile: it says \u{201c}{by_the_first}\u{201d} now.");
        assert_eq!(told.body.matches(&words).count(), 2, "{page}: above and beside the field: {}", told.body);
        let saved = post(&office, &nuno, path, &fields(by_nuno, &revision(&told, &named))).await;
        assert_eq!(saved.status, 303, "{page}: {}", saved.body);
    }
    assert_eq!(office.id("Nuno D."), own);
}

#[tokio::test]
async fn a_service_is_not_retired_by_whoever_saw_it_before_it_changed() {
    let (office, ada, nuno) = two().await;
    post(&office, &ada, "/services", &[("act", "add"), ("name", "Network")]).await;
    let page = look(&office, &nuno, "/services").await.body;
    let id = page.split("?service=").nth(1).unwrap()[..16].to_owned();
    let retire = "name=\"act\" value=\"retire\"";
    let shown = revision(&look(&office, &nuno, &format!("/services?service={id}")).await, retire);
    post(&office, &ada, "/services", &[("act", "change"), ("id", &id), ("name", "Intranet")]).await;
    let told = post(&office, &nuno, "/services", &[("act", "retire"), ("id", &id), ("revision", &shown)]).await;
    assert_eq!(told.status, 422);
    assert!(told.body.contains("Somebody changed this meanwhile. Look again, then repeat."), "{}", told.body);
    assert!(told.body.contains("Change Intranet"), "and there it is, open, as it is now");
    let seen = revision(&told, retire);
    let retired = post(&office, &nuno, "/services", &[("act", "retire"), ("id", &id), ("revision", &seen)]).await;
    assert_eq!(retired.location(), "/services?said=retired");
}

#[tokio::test]
async fn planned_work_comes_back_with_both_values_and_is_not_ended_by_whoever_saw_it_before() {
    let (office, ada, nuno) = two().await;
    post(&office, &ada, "/services", &[("act", "add"), ("name", "Network")]).await;
    let page = look(&office, &ada, "/services").await.body;
    let service = page.split("?service=").nth(1).unwrap()[..16].to_owned();
    let (begins, ends) = (office.typed_in(3 * DAY), office.typed_in(4 * DAY));
    let typed = |act: &'static str, id: &str, words: &str, revision: &str| {
        let fields = [("act", act), ("id", id), ("services", &service), ("begins", &begins), ("ends", &ends)];
        let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        fields.into_iter().chain([("words", words), ("revision", revision)]).map(own).collect::<Vec<_>>()
    };
    let save = async |cookie: &str, fields: Vec<(String, String)>| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        post(&office, cookie, "/planned", &fields).await
    };
    let added = save(&nuno, typed("add", "", "New <b>switch</b>", "")).await;
    assert_eq!(added.status, 303, "{}", added.body);
    let id = added.location().split("planned=").nth(1).unwrap()[..16].to_owned();
    let opened = look(&office, &nuno, added.location()).await;
    assert!(opened.body.contains("New &lt;b>switch") || opened.body.contains("New &lt;b&gt;switch"), "{}", opened.body);
    let named = "name=\"act\" value=\"change\"";
    let shown = revision(&opened, named);
    assert_eq!(save(&ada, typed("change", &id, "A new switch", &shown)).await.status, 303);
    let told = save(&nuno, typed("change", &id, "No switch", &shown)).await;
    assert_eq!(told.status, 422);
    let words = "Ada changed this meanwhile: it says \u{201c}A new switch\u{201d} now.";
    assert_eq!(told.body.matches(words).count(), 2, "above and beside the field: {}", told.body);
    assert!(told.body.contains("No switch"), "what he typed is kept");
    let ended = save(&nuno, typed("cancel", &id, "", &shown)).await;
    assert!(ended.status == 422 && ended.body.contains("Somebody changed this meanwhile"), "{}", ended.body);
    let saved = save(&nuno, typed("change", &id, "No switch", &revision(&told, named))).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let now = revision(&look(&office, &nuno, saved.location()).await, named);
    let called_off = save(&nuno, typed("cancel", &id, "", &now)).await;
    assert_eq!(called_off.location(), format!("/planned?planned={id}&said=cancelled"));
}

/// Another setting has a line and no field yet, or a field on the page of another section: this names it.
#[tokio::test]
async fn every_setting_has_its_field_once_and_words_for_the_journal() {
    let office = Office::open();
    let ada = office.signed_in("Ada", "administrator").await;
    let of = |section| match section {
        Section::Basics => ("/settings", "basics"),
        Section::Mail => ("/settings/mail", "mail"),
        Section::Backup => ("/settings/backup", "second"),
        Section::People | Section::Jobs | Section::Journal | Section::Targets | Section::Playbooks => {
            panic!("{section:?} has a setting now: say where its form is")
        }
    };
    for line in &SETTINGS {
        let (here, act) = if line.name == STATUS_FOLDER { ("/settings/backup", "status") } else { of(line.section) };
        let page = look(&office, &ada, here).await.body;
        let id = format!("id=\"{act}-{}\"", line.name);
        assert_eq!(page.matches(&id).count(), 1, "{} has its field at {here}", line.name);
        let named = format!("name=\"{}\"", line.name);
        assert!(page.contains(&named), "{} is sent from {here}", line.name);
        for elsewhere in [Section::Basics, Section::Mail, Section::Backup].map(of).map(|(path, _)| path) {
            let there = look(&office, &ada, elsewhere).await.body;
            assert_eq!(there.contains(&named), elsewhere == here, "{} at {elsewhere}", line.name);
        }
        assert!(!line.words.is_empty() && !line.words.contains('_'), "{}: words for the journal", line.name);
    }
}
