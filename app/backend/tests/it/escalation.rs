//! By which steps an alert goes on, who stops it, and who is reached when nobody else is.

use std::time::Duration;

use backend::duty::{AwayDraft, PolicyDraft};
use backend::incidents::{ChangeRequest, NewReport};
use backend::mail::courier::Inbox;
use backend::notices::{NoticeKind, Recipient};
use backend::outbox::{Outbox, Route};
use backend::settings::Settings;
use backend::storage::Tx;
use domain::audience::RecipientReason;
use domain::classification::Level;
use domain::field::Problem;
use domain::incident::{Press, Status};
use domain::report::ReportDraft;
use domain::time::{HOUR, MINUTE};
use domain::view::board::{BoardFilter, CardView, Marks};
use domain::view::incident::IncidentHead;
use mail_parser::MessageParser;

use crate::alerts::{NUNO, pressing, with_a_rota};
use crate::office::*;

const GUARD: &str = "gate@example.net";

/// The steps of the form, each whom and how many minutes.
fn steps(steps: &[(&str, &str)]) -> PolicyDraft {
    let steps = steps.iter().map(|(whom, minutes)| ((*whom).to_owned(), (*minutes).to_owned())).collect();
    PolicyDraft { steps, repeats: "0".into(), ..PolicyDraft::default() }
}

fn with_the_guard(draft: PolicyDraft) -> PolicyDraft {
    PolicyDraft { last_resort: "outside".into(), name: "The gate".into(), address: GUARD.into(), ..draft }
}

impl Office {
    async fn head(&self, who: &str, number: &str) -> IncidentHead {
        let who = self.signed_in(who).await;
        self.desk.incident_head(&who, number).await.unwrap()
    }

    async fn card(&self, who: &str) -> CardView {
        let who = self.signed_in(who).await;
        let board = self.desk.board(&who, &BoardFilter::default()).unwrap();
        let reported = board.columns.into_iter().find(|column| column.status == Status::Reported).unwrap();
        reported.cards.into_iter().next().unwrap()
    }

    async fn fire_after(&self, minutes: i64) {
        self.wait(minutes * MINUTE);
        self.desk.fire_due_timers().await.unwrap();
    }

    /// Letters that wait for an address which is nobody's account.
    fn to_outside(&self, address: &str) -> Vec<NoticeKind> {
        let queued = self.queued().into_iter();
        let to = |recipient: &Recipient| matches!(recipient, Recipient::Address(to) if to.as_str() == address);
        queued.filter(|notice| to(&notice.recipient)).map(|notice| notice.kind).collect()
    }

    /// Ana has signed in, so that it is a P1 from the beginning.
    async fn p1(&self, title: &str) -> String {
        let ana = self.signed_in(ANA).await;
        self.desk.report(&ana, NewReport::by_web(pressing(title), false)).await.unwrap().number
    }

    /// Sends what is due; the last letter to that address.
    async fn letter_to(&self, address: &str) -> String {
        let inbox = Inbox::default();
        let outbox = Outbox::new(self.desk.clone(), Route::Inbox(inbox.clone()), Duration::from_millis(500));
        outbox.work_off().await.unwrap();
        let letter = inbox.letters_to(address).pop().unwrap();
        let letter = MessageParser::default().parse(&letter.bytes).unwrap();
        format!("{}\n{}", letter.subject().unwrap_or_default(), letter.body_text(0).unwrap())
    }

    async fn security_is_handled_by(&self, email: &str) {
        let handlers = vec![self.id(email)];
        let set =
            move |tx: &mut Tx<'_>| Settings { security_handlers: handlers.clone(), ..Settings::stored(tx)? }.save(tx);
        self.desk.storage().write(set).await.unwrap();
    }
}

