//! A P1 is resolved, and three working days later somebody has said what was learned of it. Two who write overwrite each
//! other nowhere, and Sol reads what is published.

use backend::reviews::{LinesDraft, ReviewRecord};
use backend::{Caller, Error};
use domain::Refusal;
use domain::audience::AudienceKind;
use domain::classification::Priority;
use domain::field::{Changer, Problem};
use domain::incident::{Press, Resolution};
use domain::report::ReportDraft;
use domain::review::{ReviewPart, ReviewStage, ReviewWhy};
use domain::time::{DAY, HOUR, MINUTE, SECOND};
use domain::view::reviews::ReviewPage;

use crate::lifecycle::draft;
use crate::office::*;
use crate::outbox::House;

/// Nothing that needs somebody in command.
fn mild(title: &str) -> ReportDraft {
    ReportDraft { nonce: title.into(), impact: "low".into(), urgency: "low".into(), ..draft(title) }
}

impl Office {
    fn review(&self, number: &str) -> Option<ReviewRecord> {
        let find = |read: &backend::storage::Snapshot| {
            let incident = backend::incidents::find_by_number(read, number)?.unwrap();
            ReviewRecord::find(read, incident.id)
        };
        self.desk.storage().read(find).unwrap()
    }

    async fn review_page(&self, who: &Caller, number: &str) -> ReviewPage {
        self.desk.review_page(who, number).await.unwrap()
    }

    async fn writes(&self, who: &Caller, number: &str, part: ReviewPart, words: &str) -> Result<(), Error> {
        let seen = self.review(number).map(|review| review.stamps.revision());
        self.desk.write_review(who, number.into(), part, words.into(), seen).await
    }

    async fn begun(&self, who: &Caller, title: &str) -> String {
        let number = self.visitor_reports(mild(title)).await.number;
        self.desk.begin_review(who, number.clone()).await.unwrap();
        number
    }
}

/// Reported with all that stops, taken by Rui as a P1, and resolved by him.
async fn resolved_p1(house: &House) -> String {
    let report = ReportDraft { impact: "high".into(), urgency: "high".into(), ..draft("Mail is down") };
    let number = house.office.visitor_reports(report).await.number;
    house.rui(&number, Press::Take { priority: Some(Priority::P1), reason: "All of it".into() }).await;
    house.office.wait(MINUTE);
    let resolution = Resolution { text: "A full disk.".into(), restored_at: None };
    house.rui(&number, Press::Resolve { resolution }).await;
    number
}

#[tokio::test]
async fn a_resolved_p1_is_due_for_its_owner_within_three_working_days_and_its_closing_does_not_wait() {
    let house = House::open().await;
    let number = resolved_p1(&house).await;
    let office = &house.office;
    let (rui, mara) = (office.signed_in(RUI).await, office.signed_in(MARA).await);
    let review = office.review(&number).unwrap();
    assert_eq!(
        (review.why, review.owner, review.stage()),
        (Some(ReviewWhy::Priority1), Some(office.id(RUI)), ReviewStage::Due)
    );
    let page = office.desk.reviews_page(&mara).unwrap();
    let row = &page.due[0];
    assert_eq!(
        (row.owner.as_str(), row.due.as_str(), row.why.as_str()),
        ("Rui Costa", "Thu 26 Nov", "because it was P1")
    );
    assert_eq!(
        review.due,
        Some(domain::time::Moment(MORNING + 3 * DAY + 9 * HOUR)),
        "resolved on Monday: Thursday at five"
    );

    house.later(11 * SECOND).await;
    let told = |subject: &str| house.letters(RUI).iter().filter(|letter| letter.subject.starts_with(subject)).count();
    assert_eq!(told("A review for you"), 1);
    let rings = async |days: i64| {
        office.wait(days * DAY);
        office.desk.fire_due_timers().await.unwrap();
        house.later(11 * SECOND).await;
        (told("Review due soon"), told("Review overdue"))
    };
    assert_eq!(rings(1).await, (0, 0));
    assert_eq!(rings(2).await, (1, 0));
    assert_eq!(rings(1).await, (1, 1));
    assert!(office.desk.reviews_page(&rui).unwrap().due[0].is_overdue);
    rings(10).await;
    assert_eq!(office.status_of(&rui, &number).await, domain::incident::Status::Closed);
    office.verified();
}

#[tokio::test]
async fn what_is_no_p1_begins_when_somebody_wants_it_and_a_re_opened_one_is_due_no_more() {
    let house = House::open().await;
    let office = &house.office;
    let rui = office.signed_in(RUI).await;
    let number = house.ana_reports("Slow mail").await;
    let resolution = || Press::Resolve { resolution: Resolution { text: "A full disk.".into(), restored_at: None } };
    house.rui_takes(&number).await;
    house.rui(&number, resolution()).await;
    assert_eq!(office.review(&number), None, "quiet until wanted");
    office.desk.begin_review(&rui, number.clone()).await.unwrap();
    office.desk.begin_review(&rui, number.clone()).await.unwrap();
    assert_eq!(office.review(&number).unwrap().stage(), ReviewStage::Begun);

    let p1 = resolved_p1(&house).await;
    house.rui(&p1, Press::Reopen { reason: "It is down again".into() }).await;
    assert_eq!(office.review(&p1), None, "nobody had written in it");
    house.later(11 * SECOND).await;
    assert!(
        !house.letters(RUI).iter().any(|letter| letter.subject.starts_with("A review")),
        "and nobody reads that it is due"
    );
    office.verified();
}

