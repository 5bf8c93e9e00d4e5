//! What one writes on an incident's page without script, or before the page reacts.

use backend::incidents::ChangeRequest;
use domain::incident::{HoldReason, Press, Resolution};

use crate::asked::{form, get};
use crate::office::Office;

const PAGE: &str = "/incidents/INC-1";

impl Office {
    /// Ana has an account and reports from it.
    async fn ana_reports(&self) -> String {
        let ana = self.signed_in("Ana", "employee").await;
        let fields = [("title", "No mail"), ("impact", "medium"), ("urgency", "high")];
        let answer = form("/report", &fields).cookie(&ana).of(&self.site).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        ana
    }

    async fn read(&self, cookie: &str) -> String {
        get(PAGE).cookie(cookie).of(&self.site).await.body
    }
}

#[tokio::test]
async fn ana_answers_from_her_account_without_script_and_pressing_twice_says_it_once() {
    let office = Office::open();
    let ana = office.ana_reports().await;
    let rui = office.responder().await;
    let words = [("act", "add"), ("text", "Only the web client"), ("nonce", "press-1")];
    for _ in 0..2 {
        let answer = form(PAGE, &words).cookie(&ana).of(&office.site).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, "/incidents/INC-1#newest"), "{}", answer.body);
    }
    assert_eq!(office.read(&ana).await.matches("<p>Only the web client</p>").count(), 1);
    assert!(office.read(&rui).await.contains("<p>Only the web client</p>"));

    let words = [("act", "note"), ("text", "The queue disk is full"), ("nonce", "press-2")];
    assert_eq!(form(PAGE, &words).cookie(&rui).of(&office.site).await.status, 303);
    assert!(office.read(&rui).await.contains("The queue disk is full"));
    assert!(!office.read(&ana).await.contains("queue disk"), "a note is the team's");
    assert_eq!(form(PAGE, &words).cookie(&ana).of(&office.site).await.status, 403, "and she writes none");
}

#[tokio::test]
async fn ana_takes_a_password_out_of_her_words_on_her_page_and_on_her_receipt_without_script() {
    let office = Office::open();
    let ana = office.ana_reports().await;
    let words = [("act", "add"), ("text", "I log in with heron4711"), ("nonce", "press-1")];
    assert_eq!(form(PAGE, &words).cookie(&ana).of(&office.site).await.status, 303);
    let page = office.read(&ana).await;
    assert!(
        page.contains("heron4711") && page.matches("value=\"take-out\"").count() == 2,
        "her report as well: {page}"
    );
    let newest = page.rsplit("name=\"sequence\" value=\"").next().unwrap().split('"').next().unwrap().to_owned();
    let out = [("act", "take-out"), ("sequence", newest.as_str()), ("nonce", "press-2")];
    let rui = office.responder().await;
    assert_eq!(form(PAGE, &out).cookie(&rui).of(&office.site).await.status, 403, "they are not his");
    assert_eq!(form(PAGE, &out).cookie(&ana).of(&office.site).await.status, 303);
    for who in [&ana, &rui] {
        assert!(!office.read(who).await.contains("heron4711"));
    }
    let receipt = office.reported("The lift sticks with heron4711").await.location().to_owned();
    let page = get(&receipt).of(&office.site).await.body;
    assert!(page.contains("Take the words of your report out"), "{page}");
    let out = [("act", "take-out"), ("sequence", "1"), ("nonce", "press-3")];
    assert_eq!(form(&receipt, &out).of(&office.site).await.location(), receipt);
    let page = get(&receipt).of(&office.site).await.body;
    assert!(!page.contains("heron4711") && !page.contains("take-out"), "{page}");
    let again = form(&receipt, &[("act", "take-out"), ("sequence", "x"), ("nonce", "n")]).of(&office.site).await;
    assert_eq!(again.status, 422, "{}", again.body);
}

#[tokio::test]
async fn the_question_that_waits_stands_above_ana_s_answer() {
    let office = Office::open();
    let ana = office.ana_reports().await;
    let rui = office.responder().await;
    assert!(office.read(&ana).await.contains("Add something for the team"));
    let press = Press::Hold { reason: HoldReason::AwaitingReporter, note: "Which room?".into(), until: None };
    let ask = ChangeRequest { number: "INC-1".into(), press, also: None, seen: None, nonce: String::new() };
    office.state.backend.change(&office.caller(&rui).await, ask).await.unwrap();
    let page = office.read(&ana).await;
    let (question, field) = (page.find("The team asks you"), page.find("id=\"write-words\""));
    assert!(question.is_some() && question < field && page.contains("Send the answer"), "{page}");
    assert!(!page.contains("Add something for the team"), "{page}");
}

