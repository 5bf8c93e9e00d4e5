//! Priority from receipt to take: the cap of unverified reports, how joins confirm, what a take may change.

use domain::Refusal;
use domain::classification::{IncidentType, Level, Priority};
use domain::field::{FieldError, Problem};
use domain::incident::{Change, Command, Press};
use domain::permissions::Actor;
use domain::report::ReportDraft;
use domain::service::Effect;

use crate::story::*;

fn reported_as(impact: Level, urgency: Level, known: bool) -> Story {
    let draft = ReportDraft { impact: impact.code().into(), urgency: urgency.code().into(), ..draft() };
    let Command::Report { draft, kind, reporter, channel, .. } = report(draft) else { unreachable!() };
    begin(&Command::Report { draft, kind, reporter, known, channel }).unwrap()
}

#[test]
fn a_visitors_report_goes_no_higher_than_p2_and_an_employees_does() {
    let visitor = reported_as(Level::High, Level::High, false).incident;
    assert_eq!((visitor.priority, visitor.computed, visitor.unverified), (Priority::P2, Priority::P1, true));
    let employee = reported_as(Level::High, Level::High, true).incident;
    assert_eq!((employee.priority, employee.unverified), (Priority::P1, false));
    let low = reported_as(Level::Low, Level::Low, false).incident;
    assert_eq!(low.priority, Priority::P4, "the cap lifts nothing");
}

#[test]
fn the_third_person_confirms_a_report_and_lifts_the_cap() {
    let mut story = reported_as(Level::High, Level::High, false);
    story.must(&Actor::VISITOR, Command::Join { person: NOOR });
    assert_eq!(story.press(&Actor::VISITOR, Command::Join { person: NOOR }), Ok(false), "once per person");
    assert!(story.incident.unverified);
    story.must(&ana(), Command::Join { person: ANA });
    assert!(!story.incident.unverified && story.told(&Change::Verified));
    assert_eq!((story.incident.priority, story.incident.priority_confirmed), (Priority::P1, false));
}

#[test]
fn joins_do_not_overrule_a_responder_who_has_set_the_priority() {
    let mut story = reported_as(Level::High, Level::High, false);
    story.must(&rui(), classify(Level::High, Level::High, Some(Priority::P3)));
    for person in [NOOR, ANA] {
        story.must(&rui(), Command::Join { person });
    }
    assert!(!story.incident.unverified);
    assert_eq!(story.incident.priority, Priority::P3);
}

#[test]
fn a_take_confirms_the_priority_and_another_one_asks_for_a_reason() {
    let mut story = reported_as(Level::High, Level::High, false);
    let silently = Press::Take { priority: Some(Priority::P3), reason: String::new() };
    let told = Err(Refusal::Fields(vec![FieldError::new("reason", Problem::Missing)]));
    assert_eq!(story.press(&rui(), silently), told);
    story.must(&rui(), Press::Take { priority: Some(Priority::P3), reason: "Seen it.".into() });
    let incident = &story.incident;
    assert_eq!((incident.priority, incident.computed, incident.priority_confirmed), (Priority::P3, Priority::P1, true));
}

#[test]
fn a_priority_other_than_the_matrix_says_asks_for_a_reason_and_keeps_the_computed_one() {
    let mut story = Story::reported();
    let (impact, urgency) = (Level::Low, Level::Low);
    let silently = Press::Classify { impact, urgency, priority: Some(Priority::P1), reason: String::new() };
    assert!(matches!(story.press(&rui(), silently), Err(Refusal::Fields(_))));
    story.must(&rui(), classify(impact, urgency, Some(Priority::P1)));
    assert_eq!((story.incident.priority, story.incident.computed), (Priority::P1, Priority::P4));
    assert_eq!(story.press(&rui(), classify(impact, urgency, Some(Priority::P1))), Ok(false));
}

/// Eva alone cannot reach the network.
fn one_persons_trouble() -> Story {
    let draft = ReportDraft { service: NETWORK.to_string(), impact: "low".into(), urgency: "high".into(), ..draft() };
    begin(&report(draft)).unwrap()
}

