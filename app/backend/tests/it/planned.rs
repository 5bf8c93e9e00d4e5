//! Rui works on the mail server on Tuesday, and everybody who wants to know does. Whoever reports meanwhile is heard.

use backend::journal::{Fact, Value};
use backend::planned::{PlannedDraft, PlannedRecord};
use backend::services::{ServiceDraft, ServiceRecord};
use backend::storage::Topic;
use backend::{Caller, Error};
use domain::Refusal;
use domain::audience::AudienceKind;
use domain::field::{Changer, Problem};
use domain::ids::PlannedId;
use domain::planned::{End, Stage};
use domain::report::ReportDraft;
use domain::time::{DAY, HOUR, MINUTE, SECOND};
use domain::view::board::BoardFilter;

use crate::lifecycle::draft;
use crate::office::*;
use crate::outbox::House;

/// On the day after tomorrow, from ten to twelve.
fn on_wednesday(service: &str) -> PlannedDraft {
    PlannedDraft {
        services: vec![service.into()],
        begins: "2026-11-25T10:00".into(),
        ends: "2026-11-25T12:00".into(),
        words: "Mail comes a little later.".into(),
        team_note: "Snapshot first".into(),
    }
}

impl Office {
    pub fn planned(&self, id: PlannedId) -> PlannedRecord {
        self.desk.storage().read(|read| PlannedRecord::find(read, id)).unwrap().unwrap()
    }

    fn revision(&self, id: PlannedId) -> Option<u64> {
        Some(self.planned(id).stamps.revision())
    }

    async fn is_whole(&self) {
        let verdict = self.desk.storage().read(|read| backend::verify::verify(read)).unwrap();
        assert!(verdict.is_clean(), "{:#?}", verdict.differences);
    }
}

#[tokio::test]
async fn what_rui_plans_is_read_by_everybody_and_his_note_by_the_team() {
    let office = Office::open().await;
    let (rui, ana) = (office.signed_in(RUI).await, office.signed_in(ANA).await);
    let mail = office.service("E-mail").await;
    office.desk.add_planned(&rui, on_wednesday(&mail)).await.unwrap();

    let page = office.desk.planned_page(&rui, "").unwrap();
    assert_eq!((page.standing[0].note.as_str(), page.standing[0].line.names().as_str()), ("Snapshot first", "E-mail"));
    for visitor in [&Caller::visitor(), &ana] {
        let status = office.desk.status_page(visitor).unwrap();
        assert_eq!(status.planned[0].when(office.now()), "planned from Wed 10:00 until Wed 12:00");
        assert_eq!(status.planned[0].words, "Mail comes a little later.");
        assert!(office.desk.report_page(visitor).unwrap().planned.is_empty(), "not before the day before");
    }
    assert_eq!(office.desk.planned_page(&ana, ""), Err(Error::Denied));
    assert_eq!(office.desk.planned_page(&Caller::visitor(), ""), Err(Error::SignedOut));
    assert_eq!(office.desk.add_planned(&ana, on_wednesday(&mail)).await, Err(Error::Denied));
    let row = &office.desk.list_services(&rui).await.unwrap()[0];
    assert_eq!(row.planned, ["planned from Wed 10:00 until Wed 12:00"]);
    assert!(matches!(&office.journal()[0], Fact::PlannedAdded { on, .. } if on == "E-mail"));
}

#[tokio::test]
async fn the_board_speaks_of_it_on_the_day_and_not_before() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let mail = office.service("E-mail").await;
    let id = office.desk.add_planned(&rui, on_wednesday(&mail)).await.unwrap();
    let on_board = || office.desk.board(&rui, &BoardFilter::default()).unwrap().planned;
    assert!(on_board().is_empty());
    office.wait(2 * DAY);
    assert_eq!(on_board()[0].when(office.now()), "planned from 10:00 until 12:00");
    office.wait(2 * HOUR + MINUTE);
    assert_eq!(on_board()[0].when(office.now()), "being worked on as planned, until 12:00");
    assert_eq!(office.desk.report_page(&Caller::visitor()).unwrap().planned[0].stage(office.now()), Stage::Running);
    office.wait(2 * HOUR);
    assert_eq!(on_board()[0].when(office.now()), "planned until 12:00, and not finished yet");
    let status = office.desk.status_page(&Caller::visitor()).unwrap();
    assert_eq!(status.planned[0].stage(office.now()), Stage::Overrun);

    let mut told = office.desk.storage().live().subscribe();
    office.desk.end_planned(&rui, id, End::Finished, office.revision(id)).await.unwrap();
    assert_eq!(told.recv().await.unwrap().topic, Topic::Planned);
    assert!(on_board().is_empty());
    assert!(office.desk.status_page(&Caller::visitor()).unwrap().planned.is_empty());
    let past = office.desk.planned_page(&rui, "").unwrap().past;
    assert_eq!(past[0].end.as_ref().map(|(end, at)| (*end, at.text.as_str())), Some((End::Finished, "12:01")));
    office.is_whole().await;
}

