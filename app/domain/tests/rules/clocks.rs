//! What happens to the clocks of an incident. Everything runs around the clock here; Eva's report at noon is a P3, to be
//! taken within three hours and to work again within twelve (`story::terms`).

use domain::classification::{IncidentType, Level, Priority};
use domain::clock::{Ledger, Segment, SegmentKind, State};
use domain::ids::AudienceId;
use domain::incident::{Bell, BreachCause, Command, HoldReason, Press, SlaClock, Status, Verdict};
use domain::time::{HOUR, MINUTE, Moment};

use crate::story::*;

fn ledger(story: &Story, clock: SlaClock) -> Ledger {
    story.incident.ledger(clock, &NoCalendars, story.now).unwrap()
}

fn response(story: &Story) -> Ledger {
    ledger(story, SlaClock::Response)
}

fn resolution(story: &Story) -> Ledger {
    ledger(story, SlaClock::Resolution)
}

fn kinds(ledger: &Ledger) -> Vec<(SegmentKind, i64)> {
    ledger.segments.iter().map(|Segment { from, to, kind }| (*kind, to.since(*from) / MINUTE)).collect()
}

fn due(hours: i64) -> Option<Moment> {
    Some(MORNING.plus(hours * HOUR))
}

#[test]
fn a_report_starts_both_clocks_and_a_take_stops_the_first() {
    let mut story = Story::reported();
    assert_eq!((response(&story).due, resolution(&story).due), (due(3), due(12)));
    story.wait(2 * HOUR - 1);
    story.must(&rui(), take());
    story.wait(5 * HOUR);
    assert_eq!((response(&story).state, response(&story).elapsed), (State::Met, 2 * HOUR));
    assert_eq!((resolution(&story).state, resolution(&story).elapsed), (State::Running, 7 * HOUR));
}

#[test]
fn what_comes_on_the_instant_is_in_time_and_a_moment_later_is_late() {
    for (wait, state) in [(3 * HOUR - 1, State::Met), (3 * HOUR, State::MetLate)] {
        let mut story = Story::reported();
        // A press comes a moment after the wait.
        story.wait(wait);
        story.must(&rui(), take());
        assert_eq!(response(&story).state, state);
        assert_eq!(response(&story).due, due(3));
    }
}

#[test]
fn a_question_to_the_only_reporter_stops_the_clock_until_they_answer() {
    let mut story = Story::at(Status::Investigating);
    story.wait(HOUR);
    story.must(&rui(), hold(HoldReason::AwaitingReporter));
    story.wait(9 * HOUR);
    assert_eq!((resolution(&story).state, resolution(&story).due), (State::Paused, None));
    let eva = story.eva();
    story.must(&eva, Press::AddWords { text: "It is the second floor.".into() });
    story.wait(HOUR);
    let told = resolution(&story);
    assert_eq!(told.state, State::Running);
    assert_eq!(
        kinds(&told).iter().map(|(kind, _)| *kind).collect::<Vec<_>>(),
        [SegmentKind::Running, SegmentKind::Paused, SegmentKind::Running]
    );
    assert_eq!(told.due, Some(MORNING.plus(12 * HOUR + told.total(SegmentKind::Paused))));
}

#[test]
fn no_other_wait_stops_it_nor_does_any_where_others_have_it_too_or_it_presses() {
    for reason in [HoldReason::Vendor, HoldReason::Change, HoldReason::Other] {
        let mut story = Story::at(Status::Investigating);
        story.must(&rui(), hold(reason));
        assert_eq!(resolution(&story).state, State::Running, "{reason:?}");
    }
    let mut story = Story::at(Status::Investigating);
    story.press(&mara(), Command::Join { person: ANA }).unwrap();
    story.must(&rui(), hold(HoldReason::AwaitingReporter));
    assert_eq!(resolution(&story).state, State::Running, "two have it");
    let mut story = Story::at(Status::Investigating);
    story.must(&rui(), classify(Level::High, Level::High, None));
    story.must(&rui(), hold(HoldReason::AwaitingReporter));
    assert_eq!(resolution(&story).state, State::Running, "a P1");
}

