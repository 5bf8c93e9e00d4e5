//! Ana's way without script: the report page, a refusal that keeps what she typed, the receipt, what she adds.

use backend::incidents::ChangeRequest;
use backend::settings::Settings;
use domain::incident::{HoldReason, Press, Resolution};
use server::request::rate_limits::Verdict;

use crate::asked::{Answer, form, get};
use crate::links::service;
use crate::office::Office;

const ATTACK: &str = "</textarea><script>alert('x')</script>\"><img src=x>";

/// Every script of a page is our own and carries the page's nonce; nothing typed may have become one.
fn assert_nothing_typed_became_markup(answer: &Answer) {
    assert!(!answer.body.contains("<script>alert") && !answer.body.contains("<img src=x"), "{}", answer.body);
    assert!(!answer.body.contains("</textarea><script"), "{}", answer.body);
}

#[tokio::test]
async fn the_report_page_is_whole_without_script() {
    let office = Office::open();
    let page = get("/report").of(&office.site).await;
    assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "no-store"));
    for field in
        ["title", "description", "service", "impact", "urgency", "name", "email", "contact", "restricted", "nonce"]
    {
        assert!(page.body.contains(&format!("name=\"{field}\"")), "{field} is missing");
    }
    assert!(page.body.contains("method=\"post\"") && page.body.contains("action=\"/report\""), "{}", page.body);
}

#[tokio::test]
async fn a_refused_report_comes_back_with_every_value_and_nothing_typed_becomes_markup() {
    let office = Office::open();
    let fields = [
        ("title", ""),
        ("description", ATTACK),
        ("impact", "high"),
        ("urgency", "medium"),
        ("name", "Ana \"the\" <b>Silva</b>"),
        ("email", "ana@"),
        ("contact", "room 12 & 13"),
        ("restricted", "on"),
        ("nonce", "press-7"),
    ];
    let page = form("/report", &fields).of(&office.site).await;
    assert_eq!(page.status, 422);
    assert_nothing_typed_became_markup(&page);
    assert!(page.body.contains("&lt;/textarea&gt;&lt;script&gt;"), "{}", page.body);
    assert!(page.body.contains("Say in a few words what is broken."), "{}", page.body);
    assert!(page.body.contains("Write a mail address like"), "{}", page.body);
    for kept in
        ["Ana &quot;the&quot; &lt;b&gt;Silva&lt;/b&gt;", "value=\"ana@\"", "room 12 &amp; 13", "value=\"press-7\""]
    {
        assert!(page.body.contains(kept), "{kept} is missing in {}", page.body);
    }
    let chosen = |value: &str| {
        page.body.split("<input").any(|tag| {
            let tag = tag.split('>').next().unwrap_or_default();
            tag.contains("type=\"radio\"") && tag.contains(&format!("value=\"{value}\"")) && tag.contains("checked")
        })
    };
    assert!(chosen("high") && chosen("medium") && !chosen("low"));
}

#[tokio::test]
async fn the_receipt_says_what_happens_and_takes_her_words() {
    let office = Office::open();
    let receipt = office.reported("The printer smokes").await.location().to_owned();
    let page = get(&receipt).of(&office.site).await;
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains("The printer smokes") && page.body.contains("Reported, not confirmed yet"),
        "{}",
        page.body
    );
    let added = form(&receipt, &[("act", "add"), ("text", ATTACK), ("nonce", "a")]).of(&office.site).await;
    assert_eq!((added.status.as_u16(), added.location()), (303, receipt.as_str()));
    let page = get(&receipt).of(&office.site).await;
    assert_nothing_typed_became_markup(&page);
    let empty = form(&receipt, &[("act", "add"), ("text", " "), ("nonce", "b")]).of(&office.site).await;
    assert_eq!(empty.status, 422);
    assert!(empty.body.contains("Write something first."), "{}", empty.body);
}

#[tokio::test]
async fn who_joined_by_mistake_reads_what_it_was_and_takes_it_back_without_script() {
    let office = Office::open();
    let service = service(&office, "Accounts").await;
    form("/report", &[("title", "Sign-in fails"), ("service", &service), ("impact", "high"), ("urgency", "high")])
        .of(&office.site)
        .await;
    let receipt = form("/join", &[("number", "INC-1")]).of(&office.site).await.location().to_owned();
    let page = get(&receipt).of(&office.site).await;
    assert!(page.body.contains("You joined: Accounts, reported "), "{}", page.body);
    assert!(page.body.contains("Write to me at") && page.body.contains("value=\"leave\""), "{}", page.body);
    let wrong = form(&receipt, &[("act", "write"), ("email", "otto@")]).of(&office.site).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("value=\"otto@\""), "{}", wrong.body);
    for press in ["first", "second"] {
        let left = form(&receipt, &[("act", "leave"), ("nonce", "a")]).of(&office.site).await;
        assert_eq!((left.status.as_u16(), left.location()), (303, "/?said=left"), "{press}");
    }
    assert!(get("/?said=left").of(&office.site).await.body.contains("Taken back"));
}