#[tokio::test]
async fn two_who_write_one_part_read_both_texts_and_other_parts_are_left_alone() {
    let office = Office::open().await;
    let (mara, rui) = (office.signed_in(MARA).await, office.signed_in(RUI).await);
    let number = office.begun(&rui, "Mail is down").await;
    let seen = Some(office.review(&number).unwrap().stamps.revision());
    let write = |who: &Caller, part: ReviewPart, words: &str, seen| {
        let (who, words) = (who.clone(), words.to_owned());
        let (office, number) = (&office, number.clone());
        async move { office.desk.write_review(&who, number, part, words, seen).await }
    };
    write(&mara, ReviewPart::Why, "The disk was full.", seen).await.unwrap();
    write(&rui, ReviewPart::Happened, "Mail stood still.", seen).await.unwrap();
    let told = problems(write(&rui, ReviewPart::Why, "A full disk.", seen).await);
    let by = Changer::Person("Mara Reis".into());
    let Problem::Overtaken { by: who, now, .. } = &told[0].1 else { panic!("{told:?}") };
    assert_eq!((told[0].0.as_str(), who, now.as_str()), ("because", &by, "The disk was full."));
    let again = Some(office.review(&number).unwrap().stamps.revision());
    write(&rui, ReviewPart::Why, "A full disk.", again).await.unwrap();
    let review = office.review(&number).unwrap();
    assert_eq!(
        (review.parts[&ReviewPart::Why].as_str(), review.parts[&ReviewPart::Happened].as_str()),
        ("A full disk.", "Mail stood still.")
    );
    let long = write(&rui, ReviewPart::Why, &"x".repeat(8_001), None).await;
    assert_eq!(problems(long), [("because".to_owned(), Problem::TooLong { most: 8_000, now: 8_001 })]);
    office.verified();
}

#[tokio::test]
async fn the_record_drafts_it_counts_minutes_and_a_name_among_the_causes_is_asked_about() {
    let house = House::open().await;
    let office = &house.office;
    let rui = office.signed_in(RUI).await;
    let mail = office.service("E-mail").await;
    let report =
        ReportDraft { service: mail.clone(), impact: "high".into(), urgency: "high".into(), ..draft("Mail is down") };
    let number = office.visitor_reports(report).await.number;
    house.rui(&number, Press::Take { priority: Some(Priority::P1), reason: "All".into() }).await;
    let down = Press::Affect { service: mail.parse().unwrap(), effect: domain::service::Effect::Down };
    house.rui(&number, down).await;
    office.wait(42 * MINUTE + SECOND);
    house
        .rui(&number, Press::Resolve { resolution: Resolution { text: "A full disk.".into(), restored_at: None } })
        .await;
    let review = office.review_page(&rui, &number).await.review.unwrap();
    assert!(review.impact.contains(&("E-mail".into(), "42 min down".into())), "{:?}", review.impact);
    assert!(review.impact.contains(&("People who reported it or joined".into(), "1".into())), "{:?}", review.impact);
    assert!(review.parts[0].draft.contains("How it was fixed: A full disk."), "{}", review.parts[0].draft);
    assert!(review.lines.iter().any(|line| line.chosen), "steps that are pinned stand in it until somebody chooses");

    office.writes(&rui, &number, ReviewPart::Factors, "Rui restarted the wrong host.").await.unwrap();
    office.writes(&rui, &number, ReviewPart::WentWell, "Mara was quick.").await.unwrap();
    let review = office.review_page(&rui, &number).await.review.unwrap();
    let named = |part: ReviewPart| review.parts.iter().find(|one| one.part == part).unwrap().named.clone();
    assert_eq!(
        (named(ReviewPart::Factors), named(ReviewPart::WentWell)),
        (vec!["Rui Costa".to_owned()], vec![]),
        "praise is free"
    );

    let seen = Some(review.revision);
    let wrong = LinesDraft { chosen: vec![], line_at: String::new(), line: "The disk had warned".into() };
    let told = problems(office.desk.choose_lines(&rui, number.clone(), wrong, seen).await);
    assert_eq!(told, [("line_at".to_owned(), Problem::Missing)]);
    let own = LinesDraft {
        chosen: vec!["1".into(), "999".into()],
        line_at: "2026-11-23T07:30".into(),
        line: "The disk had warned".into(),
    };
    office.desk.choose_lines(&rui, number.clone(), own, seen).await.unwrap();
    let review = office.review_page(&rui, &number).await.review.unwrap();
    let chosen: Vec<_> =
        review.lines.iter().filter(|line| line.chosen).map(|line| (line.sequence, line.words.as_str())).collect();
    assert_eq!((chosen.len(), chosen[0]), (2, (0, "The disk had warned")), "{chosen:?}");
}