#[tokio::test]
async fn a_report_about_a_service_that_is_worked_on_is_a_report_like_any_other() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let mail = office.service("E-mail").await;
    let now =
        PlannedDraft { begins: "2026-11-23T07:30".into(), ends: "2026-11-23T12:00".into(), ..on_wednesday(&mail) };
    office.desk.add_planned(&rui, now).await.unwrap();
    let before = office.queued().len();
    let number = office.visitor_reports(ReportDraft { service: mail, ..draft("No mail at all") }).await.number;
    let told: Vec<_> = office.queued().into_iter().skip(before).map(|notice| notice.kind).collect();
    assert_eq!(told.len(), 4, "the team of three, and who reported: {told:?}");
    let cards = office.desk.board(&rui, &BoardFilter::default()).unwrap().columns.remove(0).cards;
    assert_eq!(cards[0].number, number);
}

#[tokio::test]
async fn nonsense_is_refused_beside_each_field_and_nothing_is_stored() {
    let office = Office::open().await;
    let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
    let mail = office.service("E-mail").await;
    let asked = |typed: PlannedDraft| office.desk.add_planned(&rui, typed);
    let of = |field: &str, problem: Problem| vec![(field.to_owned(), problem)];
    let wednesday = || on_wednesday(&mail);
    let (begins, ends) = ("begins", "ends");

    let typed = PlannedDraft { ends: "2026-11-25T09:59".into(), ..wednesday() };
    assert_eq!(problems(asked(typed).await), of(ends, Problem::BeforeItBegins));
    let typed = PlannedDraft { begins: "2023-11-25T10:00".into(), ..wednesday() };
    assert_eq!(problems(asked(typed).await), of(begins, Problem::TooFarOff));
    let typed = PlannedDraft { ends: "2206-11-25T12:00".into(), ..wednesday() };
    assert_eq!(problems(asked(typed).await), of(ends, Problem::TooFarOff));
    let typed = PlannedDraft { begins: "2026-11-20T10:00".into(), ends: "2026-11-23T07:59".into(), ..wednesday() };
    assert_eq!(problems(asked(typed).await), of(ends, Problem::InThePast));
    let typed = PlannedDraft { words: "\u{200b}\u{202e}\0 \u{1b}".into(), ..wednesday() };
    assert_eq!(problems(asked(typed).await), of("words", Problem::Missing));
    let typed = PlannedDraft { words: "x".repeat(501), ..wednesday() };
    assert_eq!(problems(asked(typed).await), of("words", Problem::TooLong { most: 500, now: 501 }));

    office.desk.retire_service(&ada, mail.parse().unwrap(), None).await.unwrap();
    assert_eq!(problems(asked(wednesday()).await), of("services", Problem::Unknown));
    let nothing = problems(asked(PlannedDraft { begins: "soon".into(), ..PlannedDraft::default() }).await);
    let all = [
        ("services", Problem::Missing),
        (begins, Problem::Malformed),
        (ends, Problem::Missing),
        ("words", Problem::Missing),
    ];
    assert_eq!(nothing, all.map(|(field, problem)| (field.to_owned(), problem)));
    assert!(office.desk.planned_page(&rui, "").unwrap().standing.is_empty());
}

