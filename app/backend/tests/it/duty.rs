//! Mara keeps the rota; Rui and the others enter that they are away and who takes their hours. Everybody on the team
//! reads who is on duty, and where nobody will be.

use backend::duty::{AwayDraft, DutyPage, RotationDraft, StandInDraft};
use backend::journal::Fact;
use backend::notices::{NoticeKind, Recipient};
use backend::{Caller, Error};
use domain::field::Problem;
use domain::ids::RotationId;
use domain::time::{DAY, HOUR};

use crate::office::*;

/// Weekly from Monday the 23rd, 09:00 in Lisbon, which is UTC in winter: an hour after the story begins.
fn weekly(office: &Office, people: &[&str]) -> RotationDraft {
    RotationDraft {
        name: "Network".into(),
        zone: "Europe/Lisbon".into(),
        first: "2026-11-23T09:00".into(),
        every_days: "7".into(),
        people: people.iter().map(|email| office.id(email).to_string()).collect(),
        hours: String::new(),
    }
}

fn instead(rotation: RotationId, person: &str, from: &str, to: &str) -> StandInDraft {
    StandInDraft { rotation: rotation.to_string(), person: person.into(), from: from.into(), to: to.into() }
}

async fn page(office: &Office, who: &Caller) -> DutyPage {
    office.desk.duty_page(who, "").await.unwrap()
}

async fn line(office: &Office, who: &Caller) -> Option<String> {
    office.desk.frame(who, false).unwrap().on_duty
}

#[tokio::test]
async fn before_the_first_rotation_nothing_is_said_and_then_everybody_on_the_team_reads_who_is_on_duty() {
    let office = Office::open().await;
    let (mara, rui, ana) = (office.signed_in(MARA).await, office.signed_in(RUI).await, office.signed_in(ANA).await);
    assert_eq!(line(&office, &mara).await, None);
    office.desk.add_rotation(&mara, weekly(&office, &[RUI, MARA])).await.unwrap();
    office.wait(2 * HOUR);
    for staff in [&mara, &rui] {
        assert_eq!(line(&office, staff).await.as_deref(), Some("On duty: Rui Costa until 30 Nov 09:00"));
    }
    assert_eq!(line(&office, &ana).await, None);
    assert_eq!(line(&office, &Caller::visitor()).await, None);
    assert_eq!(office.desk.duty_page(&ana, "").await.unwrap_err(), Error::Denied);
    assert_eq!(office.desk.duty_page(&Caller::visitor(), "").await.unwrap_err(), Error::SignedOut);

    let shown = page(&office, &rui).await;
    assert_eq!(shown.now[0].person.as_deref(), Some("Rui Costa"));
    assert!(shown.now[0].next.is_some() && shown.gaps.is_empty());
    let monday = shown.month.days.iter().find(|day| day.name == "Mon 30").unwrap();
    let hours: Vec<_> = monday.shifts[0].iter().map(|shift| shift.hours.as_str()).collect();
    assert_eq!(hours, ["00:00–09:00", "09:00–24:00"]);
    let before = shown.month.days.iter().find(|day| day.name == "Sun 22").unwrap();
    assert!(before.shifts[0].is_empty(), "nobody was missing before the first turn");
    let december = office.desk.duty_page(&rui, "2026-12").await.unwrap().month;
    assert_eq!((december.title.as_str(), december.days.len()), ("December 2026", 31));
    assert_eq!(office.desk.duty_page(&rui, "nonsense").await.unwrap().month.title, "November 2026");
    assert!(office.journal().contains(&Fact::RotationAdded { name: "Network".into() }));
}

#[tokio::test]
async fn hours_in_which_nobody_will_be_are_shown_before_they_come() {
    let office = Office::open().await;
    let (mara, rui) = (office.signed_in(MARA).await, office.signed_in(RUI).await);
    office.desk.add_rotation(&mara, weekly(&office, &[RUI])).await.unwrap();
    office.wait(2 * HOUR);
    let away = AwayDraft { from: "2026-11-23T18:00".into(), to: "2026-11-24T09:00".into(), ..AwayDraft::default() };
    office.desk.be_away(&rui, away).await.unwrap();
    let said = line(&office, &rui).await.unwrap();
    assert_eq!(said, "On duty: Rui Costa until 18:00, nobody from 18:00 until Tue 09:00");
    let gaps = page(&office, &mara).await.gaps;
    assert_eq!((gaps.len(), gaps[0].from.text.as_str()), (1, "18:00"));
}

