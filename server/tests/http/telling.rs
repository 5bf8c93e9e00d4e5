//! Telling several audiences without script: the form, the check before sending, the press, and the way back.

use crate::asked::{form, get};
use crate::office::Office;

const UPDATE: &str = "/incidents/INC-1/update";

/// Mail is down and taken; Sol is an executive, Kim technical. Rui and the ids of Executive and Technical come back.
async fn with_two_audiences() -> (Office, String, String, String) {
    let office = Office::open();
    let ada = office.signed_in("Ada", "administrator").await;
    let rows = office.state.backend.list_audiences(&office.caller(&ada).await).await.unwrap();
    let id = |name: &str| rows.iter().find(|row| row.name == name).unwrap().id.clone();
    let (executive, technical) = (id("Executive"), id("Technical"));
    for (audience, people) in [(&executive, "Sol Vaz <sol@example.org>"), (&technical, "Kim Ode <kim@example.org>")] {
        let fields = [("act", "paste"), ("id", audience.as_str()), ("people", people)];
        assert_eq!(form("/settings/audiences", &fields).cookie(&ada).of(&office.site).await.status, 303);
    }
    let report = [("title", "Mail is down"), ("impact", "low"), ("urgency", "low"), ("email", "ana@example.org")];
    assert_eq!(form("/report", &report).of(&office.site).await.status, 303);
    let rui = office.responder().await;
    (office, rui, executive, technical)
}

#[tokio::test]
async fn rui_checks_what_each_reads_before_he_sends_it_and_takes_it_back() {
    let (office, rui, executive, technical) = with_two_audiences().await;
    let page = get(UPDATE).cookie(&rui).of(&office.site).await;
    assert_eq!(page.status, 200, "{}", page.body);
    for part in
        ["name=\"block_all\"", "name=\"block_technical\"", "name=\"promise\"", "Check before sending", "First notice"]
    {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    let typed = [
        ("audience", executive.as_str()),
        ("audience", technical.as_str()),
        ("block_all", "Mail is <b>down</b>."),
        ("block_executive", "Orders wait."),
        ("block_technical", "The queue of srv-mx-01 is stuck."),
        ("promise", "1h"),
    ];
    let check = form(UPDATE, &typed).cookie(&rui).of(&office.site).await;
    assert_eq!(check.status, 200, "{}", check.body);
    for part in
        ["Send to 2 people in 2 audiences", "sol@example.org", "Executive: 1 person", "Orders wait.", "Next update by"]
    {
        assert!(check.body.contains(part), "{part}: {}", check.body);
    }
    assert!(!check.body.contains("<b>down"), "{}", check.body);
    assert_eq!(check.body.matches("name=\"audience\"").count(), 2, "both go on to the press");
    let group =
        ("group", if check.body.find("sol@example.org") < check.body.find("kim@example.org") { "0" } else { "1" });
    let letter =
        form(&format!("{UPDATE}/preview"), &[&typed[..], &[group]].concat()).cookie(&rui).of(&office.site).await;
    assert!(letter.header("content-security-policy").starts_with("sandbox"), "{}", letter.body);
    assert!(letter.body.contains("Orders wait.") && !letter.body.contains("srv-mx-01"), "{}", letter.body);

    let sent = form(UPDATE, &[&typed[..], &[("step", "send")]].concat()).cookie(&rui).of(&office.site).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let after = get(sent.location()).cookie(&rui).of(&office.site).await.body;
    assert!(after.contains("2 letters on the way.") && after.contains("Undo"), "{after}");
    let sequence = sent.location().split("sent=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let undone = form(UPDATE, &[("step", "undo"), ("sequence", &sequence)]).cookie(&rui).of(&office.site).await;
    let again = get(undone.location()).cookie(&rui).of(&office.site).await.body;
    assert!(again.contains("Orders wait.") && again.contains("Mail is &lt;b"), "{again}");
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_everything_typed_is_there() {
    let (office, rui, executive, _) = with_two_audiences().await;
    let typed = [("audience", executive.as_str()), ("block_technical", "The disk is full."), ("promise", "soon")];
    let refused = form(UPDATE, &typed).cookie(&rui).of(&office.site).await;
    assert_eq!(refused.status, 422);
    let both = [("block_all", "Mail is down."), ("promise", "none")];
    let nobody = form(UPDATE, &[&typed[..2], &both].concat()).cookie(&rui).of(&office.site).await;
    assert_eq!(nobody.status, 422);
    for part in ["Nobody you chose may read this", "The disk is full.", "Mail is down."] {
        assert!(nobody.body.contains(part), "{part}: {}", nobody.body);
    }
    let names = [("audience", executive.as_str()), ("block_all", "srv-mx-01 is down.")];
    let found = form(UPDATE, &names).cookie(&rui).of(&office.site).await.body;
    assert!(found.contains("Executives would read srv-mx-01") && found.contains("Send anyway to 1 person"), "{found}");
    let not_said = form(UPDATE, &[&names[..], &[("step", "send")]].concat()).cookie(&rui).of(&office.site).await;
    assert_eq!(not_said.status, 422, "{}", not_said.body);
    let said = [&names[..], &[("step", "send"), ("anyway", "on")]].concat();
    assert_eq!(form(UPDATE, &said).cookie(&rui).of(&office.site).await.status, 303);
    let stale = [&names[..], &[("step", "send"), ("anyway", "on"), ("revision", "1")]].concat();
    let stale = form(UPDATE, &stale).cookie(&rui).of(&office.site).await;
    assert_eq!(stale.status, 422);
    assert!(stale.body.contains("You told 1 person: Executive; sent anyway with srv-mx-01"), "{}", stale.body);
    assert!(!stale.body.contains("name=\"revision\" value=\"1\""), "the next press knows of it: {}", stale.body);
    assert_eq!(get(UPDATE).of(&office.site).await.location(), "/sign-in?next=/incidents/INC-1/update");
}

#[tokio::test]
async fn the_first_notice_to_all_audiences_takes_three_presses() {
    let (office, rui, ..) = with_two_audiences().await;
    let incident = get("/incidents/INC-1").cookie(&rui).of(&office.site).await.body;
    assert!(incident.contains("href=\"/incidents/INC-1/update\""), "the first press: {incident}");
    let page = get(UPDATE).cookie(&rui).of(&office.site).await.body;
    let caller = office.caller(&rui).await;
    let filled = office.state.backend.update_page(&caller, "INC-1", "", None).await.unwrap().filled;
    assert!(
        filled.text.starts_with("Something is not working properly since") && page.contains(&filled.text),
        "{page}"
    );
    assert!(page.contains(&filled.only.executive) && page.contains(&filled.only.affected), "{page}");
    let mut fields: Vec<(&str, &str)> = filled.audiences.iter().map(|id| ("audience", id.as_str())).collect();
    fields.push(("block_all", &filled.text));
    fields.push(("block_affected", &filled.only.affected));
    fields.push(("block_executive", &filled.only.executive));
    let check = form(UPDATE, &fields).cookie(&rui).of(&office.site).await;
    assert!(check.body.contains("Send to 3 people in 3 audiences"), "the second press: {}", check.body);
    let sent = form(UPDATE, &[&fields[..], &[("step", "send")]].concat()).cookie(&rui).of(&office.site).await;
    assert_eq!(sent.status, 303, "the third press: {}", sent.body);
}