#[tokio::test]
async fn a_browser_that_is_offered_me_too_gets_a_mark_by_which_it_counts_once() {
    let office = Office::open();
    let service = service(&office, "Accounts").await;
    let fields = [("title", "Sign-in fails"), ("service", &service), ("impact", "high"), ("urgency", "high")];
    let mark = async |path: &str| {
        let line = get(path).of(&office.site).await.header("set-cookie").to_owned();
        assert!(line.starts_with("browser=") && line.contains("HttpOnly; SameSite=Lax"), "{path}: {line}");
        line.split(';').next().unwrap().to_owned()
    };
    let (one, two, own) = (mark("/").await, mark("/report").await, mark("/report").await);
    assert_ne!(one, two);
    form("/report", &fields).header("cookie", &own).of(&office.site).await;
    assert!(get("/").header("cookie", &one).of(&office.site).await.header("set-cookie").is_empty(), "once");
    assert!(get("/status").of(&office.site).await.header("set-cookie").is_empty(), "there is no me too");
    let rui = office.responder().await;
    assert!(
        get("/report").header("cookie", &rui).of(&office.site).await.header("set-cookie").is_empty(),
        "he is known"
    );
    for (cookie, people) in [(&own, 1), (&one, 2), (&one, 2), (&two, 3)] {
        let joined = form("/join", &[("number", "INC-1")]).header("cookie", cookie).of(&office.site).await;
        assert_eq!(joined.status, 303, "{}", joined.body);
        let home = get("/").of(&office.site).await;
        let counted = if people == 1 { "1 person".to_owned() } else { format!("{people} people") };
        assert!(home.body.contains(&counted), "{people}: {}", home.body);
    }
}

#[tokio::test]
async fn a_verdict_is_thanked_for_and_a_question_has_a_field_for_its_answer() {
    let office = Office::open();
    let receipt = office.reported("The printer smokes").await.location().to_owned();
    let rui = office.responder().await;
    let press = async |press| {
        let request = ChangeRequest { number: "INC-1".into(), press, also: None, seen: None, nonce: String::new() };
        office.state.backend.change(&office.caller(&rui).await, request).await.unwrap();
    };
    press(Press::Hold { reason: HoldReason::AwaitingReporter, note: "Which room?".into(), until: None }).await;
    let page = get(&receipt).of(&office.site).await;
    assert!(page.body.contains("The team asks you") && page.body.contains("Which room?"), "{}", page.body);
    assert!(page.body.contains("Answer") && !page.body.contains("Tell the team more"), "{}", page.body);

    let resolution = Resolution { text: "A new lamp".into(), restored_at: None };
    press(Press::TakeAndResolve { resolution }).await;
    let told = form(&receipt, &[("act", "broken"), ("nonce", "a")]).of(&office.site).await;
    assert_eq!(told.location(), format!("{receipt}?said=thanks"));
    let page = get(told.location()).of(&office.site).await;
    assert!(page.body.contains("Thank you, the team has been told"), "{}", page.body);
}