#[tokio::test]
async fn whoever_has_seen_it_stops_the_next_step_and_no_clock() {
    let office = with_a_rota().await;
    office.wait(2 * HOUR);
    let mut seen = 0;
    let number = office.visitor_reports(pressing("The network is down")).await.number;
    office.alerted(&mut seen);
    let head = office.head(MARA, &number).await;
    let alert = head.alert.unwrap();
    assert!(alert.words.starts_with("alerted Rui ") && alert.words.contains(", next: "), "{}", alert.words);
    let card = office.card(NUNO).await;
    assert_eq!(card.alert.as_deref(), Some(alert.words.as_str()), "the board says the same");
    assert!(card.marks.has(Marks::ALERTED));
    let rui = office.signed_in(RUI).await;
    let clocks = head.clocks;
    office.press(&rui, &number, Press::Acknowledge).await.unwrap();
    office.is_sound();
    assert_eq!(office.escalating(), 0);
    let head = office.head(MARA, &number).await;
    assert!(head.alert.as_ref().unwrap().seen && head.alert.unwrap().words.starts_with("seen by Rui "));
    assert_eq!(head.status, Status::Reported);
    assert_eq!(head.clocks, clocks, "the time to take it runs on");
    assert!(!office.card(NUNO).await.marks.has(Marks::ALERTED));
    office.fire_after(600).await;
    assert!(office.alerted(&mut seen).is_empty());
    let again = office.press(&office.signed_in(MARA).await, &number, Press::Acknowledge).await.unwrap();
    assert_eq!(again.sequence, None, "it was seen already");
    office.press(&rui, &number, Press::Take { priority: None, reason: String::new() }).await.unwrap();
    assert_eq!(office.head(MARA, &number).await.alert, None);
    office.is_sound();
}

#[tokio::test]
async fn a_p1_at_three_with_the_only_person_on_duty_away_reaches_the_last_resort() {
    let office = with_a_rota().await;
    let (mara, rui, ada) = (office.signed_in(MARA).await, office.signed_in(RUI).await, office.signed_in(ADA).await);
    let draft = with_the_guard(steps(&[("on_duty", "10"), ("managers", "10"), ("team", "10")]));
    office.desk.change_policy(&mara, draft, Some(0)).await.unwrap();
    for who in [&mara, &rui, &ada] {
        let draft = AwayDraft { to: "2026-11-30T09:00".into(), ..AwayDraft::default() };
        office.desk.be_away(who, draft).await.unwrap();
    }
    // Tuesday, 03:00.
    office.wait(19 * HOUR);
    let mut seen = 0;
    office.p1("The network is down").await;
    assert_eq!(office.alerted(&mut seen), office.those(&[MARA, ADA], &RecipientReason::NobodyOnCall));
    assert_eq!(office.to_outside(GUARD), [NoticeKind::LastResort], "at once, for everybody who would be told is away");
    office.is_sound();
}

#[tokio::test]
async fn the_last_resort_comes_after_all_steps_and_the_letter_holds_nothing_that_was_reported() {
    let office = with_a_rota().await;
    office.address_is_set().await;
    let mara = office.signed_in(MARA).await;
    let draft = with_the_guard(steps(&[("on_duty", "5"), ("managers", "7")]));
    office.desk.change_policy(&mara, draft, Some(0)).await.unwrap();
    office.wait(2 * HOUR);
    let mut seen = 0;
    let number = office.p1("The payroll of a secret").await;
    assert_eq!(office.alerted(&mut seen), office.those(&[RUI], &RecipientReason::OnCall));
    office.fire_after(6).await;
    assert_eq!(office.alerted(&mut seen), office.those(&[MARA, ADA], &RecipientReason::NotTaken));
    assert!(office.head(RUI, &number).await.alert.unwrap().words.contains("next: the person of last resort at"));
    office.fire_after(8).await;
    assert_eq!(office.to_outside(GUARD), [NoticeKind::LastResort]);
    for _ in 0..3 {
        office.fire_after(60).await;
    }
    assert_eq!(office.to_outside(GUARD).len(), 1, "nothing fires twice");
    let words = office.head(RUI, &number).await.alert.unwrap().words;
    assert!(
        words.starts_with("alerted the person of last resort") && words.ends_with("nobody is left to alert"),
        "{words}"
    );
    let letter = office.letter_to(GUARD).await;
    assert!(letter.contains(&number) && letter.contains("P1") && !letter.contains("payroll"), "{letter}");
    office.is_sound();
}

