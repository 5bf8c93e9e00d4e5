//! What stakeholders wait for: the first notice of what is grave, and each update that was promised, day and night.

use domain::classification::{Level, Priority};
use domain::ids::AudienceId;
use domain::incident::{Bell, Command, FIRST_NOTICE_WITHIN, Press, RangPromise, Status};
use domain::time::{HOUR, MINUTE, Moment};

use crate::story::*;

fn tell(story: &mut Story, next: Option<Moment>) {
    let (public_title, audiences) = (String::new(), vec![AudienceId(1)]);
    story.must(&mara(), Press::Tell { public_title, audiences, text: "Mail is down.".into(), promise: next });
}

fn rings(story: &Story) -> [Option<i64>; 2] {
    Bell::ALL.map(|bell| story.incident.promise_rings_at(bell).map(|at| at.since(story.now) / MINUTE))
}

#[test]
fn an_update_is_told_of_at_three_quarters_and_once_it_is_missed() {
    let mut story = Story::at(Status::Investigating);
    let next = story.now.plus(40 * MINUTE);
    tell(&mut story, Some(next));
    assert_eq!(rings(&story), [Some(29), Some(39)], "the telling took its instant");
    story.wait(31 * MINUTE);
    let ring = |bell| Command::RingPromise { bell };
    story.must(&timers(), ring(Bell::Warning));
    assert_eq!(story.incident.promise_rings_at(Bell::Warning), None);
    assert_eq!(story.press(&timers(), ring(Bell::Warning)), Ok(false), "once");
    assert_eq!(story.press(&timers(), ring(Bell::Breach)), Ok(false), "not yet");
    story.wait(HOUR);
    story.must(&timers(), ring(Bell::Warning));
    let rang = RangPromise { due: next, bell: Bell::Breach };
    assert_eq!(story.incident.sla.promise_rang, Some(rang), "what was missed says all that a warning would");
    assert_eq!(rings(&story), [None, None]);
    let again = story.now.plus(HOUR);
    tell(&mut story, Some(again));
    assert!(rings(&story).iter().all(Option::is_some), "the next one is another");
    assert_eq!((story.incident.sla.promises_kept, story.incident.sla.promises_missed), (0, 1));
}

#[test]
fn what_is_p1_or_major_owes_its_first_notice_a_quarter_of_an_hour_after_the_take() {
    let mut story = Story::reported();
    story.must(&rui(), Press::Take { priority: Some(Priority::P1), reason: "Everybody".into() });
    assert_eq!(story.incident.update_due(), Some(story.now.plus(FIRST_NOTICE_WITHIN)));
    assert_eq!(story.incident.promise, None, "nobody was promised anything yet");
    story.wait(5 * MINUTE);
    tell(&mut story, None);
    assert_eq!(story.incident.update_due(), None, "they have heard");
    let mut calm = Story::at(Status::Investigating);
    assert_eq!(calm.incident.update_due(), None);
    calm.wait(HOUR);
    calm.must(&rui(), classify(Level::High, Level::High, Some(Priority::P1)));
    assert_eq!(calm.incident.update_due(), Some(calm.now.plus(FIRST_NOTICE_WITHIN)), "counted from when it is P1");
    calm.must(&mara(), classify(Level::Low, Level::Low, Some(Priority::P3)));
    assert_eq!(calm.incident.update_due(), None, "it is not that grave");
}

#[test]
fn a_promise_that_was_missed_stays_on_record_when_the_incident_is_cancelled() {
    let mut story = Story::at(Status::Investigating);
    let next = story.now.plus(HOUR);
    tell(&mut story, Some(next));
    story.wait(2 * HOUR);
    story.must(&rui(), cancel());
    assert_eq!((story.incident.sla.promises_kept, story.incident.sla.promises_missed), (0, 1));
    let mut soon = Story::at(Status::Investigating);
    let next = soon.now.plus(HOUR);
    tell(&mut soon, Some(next));
    soon.must(&rui(), cancel());
    assert_eq!(soon.incident.sla.promises, Vec::new(), "what was not due yet is promised no more");
}