#[tokio::test]
async fn rui_is_away_without_any_rota_and_only_managers_enter_it_for_others() {
    let office = Office::open().await;
    let (mara, rui, ana) = (office.signed_in(MARA).await, office.signed_in(RUI).await, office.signed_in(ANA).await);
    let until = |to: &str| AwayDraft { to: to.into(), ..AwayDraft::default() };
    let id = office.desk.be_away(&rui, until("2026-11-25T09:00")).await.unwrap();
    assert_eq!(page(&office, &mara).await.away[0].person, "Rui Costa");
    let of_mara = AwayDraft { person: office.id(MARA).to_string(), ..until("2026-11-25T09:00") };
    let refused = office.desk.be_away(&rui, of_mara).await;
    assert_eq!(problems(refused), [("person".into(), Problem::NotYours)]);
    let of_rui = AwayDraft { person: office.id(RUI).to_string(), ..until("2026-11-25T09:00") };
    office.desk.be_away(&mara, of_rui.clone()).await.unwrap();
    assert_eq!(office.desk.be_away(&ana, until("2026-11-25T09:00")).await.unwrap_err(), Error::Denied);
    let of_ana = AwayDraft { person: office.id(ANA).to_string(), ..of_rui };
    assert_eq!(problems(office.desk.be_away(&mara, of_ana).await), [("person".into(), Problem::NotEligible)]);
    for (typed, problem) in [
        (until(""), Problem::Missing),
        (until("soon"), Problem::Malformed),
        (until("2026-11-20T09:00"), Problem::InThePast),
        (until("2226-11-20T09:00"), Problem::Malformed),
        (AwayDraft { from: "2026-11-26T09:00".into(), ..until("2026-11-25T09:00") }, Problem::Backwards),
    ] {
        assert_eq!(problems(office.desk.be_away(&rui, typed).await), [("to".into(), problem)]);
    }
    office.desk.be_back(&rui, id).await.unwrap();
    assert_eq!(office.desk.be_back(&rui, id).await, Err(Error::NotFound));
}

#[tokio::test]
async fn whoever_stands_in_is_told_when_it_is_entered_and_the_day_before() {
    let office = Office::open().await;
    let (mara, rui) = (office.signed_in(MARA).await, office.signed_in(RUI).await);
    office.desk.add_rotation(&mara, weekly(&office, &[RUI, MARA])).await.unwrap();
    let told = || {
        let queued = office.queued().into_iter().filter(|notice| notice.kind == NoticeKind::StandIn);
        queued.map(|notice| (notice.recipient, notice.span.unwrap().from)).collect::<Vec<_>>()
    };
    let away = AwayDraft { from: "2026-11-26T09:00".into(), to: "2026-11-27T09:00".into(), ..AwayDraft::default() };
    let id = office.desk.be_away(&rui, away.clone()).await.unwrap();
    let thursday = domain::time::Moment(MORNING + 3 * DAY + HOUR);
    let once = (Recipient::Person(office.id(MARA)), thursday);
    assert_eq!(told(), vec![once.clone()]);
    office.wait(DAY + HOUR);
    office.desk.fire_due_timers().await.unwrap();
    assert_eq!(told().len(), 1, "not yet the day before");
    office.wait(DAY);
    for _ in 0..2 {
        office.desk.fire_due_timers().await.unwrap();
    }
    assert_eq!(told(), [once.clone(), once]);
    let verdict = office.desk.storage().read(|read| backend::verify::verify(read)).unwrap();
    assert!(verdict.is_clean(), "{:#?}", verdict.differences);
    let rui = office.signed_in(RUI).await;
    office.desk.be_back(&rui, id).await.unwrap();
    let later = AwayDraft { from: "2026-11-29T09:00".into(), to: "2026-12-03T09:00".into(), ..away };
    let id = office.desk.be_away(&rui, later).await.unwrap();
    assert_eq!(told().len(), 3, "from Monday on it is her own turn");
    office.desk.be_back(&rui, id).await.unwrap();
    let verdict = office.desk.storage().read(|read| backend::verify::verify(read)).unwrap();
    assert!(verdict.is_clean(), "its timer went with it: {:#?}", verdict.differences);
}

