//! A time was written down wrong. Everything runs around the clock here; Eva's report at noon is a P3, to be taken
//! within three hours and to work again within twelve (`story::terms`).

use domain::Refusal;
use domain::clock::State;
use domain::field::Problem;
use domain::incident::{Change, Milestone, Press, SlaClock, Status};
use domain::time::{DAY, HOUR, MINUTE, Moment};

use crate::story::*;

fn correct(which: Milestone, at: Moment) -> Press {
    Press::CorrectTime { which, at: Some(at), reason: "The log of the phone says so.".into() }
}

fn judged(story: &Story, clock: SlaClock) -> (State, i64) {
    let ledger = story.incident.ledger(clock, &NoCalendars, story.now).unwrap();
    (ledger.state, ledger.elapsed / MINUTE)
}

/// What was judged before anything was corrected.
fn before(story: &Story, clock: SlaClock) -> (State, i64) {
    judged(&Story { incident: story.incident.as_recorded().unwrap(), ..story.clone() }, clock)
}

fn refused(story: &mut Story, press: Press) -> Problem {
    match story.press(&mara(), press) {
        Err(Refusal::Fields(errors)) => errors[0].problem.clone(),
        other => panic!("not refused by field: {other:?}"),
    }
}

#[test]
fn rui_took_it_in_time_and_pressed_late_and_the_clock_is_judged_again_with_both_verdicts_kept() {
    let mut story = Story::reported();
    story.wait(4 * HOUR);
    story.must(&rui(), take());
    assert_eq!(judged(&story, SlaClock::Response), (State::MetLate, 240));
    assert!(story.incident.as_recorded().is_none(), "nothing was corrected");
    let taken = story.incident.taken_at;
    story.must(&mara(), correct(Milestone::Taken, MORNING.plus(2 * HOUR)));
    assert_eq!(judged(&story, SlaClock::Response), (State::Met, 120));
    assert_eq!(before(&story, SlaClock::Response), (State::MetLate, 240));
    story.must(&mara(), correct(Milestone::Taken, MORNING.plus(150 * MINUTE)));
    assert_eq!(judged(&story, SlaClock::Response), (State::Met, 150));
    let correction = story.incident.correction(Milestone::Taken).unwrap();
    assert_eq!(correction.recorded, taken, "what was recorded first is kept, however often it is corrected");
    assert_eq!(before(&story, SlaClock::Response), (State::MetLate, 240));
    assert_eq!(story.replayed(), story.incident);
}

#[test]
fn a_call_that_came_an_hour_before_somebody_wrote_it_down_starts_both_clocks_an_hour_earlier() {
    let mut story = Story::at(Status::Investigating);
    story.must(&mara(), correct(Milestone::Reached, MORNING.plus(-4 * HOUR)));
    assert_eq!(judged(&story, SlaClock::Response), (State::MetLate, 240));
    let resolution = story.incident.ledger(SlaClock::Resolution, &NoCalendars, story.now).unwrap();
    assert_eq!(resolution.due, Some(MORNING.plus(8 * HOUR)));
    assert_eq!(story.incident.first_reporter(), Some(EVA), "who reported it is still who reported it");
}

#[test]
fn a_time_of_the_future_of_another_century_or_of_nothing_that_happened_is_refused_with_everything_at_once() {
    let mut story = Story::at(Status::Investigating);
    let now = story.now;
    assert_eq!(refused(&mut story, correct(Milestone::Taken, now.plus(HOUR))), Problem::InTheFuture);
    assert_eq!(refused(&mut story, correct(Milestone::Taken, Moment(i64::MIN))), Problem::TooFarOff);
    assert_eq!(refused(&mut story, correct(Milestone::Resolved, now)), Problem::Unknown, "it is not resolved");
    let empty = Press::CorrectTime { which: Milestone::Restored, at: None, reason: String::new() };
    let Err(Refusal::Fields(errors)) = story.press(&mara(), empty) else { panic!("refused by field") };
    assert_eq!(errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), ["which", "at", "reason"]);
    assert_eq!(story.press(&rui(), correct(Milestone::Taken, MORNING)), Err(Refusal::NotAllowed), "managers do");
}

#[test]
fn an_order_that_cannot_have_been_is_kept_and_told_until_the_other_time_is_corrected_as_well() {
    let mut story = Story::at(Status::Resolved);
    story.wait(DAY);
    assert!(story.incident.impossible_orders().is_empty());
    story.must(&mara(), correct(Milestone::Taken, MORNING.plus(-30 * MINUTE)));
    assert_eq!(story.incident.impossible_orders(), [(Milestone::Reached, Milestone::Taken)]);
    story.must(&mara(), correct(Milestone::Reached, MORNING.plus(-HOUR)));
    assert!(story.incident.impossible_orders().is_empty());
    assert_eq!(judged(&story, SlaClock::Response), (State::Met, 30));
    story.must(&mara(), correct(Milestone::Began, MORNING.plus(-2 * HOUR)));
    assert_eq!(story.incident.began_at, Some(MORNING.plus(-2 * HOUR)), "it can be said where nobody had");
    assert_eq!(judged(&story, SlaClock::Response), (State::Met, 30), "and starts no clock");
}

#[test]
fn what_broke_again_in_between_stays_where_it_is() {
    let mut story = Story::at(Status::Resolved);
    story.wait(HOUR);
    let reopened = story.now;
    story.must(&rui(), Press::Reopen { reason: "It is back.".into() });
    story.wait(HOUR);
    story.must(&rui(), resolve());
    story.wait(HOUR);
    let early = correct(Milestone::Resolved, reopened);
    assert_eq!(refused(&mut story, early), Problem::OutOfTurn);
    story.must(&mara(), correct(Milestone::Resolved, reopened.plus(30 * MINUTE)));
    assert_eq!(judged(&story, SlaClock::Resolution).0, State::Met);
    assert_eq!(judged(&story, SlaClock::Resolution).1, 30, "the time counted as solved is nobody's");
}

#[test]
fn what_was_hit_until_it_worked_again_was_hit_until_the_corrected_time() {
    let mut story = Story::at(Status::Investigating);
    let effect = domain::service::Effect::Down;
    story.must(&rui(), Press::Affect { service: MAIL, effect });
    story.wait(2 * HOUR);
    story.must(&rui(), resolve());
    let restored = story.now.plus(-HOUR);
    story.must(&mara(), correct(Milestone::Restored, restored));
    let hit = story.incident.affected.iter().find(|affected| affected.service == MAIL && !affected.named).unwrap();
    assert_eq!(hit.to, Some(restored));
    let told = |change: &Change| matches!(change, Change::TimeCorrected { which: Milestone::Restored, .. });
    assert!(story.log.iter().any(|(change, ..)| told(change)));
}

#[test]
fn a_correction_is_taken_back_like_any_press() {
    let mut story = Story::at(Status::Investigating);
    let before = story.incident.clone();
    let sequence = story.next();
    story.must(&mara(), correct(Milestone::Taken, MORNING));
    story.must(&mara(), Press::Undo { sequence });
    assert_eq!((story.incident.taken_at, story.incident.corrections.len()), (before.taken_at, 0));
    assert_eq!(story.incident.sla.marks, before.sla.marks);
}