#[test]
fn a_clock_that_waits_runs_again_once_somebody_else_has_it_or_it_presses() {
    let waits = || {
        let mut story = Story::at(Status::Investigating);
        story.must(&rui(), hold(HoldReason::AwaitingReporter));
        assert_eq!(resolution(&story).state, State::Paused);
        story
    };
    let mut story = waits();
    story.press(&mara(), Command::Join { person: ANA }).unwrap();
    assert_eq!(resolution(&story).state, State::Running);
    assert!(story.incident.hold.is_some(), "it waits still, and its clock does not");
    let mut story = waits();
    story.must(&rui(), classify(Level::High, Level::High, None));
    assert_eq!(resolution(&story).state, State::Running);
}

#[test]
fn another_priority_is_judged_by_its_own_target_from_then_on_and_never_before_anybody_could() {
    let mut story = Story::at(Status::Investigating);
    story.wait(5 * HOUR);
    let raised = story.now;
    story.must(&rui(), classify(Level::High, Level::High, None));
    assert_eq!(story.incident.priority, Priority::P1);
    // A P1 is to work again within four hours, which had passed already: nobody is late before an hour is over.
    let first = resolution(&story).due.unwrap();
    assert!(first.since(raised) >= HOUR && first.since(raised) < HOUR + MINUTE, "{first:?}");
    story.wait(2 * HOUR);
    assert_eq!(resolution(&story).state, State::Breached);
    story.must(&rui(), classify(Level::Low, Level::Low, None));
    let lowered = resolution(&story);
    assert_eq!((lowered.state, lowered.due), (State::Breached, Some(first)), "lowering undoes no breach");
    assert_eq!(response(&story).state, State::Met, "what has stopped is not judged again");
}

#[test]
fn what_works_again_counts_as_solved_until_it_does_not_and_that_time_is_nobodys() {
    let mut story = Story::at(Status::Mitigated);
    assert_eq!(resolution(&story).state, State::Met);
    story.wait(20 * HOUR);
    story.must(&rui(), Press::Resume { reason: "It is back.".into() });
    let resumed = resolution(&story);
    assert_eq!(resumed.state, State::Running);
    assert!(resumed.total(SegmentKind::ConsideredSolved) >= 20 * HOUR);
    story.wait(HOUR);
    story.must(&rui(), resolve());
    assert_eq!(resolution(&story).state, State::Met, "judged at the last stop");
    story.wait(HOUR);
    let eva = story.eva();
    story.must(&eva, judge(Verdict::StillBroken));
    assert_eq!(response(&story).state, State::Met, "re-opening starts no first clock again");
    assert_eq!(resolution(&story).state, State::Running);
}

#[test]
fn what_is_cancelled_no_longer_counts_and_a_breach_stays_on_record() {
    let mut story = Story::at(Status::Investigating);
    story.wait(13 * HOUR);
    let ring = Command::Ring { clock: SlaClock::Resolution, bell: Bell::Breach, due: due(12).unwrap() };
    assert_eq!(story.press(&timers(), ring.clone()), Ok(true));
    assert_eq!(story.press(&timers(), ring), Ok(false), "once");
    story.must(&rui(), cancel());
    assert_eq!(resolution(&story).state, State::Cancelled);
    let breach = story.incident.sla.breach(SlaClock::Resolution).unwrap();
    assert_eq!((breach.due, breach.owner), (due(12).unwrap(), Some(RUI)));
    let explain = |words: &str| Press::ExplainBreach {
        clock: SlaClock::Resolution,
        cause: BreachCause::Other,
        words: words.into(),
    };
    assert!(story.press(&rui(), explain("")).is_err(), "something else is said in words");
    story.must(&rui(), explain("A strike."));
    assert_eq!(story.incident.sla.breach(SlaClock::Resolution).unwrap().cause, Some(BreachCause::Other));
    assert!(story.incident.sla.breach(SlaClock::Response).is_none());
}

#[test]
fn a_request_has_no_clocks_and_gets_them_when_it_turns_out_to_be_an_incident() {
    let mut story = Story::at(Status::Investigating);
    story.must(&rui(), Press::ChangeType { kind: IncidentType::Request });
    assert_eq!(resolution(&story).state, State::Cancelled);
    story.must(&rui(), Press::ChangeType { kind: IncidentType::Hardware });
    assert_eq!(resolution(&story).state, State::Running);
}

