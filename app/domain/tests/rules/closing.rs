//! "Does it work?": what verdicts do, how an incident is re-opened, and when it closes.

use domain::Refusal;
use domain::field::{FieldError, Problem};
use domain::incident::{Change, Command, Press, Resolution, Status, Verdict};
use domain::service::{Effect, Standing};
use domain::time::{DAY, MINUTE};

use crate::story::*;

/// Eva reported, Noor and Ana joined.
fn with_three(status: Status) -> Story {
    let mut story = Story::at(status);
    let noor = domain::permissions::Actor::VISITOR;
    story.must(&noor, Command::Join { person: NOOR });
    story.must(&ana(), Command::Join { person: ANA });
    story
}

#[test]
fn works_again_never_resolves_by_itself() {
    let mut story = Story::at(Status::Mitigated);
    let eva = story.eva();
    story.must(&eva, judge(Verdict::WorksAgain));
    assert_eq!(story.incident.status, Status::Mitigated);
}

#[test]
fn still_broken_by_the_first_reporter_reopens_and_by_others_is_counted() {
    for status in [Status::Resolved, Status::Mitigated] {
        let mut story = with_three(status);
        let noor = story.by_receipt(NOOR);
        story.must(&noor, judge(Verdict::StillBroken));
        story.must(&ana(), judge(Verdict::StillBroken));
        assert_eq!((story.incident.status, story.incident.still_broken()), (status, 2));
        let eva = story.eva();
        story.must(&eva, Press::Judge { verdict: Verdict::StillBroken, words: "No mail.".into() });
        assert_eq!(story.incident.status, Status::Investigating);
        assert!(!story.incident.considered_solved);
    }
}

#[test]
fn a_workaround_that_is_not_said_to_work_for_everybody_is_not_taken_back_by_a_verdict() {
    let mut story = Story::at(Status::Investigating);
    story.must(&rui(), mitigate(false));
    let eva = story.eva();
    story.must(&eva, judge(Verdict::StillBroken));
    assert_eq!(story.incident.status, Status::Mitigated);
}

#[test]
fn verdicts_are_asked_only_where_there_is_something_to_judge() {
    for status in [Status::Reported, Status::Investigating, Status::Closed, Status::Cancelled] {
        let mut story = Story::at(status);
        let eva = story.eva();
        assert_eq!(story.press(&eva, judge(Verdict::WorksAgain)), Err(Refusal::WrongStatus { status }));
    }
}

#[test]
fn reopening_forgets_verdicts_and_hits_the_services_again() {
    let mut story = Story::at(Status::Resolved);
    let eva = story.eva();
    story.must(&eva, judge(Verdict::WorksAgain));
    assert_eq!(story.incident.affected_now().count(), 0);
    story.wait(MINUTE);
    story.must(&rui(), Press::Reopen { reason: "It came back.".into() });
    let incident = &story.incident;
    assert_eq!((incident.status, incident.reopened), (Status::Investigating, 1));
    assert_eq!((incident.resolved_at, incident.closes_at, incident.restored_at), (None, None, None));
    assert_eq!(incident.reporter(EVA).unwrap().verdict, None);
    let hit: Vec<_> = incident.affected_now().map(|a| (a.service, a.effect, a.from)).collect();
    assert_eq!(hit, [(MAIL, Effect::Degraded, story.now)]);
}

#[test]
fn a_service_that_recovered_before_stays_well_when_the_incident_is_reopened() {
    let mut story = Story::at(Status::Investigating);
    story.must(&rui(), Press::Affect { service: VPN, effect: Effect::Down });
    story.wait(MINUTE);
    story.must(&rui(), Press::Affect { service: VPN, effect: Effect::NotAffected });
    story.wait(MINUTE);
    story.must(&rui(), resolve());
    story.must(&rui(), Press::Reopen { reason: "It came back.".into() });
    assert_eq!(story.incident.affected_now().map(|a| a.service).collect::<Vec<_>>(), [MAIL]);
}