#[tokio::test]
async fn a_form_from_before_maras_change_comes_back_with_both_values() {
    let office = Office::open().await;
    let (mara, rui) = (office.signed_in(MARA).await, office.signed_in(RUI).await);
    let mail = office.service("E-mail").await;
    let id = office.desk.add_planned(&rui, on_wednesday(&mail)).await.unwrap();
    let shown = office.revision(id);
    let later = PlannedDraft { ends: "2026-11-25T13:00".into(), ..on_wednesday(&mail) };
    office.desk.change_planned(&mara, id, later, shown).await.unwrap();
    assert!(matches!(&office.journal()[0], Fact::PlannedChanged { changes, .. }
        if matches!(changes.as_slice(), [one] if one.field == "ends" && matches!(one.after, Value::At(_)))));

    let words = PlannedDraft { words: "No mail at all.".into(), ..on_wednesday(&mail) };
    let told = problems(office.desk.change_planned(&rui, id, words.clone(), shown).await);
    let by = Changer::Person("Mara Reis".into());
    let revision = office.revision(id).unwrap();
    assert_eq!(told, [("ends".to_owned(), Problem::Overtaken { by, now: "Wed 13:00".into(), revision })]);
    let unseen = refusal(office.desk.end_planned(&rui, id, End::Cancelled, shown).await);
    assert!(matches!(unseen, Refusal::Changed { .. }));
    let unseen = refusal(office.desk.tell_planned(&rui, id, vec![], false, shown).await);
    assert!(matches!(unseen, Refusal::Changed { .. }), "nobody sends what they have not seen");
    office.desk.change_planned(&rui, id, words, office.revision(id)).await.unwrap();
    assert_eq!(office.planned(id).words, "No mail at all.");
    office.is_whole().await;
}

#[tokio::test]
async fn it_is_extended_finished_and_called_off_once() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let mail = office.service("E-mail").await;
    let id = office.desk.add_planned(&rui, on_wednesday(&mail)).await.unwrap();
    let early = refusal(office.desk.end_planned(&rui, id, End::Finished, office.revision(id)).await);
    assert!(matches!(early, Refusal::Changed { .. }), "it has not begun: {early:?}");
    office.wait(2 * DAY + 4 * HOUR + MINUTE);
    let wrong = problems(office.desk.extend_planned(&rui, id, "2026-11-25T11:00".into(), office.revision(id)).await);
    assert_eq!(wrong, [("ends".to_owned(), Problem::InThePast)]);
    office.desk.extend_planned(&rui, id, "2026-11-25T14:30".into(), office.revision(id)).await.unwrap();
    assert_eq!(office.planned(id).stage(office.now()), Stage::Running);
    office.desk.end_planned(&rui, id, End::Finished, office.revision(id)).await.unwrap();
    office.desk.end_planned(&rui, id, End::Finished, office.revision(id)).await.unwrap();
    let over = on_wednesday(&mail);
    assert_eq!(refusal(office.desk.change_planned(&rui, id, over, office.revision(id)).await), Refusal::AlreadyDone);
    let ended = office.journal().into_iter().filter(|fact| matches!(fact, Fact::PlannedEnded { .. })).count();
    assert_eq!(ended, 1);
    office.is_whole().await;
}

#[tokio::test]
async fn a_service_that_was_retired_meanwhile_may_stay_and_the_instant_is_one_in_every_zone() {
    let office = Office::open().await;
    let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
    let mail = office.service("E-mail").await;
    let id = office.desk.add_planned(&rui, on_wednesday(&mail)).await.unwrap();
    office.desk.retire_service(&ada, mail.parse().unwrap(), None).await.unwrap();
    office.desk.change_own_details(&rui, "Rui Costa", "America/Lima", None).await.unwrap();
    let row = office.desk.planned_page(&rui, "").unwrap().standing.remove(0);
    assert_eq!((row.begins_typed.as_str(), row.line.ends.text.as_str()), ("2026-11-25T05:00", "Wed 07:00 UTC-05"));
    let before = office.planned(id);
    let typed = PlannedDraft {
        begins: row.begins_typed,
        ends: row.ends_typed,
        words: "Less than an hour.".into(),
        ..on_wednesday(&mail)
    };
    office.desk.change_planned(&rui, id, typed, office.revision(id)).await.unwrap();
    let after = office.planned(id);
    assert_eq!((after.begins, after.ends, after.services), (before.begins, before.ends, before.services));
    assert!(ServiceRecord::find(&office.desk.storage().snapshot().unwrap(), mail.parse().unwrap()).unwrap().is_some());
}

/// A house where Sol is an executive and Vera subscribed to E-mail, and what Rui plans there.
async fn announced(remind: bool) -> (House, PlannedId) {
    let house = House::open().await;
    let office = &house.office;
    office.address_is_set().await;
    let (ada, mara, rui) = (office.signed_in(ADA).await, office.signed_in(MARA).await, office.signed_in(RUI).await);
    let mail = office.desk.add_service(&ada, ServiceDraft { name: "E-mail".into(), ..ServiceDraft::default() }).await;
    let mail = mail.unwrap();
    let executive = office.audience(AudienceKind::Executive);
    office.desk.add_member(&mara, executive, "Sol Vaz", SOL).await.unwrap();
    office.desk.subscribe(&office.signed_in(ANA).await, mail).await.unwrap();
    let id = office.desk.add_planned(&rui, on_wednesday(&mail.to_string())).await.unwrap();
    let both = [executive, office.audience(AudienceKind::Affected)].map(|audience| audience.to_string());
    let people = office.desk.tell_planned(&rui, id, both.to_vec(), remind, office.revision(id)).await.unwrap();
    assert_eq!(people, 2);
    (house, id)
}

