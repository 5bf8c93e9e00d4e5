//! Mailed links that are alive, over HTTP: looking changes nothing, the button does, and a second press finds nothing.

use backend::services::ServiceDraft;
use backend::settings::Settings;
use backend::storage::Tx;

use crate::asked::{Answer, form, get};
use crate::office::{Office, PASSWORD};

const NEW: &str = "nine blue wheelbarrows";

fn cookie_of(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
}

pub async fn service(office: &Office, name: &str) -> String {
    let draft = ServiceDraft { name: name.into(), criticality: "normal".into(), ..ServiceDraft::default() };
    let administrator = office.administrator().await;
    office.state.backend.add_service(&administrator, draft).await.unwrap().to_string()
}

#[tokio::test]
async fn rui_accepts_his_invitation_once() {
    let office = Office::with(&[("SITREP_PUBLIC_URL", "http://127.0.0.1:3000")]);
    let ada = office.signed_in("Ada", "administrator").await;
    let invited = [("act", "invite"), ("name", "Rui"), ("email", "rui@example.org"), ("role", "responder")];
    assert_eq!(form("/settings/people", &invited).cookie(&ada).of(&office.site).await.status, 303);
    let link = office.link_to("rui@example.org");
    for _ in 0..2 {
        let page = get(&link).of(&office.site).await;
        assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "no-store"), "a scanner may look");
        assert!(page.body.contains("name=\"password\""), "{}", page.body);
    }
    let weak = form(&link, &[("password", "12345")]).of(&office.site).await;
    assert!(weak.status == 422 && weak.header("set-cookie").is_empty(), "{}", weak.status);
    let accepted = form(&link, &[("password", NEW)]).of(&office.site).await;
    assert_eq!((accepted.status.as_u16(), accepted.location()), (303, "/"), "{}", accepted.body);
    let rui = cookie_of(&accepted);
    assert_eq!(get("/board").cookie(&rui).of(&office.site).await.status, 200);
    let again = form(&link, &[("password", "ten green bottles here")]).of(&office.site).await;
    assert!(again.status.is_client_error() && again.header("set-cookie").is_empty(), "{}", again.status);
}

#[tokio::test]
async fn rui_sets_a_new_password_by_mail_and_is_signed_out_everywhere() {
    let office = Office::open();
    let before = office.responder().await;
    let asked = form("/reset", &[("email", "rui@example.org")]).of(&office.site).await;
    let unknown = form("/reset", &[("email", "nobody@example.org")]).of(&office.site).await;
    assert_eq!((asked.location(), unknown.location()), ("/reset?said=mailed", "/reset?said=mailed"));
    let link = office.link_to("rui@example.org");
    assert_eq!(get(&link).of(&office.site).await.status, 200);
    let done = form(&link, &[("password", NEW)]).of(&office.site).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/sign-in?said=changed"), "{}", done.body);
    assert!(done.header("set-cookie").is_empty(), "nobody is signed in by it");
    assert_eq!(get("/board").cookie(&before).of(&office.site).await.status, 303);
    let old = form("/sign-in", &[("email", "rui@example.org"), ("password", PASSWORD)]).of(&office.site).await;
    assert_eq!(old.status, 422);
    let new = form("/sign-in", &[("email", "rui@example.org"), ("password", NEW)]).of(&office.site).await;
    assert_eq!(new.status, 303);
    assert!(form(&link, &[("password", PASSWORD)]).of(&office.site).await.status.is_client_error(), "it works once");
}

#[tokio::test]
async fn ana_comes_in_by_a_link_and_staff_do_not() {
    let office = Office::open();
    office.responder().await;
    let ours =
        |tx: &mut Tx<'_>| Settings { mail_domains: vec!["example.org".to_owned()], ..Settings::stored(tx)? }.save(tx);
    office.state.backend.storage().write(ours).await.unwrap();
    for address in ["ana.silva@example.org", "rui@example.org", "mallory@elsewhere.example"] {
        let asked = form("/sign-in", &[("act", "link"), ("email", address)]).of(&office.site).await;
        assert_eq!(asked.location(), "/sign-in?said=mailed", "{address}");
    }
    let link = office.link_to("ana.silva@example.org");
    assert!(link.starts_with("/sign-in/"), "{link}");
    assert_eq!(get(&link).of(&office.site).await.status, 200);
    let entered = form(&link, &[]).of(&office.site).await;
    assert_eq!((entered.status.as_u16(), entered.location()), (303, "/"), "{}", entered.body);
    let ana = cookie_of(&entered);
    let account = get("/settings/account").cookie(&ana).of(&office.site).await;
    assert!(account.status == 200 && account.body.contains("Ana Silva"), "{}", account.body);
    assert_eq!(get("/settings/people").cookie(&ana).of(&office.site).await.status, 403, "an employee, no more");
    assert!(form(&link, &[]).of(&office.site).await.status.is_client_error(), "it works once");
    assert_eq!(office.found_link_to("rui@example.org"), None, "staff have passwords and get no such letter");
    assert_eq!(office.found_link_to("mallory@elsewhere.example"), None, "their domain is none of ours");
}

