//! An incident from report to closing, as the people of the office live it.

use backend::incidents::{ChangeRequest, NewReport, Receipt};
use backend::services::ServiceDraft;
use backend::storage::{Order, Read, Table};
use backend::{Caller, Error};
use domain::Refusal;
use domain::classification::IncidentType;
use domain::incident::{Channel, HoldReason, Press, Resolution, Status, Verdict};
use domain::report::ReportDraft;
use domain::time::{DAY, SECOND};
use domain::view::board::BoardFilter;
use domain::view::incident::Done;

use crate::office::{ADA, ANA, MARA, Office, RUI, refusal};

pub fn draft(title: &str) -> ReportDraft {
    ReportDraft {
        title: title.into(),
        description: "It says no.".into(),
        impact: "medium".into(),
        urgency: "high".into(),
        name: "Vera".into(),
        email: "vera@example.org".into(),
        nonce: "n-1".into(),
        ..ReportDraft::default()
    }
}

impl Office {
    pub async fn visitor_reports(&self, draft: ReportDraft) -> Receipt {
        self.desk.report(&Caller::visitor(), NewReport::by_web(draft, false)).await.unwrap()
    }

    /// A service by that name, of normal criticality; its id as forms send it.
    pub async fn service(&self, name: &str) -> String {
        let ada = self.signed_in(ADA).await;
        let criticality = "normal".to_owned();
        let draft = ServiceDraft { name: name.into(), criticality, ..ServiceDraft::default() };
        self.desk.add_service(&ada, draft).await.unwrap().to_string()
    }

    pub async fn press(&self, who: &Caller, number: &str, command: Press) -> Result<Done, Error> {
        let request =
            ChangeRequest { number: number.into(), press: command, also: None, seen: None, nonce: String::new() };
        self.desk.change(who, request).await
    }

    pub async fn status_of(&self, who: &Caller, number: &str) -> Status {
        self.desk.incident_head(who, number).await.unwrap().status
    }

    pub fn notices(&self) -> u64 {
        self.desk.storage().read(|read| read.len(Table::Notices)).unwrap()
    }

    pub fn verified(&self) {
        let verdict = self.desk.storage().read(|read| backend::verify::verify(read)).unwrap();
        assert!(verdict.is_clean(), "{:#?}", verdict.differences);
    }
}

fn take() -> Press {
    Press::Take { priority: None, reason: String::new() }
}

fn fixed(text: &str) -> Press {
    Press::Resolve { resolution: Resolution { text: text.into(), restored_at: None } }
}

#[tokio::test]
async fn a_visitor_reports_and_rui_takes_mitigates_and_resolves() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let receipt = office.visitor_reports(draft("Mail is down")).await;
    assert_eq!(receipt.number, "INC-1");

    let board = office.desk.board(&rui, &BoardFilter::default()).unwrap();
    let card = &board.columns[0].cards[0];
    assert_eq!((card.number.as_str(), card.title.as_str()), ("INC-1", "Mail is down"));
    assert_eq!(card.priority.unwrap().code(), "P2", "medium impact and stopped work");

    office.press(&rui, "INC-1", take()).await.unwrap();
    let seen = office.desk.incident_head(&rui, "INC-1").await.unwrap();
    assert_eq!(seen.status, Status::Investigating);
    assert!(
        office.desk.incident_facts(&rui, "INC-1").await.unwrap().acting,
        "a P2 nobody commands gets an acting manager"
    );
    office.press(&rui, "INC-1", Press::Mitigate { what: "Restarted it".into(), works: true }).await.unwrap();
    office.press(&rui, "INC-1", fixed("A full disk")).await.unwrap();
    assert_eq!(office.status_of(&rui, "INC-1").await, Status::Resolved);

    let sentences: Vec<_> = office.lines(&rui, "INC-1").await.into_iter().map(|l| l.act).collect();
    assert_eq!(
        sentences,
        [
            "reported it on the web",
            "took it",
            "became acting incident manager",
            "began the checklist \u{201c}Outage\u{201d}",
            "said that it works again, and watches it",
            "resolved it"
        ]
    );
    office.verified();
}

