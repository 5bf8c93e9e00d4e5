//! What the law asks: two deadlines, of a day and of three, in wall time from when we knew.

use domain::Refusal;
use domain::field::Problem;
use domain::incident::{Bell, Change, Command, Incident, Press, Status};
use domain::time::{DAY, HOUR, MINUTE, Moment};

use crate::story::*;

fn declare() -> Press {
    Press::Declare { criteria: "Names and addresses were copied.".into(), aware_at: Some(MORNING.plus(-2 * HOUR)) }
}

fn notify(deadline: u32, on: Moment) -> Press {
    Press::Notify { deadline, whom: "The data protection office".into(), at: Some(on), reference: "DP-77".into() }
}

fn dues(incident: &Incident) -> Vec<(&str, i64)> {
    incident.legal_dues().into_iter().map(|(name, due)| (name, due.since(MORNING) / HOUR)).collect()
}

fn refused(story: &mut Story, press: Press) -> Vec<(String, Problem)> {
    match story.press(&rui(), press) {
        Err(Refusal::Fields(errors)) => errors.into_iter().map(|error| (error.field, error.problem)).collect(),
        other => panic!("not refused by field: {other:?}"),
    }
}

#[test]
fn nothing_runs_before_somebody_declares_it_and_then_from_when_we_knew() {
    let mut story = Story::at(Status::Investigating);
    assert!(dues(&story.incident).is_empty());
    assert_eq!(story.press(&rui(), notify(0, MORNING)), Err(Refusal::NotDeclared));
    story.must(&rui(), declare());
    assert_eq!(dues(&story.incident), [("Early warning", 22), ("Notification", 70)]);
    assert_eq!(story.press(&rui(), declare()), Err(Refusal::AlreadyDone));
    let reason = "The log shows it.".to_owned();
    story.must(&rui(), Press::SetAware { at: Some(MORNING.plus(-4 * HOUR)), reason });
    assert_eq!(dues(&story.incident), [("Early warning", 20), ("Notification", 68)]);
    assert_eq!(story.replayed(), story.incident);
}

#[test]
fn who_was_told_when_and_under_which_reference_ends_one_deadline_and_a_reason_all_that_are_left() {
    let mut story = Story::at(Status::Investigating);
    story.must(&rui(), declare());
    story.wait(HOUR);
    story.must(&rui(), notify(0, MORNING.plus(30 * MINUTE)));
    assert_eq!(dues(&story.incident), [("Notification", 70)]);
    let told = story.incident.legal.as_ref().unwrap().duties[0].notified.clone().unwrap();
    assert_eq!((told.reference.as_deref(), told.by, told.on), (Some("DP-77"), RUI, MORNING.plus(30 * MINUTE)));
    assert_eq!(refused(&mut story, notify(0, MORNING)), [("deadline".to_owned(), Problem::Unknown)], "told already");
    story.must(&mara(), Press::NotNotifiable { why: "Only our own test data.".into() });
    assert!(dues(&story.incident).is_empty() && story.incident.legal_bells().is_empty());
    let exempt = story.incident.legal.as_ref().unwrap().exempt.clone().unwrap();
    assert_eq!((exempt.by, exempt.why.as_str()), (MARA, "Only our own test data."));
}

#[test]
fn each_deadline_warns_once_and_passes_once_whatever_the_incident_does_meanwhile() {
    let mut story = Story::at(Status::Investigating);
    story.must(&rui(), declare());
    story.must(&rui(), resolve());
    let ring = |story: &mut Story| story.press(&timers(), Command::RingLegal { deadline: 0 });
    assert_eq!(ring(&mut story), Ok(false));
    story.wait(16 * HOUR);
    assert_eq!((ring(&mut story), ring(&mut story)), (Ok(true), Ok(false)), "three quarters, once");
    story.wait(6 * HOUR);
    assert_eq!((ring(&mut story), ring(&mut story)), (Ok(true), Ok(false)), "passed, once");
    let rang = |bell| Change::LegalRang { deadline: 0, bell };
    assert!(story.told(&rang(Bell::Warning)) && story.told(&rang(Bell::Breach)));
    story.wait(3 * DAY);
    assert_eq!(story.press(&timers(), Command::RingLegal { deadline: 1 }), Ok(true), "after a downtime only the end");
    assert!(!story.told(&Change::LegalRang { deadline: 1, bell: Bell::Warning }));
}

#[test]
fn a_time_of_the_future_and_words_that_are_missing_are_refused_all_at_once() {
    let mut story = Story::at(Status::Investigating);
    let late = Some(story.now.plus(HOUR));
    let of = |field: &str, problem| (field.to_owned(), problem);
    let empty = Press::Declare { criteria: String::new(), aware_at: late };
    assert_eq!(refused(&mut story, empty), [of("criteria", Problem::Missing), of("aware_at", Problem::InTheFuture)]);
    story.must(&rui(), declare());
    let empty = Press::Notify { deadline: 7, whom: String::new(), at: None, reference: String::new() };
    let missing = ["whom", "at"].map(|field| of(field, Problem::Missing));
    assert_eq!(refused(&mut story, empty)[1..], missing);
    assert_eq!(refused(&mut story, Press::EndRecovery { at: late }), [of("at", Problem::InTheFuture)]);
    assert_eq!(refused(&mut story, Press::NotNotifiable { why: String::new() }), [of("why_not", Problem::Missing)]);
}

#[test]
fn an_employee_declares_nothing_and_a_declaration_is_taken_back_within_ten_seconds() {
    let mut story = Story::at(Status::Investigating);
    assert_eq!(story.press(&ana(), declare()), Err(Refusal::NotAllowed));
    let sequence = story.next();
    story.must(&rui(), declare());
    story.must(&rui(), Press::Undo { sequence });
    assert!(story.incident.legal.is_none());
}
