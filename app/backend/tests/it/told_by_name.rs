//! A timeline tells who did what as a colleague would: by name, in words that fit whoever did it, each once; and the
//! head names the step that somebody pressed.

use backend::Caller;
use backend::incidents::NewReport;
use domain::incident::{Press, Resolution, Verdict};
use domain::report::ReportDraft;
use domain::time::{MINUTE, SECOND};
use domain::view::board::{BoardFilter, Marks};

use crate::lifecycle::draft;
use crate::office::{ANA, MARA, Office, RUI};
use crate::outbox::House;

impl Office {
    /// The head's "last change".
    async fn last_change(&self, number: &str) -> String {
        let mara = self.signed_in(MARA).await;
        let last = self.desk.incident_head(&mara, number).await.unwrap().last.unwrap();
        format!("{} {}", last.who, last.act)
    }

    async fn told_lines(&self, number: &str) -> Vec<String> {
        let mara = self.signed_in(MARA).await;
        self.lines(&mara, number).await.into_iter().map(|line| format!("{} {}", line.who, line.act)).collect()
    }
}

fn take() -> Press {
    Press::Take { priority: None, reason: String::new() }
}

fn fixed() -> Press {
    Press::Resolve { resolution: Resolution { text: "A full disk".into(), restored_at: None } }
}

#[tokio::test]
async fn the_last_change_is_the_step_that_rui_pressed_and_never_its_side_effect() {
    let office = Office::open().await;
    let (rui, ana) = (office.signed_in(RUI).await, office.signed_in(ANA).await);
    let service = office.service("E-mail").await;
    let report = ReportDraft { service, impact: "high".into(), ..draft("Mail is down") };
    office.desk.report(&ana, NewReport::by_web(report, false)).await.unwrap();
    office.press(&rui, "INC-1", take()).await.unwrap();
    assert_eq!(office.last_change("INC-1").await, "Rui Costa took it", "and became acting incident manager by it");
    office.wait(MINUTE);
    office.press(&rui, "INC-1", fixed()).await.unwrap();
    assert_eq!(office.last_change("INC-1").await, "Rui Costa resolved it");
    office.wait(MINUTE);
    let broken = Press::Judge { verdict: Verdict::StillBroken, words: "Nothing arrives yet".into() };
    office.press(&ana, "INC-1", broken).await.unwrap();
    assert_eq!(office.last_change("INC-1").await, "Ana Silva said that it is still broken");

    let lines = office.lines(&rui, "INC-1").await;
    let said = lines.iter().filter(|line| line.html.as_ref().is_some_and(|html| html.contains("Nothing arrives yet")));
    assert_eq!(said.map(|line| line.act.as_str()).collect::<Vec<_>>(), ["added words"], "her words stand there once");
    assert!(lines.iter().any(|line| line.act == "re-opened it"));
}

#[tokio::test]
async fn what_is_done_together_with_an_update_is_the_last_change() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    office.visitor_reports(draft("Mail is down")).await;
    office.press(&rui, "INC-1", Press::Message { text: "Since when?".into() }).await.unwrap();
    assert_eq!(office.last_change("INC-1").await, "Rui Costa wrote to the reporters", "which took it");
    office.wait(11 * SECOND);
    office.press(&rui, "INC-1", Press::Note { text: "Looked at the queue".into() }).await.unwrap();
    assert_eq!(office.last_change("INC-1").await, "Rui Costa noted");
}

#[tokio::test]
async fn who_reports_or_joins_without_signing_in_is_called_by_the_name_they_gave() {
    let office = Office::open().await;
    let service = office.service("E-mail").await;
    office.visitor_reports(ReportDraft { service: service.clone(), ..draft("Mail is down") }).await;
    office.joined(&Caller::visitor(), "otto@example.net", "").await.unwrap();
    office.joined(&Caller::visitor(), "", "nobody").await.unwrap();
    let told = office.told_lines("INC-1").await;
    assert_eq!(told[0], "Vera reported it on the web");
    assert_eq!(told[1], "Otto joined: it hits them too");

    let nameless = ReportDraft { name: String::new(), email: String::new(), nonce: "n-2".into(), ..draft("No print") };
    let number = office.visitor_reports(nameless).await.number;
    assert_eq!(office.told_lines(&number).await, ["A visitor reported it on the web"]);
}

#[tokio::test]
async fn who_gives_the_address_of_an_account_without_signing_in_is_said_not_to_have_signed_in() {
    let office = Office::open().await;
    office.visitor_reports(ReportDraft { name: "Ana Silva".into(), email: ANA.into(), ..draft("No mail") }).await;
    assert_eq!(office.told_lines("INC-1").await, ["Ana Silva (not signed in) reported it on the web"]);
}

#[tokio::test]
async fn a_report_that_is_held_at_p2_says_so_on_page_card_and_in_the_letter_until_it_is_taken_as_p1() {
    let house = House::open().await;
    let office = &house.office;
    let (rui, mara) = (office.signed_in(RUI).await, office.signed_in(MARA).await);
    office.visitor_reports(ReportDraft { impact: "high".into(), ..draft("Mail is down") }).await;
    house.later(MINUTE).await;
    let letter = house.letters(RUI).pop().unwrap().text;
    assert_eq!(letter.matches("P1, held at P2 until somebody takes it").count(), 2, "{letter}");
    let held = || {
        let board = office.desk.board(&mara, &BoardFilter::default()).unwrap();
        board.columns.iter().flat_map(|column| &column.cards).any(|card| card.marks.has(Marks::HELD))
    };
    let stands = async || {
        let seen = office.desk.incident_head(&mara, "INC-1").await.unwrap();
        (seen.priority.code(), seen.proposed.code())
    };
    assert_eq!((stands().await, held()), (("P2", "P1"), true), "the button takes as what is proposed");
    office.press(&rui, "INC-1", take()).await.unwrap();
    assert_eq!((stands().await, held()), (("P1", "P1"), false));
}
