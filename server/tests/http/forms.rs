//! The forms as a browser without script posts them.

use backend::Clock;
use domain::time::MINUTE;

use crate::asked::{form, get};
use crate::office::{Office, PASSWORD};

#[tokio::test]
async fn ana_reports_without_script_and_gets_her_receipt() {
    let office = Office::open();
    let answer = office.reported("The printer on the second floor smokes").await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert!(answer.location().starts_with("/r/"), "{}", answer.location());
}

#[tokio::test]
async fn pressing_send_twice_makes_one_report() {
    let office = Office::open();
    let fields = [("title", "No e-mail"), ("impact", "high"), ("urgency", "high"), ("nonce", "press-1")];
    let one = form("/report", &fields).of(&office.site).await;
    let two = form("/report", &fields).of(&office.site).await;
    assert_eq!(one.location(), two.location());
    let other = [("title", "No e-mail at all"), ("impact", "high"), ("urgency", "high"), ("nonce", "press-1")];
    assert_ne!(form("/report", &other).of(&office.site).await.location(), one.location());
}

#[tokio::test]
async fn a_report_that_lacks_something_is_422() {
    let office = Office::open();
    let answer = form("/report", &[("title", ""), ("email", "ana@")]).of(&office.site).await;
    assert_eq!(answer.status, 422);
}

#[tokio::test]
async fn over_the_limit_ana_still_gets_a_receipt() {
    let office = Office::open();
    for number in 0..230 {
        let answer = office.reported(&format!("Flood {number}")).await;
        assert_eq!(answer.status, 303, "report {number}: {}", answer.body);
    }
}

