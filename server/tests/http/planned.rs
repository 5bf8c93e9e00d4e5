//! Planned work in plain HTML: Rui writes it down, Ana reads of it before she reports, and what was typed wrongly comes
//! back beside what is wrong with it.

use backend::time_text::Reader;
use domain::time::{DAY, MINUTE, Moment};

use crate::asked::{form, get};
use crate::office::Office;

impl Office {
    /// So long from now, as a field of date and time holds it.
    pub fn typed_in(&self, milliseconds: i64) -> String {
        let now = Moment(self.state.backend.storage().now());
        Reader::new(None, "UTC", now).as_typed(now.plus(milliseconds))
    }
}

/// With a service: Ada, Rui, its id.
async fn with_mail() -> (Office, String, String, String) {
    let office = Office::open();
    let ada = office.signed_in("Ada", "administrator").await;
    form("/services", &[("act", "add"), ("name", "E-mail")]).cookie(&ada).of(&office.site).await;
    let page = get("/services").cookie(&ada).of(&office.site).await.body;
    let service = page.split("?service=").nth(1).unwrap()[..16].to_owned();
    let rui = office.responder().await;
    (office, ada, rui, service)
}

#[tokio::test]
async fn ana_reads_of_it_before_she_reports_and_nothing_of_the_note() {
    let (office, _, rui, service) = with_mail().await;
    for path in ["/report", "/status", "/services", "/board"] {
        let page = get(path).cookie(&rui).of(&office.site).await.body;
        assert!(!page.contains("planned from") && !page.contains("board-planned"), "{path} is quiet without a record");
    }
    let (begins, ends) = (office.typed_in(-30 * MINUTE), office.typed_in(DAY));
    let fields = [("act", "add"), ("services", &service), ("begins", &begins), ("ends", &ends)];
    let fields = [&fields[..], &[("words", "Mail is slow <i>today"), ("team_note", "heliotrope")]].concat();
    let added = form("/planned", &fields).cookie(&rui).of(&office.site).await;
    assert_eq!(added.status, 303, "{}", added.body);
    for path in ["/report", "/status"] {
        let page = get(path).of(&office.site).await.body;
        assert!(
            page.contains("eing worked on as planned, until") && page.contains("Mail is slow &lt;i"),
            "{path}: {page}"
        );
        assert!(!page.contains("heliotrope"), "{path}");
    }
    assert!(get("/report").of(&office.site).await.body.contains("Is it this?"));
    let planned = get("/planned").of(&office.site).await;
    assert_eq!(planned.location(), "/sign-in?next=/planned");
    for path in ["/board", "/services", added.location()] {
        let page = get(path).cookie(&rui).of(&office.site).await.body;
        assert!(page.contains("being worked on as planned, until"), "{path}: {page}");
    }
    let page = get(added.location()).cookie(&rui).of(&office.site).await.body;
    assert!(page.contains("heliotrope") && page.contains("It is finished"), "{page}");
}

#[tokio::test]
async fn what_rui_typed_wrongly_comes_back_with_all_of_it() {
    let (office, _, rui, service) = with_mail().await;
    let fields = [("act", "add"), ("services", &service), ("begins", "2027-11-25T10:00"), ("ends", "2027-11-25T09:00")];
    let fields = [&fields[..], &[("words", "\u{202e}\u{7}"), ("team_note", "Snapshot first")]].concat();
    let refused = form("/planned", &fields).cookie(&rui).of(&office.site).await;
    assert_eq!(refused.status, 422);
    for words in [
        "It would end before it begins: choose a later time.",
        "Write something first.",
        "value=\"2027-11-25T10:00\"",
        "value=\"2027-11-25T09:00\"",
        "Snapshot first",
        "id=\"add-ends-error\"",
        "id=\"add-words-error\"",
        "checked",
    ] {
        assert!(refused.body.contains(words), "{words} is missing in {}", refused.body);
    }
    let ana = office.signed_in("Ana", "employee").await;
    let denied = form("/planned", &fields).cookie(&ana).of(&office.site).await;
    assert_eq!(denied.status, 403, "{}", denied.body);
}

#[tokio::test]
async fn rui_tells_the_executives_and_the_page_says_how_many_that_were() {
    let (office, ada, rui, service) = with_mail().await;
    let page = get("/settings/audiences").cookie(&ada).of(&office.site).await.body;
    let executive = page.split("Executive").next().unwrap().rsplit("?audience=").next().unwrap()[..16].to_owned();
    let fields = [("act", "enter"), ("id", executive.as_str()), ("email", "sol@example.org")];
    form("/settings/audiences", &fields).cookie(&ada).of(&office.site).await;
    let (begins, ends) = (office.typed_in(3 * DAY), office.typed_in(4 * DAY));
    let fields = [("act", "add"), ("services", &service), ("begins", &begins), ("ends", &ends), ("words", "No mail")];
    let added = form("/planned", &fields).cookie(&rui).of(&office.site).await;
    let id = added.location().split("planned=").nth(1).unwrap()[..16].to_owned();
    let opened = get(added.location()).cookie(&rui).of(&office.site).await.body;
    assert!(opened.contains("Executive (1 person)") && opened.contains("the day before"), "{opened}");
    let nobody = [("act", "tell"), ("id", id.as_str()), ("revision", "0")];
    let refused = form("/planned", &nobody).cookie(&rui).of(&office.site).await;
    assert!(refused.status == 422 && refused.body.contains("Choose at least one audience."), "{}", refused.body);
    let told = [&nobody[..], &[("audiences", executive.as_str()), ("remind", "on")]].concat();
    let told = form("/planned", &told).cookie(&rui).of(&office.site).await;
    assert_eq!(told.location(), format!("/planned?planned={id}&said=told-1"), "{}", told.body);
    let page = get(told.location()).cookie(&rui).of(&office.site).await.body;
    for words in [
        "A letter to 1 person leaves in a few seconds",
        "1 person: told that it is planned",
        "Executive read of it once more",
    ] {
        assert!(page.contains(words), "{words} is missing in {page}");
    }
}