#[tokio::test]
async fn what_nobody_answers_begins_anew_as_often_as_was_said_and_then_stops() {
    let office = with_a_rota().await;
    let mara = office.signed_in(MARA).await;
    let draft = PolicyDraft { repeats: "1".into(), ..steps(&[("on_duty", "5"), (&office.id(NUNO).to_string(), "5")]) };
    office.desk.change_policy(&mara, draft, Some(0)).await.unwrap();
    office.wait(2 * HOUR);
    let mut seen = 0;
    office.p1("The network is down").await;
    let mut told = vec![office.alerted(&mut seen)];
    for _ in 0..6 {
        office.fire_after(6).await;
        told.push(office.alerted(&mut seen));
    }
    let rui = office.those(&[RUI], &RecipientReason::NotTaken);
    let nuno = office.those(&[NUNO], &RecipientReason::NotTaken);
    let first = office.those(&[RUI], &RecipientReason::OnCall);
    assert_eq!(told, [first, nuno.clone(), rui, nuno, vec![], vec![], vec![]]);
    office.is_sound();
}

#[tokio::test]
async fn a_step_of_somebody_who_left_goes_to_the_managers_and_the_page_says_so() {
    let office = with_a_rota().await;
    let (mara, ada) = (office.signed_in(MARA).await, office.signed_in(ADA).await);
    let nuno = office.id(NUNO);
    office.desk.change_policy(&mara, steps(&[("on_duty", "5"), (&nuno.to_string(), "5")]), Some(0)).await.unwrap();
    office.desk.confirm_password(&ada, PASSWORD).await.unwrap();
    office.desk.disable(&ada, nuno, None).await.unwrap();
    let page = office.desk.policy_page(&mara).unwrap();
    assert!(page.steps[1].left && page.steps[1].whom == "Nuno");
    office.wait(2 * HOUR);
    let mut seen = 0;
    office.p1("The network is down").await;
    office.alerted(&mut seen);
    office.fire_after(6).await;
    assert_eq!(office.alerted(&mut seen), office.those(&[MARA, ADA], &RecipientReason::NotTaken));
    let again = PolicyDraft { repeats: "1".into(), ..steps(&[("on_duty", "5"), (&nuno.to_string(), "5")]) };
    office.desk.change_policy(&mara, again, Some(page.revision)).await.unwrap();
    let new = steps(&[(&nuno.to_string(), "5")]);
    office.desk.change_policy(&mara, new, None).await.unwrap();
    let gone = steps(&[("team", "5")]);
    office.desk.change_policy(&mara, gone, None).await.unwrap();
    let back = office.desk.change_policy(&mara, steps(&[(&nuno.to_string(), "5")]), None).await;
    assert_eq!(problems(back), [("whom1".to_owned(), Problem::NotEligible)], "who left is not chosen anew");
}

#[tokio::test]
async fn steps_that_are_none_are_refused_field_by_field() {
    let office = with_a_rota().await;
    let (mara, rui) = (office.signed_in(MARA).await, office.signed_in(RUI).await);
    let refused = async |draft: PolicyDraft| problems(office.desk.change_policy(&mara, draft, Some(0)).await);
    let field = |name: &str, problem: Problem| (name.to_owned(), problem);
    assert_eq!(refused(steps(&[("", "")])).await, [field("whom1", Problem::Missing)]);
    assert_eq!(refused(steps(&[("team", "0")])).await, [field("minutes1", Problem::Malformed)]);
    assert_eq!(refused(steps(&[("team", "10000")])).await, [field("minutes1", Problem::Malformed)]);
    assert_eq!(refused(steps(&[("team", "")])).await, [field("minutes1", Problem::Missing)]);
    assert_eq!(refused(steps(&[("someone", "5")])).await, [field("whom1", Problem::Unknown)]);
    assert_eq!(refused(steps(&[(&office.id(ANA).to_string(), "5")])).await, [field("whom1", Problem::NotEligible)]);
    assert_eq!(refused(steps(&[("team", "5"), ("last_resort", "5")])).await, [field("last_resort", Problem::Missing)]);
    let often = PolicyDraft { repeats: "99".into(), ..steps(&[("team", "5")]) };
    assert_eq!(refused(often).await, [field("repeats", Problem::Malformed)]);
    let named = PolicyDraft { name: "The gate".into(), address: GUARD.into(), ..steps(&[("team", "5")]) };
    assert_eq!(refused(named).await, [field("last_resort", Problem::Missing)], "nothing typed is dropped in silence");
    let nobody = PolicyDraft { last_resort: "outside".into(), ..steps(&[("team", "5")]) };
    let fields: Vec<_> = refused(nobody).await.into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["last_name", "last_address"]);
    assert!(office.desk.change_policy(&rui, steps(&[("team", "5")]), Some(0)).await.is_err(), "managers set them");
}