#[tokio::test]
async fn the_same_press_again_gives_the_same_receipt_and_other_words_another() {
    let office = Office::open().await;
    let first = office.visitor_reports(draft("Mail is down")).await;
    assert_eq!(office.visitor_reports(draft("Mail is down")).await, first);
    assert_ne!(office.visitor_reports(draft("Printing is down")).await, first);
}

#[tokio::test]
async fn a_resolved_incident_closes_by_itself_after_five_working_days() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    office.visitor_reports(draft("Mail is down")).await;
    office.press(&rui, "INC-1", take()).await.unwrap();
    office.press(&rui, "INC-1", fixed("A full disk")).await.unwrap();

    office.wait(7 * DAY - 60 * SECOND);
    assert_eq!(office.desk.fire_due_timers().await.unwrap(), 0);
    office.wait(60 * SECOND);
    assert_eq!(office.desk.fire_due_timers().await.unwrap(), 1);
    assert_eq!(office.desk.fire_due_timers().await.unwrap(), 0, "once");
    let rui = office.signed_in(RUI).await;
    assert_eq!(office.status_of(&rui, "INC-1").await, Status::Closed);
    assert!(matches!(
        refusal(office.press(&rui, "INC-1", Press::Reopen { reason: "again".into() }).await),
        Refusal::WrongStatus { status: Status::Closed }
    ));
    office.verified();
}

#[tokio::test]
async fn undo_takes_back_the_step_and_the_letters_about_it() {
    let office = Office::open().await;
    let (rui, mara) = (office.signed_in(RUI).await, office.signed_in(MARA).await);
    office.visitor_reports(draft("Mail is down")).await;
    let before = office.notices();
    let done = office.press(&rui, "INC-1", take()).await.unwrap();
    assert!(office.notices() > before, "the reporter will hear that it was taken");

    let sequence = done.sequence.unwrap();
    assert!(matches!(
        office.press(&mara, "INC-1", Press::Undo { sequence }).await,
        Err(Error::Refused(Refusal::NotAllowed))
    ));
    office.wait(9 * SECOND);
    office.press(&rui, "INC-1", Press::Undo { sequence }).await.unwrap();
    assert_eq!(office.status_of(&rui, "INC-1").await, Status::Reported);
    assert_eq!(office.notices(), before);

    let done = office.press(&rui, "INC-1", take()).await.unwrap();
    office.wait(11 * SECOND);
    let late = office.press(&rui, "INC-1", Press::Undo { sequence: done.sequence.unwrap() }).await;
    assert_eq!(refusal(late), Refusal::UndoTooLate);
    office.verified();
}

#[tokio::test]
async fn the_first_reporter_reopens_what_is_still_broken_and_others_are_counted() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let service = office.service("E-mail").await;
    let first = office.visitor_reports(ReportDraft { service, ..draft("Mail is down") }).await.token.unwrap();
    let second = office.joined(&Caller::visitor(), "", "").await.unwrap().token.unwrap();
    office.press(&rui, "INC-1", take()).await.unwrap();
    office.press(&rui, "INC-1", fixed("A full disk")).await.unwrap();

    office.desk.judge(&second, Verdict::StillBroken, String::new(), String::new()).await.unwrap();
    assert_eq!(office.status_of(&rui, "INC-1").await, Status::Resolved);
    office.desk.judge(&first, Verdict::StillBroken, "Still no mail".into(), String::new()).await.unwrap();
    let seen = office.desk.incident_head(&rui, "INC-1").await.unwrap();
    assert_eq!((seen.status, seen.reopened), (Status::Investigating, 1));
    office.verified();
}

