//! Two people report one thing: it is handled as one, both are told once, and it is taken apart where that was wrong.

use backend::incidents::{JoinRequest, MergeMany, NewReport, ReceiptLink, find_by_number};
use backend::{Caller, Error};
use domain::Refusal;
use domain::audience::AudienceKind;
use domain::field::Problem;
use domain::ids::IncidentId;
use domain::incident::{CancelReason, NoMerge, Press, Resolution, Status, Verdict};
use domain::report::ReportDraft;
use domain::time::{HOUR, MINUTE, SECOND};
use domain::view::board::BoardFilter;
use domain::view::many::{Left, ManyAct, WhyLeft};
use domain::view::sorting::ListSort;

use crate::lifecycle::draft;
use crate::office::{ADA, ANA, MARA, Office, RUI, SOL, problems, refusal};
use crate::outbox::House;

fn by(email: &str, title: &str) -> ReportDraft {
    ReportDraft { email: email.into(), nonce: title.into(), ..draft(title) }
}

fn merge(into: &str) -> Press {
    Press::Merge { into: into.to_owned(), reopen: false }
}

fn fixed() -> Press {
    Press::Resolve { resolution: Resolution { text: "The cable was changed.".into(), restored_at: None } }
}

impl House {
    async fn mara(&self, number: &str, press: Press) {
        let mara = self.office.signed_in(MARA).await;
        self.office.press(&mara, number, press).await.unwrap();
    }

    fn said_to(&self, email: &str, words: &str) -> usize {
        self.letters(email).iter().filter(|letter| letter.text.contains(words)).count()
    }
}

fn id_of(house: &House, number: &str) -> IncidentId {
    house.office.desk.storage().read(|read| find_by_number(read, number)).unwrap().unwrap().id
}

/// Ana's INC-1, which Rui has, and Sol's INC-2; the token of Sol's receipt.
async fn two_reports(house: &House) -> String {
    house.ana_reports("Mail is down").await;
    let token = house.office.visitor_reports(by(SOL, "No mail since 8")).await.token.unwrap();
    house.rui_takes("INC-1").await;
    house.later(MINUTE).await;
    token
}

#[tokio::test]
async fn both_sides_are_told_once_and_sol_reads_on_in_his_own_thread() {
    let house = House::open().await;
    let token = two_reports(&house).await;
    let to_ana = house.letters(ANA).len();
    house.mara("INC-2", merge("inc-1 ")).await;
    house.later(9 * SECOND).await;
    assert_eq!(house.said_to(SOL, "handled together"), 0, "it waits like every letter about a press");
    house.later(MINUTE).await;
    assert_eq!(house.said_to(SOL, "INC-2: your report is handled together with INC-1."), 1);
    assert_eq!(house.said_to(RUI, "INC-1: Mara Reis merged INC-2 into it."), 1, "he has it");
    assert_eq!((house.said_to(MARA, "merged INC-2"), house.letters(ANA).len()), (0, to_ana));

    house.rui("INC-1", fixed()).await;
    house.later(MINUTE).await;
    let letters = house.letters(SOL);
    assert_eq!(letters.len(), 3, "receipt, merged, resolved: {letters:#?}");
    assert!(letters[2].text.contains("INC-1: it should work again"), "{}", letters[2].text);
    assert!(letters.iter().all(|letter| letter.subject == letters[0].subject), "{letters:#?}");
    assert_eq!(letters[2].in_reply_to.as_deref(), Some(letters[1].message_id.as_str()));
    assert_eq!(letters[1].in_reply_to.as_deref(), Some(letters[0].message_id.as_str()));
    assert_eq!(house.said_to(ANA, "INC-1: it should work again"), 1);
    assert!(house.office.desk.receipt(&token).unwrap().may_judge);
    house.office.verified();
}