#[test]
fn a_pressing_incident_that_comes_back_has_somebody_in_command_at_once() {
    let draft = domain::report::ReportDraft { impact: "high".into(), urgency: "high".into(), ..draft() };
    let mut story = begin(&report(draft)).unwrap();
    story.must(&rui(), Press::TakeAndResolve { resolution: resolution() });
    assert_eq!(story.incident.incident_manager, None);
    let (mut by_reporter, mut by_staff) = (story.clone(), story);
    let eva = by_reporter.eva();
    by_reporter.must(&eva, judge(Verdict::StillBroken));
    assert_eq!((by_reporter.incident.incident_manager, by_reporter.incident.acting), (Some(RUI), true));
    by_staff.must(&mara(), Press::Reopen { reason: "It came back.".into() });
    assert_eq!((by_staff.incident.incident_manager, by_staff.incident.acting), (Some(MARA), true));
}

#[test]
fn it_closes_by_itself_when_the_window_is_over_and_not_before() {
    let mut story = Story::at(Status::Resolved);
    let resolved = Err(Refusal::WrongStatus { status: Status::Resolved });
    assert_eq!(story.press(&timers(), Press::Close), resolved);
    story.wait(5 * DAY);
    story.must(&timers(), Press::Close);
    assert_eq!((story.incident.status, story.incident.ended_at), (Status::Closed, Some(story.now)));
}

#[test]
fn rui_closes_early_only_when_the_first_reporter_is_content_or_there_is_none() {
    let resolved = Err(Refusal::WrongStatus { status: Status::Resolved });
    let mut story = with_three(Status::Resolved);
    assert_eq!(story.press(&rui(), Press::Close), resolved);
    story.must(&ana(), judge(Verdict::WorksAgain));
    assert_eq!(story.press(&rui(), Press::Close), resolved, "Ana is not the first reporter");
    let eva = story.eva();
    story.must(&eva, judge(Verdict::WorksAgain));
    assert_eq!(story.clone().press(&timers(), Press::Close), resolved, "the timer waits for the window");
    story.must(&rui(), Press::Close);

    let Command::Report { draft, kind, channel, .. } = report(draft()) else { unreachable!() };
    let mut nobodys = begin(&Command::Report { draft, kind, reporter: None, known: true, channel }).unwrap();
    nobodys.must(&rui(), take());
    nobodys.must(&domain::permissions::Actor::VISITOR, Command::Join { person: NOOR });
    assert_eq!(nobodys.incident.first_reporter(), None, "who joins did not report it");
    nobodys.must(&rui(), resolve());
    let noor = nobodys.by_receipt(NOOR);
    nobodys.must(&noor, judge(Verdict::StillBroken));
    assert_eq!(nobodys.incident.status, Status::Resolved, "only who reported it re-opens it");
    nobodys.must(&rui(), Press::Close);
}

#[test]
fn a_resolution_has_words_and_was_not_in_the_future() {
    let mut story = Story::at(Status::Investigating);
    let wordless = Press::Resolve { resolution: Resolution::default() };
    let told = |field: &str, problem| Err(Refusal::Fields(vec![FieldError::new(field, problem)]));
    assert_eq!(story.press(&rui(), wordless), told("resolution", Problem::Missing));
    let restored_at = Some(story.now.plus(MINUTE));
    let tomorrow = Press::Resolve { resolution: Resolution { restored_at, ..resolution() } };
    assert_eq!(story.press(&rui(), tomorrow), told("restored_at", Problem::InTheFuture));
    let restored_at = story.now.plus(-1);
    let earlier = Resolution { restored_at: Some(restored_at), ..resolution() };
    story.must(&rui(), Press::Resolve { resolution: earlier });
    assert_eq!(story.incident.restored_at, Some(restored_at));
    assert!(story.told(&Change::Resolved {
        resolution: "A full disk.".into(),
        restored_at,
        closes_at: story.now.plus(5 * DAY),
        asks_again: true,
    }));
}

#[test]
fn a_word_about_an_earlier_fix_says_nothing_about_the_next() {
    let mut story = with_three(Status::Mitigated);
    let (eva, noor) = (story.eva(), story.by_receipt(NOOR));
    story.must(&eva, judge(Verdict::WorksAgain));
    story.must(&noor, judge(Verdict::StillBroken));
    story.must(&rui(), Press::Resume { reason: "It came back.".into() });
    assert_eq!(story.incident.reporter(EVA).unwrap().verdict, None);
    assert_eq!(story.incident.still_broken(), 1, "it is");
    story.must(&rui(), resolve());
    assert_eq!(story.incident.still_broken(), 0, "asked anew");
    let resolved = Err(Refusal::WrongStatus { status: Status::Resolved });
    assert_eq!(story.press(&rui(), Press::Close), resolved, "Eva has not said so of this fix");
}