#[tokio::test]
async fn words_of_the_reporter_end_the_wait_for_them() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let token = office.visitor_reports(draft("Mail is down")).await.token.unwrap();
    let hold = Press::Hold { reason: HoldReason::AwaitingReporter, note: "Which client?".into(), until: None };
    office.press(&rui, "INC-1", hold).await.unwrap();
    assert!(office.desk.incident_head(&rui, "INC-1").await.unwrap().hold.is_some());
    office.desk.add_words(&token, "The web one".into(), String::new()).await.unwrap();
    assert!(office.desk.incident_head(&rui, "INC-1").await.unwrap().hold.is_none());
}

#[tokio::test]
async fn a_security_report_is_seen_by_its_members_and_exists_for_nobody_else() {
    let office = Office::open().await;
    let (ada, mara, rui) = (office.signed_in(ADA).await, office.signed_in(MARA).await, office.signed_in(RUI).await);
    let mut new = NewReport::by_web(draft("Somebody reads my mail"), false);
    new.kind = IncidentType::Security;
    let receipt = office.desk.report(&Caller::visitor(), new).await.unwrap();
    assert!(receipt.number.starts_with("SEC-"), "{}", receipt.number);

    assert!(office.desk.incident_head(&ada, &receipt.number).await.is_ok(), "Ada handles security reports");
    for outsider in [&mara, &rui] {
        assert_eq!(office.desk.incident_head(outsider, &receipt.number).await.unwrap_err(), Error::NotFound);
        assert_eq!(office.press(outsider, &receipt.number, take()).await.unwrap_err(), Error::NotFound);
        let board = office.desk.board(outsider, &BoardFilter::default()).unwrap();
        assert!(board.columns.iter().all(|c| c.cards.is_empty() && c.count == 0));
        let cards = office.desk.cards(outsider, std::slice::from_ref(&receipt.number)).unwrap();
        assert!(cards[0].card.is_none());
    }
    assert!(office.desk.home(&Caller::visitor()).unwrap().known.is_empty());
    assert_eq!(office.desk.board(&ada, &BoardFilter::default()).unwrap().columns[0].count, 1);

    let add = Press::AddMember { person: office.id(RUI) };
    office.press(&ada, &receipt.number, add).await.unwrap();
    assert!(office.desk.incident_head(&rui, &receipt.number).await.is_ok());
    let leave = |who| Press::RemoveMember { person: office.id(who) };
    office.press(&rui, &receipt.number, leave(RUI)).await.unwrap();
    assert_eq!(refusal(office.press(&ada, &receipt.number, leave(ADA)).await), Refusal::LastMember);
    assert_eq!(office.visitor_reports(draft("Mail is down")).await.number, "INC-1", "no number was skipped");
    office.verified();
}

#[tokio::test]
async fn restricting_later_gives_a_new_number_and_the_old_address_is_gone() {
    let office = Office::open().await;
    let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
    office.visitor_reports(draft("Odd mails")).await;
    office.press(&rui, "INC-1", take()).await.unwrap();
    let done = office.press(&rui, "INC-1", Press::ChangeType { kind: IncidentType::Security }).await.unwrap();
    assert!(done.number.starts_with("SEC-"));
    assert_eq!(office.desk.incident_head(&ada, "INC-1").await.unwrap_err(), Error::NotFound);
    assert!(office.desk.incident_head(&ada, &done.number).await.is_ok());
    assert!(office.desk.incident_head(&rui, &done.number).await.is_ok(), "who works on it keeps it");
    office.verified();
}