#[tokio::test]
async fn an_old_receipt_leads_to_the_target_and_words_land_there() {
    let house = House::open().await;
    let token = two_reports(&house).await;
    let desk = &house.office.desk;
    desk.add_words(&token, "It began in the night".into(), String::new()).await.unwrap();
    house.rui("INC-1", Press::Message { text: "For Ana alone, before".into() }).await;
    house.mara("INC-2", merge("INC-1")).await;
    let view = desk.receipt(&token).unwrap();
    assert_eq!((view.number.as_str(), view.together.as_deref(), view.people), ("INC-2", Some("INC-1"), 2));
    assert_eq!((view.status, view.title.as_str()), (Status::Investigating, "No mail since 8"));
    assert_eq!(view.lines.iter().filter(|line| line.own).count(), 1, "his own words stay with it");
    assert!(!view.lines.iter().any(|line| line.html.contains("For Ana alone")));

    desk.add_words(&token, "Still nothing".into(), String::new()).await.unwrap();
    let sol = house.office.id(SOL);
    let rui = house.office.signed_in(RUI).await;
    desk.revoke_receipts(&rui, "INC-1", sol).await.unwrap();
    assert!(desk.receipt(&token).is_err(), "its link is void from the target's page as well");
    let token = desk.receipt_token(ReceiptLink { incident: id_of(&house, "INC-2"), person: sol });
    house.rui("INC-1", fixed()).await;
    desk.judge(&token, Verdict::StillBroken, "Not on my phone".into(), String::new()).await.unwrap();
    house.later(MINUTE).await;
    let head = desk.incident_head(&rui, "INC-1").await.unwrap();
    assert_eq!((head.still_broken, head.people), (1, 2), "he is counted where it is handled");
    assert_eq!(desk.receipt(&token).unwrap().verdict, Some(Verdict::StillBroken));
    desk.judge(&token, Verdict::WorksAgain, String::new(), String::new()).await.unwrap();
    assert_eq!(desk.incident_head(&rui, "INC-1").await.unwrap().still_broken, 0, "and may think better of it");
    let said = async |number: &str| {
        let lines = house.office.lines(&rui, number).await;
        lines.into_iter().filter_map(|line| line.html).collect::<String>()
    };
    let (target, source) = (said("INC-1").await, said("INC-2").await);
    assert!(target.contains("Still nothing") && target.contains("Not on my phone"), "{target}");
    assert!(source.contains("It began in the night") && !source.contains("Still nothing"), "{source}");
    assert_eq!(house.said_to(RUI, "Not on my phone"), 1);
    assert_eq!(house.office.desk.receipt(&token).unwrap().lines.len(), 5, "three words and two verdicts");
    house.office.verified();
}