#[test]
fn updates_that_were_promised_are_counted_as_kept_or_missed() {
    let mut story = Story::at(Status::Investigating);
    let tell = |story: &mut Story, hours: i64| {
        let promise = Some(story.now.plus(hours * HOUR));
        let audiences = vec![AudienceId(1)];
        story.must(
            &mara(),
            Press::Tell { public_title: String::new(), audiences, text: "Mail is down.".into(), promise },
        );
    };
    tell(&mut story, 2);
    story.wait(HOUR);
    tell(&mut story, 1);
    story.wait(3 * HOUR);
    tell(&mut story, 1);
    assert_eq!((story.incident.sla.promises_kept, story.incident.sla.promises_missed), (1, 1));
    story.must(&rui(), resolve());
    assert_eq!((story.incident.sla.promises_kept, story.incident.sla.promises_missed), (2, 1), "the end is an update");
}

#[test]
fn a_request_that_is_opened_again_has_no_clock_and_what_is_solved_gets_none_by_another_type() {
    let typed = |kind| Press::ChangeType { kind };
    let mut story = Story::at(Status::Investigating);
    story.must(&rui(), typed(IncidentType::Request));
    story.must(&rui(), resolve());
    story.must(&rui(), Press::Reopen { reason: "Not what they wanted.".into() });
    assert_eq!(resolution(&story).state, State::Cancelled);
    story.must(&rui(), resolve());
    story.must(&rui(), typed(IncidentType::Hardware));
    assert_eq!(resolution(&story).state, State::Cancelled, "it is solved");
    story.must(&rui(), Press::Reopen { reason: "It is broken after all.".into() });
    assert_eq!(resolution(&story).state, State::Running);
}

#[test]
fn the_vendor_s_time_counts_and_says_whose_it_was() {
    let mut story = Story::at(Status::Investigating);
    story.wait(HOUR);
    story.must(&rui(), hold(HoldReason::Vendor));
    story.wait(3 * HOUR);
    story.must(&rui(), Press::EndHold);
    story.wait(HOUR);
    let told = resolution(&story);
    let minutes = |milliseconds: i64| milliseconds / MINUTE;
    assert_eq!((minutes(told.elapsed), minutes(story.incident.sla.at_vendor(&told))), (300, 180));
    story.must(&rui(), hold(HoldReason::Vendor));
    story.wait(HOUR);
    story.must(&rui(), resolve());
    story.wait(HOUR);
    assert_eq!(minutes(story.incident.sla.at_vendor(&resolution(&story))), 240, "leaving the open statuses ends it");
}

#[test]
fn a_vendor_is_chased_under_a_ticket_and_once_more_when_that_was_said() {
    let chase =
        |ticket: &str, again: Option<Moment>| Press::Chase { ticket: ticket.into(), note: String::new(), again };
    let mut story = Story::at(Status::Investigating);
    story.must(&rui(), hold(HoldReason::Other));
    assert_eq!(story.press(&rui(), chase("V-1", None)), Err(domain::Refusal::NotOnHold), "it waits for no vendor");
    story.must(&rui(), Press::EndHold);
    story.must(&rui(), hold(HoldReason::Vendor));
    assert!(story.press(&rui(), chase("", None)).is_err(), "nothing was said");
    let past = story.now;
    assert!(story.press(&rui(), chase("V-1", Some(past))).is_err());
    let again = story.now.plus(4 * HOUR);
    story.must(&rui(), chase("V-1", Some(again)));
    assert_eq!(story.incident.chase_at(), Some(again));
    assert!(story.press(&timers(), Command::RemindChase).is_err(), "not yet");
    story.wait(4 * HOUR);
    assert_eq!(story.press(&timers(), Command::RemindChase), Ok(true));
    assert!(story.press(&timers(), Command::RemindChase).is_err(), "once");
    story.must(&rui(), Press::Chase { ticket: String::new(), note: "They call back.".into(), again: None });
    let chased = story.incident.hold.as_ref().unwrap().chased.clone().unwrap();
    assert_eq!((chased.ticket.as_deref(), chased.note.as_str()), (Some("V-1"), "They call back."));
    assert_eq!(story.replayed(), story.incident);
}