#[tokio::test]
async fn what_is_restricted_goes_to_its_members_and_then_to_administrators_who_read_nothing() {
    let office = with_a_rota().await;
    office.address_is_set().await;
    let mara = office.signed_in(MARA).await;
    office.security_is_handled_by(NUNO).await;
    office.wait(2 * HOUR);
    let mut seen = 0;
    let report = ReportDraft { restricted: "on".into(), ..pressing("A stolen laptop") };
    let number = office.visitor_reports(report).await.number;
    assert!(office.alerted(&mut seen).is_empty(), "its members have a letter without words");
    let head = office.head(NUNO, &number).await;
    assert!(head.alert.unwrap().words.starts_with("alerted Nuno "));
    assert!(office.desk.incident_head(&mara, &number).await.is_err());
    office.fire_after(21).await;
    let told: Vec<_> =
        office.queued().into_iter().filter(|notice| notice.kind == NoticeKind::MembersNotReached).collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].recipient, Recipient::Person(office.id(ADA)));
    let letter = office.letter_to(ADA).await;
    assert!(letter.contains("restricted incident waits") && !letter.contains("laptop") && !letter.contains(&number));
    office.fire_after(600).await;
    assert_eq!(office.escalating(), 0);
    office.is_sound();
}

#[tokio::test]
async fn the_command_line_says_for_somebody_that_they_have_seen_it() {
    let office = with_a_rota().await;
    office.wait(2 * HOUR);
    let number = office.visitor_reports(pressing("The network is down")).await.number;
    let operator = office.desk.operator();
    for nobody in ["nobody@example.org", ANA] {
        let refused = office.desk.acknowledge_for(&operator, &number, nobody).await;
        assert_eq!(problems(refused), [("email".to_owned(), Problem::NotEligible)]);
    }
    assert!(office.desk.acknowledge_for(&operator, "INC-99", RUI).await.is_err());
    assert!(office.desk.acknowledge_for(&office.signed_in(ADA).await, &number, RUI).await.is_err());
    assert_eq!(office.desk.acknowledge_for(&operator, &number, RUI).await.unwrap(), ("Rui Costa".to_owned(), true));
    assert!(!office.desk.acknowledge_for(&operator, &number, MARA).await.unwrap().1);
    assert_eq!(office.escalating(), 0);
    let lines = office.lines(&office.signed_in(MARA).await, &number).await;
    let last = lines.last().unwrap();
    assert!(last.act.contains("has seen it"), "{}", last.act);
}

#[tokio::test]
async fn what_becomes_more_pressing_alerts_whoever_is_on_duty_by_then_also_after_somebody_has_seen_it() {
    let office = with_a_rota().await;
    office.wait(2 * HOUR);
    let (rui, mut seen) = (office.signed_in(RUI).await, 0);
    let low = ReportDraft { impact: "low".into(), urgency: "low".into(), ..pressing("It is slow") };
    let ana = office.signed_in(ANA).await;
    let number = office.desk.report(&ana, NewReport::by_web(low, false)).await.unwrap().number;
    assert_eq!(office.alerted(&mut seen).len(), 1);
    assert_eq!(office.escalating(), 0, "not so urgent");
    office.press(&rui, &number, Press::Acknowledge).await.unwrap();
    office.wait(MINUTE);
    let raise = Press::Classify { impact: Level::High, urgency: Level::High, priority: None, reason: String::new() };
    office.press(&office.signed_in(MARA).await, &number, raise).await.unwrap();
    assert_eq!(office.alerted(&mut seen), office.those(&[RUI], &RecipientReason::OnCall));
    assert_eq!(office.escalating(), 1);
    office.is_sound();
}

#[tokio::test]
async fn without_a_rota_steps_that_somebody_set_hold_all_the_same() {
    let office = Office::open().await;
    let mara = office.signed_in(MARA).await;
    office.desk.change_policy(&mara, steps(&[("managers", "5"), ("team", "5")]), Some(0)).await.unwrap();
    let mut seen = 0;
    let number = office.visitor_reports(pressing("The network is down")).await.number;
    assert_eq!(office.alerted(&mut seen), office.those(&[MARA, ADA], &RecipientReason::Team));
    office.fire_after(11).await;
    assert_eq!(office.alerted(&mut seen), office.those(&[RUI], &RecipientReason::NotTaken));
    let alert = office.desk.alert_page(&mara, &number).await.unwrap();
    assert!(alert.waits && alert.alert.unwrap().words.starts_with("alerted Rui"));
    let lines = office.lines(&mara, &number).await;
    assert!(lines.last().unwrap().act.contains("alerted Rui Costa: nobody had taken it"));
    let ana = office.signed_in(ANA).await;
    assert!(office.desk.alert_page(&ana, &number).await.is_err());
    let request = ChangeRequest { number, press: Press::Acknowledge, also: None, seen: None, nonce: String::new() };
    assert!(office.desk.change(&ana, request).await.is_err());
}