#[tokio::test]
async fn a_note_that_is_refused_comes_back_with_its_words() {
    let office = Office::open();
    office.ana_reports().await;
    let rui = office.responder().await;
    let long = "word ".repeat(2_100);
    let answer = form(PAGE, &[("act", "note"), ("text", &long)]).cookie(&rui).of(&office.site).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("word word word") && answer.body.contains("write-note-error"), "beside its field");
    let visitor = form(PAGE, &[("act", "add"), ("text", "hello")]).of(&office.site).await;
    assert_eq!(visitor.status, 401);
    assert!(visitor.body.contains("value=\"hello\""), "kept to be sent again: {}", visitor.body);
}

#[tokio::test]
async fn no_form_of_the_page_puts_its_words_into_the_address() {
    let office = Office::open();
    let ana = office.ana_reports().await;
    let rui = office.responder().await;
    for cookie in [&ana, &rui] {
        let page = office.read(cookie).await;
        let forms: Vec<_> = page.split("<form").skip(1).filter_map(|form| form.split("</form>").next()).collect();
        let writing = forms.iter().filter(|form| form.contains("<textarea"));
        assert!(writing.clone().count() > 0);
        writing.for_each(|form| assert!(form.contains("method=\"post\""), "{form}"));
    }
}

#[tokio::test]
async fn nothing_of_the_teams_travels_with_the_page_of_ana() {
    let office = Office::open();
    let ana = office.ana_reports().await;
    let rui = office.responder().await;
    for press in [
        Press::Take { priority: None, reason: String::new() },
        Press::Rename { title: "The heliotrope again".into() },
        Press::Note { text: "A heliotrope".into() },
        Press::Message { text: "We look into it".into() },
    ] {
        let request = ChangeRequest { number: "INC-1".into(), press, also: None, seen: None, nonce: String::new() };
        office.state.backend.change(&office.caller(&rui).await, request).await.unwrap();
    }
    let page = office.read(&ana).await;
    assert!(page.contains("We look into it") && page.contains("Being looked into"), "{page}");
    // What the program is given stands in the page as well.
    for word in ["heliotrope", "Rui", "priority", "P2", "urgency", "outage"] {
        assert!(!page.contains(word), "{word}: {page}");
    }
    assert!(office.read(&rui).await.contains("heliotrope"));
}

#[tokio::test]
async fn a_long_timeline_is_read_to_its_first_entry_without_script() {
    let office = Office::open();
    office.ana_reports().await;
    let rui = office.responder().await;
    let caller = office.caller(&rui).await;
    for at in 2..=130 {
        let press = Press::Note { text: format!("Note no. {at}.") };
        let request = ChangeRequest { number: "INC-1".into(), press, also: None, seen: None, nonce: String::new() };
        office.state.backend.change(&caller, request).await.unwrap();
    }
    let newest = office.read(&rui).await;
    assert!(newest.contains("<p>Note no. 130.</p>") && newest.contains("<p>Note no. 31.</p>"), "{newest}");
    assert!(!newest.contains("<p>Note no. 30.</p>") && !newest.contains("Show the newest"), "{newest}");
    let link = "/incidents/INC-1?before=31";
    assert!(newest.contains(&format!("href=\"{link}#newest\"")), "{newest}");
    let earlier = get(link).cookie(&rui).of(&office.site).await.body;
    assert!(earlier.contains("<p>Note no. 30.</p>") && earlier.contains("reported it on the web"), "{earlier}");
    assert!(!earlier.contains("<p>Note no. 31.</p>") && !earlier.contains("Show earlier"), "{earlier}");
    assert!(earlier.contains("href=\"/incidents/INC-1#newest\""), "it leads back: {earlier}");
}

#[tokio::test]
async fn the_page_says_what_a_take_comes_to_and_draws_no_step_that_was_left_out() {
    let office = Office::open();
    let rui = office.responder().await;
    let fields = [("title", "No mail"), ("impact", "high"), ("urgency", "high"), ("name", "Vera Nunes")];
    assert_eq!(form("/report", &fields).of(&office.site).await.status, 303);
    let page = office.read(&rui).await;
    assert!(page.contains("held at P2 until somebody takes it"), "beside the priority: {page}");
    assert!(page.contains("P1 once taken"), "among the facts");
    let button = page.split("Take as ").nth(1).unwrap();
    let button = &button[..button.find("</button>").unwrap()];
    assert!(button.contains("P1"), "what the button does: {button}");
    let told = page.split("class=\"tl-by\"").nth(1).unwrap();
    assert!(told.split("</p>").next().unwrap().contains("Vera Nunes"), "who reported it: {}", &told[..200]);

    let caller = office.caller(&rui).await;
    let press = |press| {
        let request = ChangeRequest { number: "INC-1".into(), press, also: None, seen: None, nonce: String::new() };
        office.state.backend.change(&caller, request)
    };
    let resolution = Resolution { text: "A full disk".into(), restored_at: None };
    press(Press::TakeAndResolve { resolution }).await.unwrap();
    let page = office.read(&rui).await;
    assert_eq!(page.matches("class=\"skipped\"").count(), 1, "it was never mitigated: {page}");
    assert!(page.contains("(left out)"));
}