#[test]
fn the_reporter_who_says_that_a_mitigation_does_not_hold_stays_heard() {
    let mut story = Story::at(Status::Mitigated);
    let eva = story.eva();
    story.must(&eva, judge(Verdict::StillBroken));
    assert_eq!((story.incident.status, story.incident.still_broken()), (Status::Investigating, 1));
    story.must(&rui(), mitigate(true));
    assert_eq!(story.incident.still_broken(), 0);
}

#[test]
fn what_was_cancelled_hits_no_service_any_more() {
    let mut story = Story::at(Status::Cancelled);
    assert_eq!(story.incident.affected_now().count(), 0);
    assert_eq!(story.incident.affected[0].to, story.incident.ended_at);
    let sequence = story.next() - 1;
    story.must(&rui(), Press::Undo { sequence });
    assert_eq!(story.incident.affected_now().count(), 1);
}

fn standing(story: &Story) -> Vec<Standing> {
    story.incident.affected_now().map(|hit| story.incident.standing_of(hit)).collect()
}

#[test]
fn a_report_names_a_service_and_only_the_team_says_that_it_is_hit() {
    let mut story = taken_as(domain::classification::Level::High, domain::classification::Level::High);
    assert_eq!(standing(&story), [Standing::LookedInto], "whatever the reporter chose");
    story.must(&rui(), Press::Affect { service: MAIL, effect: Effect::Degraded });
    assert_eq!(standing(&story), [Standing::Degraded]);
    assert_eq!(story.incident.affected.len(), 1, "what was named is no interval of its own");
    let mut well = Story::at(Status::Investigating);
    well.must(&rui(), Press::Affect { service: MAIL, effect: Effect::NotAffected });
    assert!(well.incident.affected.is_empty());
}

#[test]
fn a_reporter_who_says_still_broken_marks_no_service() {
    for way in [mitigate(true), resolve()] {
        let mut story = Story::at(Status::Investigating);
        story.must(&rui(), Press::Affect { service: MAIL, effect: Effect::Down });
        story.wait(MINUTE);
        story.must(&rui(), way);
        story.wait(MINUTE);
        let eva = story.eva();
        story.must(&eva, judge(Verdict::StillBroken));
        assert_eq!((story.incident.status, standing(&story)), (Status::Investigating, vec![Standing::LookedInto]));
        assert_eq!(story.incident.confirmed_now().count(), 0);
        assert_eq!(story.replayed(), story.incident);
    }
    let mut story = Story::at(Status::Investigating);
    story.must(&rui(), Press::Affect { service: MAIL, effect: Effect::Down });
    story.wait(MINUTE);
    story.must(&rui(), resolve());
    story.wait(MINUTE);
    story.must(&rui(), Press::Reopen { reason: "It came back.".into() });
    assert_eq!(standing(&story), [Standing::Down], "Rui says so");
}

#[test]
fn what_was_cancelled_is_reopened_as_it_was_for_five_working_days_and_with_a_reason() {
    let reopen = |reason: &str| Press::Reopen { reason: reason.into() };
    let mut taken = Story::at(Status::Investigating);
    taken.must(&rui(), Press::Affect { service: MAIL, effect: Effect::Down });
    taken.wait(MINUTE);
    taken.must(&rui(), cancel());
    taken.wait(MINUTE);
    let told = Err(Refusal::Fields(vec![FieldError::new("reason", Problem::Missing)]));
    assert_eq!(taken.press(&rui(), reopen("")), told);
    let eva = taken.eva();
    assert_eq!(taken.press(&eva, reopen("It is one.")), Err(Refusal::NotAllowed));
    taken.must(&rui(), reopen("It is one after all."));
    let incident = &taken.incident;
    assert_eq!((incident.status, incident.ended_at, incident.reopened), (Status::Investigating, None, 0));
    assert_eq!(standing(&taken), [Standing::Down]);
    assert_eq!(taken.replayed(), taken.incident);

    let mut reported = Story::at(Status::Cancelled);
    let mut late = reported.clone();
    reported.must(&rui(), reopen("It is one after all."));
    assert_eq!((reported.incident.status, standing(&reported)), (Status::Reported, vec![Standing::Reported]));
    late.wait(5 * DAY + MINUTE);
    assert_eq!(late.press(&rui(), reopen("It is one after all.")), Err(Refusal::ReopenTooLate));
}