#[tokio::test]
async fn sol_and_ana_read_of_it_with_its_exact_instants_and_can_stop_such_letters() {
    let (house, id) = announced(false).await;
    let office = &house.office;
    let facts = office.journal();
    assert!(matches!(&facts[0], Fact::PlannedTold { people: 2, audiences, .. } if audiences.len() == 2), "{facts:?}");
    house.later(11 * SECOND).await;
    let letter = house.letters(SOL).remove(0);
    assert_eq!(letter.subject, "Planned work: E-mail");
    for words in [
        "from Wed 25 Nov 2026 10:00 UTC until Wed 25 Nov 2026 12:00 UTC",
        "Mail comes a little later.",
        "/status#planned",
    ] {
        assert!(letter.text.contains(words), "{words} is missing in {}", letter.text);
    }
    assert!(!letter.text.contains("Snapshot"), "{}", letter.text);
    assert!(house.letters(ANA)[0].text.contains("E-mail"), "{}", house.letters(ANA)[0].text);

    let token = token_of(letter.text.lines().find(|line| line.contains("/u/")).unwrap().trim()).to_owned();
    office.desk.unsubscribe(&token).await.unwrap();
    let rui = office.signed_in(RUI).await;
    let executive = vec![office.audience(AudienceKind::Executive).to_string()];
    office.desk.end_planned(&rui, id, End::Cancelled, office.revision(id)).await.unwrap();
    let people = office.desk.tell_planned(&rui, id, executive, false, office.revision(id)).await.unwrap();
    assert_eq!(people, 0, "Sol wants none of this service");
    office.is_whole().await;
}

#[tokio::test]
async fn what_was_called_off_within_the_ten_seconds_is_announced_to_nobody() {
    let (house, id) = announced(true).await;
    let rui = house.office.signed_in(RUI).await;
    house.office.desk.end_planned(&rui, id, End::Cancelled, house.office.revision(id)).await.unwrap();
    house.later(11 * SECOND).await;
    house.later(3 * DAY).await;
    house.office.desk.fire_due_timers().await.unwrap();
    house.later(MINUTE).await;
    assert!(house.letters(SOL).is_empty() && house.letters(ANA).is_empty());
    house.office.is_whole().await;
}

#[tokio::test]
async fn the_day_before_a_letter_comes_once_and_only_where_somebody_ticked_it() {
    for ticked in [true, false] {
        let (house, id) = announced(ticked).await;
        house.later(11 * SECOND).await;
        for _ in 0..2 {
            house.office.wait(DAY + 2 * HOUR);
            house.office.desk.fire_due_timers().await.unwrap();
            house.later(11 * SECOND).await;
        }
        let letters = house.letters(SOL);
        assert_eq!(letters.len(), if ticked { 2 } else { 1 });
        assert_eq!(letters.iter().filter(|letter| letter.text.contains("To remind you")).count(), usize::from(ticked));
        assert_eq!(house.office.planned(id).remind, []);
        house.office.is_whole().await;
    }
}

#[tokio::test]
async fn overrun_and_finished_are_told_as_such_when_somebody_presses() {
    let (house, id) = announced(false).await;
    let office = &house.office;
    office.wait(2 * DAY + 5 * HOUR);
    house.later(11 * SECOND).await;
    let executive = vec![office.audience(AudienceKind::Executive).to_string()];
    let tell = async || {
        let rui = office.signed_in(RUI).await;
        office.desk.tell_planned(&rui, id, executive.clone(), false, office.revision(id)).await.unwrap();
        house.later(11 * SECOND).await;
        house.letters(SOL).pop().unwrap().text
    };
    let overrun = tell().await;
    assert!(overrun.contains("takes longer: it was planned until Wed 25 Nov 2026 12:00 UTC"), "{overrun}");
    office.desk.end_planned(&office.signed_in(RUI).await, id, End::Finished, None).await.unwrap();
    let finished = tell().await;
    assert!(finished.contains("is finished since Wed 25 Nov 2026 13:0"), "{finished}");
    let nobody = problems(office.desk.tell_planned(&office.signed_in(RUI).await, id, vec![], false, None).await);
    assert_eq!(nobody, [("audiences".to_owned(), Problem::Missing)]);
}