#[tokio::test]
async fn mara_reads_it_sol_gets_it_and_what_changes_later_is_listed() {
    let house = House::open().await;
    let office = &house.office;
    office.address_is_set().await;
    let (mara, rui, ana) = (office.signed_in(MARA).await, office.signed_in(RUI).await, office.signed_in(ANA).await);
    let executive = office.audience(AudienceKind::Executive);
    office.desk.add_member(&mara, executive, "Sol Vaz", SOL).await.unwrap();
    let number = office.begun(&rui, "Mail is down").await;
    let seen = || Some(office.review(&number).unwrap().stamps.revision());
    let publish = async |unread: bool, to: Vec<String>| {
        office.desk.publish_review(&rui, number.clone(), to, unread, seen()).await
    };
    let to = || vec![executive.to_string()];
    assert_eq!(
        problems(publish(true, to()).await),
        [("happened".to_owned(), Problem::Missing)],
        "there is nothing to read"
    );
    office.writes(&rui, &number, ReviewPart::Happened, "Mail stood still <i>today").await.unwrap();
    assert_eq!(problems(publish(false, to()).await), [("unread".to_owned(), Problem::Missing)]);
    office.desk.read_review(&rui, number.clone(), seen()).await.unwrap();
    assert_eq!(
        problems(publish(false, to()).await),
        [("unread".to_owned(), Problem::Missing)],
        "it needs somebody else"
    );
    office.desk.read_review(&mara, number.clone(), seen()).await.unwrap();
    assert_eq!(problems(publish(false, vec![]).await), [("audiences".to_owned(), Problem::Missing)]);
    assert_eq!(publish(false, to()).await, Ok(1));
    house.later(11 * SECOND).await;
    let letter = house.letters(SOL).remove(0);
    assert!(letter.subject.starts_with(&format!("What we learned: {number}")), "{}", letter.subject);
    assert!(letter.text.contains("Mail stood still") && letter.text.contains("What happened"), "{}", letter.text);
    assert!(!letter.text.contains("Nobody but who wrote it"), "{}", letter.text);
    let token = letter
        .text
        .lines()
        .find(|line| line.contains("/reviews/"))
        .map(|line| token_of(line.trim()).to_owned())
        .unwrap();
    let read = office.desk.public_review(&token).unwrap();
    assert_eq!(
        (read.parts[0].words.as_str(), read.published.read_by.as_str()),
        ("Mail stood still <i>today", "Mara Reis")
    );

    office.wait(HOUR);
    office.writes(&rui, &number, ReviewPart::Why, "A full disk.").await.unwrap();
    let later = office.desk.public_review(&token).unwrap().published.later;
    assert_eq!(later.iter().map(|(_, what)| what.as_str()).collect::<Vec<_>>(), ["Why it happened"]);
    assert_eq!(office.desk.public_review(&token.replacen(&token[30..32], "zz", 1)).err(), Some(Error::NotFound));
    assert_eq!(office.desk.review_page(&ana, &number).await.err(), Some(Error::NotFound));
    let stale = office.desk.publish_review(&rui, number.clone(), to(), true, Some(1)).await;
    assert!(matches!(refusal(stale), Refusal::Changed { .. }), "nobody sends what they have not seen");
    office.press(&rui, &number, Press::Restrict).await.unwrap();
    assert_eq!(office.desk.public_review(&token).err(), Some(Error::NotFound), "its page is gone with it");
    office.verified();
}

#[tokio::test]
async fn of_a_restricted_incident_the_review_exists_for_its_members_only() {
    let house = House::open().await;
    let office = &house.office;
    let (mara, rui) = (office.signed_in(MARA).await, office.signed_in(RUI).await);
    let number = office.begun(&rui, "Mail is down").await;
    let secret = office.press(&rui, &number, Press::Restrict).await.unwrap().number;
    assert_eq!(office.desk.review_page(&mara, &secret).await.err(), Some(Error::NotFound));
    assert_eq!(office.desk.reviews_page(&mara).unwrap(), domain::view::reviews::ReviewsPage::default());
    assert_eq!(office.writes(&mara, &secret, ReviewPart::Why, "x").await, Err(Error::NotFound));
    office.writes(&rui, &secret, ReviewPart::Happened, "heliotrope").await.unwrap();
    let seen = Some(office.review(&secret).unwrap().stamps.revision());
    let to = vec![office.audience(AudienceKind::Executive).to_string()];
    assert_eq!(office.desk.publish_review(&rui, secret.clone(), to, true, seen).await, Ok(2), "its members");
    house.later(11 * SECOND).await;
    let letter = house.letters(RUI).into_iter().find(|letter| letter.subject.contains(&secret)).unwrap();
    assert!(
        !letter.text.contains("heliotrope") && !letter.subject.contains("Mail"),
        "{} {}",
        letter.subject,
        letter.text
    );
    let nobody = office.desk.hand_review(&rui, secret.clone(), office.id(MARA).to_string(), String::new(), None).await;
    assert_eq!(problems(nobody), [("owner".to_owned(), Problem::NotEligible)]);
    office.verified();
}