#[tokio::test]
async fn a_forged_receipt_does_not_exist() {
    let office = Office::open();
    let receipt = office.reported("The printer smokes").await.location().to_owned();
    let mut forged = receipt.clone();
    let last = forged.pop().unwrap();
    forged.push(if last == 'A' { 'Q' } else { 'A' });
    for path in [forged.as_str(), "/r/x", "/r/%00"] {
        assert_eq!(get(path).of(&office.site).await.status, 404, "{path}");
        assert_eq!(form(path, &[("act", "add"), ("text", "me")]).of(&office.site).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn looking_at_a_mailed_link_changes_nothing_and_a_dead_one_says_so() {
    let office = Office::open();
    for path in ["/invite/nothing", "/reset/nothing", "/sign-in/nothing", "/u/nothing", "/subscriptions/nothing"] {
        assert_eq!(get(path).of(&office.site).await.status, 404, "{path}");
    }
    let spent = form("/reset/nothing", &[("password", "seven green umbrellas")]).of(&office.site).await;
    assert!(spent.status.is_client_error() && !spent.body.contains("seven green umbrellas"), "{}", spent.status);
}

#[tokio::test]
async fn the_set_up_page_is_gone_once_ada_administers() {
    let office = Office::open();
    let link = office.state.backend.set_up_link().await.unwrap().unwrap();
    let page = get(&link).of(&office.site).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Europe/Lisbon"), "zones to choose from");
    assert_eq!(get("/setup?token=guess").of(&office.site).await.status, 404);
    office.signed_in("Ada", "administrator").await;
    assert_eq!(get(&link).of(&office.site).await.status, 404);
}

#[tokio::test]
async fn ada_sets_up_and_is_ready_in_five_steps() {
    let office = Office::open();
    let link = office.state.backend.set_up_link().await.unwrap().unwrap();
    let token = link.split('=').nth(1).unwrap();
    let mut fields = vec![
        ("token", token),
        ("organisation", "Harbour & Sons"),
        ("zone", "Europe/Lisbon"),
        ("public_url", "http://127.0.0.1:3000"),
        ("reach", "network"),
        ("name", "Ada"),
        ("email", "ada@example.org"),
    ];
    let refused = form("/setup", &fields).of(&office.site).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Harbour &amp; Sons"), "{}", refused.body);
    fields.push(("password", "seven green umbrellas"));
    let done = form("/setup", &fields).of(&office.site).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/ready"), "{}", done.body);
    let ada = done.header("set-cookie").split(';').next().unwrap().to_owned();
    let steps = [
        vec![("act", "services"), ("services", "E-mail"), ("services", "Printing")],
        vec![("act", "team"), ("people", "Rui Costa <rui@example.org>")],
        vec![("act", "stakeholders"), ("audience", "executive"), ("people", "sol@example.org")],
        vec![("act", "test")],
        vec![("act", "letter"), ("text", "Nothing is broken.")],
    ];
    for step in steps {
        let answer = form("/ready", &step).cookie(&ada).of(&office.site).await;
        assert_eq!(answer.status, 303, "{step:?}: {}", answer.body);
    }
    let page = get("/ready").cookie(&ada).of(&office.site).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("5 of 5 done"), "{}", page.body);
    let pasted = [("act", "team"), ("people", "Mara Reis <mara@example.org>\nnobody at all")];
    let left = form("/ready", &pasted).cookie(&ada).of(&office.site).await;
    assert_eq!(left.status, 422);
    assert!(left.body.contains("1 person invited.") && left.body.contains("nobody at all</textarea>"), "{}", left.body);
    assert!(page.body.contains("Only this machine can open http://127.0.0.1:3000"), "{}", page.body);
    for said in ["1 of 2 lines were taken", "\u{201c}nobody at all\u{201d} could not be understood"] {
        assert!(left.body.contains(said), "{said}: {}", left.body);
    }
    assert!(!left.body.contains("to mend before this can be sent"), "it was sent: {}", left.body);
    assert_eq!(get("/poster").cookie(&ada).of(&office.site).await.status, 200);
    assert_eq!(get("/ready").of(&office.site).await.location(), "/sign-in?next=/ready");
}

#[tokio::test]
async fn over_the_ceiling_of_a_day_a_report_is_not_taken_its_words_stay_and_the_team_is_told() {
    let office = Office::open();
    let rui = office.responder().await;
    let network = server::request::client_address::Network::of([203, 0, 113, 7].into());
    while office.state.rate_limits.one_more_report_today(network, None) == Verdict::Within {}
    let fields = [("title", "The smoke is green"), ("impact", "medium"), ("urgency", "high"), ("name", "Ana")];
    let refused = form("/report", &fields).seen_from([203, 0, 113, 7]).of(&office.site).await;
    assert_eq!(refused.status, 429);
    assert!(refused.body.contains("The smoke is green") && refused.body.contains("call the team"), "{}", refused.body);
    let set = |tx: &mut backend::storage::Tx<'_>| {
        let emergency_phone = Some("+351 21 000 0000".to_owned());
        Settings { emergency_phone, ..Settings::stored(tx)? }.save(tx)
    };
    office.state.backend.storage().write(set).await.unwrap();
    let refused = form("/report", &fields).seen_from([203, 0, 113, 7]).of(&office.site).await;
    assert!(refused.body.contains("Please call +351 21 000 0000; what you wrote"), "{}", refused.body);
    let neighbour = form("/report", &fields).seen_from([203, 0, 113, 8]).of(&office.site).await;
    assert_eq!(neighbour.status, 303);
    let own = form("/report", &fields).cookie(&rui).seen_from([203, 0, 113, 7]).of(&office.site).await;
    assert_eq!(own.status, 303, "who signed in reports as ever");
    let board = get("/board").cookie(&rui).of(&office.site).await;
    assert!(board.body.contains("further ones of it are refused"), "{}", board.body);
}

#[tokio::test]
async fn three_known_problems_stand_above_the_report_and_the_rest_behind_a_press() {
    let office = Office::open();
    let rui = office.responder().await;
    for (name, title) in [("E-mail", "Slow mail"), ("Phones", "No calls"), ("Files", "No files"), ("Doors", "Shut")] {
        let service = service(&office, name).await;
        let fields = [("title", title), ("impact", "low"), ("urgency", "low"), ("service", service.as_str())];
        assert_eq!(form("/report", &fields).of(&office.site).await.status, 303);
    }
    let publish = Press::Publish { public_title: "The lift is stuck".into(), workaround: "Take the stairs".into() };
    let caller = office.caller(&rui).await;
    let request =
        ChangeRequest { number: "INC-4".into(), press: publish, also: None, seen: None, nonce: String::new() };
    office.state.backend.change(&caller, request).await.unwrap();
    let page = get("/report").of(&office.site).await;
    let (shown, folded) = page.body.split_once("<summary>1 more").unwrap();
    assert_eq!((shown.matches("Me too:").count(), folded.matches("Me too:").count()), (3, 1), "{}", page.body);
    assert!(page.body.contains("What you can do until then"), "{}", page.body);
}