#[test]
fn one_persons_trouble_with_a_critical_service_stays_theirs_until_rui_confirms_it() {
    let mut story = one_persons_trouble();
    assert_eq!((story.incident.impact, story.incident.priority), (Level::Low, Priority::P3));
    story.must(&rui(), classify(Level::Low, Level::Medium, None));
    assert_eq!((story.incident.impact, story.incident.priority), (Level::Low, Priority::P4));
    story.must(&rui(), Press::Affect { service: NETWORK, effect: Effect::Degraded });
    assert_eq!((story.incident.impact, story.incident.computed), (Level::Medium, Priority::P3));
    story.must(&rui(), classify(Level::Low, Level::High, None));
    assert_eq!((story.incident.impact, story.incident.priority), (Level::Medium, Priority::P2));
}

#[test]
fn three_people_raise_what_a_critical_service_is_named_by_and_two_do_not() {
    let mut story = one_persons_trouble();
    story.must(&Actor::VISITOR, Command::Join { person: NOOR });
    assert_eq!(story.incident.impact, Level::Low);
    story.must(&ana(), Command::Join { person: ANA });
    assert_eq!((story.incident.impact, story.incident.priority), (Level::Medium, Priority::P2));
    assert!(story.incident.confirmed_now().next().is_none(), "three people confirm no service");
    story.must(&rui(), classify(Level::Low, Level::Low, None));
    assert_eq!(story.incident.impact, Level::Medium, "and they still have it");
}

#[test]
fn who_cannot_be_told_apart_is_no_third_person() {
    let mut story = one_persons_trouble();
    story.must(&Actor::VISITOR, Command::Join { person: NOOR });
    let mut alike = Story { alike: true, ..story.clone() };
    alike.must(&Actor::VISITOR, Command::Join { person: IVO });
    assert_eq!((alike.incident.reporters.len(), alike.incident.people()), (3, 2));
    assert_eq!(alike.replayed(), alike.incident);
}

#[test]
fn a_request_is_taken_and_done_without_a_priority() {
    let mut story = reported_as(Level::High, Level::High, true);
    let publish = Press::Publish { public_title: "Mail is slow".into(), workaround: "Use the web.".into() };
    story.must(&rui(), take());
    story.must(&rui(), publish.clone());
    story.must(&rui(), Press::Affect { service: MAIL, effect: Effect::Down });
    story.must(&rui(), Press::ChangeType { kind: IncidentType::Request });
    let incident = &story.incident;
    assert_eq!((incident.shown_priority(), incident.needs_command(), incident.incident_manager), (None, false, None));
    assert!(!incident.is_published() && incident.affected_now().next().is_none());
    for refused in [
        classify(Level::Low, Level::Low, None),
        publish,
        Press::Affect { service: MAIL, effect: Effect::Down },
        Press::ProposeMajor { reason: "Everybody calls.".into() },
        Press::AcceptMajor,
    ] {
        assert_eq!(story.press(&mara(), refused), Err(Refusal::NotForRequests));
    }
    story.must(&rui(), Press::ChangeType { kind: IncidentType::Outage });
    assert_eq!((story.incident.incident_manager, story.incident.acting), (Some(RUI), true), "a P1 again");
    story.must(&rui(), Press::ChangeType { kind: IncidentType::Request });
    story.must(&rui(), resolve());
    assert_eq!(story.replayed(), story.incident);
}

#[test]
fn a_request_is_taken_as_it_is_and_a_major_incident_is_none() {
    let Command::Report { draft, reporter, channel, .. } = report(draft()) else { unreachable!() };
    let kind = IncidentType::Request;
    let mut story = begin(&Command::Report { draft, kind, reporter, known: true, channel }).unwrap();
    let p1 = Press::Take { priority: Some(Priority::P1), reason: "x".into() };
    assert_eq!(story.press(&rui(), p1), Err(Refusal::NotForRequests));
    story.must(&rui(), take());
    assert_eq!(story.log.len(), 2, "taken, and nothing else");
    let mut major = taken_as(Level::High, Level::High);
    major.must(&mara(), Press::AcceptMajor);
    assert_eq!(major.press(&rui(), Press::ChangeType { kind }), Err(Refusal::MajorIsNoRequest));
}