#[tokio::test]
async fn it_is_taken_apart_within_the_hour_and_who_was_told_gets_one_letter() {
    let house = House::open().await;
    let token = two_reports(&house).await;
    let rui = house.office.signed_in(RUI).await;
    let before = house.office.desk.incident_head(&rui, "INC-2").await.unwrap();
    let hit = house.office.desk.incident_facts(&rui, "INC-2").await.unwrap().affected;
    house.mara("INC-2", merge("INC-1")).await;
    house.later(MINUTE).await;
    house.office.wait(HOUR - 2 * MINUTE);
    let merged = house.office.desk.incident_head(&rui, "INC-2").await.unwrap();
    let into = merged.together.into.unwrap();
    assert_eq!((merged.status, into.number.as_deref()), (Status::Merged, Some("INC-1")));
    assert!(into.apart_until.is_some());
    house.mara("INC-2", Press::TakeApart).await;
    house.later(MINUTE).await;
    assert_eq!(house.said_to(SOL, "INC-2: your report is handled by itself again."), 1);
    assert_eq!(house.said_to(RUI, "INC-1: Mara Reis took INC-2 apart from it again."), 1);
    let after = house.office.desk.incident_head(&rui, "INC-2").await.unwrap();
    assert_eq!((after.status, &after.times), (before.status, &before.times));
    assert_eq!(house.office.desk.incident_facts(&rui, "INC-2").await.unwrap().affected, hit);
    let acts = |lines: &[domain::view::incident::TimelineLine]| {
        lines.iter().rev().take(2).rev().map(|line| line.act.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        acts(&house.office.lines(&rui, "INC-2").await),
        ["merged it into INC-1", "took it apart from INC-1 again"]
    );
    assert_eq!(
        acts(&house.office.lines(&rui, "INC-1").await),
        ["merged INC-2 into it", "took INC-2 apart from it again"]
    );
    assert_eq!(house.office.desk.receipt(&token).unwrap().together, None);

    let letters = house.letters(SOL).len();
    house.rui("INC-1", fixed()).await;
    house.later(MINUTE).await;
    assert_eq!(house.letters(SOL).len(), letters, "it is no matter of his any more");
    house.office.verified();
}

#[tokio::test]
async fn nobody_hears_of_a_merge_that_was_a_slip() {
    let house = House::open().await;
    two_reports(&house).await;
    let heard = || (house.letters(SOL).len(), house.letters(RUI).len(), house.letters(ANA).len());
    let before = heard();
    house.mara("INC-2", merge("INC-1")).await;
    house.office.wait(5 * SECOND);
    house.mara("INC-2", Press::TakeApart).await;
    house.later(MINUTE).await;
    assert_eq!(heard(), before);
    assert_eq!(house.health().queued, 0);
    house.mara("INC-2", merge("INC-1")).await;
    house.later(MINUTE).await;
    assert_eq!((house.said_to(SOL, "handled together"), house.said_to(SOL, "by itself again")), (1, 0));
    house.office.verified();
}

#[tokio::test]
async fn it_stays_merged_once_either_side_went_on_or_the_hour_is_over() {
    let house = House::open().await;
    two_reports(&house).await;
    let office = &house.office;
    let (rui, mara) = (office.signed_in(RUI).await, office.signed_in(MARA).await);
    office.press(&rui, "INC-2", merge("INC-1")).await.unwrap();
    let words = Press::Note { text: "The same switch".into() };
    office.press(&mara, "INC-1", words.clone()).await.unwrap();
    office.press(&rui, "INC-2", Press::TakeApart).await.unwrap();
    office.press(&rui, "INC-2", merge("INC-1")).await.unwrap();
    office.wait(SECOND);
    office.press(&mara, "INC-2", words).await.unwrap();
    assert!(office.desk.incident_head(&rui, "INC-2").await.unwrap().together.into.unwrap().apart_until.is_none());
    assert_eq!(refusal(office.press(&rui, "INC-2", Press::TakeApart).await), Refusal::ChangedSince);

    office.visitor_reports(by("vera@example.org", "No mail in the shop")).await;
    office.press(&rui, "INC-3", merge("INC-1")).await.unwrap();
    office.wait(HOUR + 1);
    assert_eq!(refusal(office.press(&rui, "INC-3", Press::TakeApart).await), Refusal::TakeApartTooLate);

    office.visitor_reports(by("vera@example.org", "No mail in the yard")).await;
    office.press(&rui, "INC-4", merge("INC-1")).await.unwrap();
    let cancel = Press::Cancel { why: CancelReason::FalseAlarm, words: String::new() };
    office.press(&rui, "INC-1", cancel).await.unwrap();
    let ended = Refusal::WrongStatus { status: Status::Cancelled };
    assert_eq!(refusal(office.press(&rui, "INC-4", Press::TakeApart).await), ended);
    office.verified();
}

#[tokio::test]
async fn what_rui_may_not_see_is_answered_like_what_does_not_exist() {
    let office = Office::open().await;
    let (rui, ada) = (office.signed_in(RUI).await, office.signed_in(ADA).await);
    office.visitor_reports(by(SOL, "No mail")).await;
    let hidden = |title: &str| ReportDraft { restricted: "on".into(), ..by(SOL, title) };
    let secret = office.visitor_reports(hidden("A laptop is gone")).await.number;
    let another = office.visitor_reports(hidden("The same laptop")).await.number;
    for number in [secret.as_str(), "INC-99", "SEC-ABCDEF", "no number"] {
        let unknown = vec![("into".to_owned(), Problem::Unknown)];
        assert_eq!(problems(office.press(&rui, "INC-1", merge(number)).await), unknown, "{number}");
    }
    assert_eq!(problems(office.press(&rui, "INC-1", merge(" ")).await), [("into".to_owned(), Problem::Missing)]);
    assert_eq!(office.press(&rui, &secret, merge("INC-1")).await, Err(Error::NotFound));
    let because = |why| vec![("into".to_owned(), Problem::NoMerge(why))];
    let into_open = office.press(&ada, &secret, merge("INC-1")).await;
    assert_eq!(problems(into_open), because(NoMerge::RestrictedIntoOpen));
    let into_hidden = office.press(&ada, "INC-1", merge(&secret)).await;
    assert_eq!(problems(into_hidden), because(NoMerge::OpenIntoRestricted));
    office.press(&ada, &another, merge(&secret)).await.unwrap();
    assert_eq!(office.desk.incident_head(&ada, &secret).await.unwrap().together.duplicates.len(), 1);
    let chained = office.visitor_reports(hidden("Whose laptop is it")).await.number;
    assert_eq!(problems(office.press(&ada, &chained, merge(&another)).await), because(NoMerge::IsDuplicate));
    assert_eq!(problems(office.press(&ada, &secret, merge(&chained)).await), because(NoMerge::HasDuplicates));
    assert_eq!(office.press(&Caller::visitor(), "INC-1", merge("INC-1")).await, Err(Error::NotFound));
    office.verified();
}

#[tokio::test]
async fn a_target_that_becomes_restricted_is_named_to_its_members_only() {
    let house = House::open().await;
    let token = two_reports(&house).await;
    let office = &house.office;
    let (rui, ada, mara) = (office.signed_in(RUI).await, office.signed_in(ADA).await, office.signed_in(MARA).await);
    office.press(&rui, "INC-2", merge("INC-1")).await.unwrap();
    let hidden = office.press(&ada, "INC-1", Press::Restrict).await.unwrap().number;
    house.later(MINUTE).await;
    let seen = office.desk.incident_head(&mara, "INC-2").await.unwrap();
    assert_eq!(seen.together.into.as_ref().unwrap().number, None);
    assert_eq!(office.lines(&mara, "INC-2").await.last().unwrap().act, "merged it into another incident");
    assert!(!format!("{seen:?}").contains(&hidden));
    assert_eq!(refusal(office.press(&mara, "INC-2", Press::TakeApart).await), Refusal::NotAllowed);
    let named = office.desk.incident_head(&rui, "INC-2").await.unwrap().together.into.unwrap().number;
    assert_eq!(named, Some(hidden.clone()), "he has it, so he is a member");
    assert_eq!(office.desk.receipt(&token).unwrap().together.as_deref(), Some("another incident"));
    assert_eq!(house.said_to(SOL, &hidden), 0);
    office.verified();
}

#[tokio::test]
async fn ana_reads_the_target_as_its_reporters_do_while_hers_is_merged_into_it() {
    let office = Office::open().await;
    let (rui, ana) = (office.signed_in(RUI).await, office.signed_in(ANA).await);
    let service = office.service("E-mail").await;
    office.visitor_reports(ReportDraft { service, ..by(SOL, "Mail is down") }).await;
    assert_eq!(office.desk.home_of(&ana).unwrap().known.len(), 1);
    let anas = ReportDraft { email: String::new(), nonce: "ana's".into(), ..draft("No mail at my desk") };
    office.desk.report(&ana, NewReport::by_web(anas, false)).await.unwrap();
    assert!(office.desk.opened(&ana, "INC-1", None).await.is_err());
    office.press(&rui, "INC-2", merge("INC-1")).await.unwrap();
    let seen = office.own(&ana, "INC-1").await;
    assert!(seen.may_add);
    assert!(!format!("{seen:?}").contains("Mail is down"), "another reporter's words");
    assert_eq!(office.own(&ana, "INC-2").await.together.as_deref(), Some("INC-1"));
    office.press(&ana, "INC-1", Press::AddWords { text: "On the phone as well".into() }).await.unwrap();
    office.press(&rui, "INC-1", Press::Message { text: "A cable is broken".into() }).await.unwrap();
    let lines = office.own(&ana, "INC-1").await.lines;
    assert_eq!(lines.iter().map(|line| line.who.as_str()).collect::<Vec<_>>(), ["You", "The team"]);
    let home = office.desk.home_of(&ana).unwrap();
    assert_eq!(home.own[0].state, "Being looked into");
    assert!(home.known.is_empty(), "she is counted already: {:?}", home.known);
    office.press(&rui, "INC-2", Press::TakeApart).await.unwrap();
    assert!(office.desk.opened(&ana, "INC-1", None).await.is_err());
    office.verified();
}

#[tokio::test]
async fn an_update_reaches_whoever_reported_follows_or_subscribed_to_what_a_duplicate_hit() {
    let house = House::open().await;
    let office = &house.office;
    let vpn = office.service("VPN").await;
    house.ana_reports("Mail is down").await;
    let report = ReportDraft { service: vpn, ..by(SOL, "No VPN since 8") };
    office.visitor_reports(report).await;
    house.rui_takes("INC-1").await;
    let ada = office.id(ADA);
    office.press(&office.signed_in(ADA).await, "INC-2", Press::Follow { person: ada }).await.unwrap();
    office.press(&office.signed_in(RUI).await, "INC-2", merge("INC-1")).await.unwrap();
    house.later(MINUTE).await;
    let audiences = vec![office.audience(AudienceKind::Affected)];
    let tell = Press::Tell { public_title: String::new(), audiences, text: "A switch is dead".into(), promise: None };
    let done = house.rui("INC-1", tell).await;
    assert_eq!(done.told, Some(3), "Ana, Sol and Ada");
    house.later(MINUTE).await;
    for reader in [ANA, SOL, ADA] {
        assert_eq!(house.said_to(reader, "A switch is dead"), 1, "{reader}");
    }
    let rui = office.signed_in(RUI).await;
    let view = office.desk.incident_head(&rui, "INC-1").await.unwrap();
    assert_eq!((view.people, view.together.duplicates[0].number.as_str()), (2, "INC-2"));
    office.verified();
}

fn ticks(office: &Office, who: &Caller) -> Vec<String> {
    let cards = office.desk.listed_incidents(who, &BoardFilter::default(), ListSort::default(), None).unwrap().cards;
    cards.iter().map(|card| format!("{}.{}", card.number, card.revision)).collect()
}

#[tokio::test]
async fn rui_sees_what_a_merge_of_several_would_do_and_then_presses() {
    let house = House::open().await;
    two_reports(&house).await;
    let office = &house.office;
    let rui = office.signed_in(RUI).await;
    for title in ["No mail in the shop", "No mail in the yard", "The door is stuck"] {
        office.visitor_reports(by("vera@example.org", title)).await;
    }
    office.press(&rui, "INC-5", merge("INC-4")).await.unwrap();
    let mut ticked = ticks(office, &rui);
    ticked.extend(["INC-99.1".to_owned(), "INC-3.7".to_owned()]);
    ticked.retain(|tick| tick != "INC-3.1");
    let request = |into: &str| MergeMany { ticked: ticked.clone(), into: into.into(), reopen: false };
    let looked = office.desk.merge_preview(&rui, &request("")).unwrap();
    assert_eq!((looked.count(), looked.target, looked.error), (0, None, None));
    let preview = office.desk.merge_preview(&rui, &request(" inc-1")).unwrap();
    let fate: Vec<_> = preview.rows.iter().map(|row| (row.number.as_str(), row.left)).collect();
    let left = |why| Some(WhyLeft::NoMerge { why });
    let mut expected = vec![
        ("INC-1", left(NoMerge::Itself)),
        ("INC-2", None),
        ("INC-4", left(NoMerge::HasDuplicates)),
        ("INC-99", Some(WhyLeft::NotThere)),
        ("INC-3", Some(WhyLeft::Changed)),
    ];
    let (mut sorted, by_number) = (fate, |one: &(&str, _), other: &(&str, _)| one.0.cmp(other.0));
    sorted.sort_by(by_number);
    expected.sort_by(by_number);
    assert_eq!(sorted, expected);
    assert_eq!((preview.count(), preview.target.as_ref().unwrap().title.as_str()), (1, "Mail is down"));

    let press = office.desk.merge_many(&rui, request("INC-1")).await.unwrap();
    assert_eq!(office.desk.merge_many(&rui, request("INC-1")).await.unwrap(), press, "pressed twice it is one press");
    let done = office.desk.many_done(&rui, &press).unwrap().unwrap();
    assert_eq!((done.act, done.done, done.undo, done.left.len()), (ManyAct::Merged, 1, None, 4));
    assert!(done.left.contains(&Left { number: "INC-3".into(), why: WhyLeft::Changed }));
    assert_eq!(office.status_of(&rui, "INC-2").await, Status::Merged);
    assert_eq!(office.status_of(&rui, "INC-3").await, Status::Reported);
    office.verified();
}

#[tokio::test]
async fn several_duplicates_in_one_press_are_one_letter_to_who_has_the_target() {
    let house = House::open().await;
    two_reports(&house).await;
    let office = &house.office;
    let (rui, mara) = (office.signed_in(RUI).await, office.signed_in(MARA).await);
    office.visitor_reports(by("vera@example.org", "No mail in the shop")).await;
    house.later(MINUTE).await;
    let letters = house.letters(RUI).len();
    let ticked: Vec<_> = ticks(office, &rui).into_iter().filter(|tick| !tick.starts_with("INC-1.")).collect();
    office.desk.merge_many(&mara, MergeMany { ticked, into: "INC-1".into(), reopen: false }).await.unwrap();
    house.later(MINUTE).await;
    let to_rui = house.letters(RUI);
    assert_eq!(to_rui.len(), letters + 1);
    assert!(["merged INC-2", "merged INC-3"].iter().all(|words| to_rui[letters].text.contains(words)), "{to_rui:#?}");
    let card = office.desk.board(&rui, &BoardFilter::default()).unwrap().columns.remove(1).cards.remove(0);
    assert_eq!((card.number.as_str(), card.duplicates), ("INC-1", 2));
    office.verified();
}

#[tokio::test]
async fn a_number_that_takes_nothing_is_refused_beside_its_field_and_only_staff_press() {
    let office = Office::open().await;
    let (rui, ana) = (office.signed_in(RUI).await, office.signed_in(ANA).await);
    for title in ["Mail is down", "No mail", "Nothing at all"] {
        office.visitor_reports(by(SOL, title)).await;
    }
    let request = |into: &str| MergeMany { ticked: vec!["INC-2.1".into()], into: into.into(), reopen: false };
    office.press(&rui, "INC-3", merge("INC-1")).await.unwrap();
    let field = |problem| vec![("into".to_owned(), problem)];
    for (into, problem) in
        [("", Problem::Missing), ("INC-99", Problem::Unknown), ("INC-3", Problem::NoMerge(NoMerge::IsDuplicate))]
    {
        assert_eq!(problems(office.desk.merge_many(&rui, request(into)).await), field(problem), "{into}");
    }
    let preview = office.desk.merge_preview(&rui, &request("INC-3")).unwrap();
    assert_eq!((preview.error.unwrap().problem, preview.target), (Problem::NoMerge(NoMerge::IsDuplicate), None));
    assert_eq!(office.desk.merge_many(&ana, request("INC-1")).await, Err(Error::Denied));
    assert_eq!(office.desk.merge_preview(&ana, &request("INC-1")), Err(Error::Denied));
    assert_eq!(office.desk.merge_many(&Caller::visitor(), request("INC-1")).await, Err(Error::SignedOut));
    assert_eq!(office.status_of(&rui, "INC-2").await, Status::Reported);
}

#[tokio::test]
async fn a_report_of_what_is_resolved_reopens_it_when_rui_merges_it_so() {
    let house = House::open().await;
    two_reports(&house).await;
    house.rui("INC-1", fixed()).await;
    house.later(MINUTE).await;
    let (to_ana, to_sol) = (house.letters(ANA).len(), house.letters(SOL).len());
    house.rui("INC-2", Press::Merge { into: "INC-1".into(), reopen: true }).await;
    house.later(MINUTE).await;
    let rui = house.office.signed_in(RUI).await;
    let head = house.office.desk.incident_head(&rui, "INC-1").await.unwrap();
    assert_eq!((head.status, head.reopened, head.people), (Status::Investigating, 1, 2));
    let lines = house.office.lines(&rui, "INC-1").await;
    assert!(lines.iter().any(|line| line.html.as_deref().is_some_and(|html| html.contains("reported again: INC-2"))));
    assert_eq!((house.letters(ANA).len() - to_ana, house.letters(SOL).len() - to_sol), (1, 1));
    assert!(house.said_to(ANA, "looking into it again") == 1 && house.said_to(SOL, "handled together with INC-1") == 1);
    house.office.verified();
}

#[tokio::test]
async fn me_too_on_a_page_from_before_a_merge_joins_what_it_is_handled_in() {
    let office = Office::open().await;
    let service = office.service("E-mail").await;
    for title in ["Mail is down", "No mail"] {
        office.visitor_reports(ReportDraft { service: service.clone(), ..by(SOL, title) }).await;
    }
    let rui = office.signed_in(RUI).await;
    office.press(&rui, "INC-2", merge("INC-1")).await.unwrap();
    let join = |nonce: &str| JoinRequest { number: "INC-2".into(), nonce: nonce.into(), ..JoinRequest::default() };
    let joined = office.desk.join(&Caller::visitor(), join("n")).await.unwrap();
    assert_eq!(joined.number, "INC-1");
    assert_eq!(office.desk.join(&Caller::visitor(), join("n")).await.unwrap(), joined, "pressed twice");
    assert_eq!(office.desk.incident_head(&rui, "INC-1").await.unwrap().people, 2);
    office.press(&rui, "INC-1", fixed()).await.unwrap_err();
    let resolution = Resolution { text: "A cable".into(), restored_at: None };
    office.press(&rui, "INC-1", Press::TakeAndResolve { resolution }).await.unwrap();
    assert_eq!(office.desk.join(&Caller::visitor(), join("m")).await, Err(Error::NotFound), "no page offers it now");
    office.verified();
}