#[tokio::test]
async fn rui_ends_the_session_he_left_open_elsewhere() {
    let office = Office::open();
    let left_open = office.responder().await;
    let here = office.sign_in("rui@example.org").await;
    let page = get("/settings/account").cookie(&here).of(&office.site).await;
    let ids = page.body.split("name=\"id\" value=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let rows: Vec<&str> = ids.filter(|id| !id.is_empty()).collect();
    assert_eq!(rows.len(), 1, "this browser's own session is ended by signing out: {rows:?}");
    let other = office.signed_in("Mara", "manager").await;
    form("/settings/account", &[("act", "end"), ("id", rows[0])]).cookie(&other).of(&office.site).await;
    assert_eq!(get("/board").cookie(&left_open).of(&office.site).await.status, 200, "nobody ends another's session");
    let ended = form("/settings/account", &[("act", "end"), ("id", rows[0])]).cookie(&here).of(&office.site).await;
    assert_eq!(ended.location(), "/settings/account?said=ended", "{}", ended.body);
    assert_eq!(get("/board").cookie(&left_open).of(&office.site).await.status, 303);
    assert_eq!(get("/board").cookie(&here).of(&office.site).await.status, 200);

    let third = office.sign_in("rui@example.org").await;
    assert_eq!(form("/settings/account", &[("act", "end-others")]).cookie(&here).of(&office.site).await.status, 303);
    assert_eq!(get("/board").cookie(&third).of(&office.site).await.status, 303);
}

#[tokio::test]
async fn eva_confirms_chooses_and_stops_without_an_account() {
    let office = Office::open();
    let (mail, vpn) = (service(&office, "E-mail").await, service(&office, "VPN").await);
    let asked = [("email", "eva@example.net"), ("services", mail.as_str())];
    assert_eq!(form("/status", &asked).of(&office.site).await.location(), "/status?said=asked");
    let confirm = office.link_to("eva@example.net");
    let page = get(&confirm).of(&office.site).await;
    assert!(page.status == 200 && page.body.contains("E-mail"), "{}", page.body);
    let done = form(&confirm, &[]).of(&office.site).await;
    let choices = done.location().split('?').next().unwrap().to_owned();
    assert!(done.status == 303 && choices.starts_with("/subscriptions/"), "{}", done.location());

    let ticked = |body: &str, id: &str| {
        body.split("<input").any(|tag| {
            let tag = tag.split('>').next().unwrap_or_default();
            tag.contains(&format!("value=\"{id}\"")) && tag.contains("checked")
        })
    };
    let page = get(&choices).of(&office.site).await;
    assert!(ticked(&page.body, &mail) && !ticked(&page.body, &vpn), "{}", page.body);
    let saved = form(&choices, &[("services", &vpn)]).of(&office.site).await;
    assert_eq!(saved.location(), format!("{choices}?said=saved"));
    let page = get(&choices).of(&office.site).await;
    assert!(!ticked(&page.body, &mail) && ticked(&page.body, &vpn), "{}", page.body);
    assert_eq!(form(&choices, &[("act", "stop")]).of(&office.site).await.status, 303);
    let page = get(&choices).of(&office.site).await;
    assert!(page.body.contains("All letters are stopped"), "{}", page.body);
}

#[tokio::test]
async fn a_flood_of_made_up_addresses_from_one_network_keeps_no_letter_from_rui() {
    let office = Office::open();
    office.responder().await;
    let mut refused = 0;
    for number in 0..60 {
        let address = format!("{number}@example.net");
        let path = ["/reset", "/sign-in", "/status"][number % 3];
        let fields = [("act", "link"), ("email", address.as_str()), ("services", "x")];
        let answer = form(path, &fields).seen_from([203, 0, 113, 9]).of(&office.site).await;
        refused += usize::from(answer.status == 429);
    }
    assert!(refused >= 25, "one network asked for letters without end");
    assert_eq!(form("/reset", &[("email", "rui@example.org")]).of(&office.site).await.status, 303);
    assert!(office.link_to("rui@example.org").starts_with("/reset/"));
}