#[test]
fn a_type_that_says_too_little_is_offered_no_longer() {
    let mut story = Story::reported();
    let told = Err(Refusal::Fields(vec![FieldError::new("kind", Problem::Unknown)]));
    assert_eq!(story.press(&rui(), Press::ChangeType { kind: IncidentType::DataLoss }), told);
}

#[test]
fn an_unknown_service_and_empty_fields_are_all_named() {
    let unknown = ReportDraft { service: "00000000000000ff".into(), ..draft() };
    let told = Refusal::Fields(vec![FieldError::new("service", Problem::Unknown)]);
    assert_eq!(begin(&report(unknown)).err(), Some(told));
    let Some(Refusal::Fields(errors)) = begin(&report(ReportDraft::default())).err() else { panic!("by field") };
    assert_eq!(errors.len(), 3);
}

#[test]
fn whoever_takes_a_visitors_report_lifts_its_cap_without_a_word() {
    let p1 = Press::Take { priority: Some(Priority::P1), reason: String::new() };
    let word = Press::Message { text: "We look into it.".into() };
    for press in [take(), p1, word, Press::TakeAndResolve { resolution: resolution() }] {
        let mut story = reported_as(Level::High, Level::High, false);
        story.must(&rui(), press);
        let incident = &story.incident;
        assert_eq!((incident.priority, incident.priority_confirmed), (Priority::P1, true));
    }
    let mut story = reported_as(Level::High, Level::High, false);
    let p2 = |reason: &str| Press::Take { priority: Some(Priority::P2), reason: reason.into() };
    assert!(story.press(&rui(), p2("")).is_err(), "the matrix says P1");
    story.must(&rui(), p2("Two rooms."));
    assert_eq!(story.incident.priority, Priority::P2);
}

#[test]
fn a_third_person_does_not_overrule_the_p2_that_rui_chose() {
    for before in [Level::High, Level::Medium] {
        let mut story = reported_as(before, Level::High, false);
        story.must(&rui(), classify(Level::High, Level::High, Some(Priority::P2)));
        for person in [NOOR, ANA] {
            story.must(&Actor::VISITOR, Command::Join { person });
        }
        let incident = &story.incident;
        assert_eq!((incident.priority, incident.computed, incident.unverified), (Priority::P2, Priority::P1, false));
    }
}

#[test]
fn a_critical_service_marked_later_raises_the_impact_and_overrules_nobody() {
    let hit = || Press::Affect { service: NETWORK, effect: Effect::Down };
    let mut story = reported_as(Level::Low, Level::Low, false);
    story.must(&rui(), hit());
    let incident = &story.incident;
    assert_eq!((incident.impact, incident.computed, incident.priority), (Level::Medium, Priority::P4, Priority::P4));
    let mut story = reported_as(Level::Low, Level::High, false);
    story.must(&rui(), hit());
    assert_eq!((story.incident.computed, story.incident.priority), (Priority::P2, Priority::P2));
    let mut story = taken_as(Level::Low, Level::High);
    story.must(&rui(), hit());
    assert_eq!((story.incident.computed, story.incident.priority), (Priority::P2, Priority::P3), "Rui confirmed it");
}

#[test]
fn a_workaround_is_published_under_a_title_and_withdrawn_with_it() {
    let publish = |title: &str| Press::Publish { public_title: title.into(), workaround: "Use the web.".into() };
    let mut story = Story::reported();
    let told = Err(Refusal::Fields(vec![FieldError::new("public_title", Problem::Missing)]));
    assert_eq!(story.press(&rui(), publish("")), told);
    story.must(&rui(), publish("Mail is slow"));
    story.must(&rui(), publish(""));
    assert_eq!((&story.incident.public_title, &story.incident.workaround), (&None, &None));
    story.must(&rui(), cancel());
    assert!(matches!(story.press(&rui(), publish("Mail is slow")), Err(Refusal::WrongStatus { .. })));
}

#[test]
fn the_reporters_own_title_stays_when_the_team_renames_it() {
    let mut story = Story::reported();
    story.must(&rui(), Press::Rename { title: "The CEO's account, see HR case 12".into() });
    assert_eq!(story.incident.reported_title(), "Mail is down");
}