#[tokio::test]
async fn an_employee_sees_her_own_report_and_no_notes() {
    let office = Office::open().await;
    let (ana, rui) = (office.signed_in(ANA).await, office.signed_in(RUI).await);
    office.desk.report(&ana, NewReport::by_web(draft("Mail is down"), false)).await.unwrap();
    office.visitor_reports(ReportDraft { nonce: "n-2".into(), ..draft("Printing is down") }).await;
    office.press(&rui, "INC-1", Press::Note { text: "the canary sings".into() }).await.unwrap();

    let seen = office.own(&ana, "INC-1").await;
    assert!(seen.lines.is_empty() && seen.may_add && !seen.may_judge);
    assert_eq!(office.desk.incident_head(&ana, "INC-1").await.unwrap_err(), Error::Denied, "the whole is the team's");
    assert!(!office.desk.incident_head(&rui, "INC-1").await.unwrap().unverified, "somebody signed in is known");
    assert_eq!(office.desk.opened(&ana, "INC-2", None).await.unwrap_err(), Error::NotFound);
    assert_eq!(office.press(&ana, "INC-1", take()).await.unwrap_err(), Error::Denied);
    assert_eq!(office.desk.board(&ana, &BoardFilter::default()).unwrap_err(), Error::Denied);
}

#[tokio::test]
async fn on_a_p2_only_those_in_command_speak_to_stakeholders() {
    let office = Office::open().await;
    let (rui, mara) = (office.signed_in(RUI).await, office.signed_in(MARA).await);
    office.add("nuno@example.org", "Nuno Dias", "responder").await;
    let nuno = office.signed_in("nuno@example.org").await;
    office.visitor_reports(draft("Mail is down")).await;
    office.press(&rui, "INC-1", take()).await.unwrap();
    let everyone = office.desk.composer(&rui, "INC-1").await.unwrap().audiences[0].id.parse().unwrap();
    let tell = || Press::Tell {
        public_title: String::new(),
        audiences: vec![everyone],
        text: "We look into it.".into(),
        promise: None,
    };
    assert_eq!(office.press(&nuno, "INC-1", tell()).await.unwrap_err(), Error::Denied);
    office.press(&rui, "INC-1", tell()).await.unwrap();
    office.press(&mara, "INC-1", tell()).await.unwrap();
    office.press(&mara, "INC-1", Press::NameManager { person: Some(office.id(MARA)) }).await.unwrap();
    assert_eq!(office.press(&rui, "INC-1", tell()).await.unwrap_err(), Error::Denied, "handed over");
}

#[tokio::test]
async fn staff_enter_in_one_line_what_came_by_phone() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let line = ReportDraft { title: "Fax is dead".into(), name: "Herr Maier".into(), ..ReportDraft::default() };
    let new = NewReport {
        draft: line,
        kind: IncidentType::Outage,
        channel: Channel::Phone,
        on_behalf: true,
        over_limit: false,
        letter_over_limit: false,
        browser: String::new(),
    };
    let receipt = office.desk.report(&rui, new).await.unwrap();
    let seen = office.desk.incident_facts(&rui, &receipt.number).await.unwrap();
    assert_eq!(seen.reporters[0].name, "Herr Maier");
    assert_eq!(office.lines(&rui, &receipt.number).await[0].act, "reported it by phone");
}

#[tokio::test]
async fn a_flooded_report_is_stored_without_letters() {
    let office = Office::open().await;
    let before = office.notices();
    let receipt = office.desk.report(&Caller::visitor(), NewReport::by_web(draft("Mail is down"), true)).await.unwrap();
    assert_eq!(receipt.number, "INC-1");
    assert_eq!(office.notices(), before);
}

#[tokio::test]
async fn a_forged_receipt_opens_nothing() {
    let office = Office::open().await;
    let token = office.visitor_reports(draft("Mail is down")).await.token.unwrap();
    assert_eq!(office.desk.receipt(&token).unwrap().number, "INC-1");
    let mut forged = token.clone().into_bytes();
    forged[3] = if forged[3] == b'A' { b'B' } else { b'A' };
    let forged = String::from_utf8(forged).unwrap();
    for wrong in [forged.as_str(), "", "AAAA", &token[..token.len() - 2]] {
        assert_eq!(office.desk.receipt(wrong).unwrap_err(), Error::NotFound);
    }
    let rows = office.desk.storage().read(|read| read.scan(Table::Timeline, &[], &[], Order::Ascending, 10)).unwrap();
    assert_eq!(rows.len(), 1, "nothing was written");
}