#[tokio::test]
async fn who_wants_no_alerts_at_night_is_left_in_peace_except_of_a_p1_in_their_own_turn() {
    let office = with_a_rota().await;
    let (rui, nuno, mara) = (office.signed_in(RUI).await, office.signed_in(NUNO).await, office.signed_in(MARA).await);
    for who in [&rui, &nuno] {
        office.desk.change_alert_hours(who, "mon-sun 07:00-22:00", Some(0)).await.unwrap();
    }
    let wrong = office.desk.change_alert_hours(&rui, "by day", Some(1)).await;
    assert_eq!(problems(wrong), [("alert_hours".to_owned(), Problem::Malformed)]);
    office.desk.change_policy(&mara, steps(&[("on_duty", "5"), ("team", "5")]), Some(0)).await.unwrap();
    // Tuesday, 03:00.
    office.wait(19 * HOUR);
    let mut seen = 0;
    office.visitor_reports(pressing("The printer smokes")).await;
    let managers = office.those(&[MARA, ADA], &RecipientReason::NobodyOnCall);
    assert_eq!(office.alerted(&mut seen), managers, "a P2 wakes nobody who sleeps, and is never silence");
    office.wait(MINUTE);
    office.p1("The network is down").await;
    assert_eq!(office.alerted(&mut seen), office.those(&[RUI], &RecipientReason::OnCall), "his turn");
    office.fire_after(6).await;
    let team = office.those(&[MARA, ADA], &RecipientReason::NotTaken);
    assert_eq!(office.alerted(&mut seen), team, "Nuno sleeps");
    office.is_sound();
}

#[tokio::test]
async fn a_second_address_gets_short_letters_once_its_link_was_followed_and_nothing_of_what_is_restricted() {
    const PHONE: &str = "351900@sms.example.net";
    let office = with_a_rota().await;
    office.address_is_set().await;
    let (rui, ana) = (office.signed_in(RUI).await, office.signed_in(ANA).await);
    assert!(office.desk.ask_second_address(&ana, PHONE).await.is_err(), "she is never alerted");
    assert!(problems(office.desk.ask_second_address(&rui, "my phone").await)[0].0 == "second");
    office.desk.ask_second_address(&rui, PHONE).await.unwrap();
    let link = office.links_to(PHONE).pop().unwrap();
    let token = token_of(&link).to_owned();
    office.wait(2 * HOUR);
    office.visitor_reports(pressing("The printer smokes")).await;
    assert_eq!(office.to_outside(PHONE), [NoticeKind::ConfirmSubscription], "nobody has followed the link");
    let mara = office.signed_in(MARA).await;
    assert!(office.desk.confirm_second_address(&mara, &token).await.is_err(), "it is Rui's");
    assert!(office.desk.confirm_second_address(&rui, &format!("{token}A")).await.is_err());
    assert_eq!(office.desk.own_alerts(&rui, Some(&token)).unwrap().unwrap().asked.as_deref(), Some(PHONE));
    office.desk.confirm_second_address(&rui, &token).await.unwrap();
    let number = office.p1("The payroll is down").await;
    let letter = office.letter_to(PHONE).await;
    assert!(letter.contains(&number) && letter.contains("P1") && !letter.contains("payroll"), "{letter}");
    assert!(letter.contains(&format!("/incidents/{number}/alert")), "{letter}");
    office.security_is_handled_by(RUI).await;
    let secret = ReportDraft { restricted: "on".into(), ..pressing("A stolen laptop") };
    let number = office.visitor_reports(secret).await.number;
    let letter = office.letter_to(PHONE).await;
    assert!(
        letter.contains("A restricted incident") && !letter.contains(&number) && !letter.contains("laptop"),
        "{letter}"
    );
    office.desk.drop_second_address(&rui, None).await.unwrap();
    office.is_sound();
}
