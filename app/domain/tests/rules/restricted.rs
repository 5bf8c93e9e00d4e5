//! Restricted incidents: members only, never none of them, and a way back that says why.

use domain::Refusal;
use domain::classification::IncidentType;
use domain::field::{FieldError, Problem};
use domain::incident::{Command, Number, Press, Status};
use domain::permissions::{Action, Actor, Object, Relation, permits};
use domain::report::ReportDraft;

use crate::story::*;

fn theft() -> Story {
    begin(&report(ReportDraft { restricted: "on".into(), ..draft() })).unwrap()
}

#[test]
fn security_and_exposed_data_start_restricted_and_so_does_whoever_asks_for_it() {
    for kind in IncidentType::ALL.into_iter().filter(|kind| kind.is_offered()) {
        let Command::Report { draft, reporter, known, channel, .. } = report(draft()) else { unreachable!() };
        let incident = begin(&Command::Report { draft, kind, reporter, known, channel }).unwrap().incident;
        let expected = matches!(kind, IncidentType::Security | IncidentType::DataExposed);
        assert_eq!(incident.restricted, expected, "{kind:?}");
        assert_eq!(matches!(incident.number, Number::Restricted(_)), expected);
        assert_eq!(incident.members, if expected { vec![ADA] } else { vec![] });
    }
    assert!(theft().incident.restricted);
}

#[test]
fn whatever_the_role_only_members_change_it() {
    for (actor, may) in [(ana(), false), (rui(), false), (mara(), false), (ada(), true)] {
        let outcome = theft().press(&actor, take());
        assert_eq!(outcome, if may { Ok(true) } else { Err(Refusal::NotAllowed) });
    }
}

#[test]
fn a_grant_reads_it_and_changes_nothing() {
    let story = theft();
    let reader = Actor { private_read: true, ..mara() };
    let object = Object::Incident(Relation::of(&reader, &story.incident));
    assert!(permits(&reader, Action::ReadNotes, object) && !permits(&reader, Action::ChangeIncident, object));
}

#[test]
fn restricting_keeps_those_who_work_on_it_and_withdraws_the_public_words() {
    let mut story = Story::at(Status::Investigating);
    story.must(&rui(), Press::Publish { public_title: "Mail is slow".into(), workaround: "Use the web.".into() });
    story.must(&mara(), Press::Restrict);
    let incident = &story.incident;
    assert_eq!(incident.members, [ADA, RUI, MARA]);
    assert_eq!((&incident.public_title, &incident.workaround), (&None, &None));
    assert!(matches!(incident.number, Number::Restricted(_)) && !incident.is_published());
    assert_eq!(story.press(&mara(), Press::Restrict), Err(Refusal::AlreadyDone));
    let publish = Press::Publish { public_title: "Mail is slow".into(), workaround: String::new() };
    assert_eq!(story.press(&rui(), publish), Err(Refusal::NotAllowed));
}

#[test]
fn a_type_that_starts_restricted_restricts_and_another_type_does_not_open_it_again() {
    let mut story = Story::at(Status::Investigating);
    story.must(&rui(), Press::ChangeType { kind: IncidentType::Security });
    assert!(story.incident.restricted);
    story.must(&rui(), Press::ChangeType { kind: IncidentType::Hardware });
    assert!(story.incident.restricted);
}

#[test]
fn the_last_active_member_stays_and_whoever_leaves_hands_over() {
    let mut story = theft();
    assert_eq!(story.press(&ada(), Press::RemoveMember { person: ADA }), Err(Refusal::LastMember));
    for person in [ANA, EVA, IVO] {
        assert!(matches!(story.press(&ada(), Press::AddMember { person }), Err(Refusal::Fields(_))));
    }
    assert!(matches!(story.press(&ada(), Press::Assign { owner: Some(RUI) }), Err(Refusal::Fields(_))));
    story.must(&ada(), Press::AddMember { person: RUI });
    story.must(&rui(), take());
    story.must(&ada(), Press::NameManager { person: Some(RUI) });
    story.must(&ada(), Press::RemoveMember { person: RUI });
    assert_eq!((story.incident.owner, story.incident.incident_manager), (None, None));
    assert_eq!(story.incident.members, [ADA]);
    let open = &mut Story::reported();
    assert_eq!(open.press(&rui(), Press::AddMember { person: RUI }), Err(Refusal::NotAllowed));
}

#[test]
fn whoever_commands_a_major_incident_hands_over_before_they_leave() {
    let mut story = theft();
    story.must(&ada(), Press::AddMember { person: MARA });
    story.must(&mara(), Press::AcceptMajor);
    let leave = Press::RemoveMember { person: MARA };
    assert_eq!(story.press(&ada(), leave.clone()), Err(Refusal::MajorNeedsRoles));
    story.must(&ada(), Press::NameManager { person: Some(ADA) });
    story.must(&ada(), Press::NameCommunicationsLead { person: Some(ADA) });
    story.must(&ada(), leave);
}

#[test]
fn only_members_follow_it() {
    let mut story = theft();
    assert!(matches!(story.press(&ada(), Press::Follow { person: MARA }), Err(Refusal::Fields(_))));
    story.must(&ada(), Press::Follow { person: ADA });
    assert_eq!(story.incident.followers, [ADA]);
}

#[test]
fn nobody_joins_it_not_even_with_a_receipt_of_another_report() {
    let mut story = theft();
    let elsewhere = Actor {
        who: domain::permissions::Who::Receipt { incident: domain::ids::IncidentId(5), person: NOOR },
        ..Actor::VISITOR
    };
    for actor in [Actor::VISITOR, elsewhere, ana(), rui()] {
        assert_eq!(story.press(&actor, Command::Join { person: NOOR }), Err(Refusal::NotAllowed));
    }
}

#[test]
fn the_reporter_follows_their_own_receipt() {
    let mut story = theft();
    let eva = story.eva();
    story.must(&eva, Press::AddWords { text: "It was the blue one.".into() });
    assert_eq!(story.press(&Actor::VISITOR, Press::AddWords { text: "x".into() }), Err(Refusal::NotAllowed));
}

#[test]
fn a_member_lifts_the_restriction_with_a_reason_and_nobody_else_does() {
    let mut story = theft();
    let lift = |reason: &str| Press::LiftRestriction { reason: reason.into() };
    let why = "The laptop was under the desk.";
    assert_eq!(story.press(&mara(), lift(why)), Err(Refusal::NotAllowed));
    let told = Err(Refusal::Fields(vec![FieldError::new("reason", Problem::Missing)]));
    assert_eq!(story.press(&ada(), lift(" ")), told);
    story.must(&ada(), lift(why));
    let incident = &story.incident;
    assert!(!incident.restricted && incident.members.is_empty() && matches!(incident.number, Number::Open(_)));
    assert_eq!(story.press(&mara(), lift(why)), Err(Refusal::AlreadyDone));
    let sequence = story.incident.revision;
    assert_eq!(story.press(&ada(), Press::Undo { sequence }), Err(Refusal::UndoOverlaid));
    story.must(&mara(), Press::Restrict);
    assert_eq!(story.replayed(), story.incident);
}

#[test]
fn what_restricted_duplicates_were_merged_into_stays_restricted() {
    let mut story = theft();
    story.must(&ada(), Command::TakeIn { source: domain::ids::IncidentId(7), reopen: None });
    let lift = Press::LiftRestriction { reason: "No matter.".into() };
    assert_eq!(story.press(&ada(), lift), Err(Refusal::DuplicatesAreRestricted));
}