#[tokio::test]
async fn rui_signs_in_and_goes_where_he_wanted() {
    let office = Office::open();
    office.responder().await;
    let fields = [("email", "rui@example.org"), ("password", PASSWORD), ("next", "/incidents/INC-1")];
    let answer = form("/sign-in", &fields).of(&office.site).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/incidents/INC-1"));
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("sid=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let elsewhere = [("email", "rui@example.org"), ("password", PASSWORD), ("next", "//evil.example")];
    assert_eq!(form("/sign-in", &elsewhere).of(&office.site).await.location(), "/");
}

#[tokio::test]
async fn on_https_the_cookie_is_bound_to_the_host() {
    let office = Office::with(&[("SITREP_PUBLIC_URL", "https://desk.example")]);
    let cookie = office.responder().await;
    assert!(cookie.starts_with("__Host-sid="), "{cookie}");
    let answer = form("/sign-out", &[]).cookie(&cookie).of(&office.site).await;
    assert!(answer.header("set-cookie").contains("Secure"), "{}", answer.header("set-cookie"));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_person_look_the_same() {
    let office = Office::open();
    office.responder().await;
    let wrong = form("/sign-in", &[("email", "rui@example.org"), ("password", "guess guess guess")]);
    let unknown = form("/sign-in", &[("email", "sol@example.org"), ("password", "guess guess guess")]);
    let (wrong, unknown) = (wrong.of(&office.site).await, unknown.of(&office.site).await);
    assert_eq!((wrong.status, unknown.status), (422.try_into().unwrap(), 422.try_into().unwrap()));
    assert!(!wrong.body.contains("guess guess guess"), "a password is never sent back");
    assert!(wrong.header("set-cookie").is_empty());
}

#[tokio::test]
async fn what_is_readable_is_not_posted_to() {
    let office = Office::open();
    assert_eq!(get("/sign-out").of(&office.site).await.status, 303, "closed to visitors whatever the method");
    let rui = office.responder().await;
    assert_eq!(get("/sign-out").cookie(&rui).of(&office.site).await.status, 405, "no change by GET");
}

#[tokio::test]
async fn no_password_comes_back_whatever_its_field_is_called() {
    let office = Office::open();
    let ada = office.signed_in("Ada", "administrator").await;
    let secrets = [
        ("password", "hunter hunter 1"),
        ("old_password", "hunter hunter 2"),
        ("password_new", "hunter hunter 3"),
        ("client_secret", "hunter hunter 4"),
    ];
    let act = |act: &'static str| [("act", act), ("name", "typed and kept")].into_iter().chain(secrets);
    for (path, act) in [("/settings/account", act("password")), ("/services", act("add")), ("/ready", act("team"))] {
        let fields: Vec<(&str, &str)> = act.collect();
        let page = form(path, &fields).cookie(&ada).of(&office.site).await;
        assert_eq!(page.status, 422, "{path}");
        assert!(!page.body.contains("hunter"), "{path}: {}", page.body);
    }
    let fields: Vec<(&str, &str)> = [("organisation", "typed and kept")].into_iter().chain(secrets).collect();
    let empty = Office::open();
    let link = empty.state.backend.set_up_link().await.unwrap().unwrap();
    let token = link.split('=').nth(1).unwrap();
    let fields: Vec<(&str, &str)> = fields.into_iter().chain([("token", token)]).collect();
    let page = form("/setup", &fields).of(&empty.site).await;
    assert_eq!(page.status, 422);
    assert!(!page.body.contains("hunter") && page.body.contains("typed and kept"), "{}", page.body);
    assert!(page.body.contains(token), "the link it was opened with is still in the form");
}

#[tokio::test]
async fn ready_asks_for_the_password_until_it_is_right() {
    let clock = Clock::manual(1_795_420_800_000);
    let office = Office::by(clock.clone(), &[("SITREP_PUBLIC_URL", "http://127.0.0.1:3000")]);
    let ada = office.signed_in("Ada", "administrator").await;
    clock.advance(11 * MINUTE);
    let team = |password: &'static str| [("act", "team"), ("people", "rui@example.org"), ("password", password)];
    for password in ["", "a wrong password", "another wrong one"] {
        let page = form("/ready", &team(password)).cookie(&ada).of(&office.site).await;
        assert_eq!(page.status, 422, "{password}");
        let asks = page.body.contains("Enter your password again") && page.body.contains("rui@example.org");
        assert!(asks, "{password}: {}", page.body);
    }
    let done = form("/ready", &team(PASSWORD)).cookie(&ada).of(&office.site).await;
    assert_eq!(done.status, 303, "{}", done.body);
}

#[tokio::test]
async fn me_too_pressed_twice_on_one_page_is_one_person() {
    let office = Office::open();
    let ada = office.signed_in("Ada", "administrator").await;
    let added = form("/services", &[("act", "add"), ("name", "E-mail"), ("criticality", "normal")]);
    added.cookie(&ada).of(&office.site).await;
    let service = office.state.backend.list_services(&office.caller(&ada).await).await.unwrap()[0].id.clone();
    let fields = [("title", "No mail"), ("impact", "low"), ("urgency", "low"), ("service", service.as_str())];
    form("/report", &fields).of(&office.site).await;
    let page = get("/").of(&office.site).await.body;
    let nonce = page.split("name=\"nonce\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let press = [("number", "INC-1"), ("nonce", nonce)];
    let one = form("/join", &press).of(&office.site).await;
    let two = form("/join", &press).of(&office.site).await;
    assert!(one.location().starts_with("/r/"), "{}", one.body);
    assert_eq!(one.location(), two.location());
    assert!(get("/").of(&office.site).await.body.contains("2 people"));
}

#[tokio::test]
async fn what_mara_typed_while_her_session_ended_is_kept() {
    let office = Office::open();
    let typed = [
        ("act", "add"),
        ("name", "Payroll \"<b>2\""),
        ("depends_on", "1"),
        ("depends_on", "2"),
        ("password", PASSWORD),
    ];
    let answer = form("/services", &typed).cookie("sid=ended").of(&office.site).await;
    assert_eq!(answer.status, 401);
    for kept in ["action=\"/services\"", "value=\"Payroll &quot;&lt;b&gt;2&quot;\"", "name=\"depends_on\" value=\"2\""]
    {
        assert!(answer.body.contains(kept), "{kept} is missing in {}", answer.body);
    }
    assert!(!answer.body.contains(PASSWORD) && !answer.body.contains("<b>2"), "{}", answer.body);
    assert!(answer.body.contains("href=\"/sign-in\""), "{}", answer.body);
    // A press without words is no loss: the page that held it is opened again.
    let press = form("/settings/backup", &[]).header("referer", "http://127.0.0.1:3000/settings/backup");
    assert_eq!(press.of(&office.site).await.location(), "/sign-in?next=/settings/backup");
}

#[tokio::test]
async fn where_the_session_would_be_lost_rui_is_told_which_address_to_open() {
    let office = Office::with(&[("SITREP_PUBLIC_URL", "https://desk.lan")]);
    office.responder().await;
    let fields = [("email", "rui@example.org"), ("password", PASSWORD)];
    let from = |origin: &str| {
        let asked = crate::asked::asked(http::Method::POST, "/sign-in").host("desk.lan").header("origin", origin);
        let asked = asked.header("content-type", "application/x-www-form-urlencoded");
        asked.body(format!("email={}&password={}", fields[0].1.replace('@', "%40"), PASSWORD.replace(' ', "+")))
    };
    let lost = from("http://desk.lan").of(&office.site).await;
    assert_eq!(lost.status, 422);
    assert!(lost.body.contains("https://desk.lan") && lost.header("set-cookie").is_empty(), "{}", lost.body);
    assert!(lost.body.contains("rui@example.org") && !lost.body.contains(PASSWORD), "{}", lost.body);
    assert_eq!(from("https://desk.lan").of(&office.site).await.status, 303);
}