#[tokio::test]
async fn hours_are_taken_over_by_anybody_and_given_away_by_whose_they_are() {
    let office = Office::open().await;
    let (mara, rui) = (office.signed_in(MARA).await, office.signed_in(RUI).await);
    office.add("nuno@example.org", "Nuno", "responder").await;
    let nuno = office.signed_in("nuno@example.org").await;
    let network = office.desk.add_rotation(&mara, weekly(&office, &[RUI, MARA])).await.unwrap();
    office.wait(2 * HOUR);
    let (of_rui, of_nuno, of_mara) = (office.id(RUI), office.id("nuno@example.org"), office.id(MARA));
    let night = |person: &str| instead(network, person, "2026-11-23T20:00", "2026-11-24T08:00");

    let refused = office.desk.stand_in(&nuno, night(&of_mara.to_string())).await;
    assert_eq!(problems(refused), [("person".into(), Problem::NotYours)], "neither his hours nor his evening");
    let refused = office.desk.stand_in(&rui, night("")).await;
    assert_eq!(problems(refused), [("person".into(), Problem::NotYours)], "nobody on duty is a manager's say");
    let given = office.desk.stand_in(&rui, night(&of_nuno.to_string())).await.unwrap();
    office
        .desk
        .stand_in(&nuno, instead(network, &of_nuno.to_string(), "2026-11-25T20:00", "2026-11-26T08:00"))
        .await
        .unwrap();
    office.wait(12 * HOUR);
    assert!(line(&office, &rui).await.unwrap().starts_with("On duty: Nuno until "), "{:?}", line(&office, &rui).await);

    assert_eq!(page(&office, &mara).await.instead.len(), 2);
    office.desk.take_back_stand_in(&nuno, given).await.unwrap();
    assert!(line(&office, &rui).await.unwrap().contains("Rui Costa"));
    office.desk.stand_in(&mara, instead(network, "", "2026-11-24T20:00", "2026-11-24T22:00")).await.unwrap();
    assert_eq!(page(&office, &rui).await.gaps.len(), 1, "said on purpose, and still nobody is there");
    let stranger = office.desk.stand_in(&mara, instead(RotationId(7), &of_rui.to_string(), "", "")).await;
    assert_eq!(problems(stranger), [("rotation".into(), Problem::Unknown), ("from".into(), Problem::Missing)]);
}

#[tokio::test]
async fn only_managers_keep_rotations_and_every_fault_of_a_form_is_named() {
    let office = Office::open().await;
    let (mara, rui) = (office.signed_in(MARA).await, office.signed_in(RUI).await);
    assert_eq!(office.desk.add_rotation(&rui, weekly(&office, &[RUI])).await.unwrap_err(), Error::Denied);
    let network = office.desk.add_rotation(&mara, weekly(&office, &[RUI])).await.unwrap();
    let wrong = RotationDraft {
        name: "network".into(),
        zone: "Mars".into(),
        first: "soon".into(),
        every_days: "0".into(),
        people: vec![office.id(ANA).to_string()],
        hours: "mon 17:00".into(),
    };
    let named = problems(office.desk.add_rotation(&mara, wrong.clone()).await);
    let fields: Vec<_> = named.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["name", "zone", "first", "every_days", "hours", "people"]);
    let nobody = RotationDraft { people: vec![String::new()], name: "Nights".into(), ..weekly(&office, &[]) };
    assert_eq!(problems(office.desk.add_rotation(&mara, nobody).await), [("people".into(), Problem::Missing)]);

    let renamed =
        RotationDraft { name: "Nights".into(), hours: "mon-sun 18:00-08:00".into(), ..weekly(&office, &[RUI, MARA]) };
    assert_eq!(office.desk.change_rotation(&rui, network, renamed.clone(), Some(0)).await, Err(Error::Denied));
    office.desk.change_rotation(&mara, network, renamed, Some(0)).await.unwrap();
    let changed = ["name", "people", "hours"].map(str::to_owned).to_vec();
    assert!(office.journal().contains(&Fact::RotationChanged { name: "Nights".into(), fields: changed }));
    office.wait(4 * HOUR);
    assert_eq!(line(&office, &rui).await.as_deref(), Some("On duty: nobody at this hour"));
    assert!(page(&office, &rui).await.gaps.is_empty(), "outside its hours nobody is missing");
    assert!(office.desk.remove_rotation(&mara, network, Some(0)).await.is_err(), "changed since it was shown");
    office.desk.remove_rotation(&mara, network, Some(1)).await.unwrap();
    assert_eq!(line(&office, &rui).await, None);
}

#[tokio::test]
async fn whoever_left_is_never_on_duty_and_the_next_in_order_takes_the_turn() {
    let office = Office::open().await;
    let mara = office.signed_in(MARA).await;
    let network = office.desk.add_rotation(&mara, weekly(&office, &[RUI, MARA])).await.unwrap();
    let of_rui = office.id(RUI).to_string();
    office.desk.stand_in(&mara, instead(network, &of_rui, "2026-12-01T09:00", "2026-12-02T09:00")).await.unwrap();
    office.wait(2 * HOUR);
    let ada = office.signed_in(ADA).await;
    office.desk.disable(&ada, office.id(RUI), None).await.unwrap();
    let shown = page(&office, &mara).await;
    assert_eq!(shown.now[0].person, Some(office.person(MARA).name));
    assert_eq!(shown.rotations[0].left, ["Rui Costa"]);
    let same = RotationDraft { every_days: "14".into(), ..weekly(&office, &[RUI, MARA]) };
    office.desk.change_rotation(&mara, network, same, None).await.unwrap();
    office.wait(8 * DAY);
    assert!(
        line(&office, &mara).await.unwrap().contains(&office.person(MARA).name),
        "an override that names him is none"
    );
    let verdict = office.desk.storage().read(|read| backend::verify::verify(read)).unwrap();
    assert!(verdict.is_clean(), "what names them still leads somewhere: {:#?}", verdict.differences);
}
