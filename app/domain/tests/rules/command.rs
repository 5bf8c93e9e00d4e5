//! Who is in command: the acting manager, the roles of a major incident, and who may speak to stakeholders.

use domain::Refusal;
use domain::classification::{Level, Priority};
use domain::ids::AudienceId;
use domain::incident::{Command, Major, Press, Status};
use domain::time::MINUTE;

use crate::story::*;

fn tell() -> Press {
    Press::Tell {
        public_title: String::new(),
        audiences: vec![AudienceId(1)],
        text: "We look into it.".into(),
        promise: None,
    }
}

#[test]
fn whoever_takes_a_p1_or_p2_without_a_manager_is_acting_manager() {
    use Level::*;
    for (impact, urgency, acting) in [(High, High, true), (Medium, High, true), (Medium, Medium, false)] {
        let incident = taken_as(impact, urgency).incident;
        assert_eq!(incident.acting, acting, "{impact:?} {urgency:?}");
        assert_eq!(incident.incident_manager, acting.then_some(RUI));
    }
}

#[test]
fn a_first_message_takes_and_commands_alike() {
    let draft = domain::report::ReportDraft { urgency: "high".into(), ..draft() };
    let mut story = begin(&report(draft)).unwrap();
    story.must(&rui(), Press::Message { text: "We look into it.".into() });
    assert_eq!((story.incident.status, story.incident.acting), (Status::Investigating, true));
}

#[test]
fn a_named_manager_is_not_replaced_by_a_take() {
    let draft = domain::report::ReportDraft { urgency: "high".into(), ..draft() };
    let mut story = begin(&report(draft)).unwrap();
    story.must(&mara(), Press::NameManager { person: Some(MARA) });
    story.must(&rui(), take());
    assert_eq!((story.incident.incident_manager, story.incident.acting), (Some(MARA), false));
}

#[test]
fn a_taken_incident_that_becomes_urgent_puts_its_owner_in_command() {
    let mut story = taken_as(Level::Low, Level::Low);
    story.must(&mara(), classify(Level::High, Level::High, None));
    assert_eq!((story.incident.incident_manager, story.incident.acting), (Some(RUI), true));
}

#[test]
fn naming_the_acting_manager_makes_them_the_manager() {
    let mut story = taken_as(Level::High, Level::High);
    story.must(&mara(), Press::NameManager { person: Some(RUI) });
    assert!(!story.incident.acting);
    assert_eq!(story.press(&mara(), Press::NameManager { person: Some(RUI) }), Ok(false));
}

#[test]
fn roles_go_to_active_staff_only() {
    let mut story = taken_as(Level::High, Level::High);
    for person in [ANA, EVA, IVO] {
        for command in [
            Press::Assign { owner: Some(person) },
            Press::NameManager { person: Some(person) },
            Press::NameCommunicationsLead { person: Some(person) },
        ] {
            assert!(matches!(story.press(&mara(), command), Err(Refusal::Fields(_))));
        }
    }
}

#[test]
fn on_p1_p2_and_major_only_those_in_command_and_managers_speak_to_stakeholders() {
    let other = domain::permissions::Actor::person(IVO, domain::person::Role::Responder);
    let mut small = taken_as(Level::Low, Level::Low);
    small.must(&other, tell());
    let mut pressing = taken_as(Level::High, Level::High);
    assert_eq!(pressing.press(&other, tell()), Err(Refusal::NotAllowed));
    pressing.must(&rui(), tell());
    pressing.must(&mara(), tell());
    let mut major = taken_as(Level::Low, Level::Low);
    major.must(&rui(), Press::ProposeMajor { reason: "Everybody calls.".into() });
    major.must(&other, tell());
    major.must(&mara(), Press::AcceptMajor);
    assert_eq!(major.press(&other, tell()), Err(Refusal::NotAllowed));
    assert_eq!(major.press(&rui(), tell()), Err(Refusal::NotAllowed));
    major.must(&mara(), tell());
}

#[test]
fn an_update_names_an_audience_has_words_reaches_somebody_and_promises_nothing_past() {
    let mut story = taken_as(Level::Low, Level::Low);
    let with = |audiences: &[AudienceId], text: &str| Press::Tell {
        public_title: String::new(),
        audiences: audiences.to_vec(),
        text: text.into(),
        promise: None,
    };
    assert!(matches!(story.press(&rui(), with(&[], "Words")), Err(Refusal::Fields(_))));
    assert!(matches!(story.press(&rui(), with(&[AudienceId(1)], "")), Err(Refusal::Fields(_))));
    let mut nobody = Story { recipients: 0, ..story.clone() };
    assert_eq!(nobody.press(&rui(), with(&[AudienceId(1)], "Words")), Err(Refusal::NoRecipients));
    let promise = Some(story.now);
    let late =
        Press::Tell { public_title: String::new(), audiences: vec![AudienceId(1)], text: "Words".into(), promise };
    assert!(matches!(story.press(&rui(), late), Err(Refusal::Fields(_))));
    let promise = Some(story.now.plus(60_000));
    let kept =
        Press::Tell { public_title: String::new(), audiences: vec![AudienceId(1)], text: "Words".into(), promise };
    story.must(&rui(), kept.clone());
    assert_eq!(story.incident.promise, promise);
    story.must(&rui(), resolve());
    assert_eq!(story.incident.promise, None, "after Resolved there is none");
    story.must(&rui(), kept);
    assert_eq!(story.incident.promise, None);
}

#[test]
fn an_update_publishes_its_title_in_the_same_press_and_never_of_what_is_restricted() {
    let mut story = taken_as(Level::Low, Level::Low);
    let titled = |title: &str| Press::Tell {
        public_title: title.into(),
        audiences: vec![AudienceId(1)],
        text: "Words".into(),
        promise: None,
    };
    let publish = Press::Publish { public_title: "Mail is late".into(), workaround: "Call us".into() };
    story.must(&rui(), publish);
    story.must(&rui(), titled(" Mail is down "));
    assert_eq!(story.incident.public_title.as_deref(), Some("Mail is down"));
    assert_eq!(story.incident.workaround.as_deref(), Some("Call us"));
    story.must(&rui(), titled(""));
    assert_eq!(story.incident.public_title.as_deref(), Some("Mail is down"), "nothing typed withdraws nothing");
    let revision = story.incident.revision;
    story.must(&rui(), titled("Mail is down"));
    assert_eq!(story.incident.revision, revision + 1, "the same title is not published again");
    assert!(matches!(story.press(&rui(), titled("x")), Err(Refusal::Fields(_))));
    story.incident.restricted = true;
    story.incident.members = vec![RUI];
    assert_eq!(story.press(&rui(), titled("Everybody reads this")), Err(Refusal::NotAllowed));
}

#[test]
fn a_major_incident_is_proposed_by_a_responder_decided_by_a_manager_and_has_both_roles_at_once() {
    let mut story = taken_as(Level::Low, Level::Low);
    assert_eq!(story.press(&rui(), Press::AcceptMajor), Err(Refusal::NotAllowed));
    story.must(&rui(), Press::ProposeMajor { reason: "Everybody calls.".into() });
    let again = Press::ProposeMajor { reason: "Everybody calls.".into() };
    assert_eq!(story.press(&rui(), again.clone()), Err(Refusal::AlreadyDone));
    story.must(&mara(), Press::DeclineMajor { reason: "It is one room.".into() });
    assert_eq!(story.incident.major, Major::Declined);
    story.must(&rui(), again);
    story.must(&mara(), Press::AcceptMajor);
    let incident = &story.incident;
    assert_eq!((incident.incident_manager, incident.communications_lead), (Some(MARA), Some(MARA)));
    assert!(incident.needs_command());
    for empty in [Press::NameManager { person: None }, Press::NameCommunicationsLead { person: None }] {
        assert_eq!(story.press(&mara(), empty), Err(Refusal::MajorNeedsRoles));
    }
}

#[test]
fn the_acting_manager_may_declare_a_major_incident() {
    let mut story = taken_as(Level::High, Level::High);
    assert_eq!(story.incident.priority, Priority::P1);
    story.must(&rui(), Press::AcceptMajor);
    assert_eq!(story.incident.communications_lead, Some(RUI));
}

#[test]
fn nobody_takes_command_from_whoever_holds_it_and_nobody_empties_it() {
    let nuno = domain::permissions::Actor::person(NOOR, domain::person::Role::Responder);
    let mut story = taken_as(Level::High, Level::High);
    for grab in [
        Press::NameManager { person: Some(RUI) },
        Press::NameManager { person: None },
        Press::NameCommunicationsLead { person: Some(RUI) },
    ] {
        assert_eq!(story.press(&nuno, grab), Err(Refusal::NotAllowed));
    }
    assert_eq!(story.press(&rui(), Press::NameManager { person: None }), Err(Refusal::NeedsCommand));
    story.must(&rui(), Press::NameCommunicationsLead { person: Some(ADA) });
    story.must(&rui(), Press::NameManager { person: Some(MARA) });
    assert_eq!(story.press(&rui(), Press::NameManager { person: Some(RUI) }), Err(Refusal::NotAllowed), "handed over");
    story.must(&mara(), classify(Level::Low, Level::Low, None));
    story.must(&nuno, Press::NameManager { person: None });
    story.must(&nuno, Press::NameManager { person: Some(RUI) });
}

#[test]
fn a_pressing_incident_that_nobody_commands_is_anybodys_to_command() {
    let draft = domain::report::ReportDraft { urgency: "high".into(), ..draft() };
    let mut story = begin(&report(draft)).unwrap();
    story.must(&rui(), Press::NameManager { person: Some(RUI) });
    assert_eq!(story.incident.incident_manager, Some(RUI));
}

#[test]
fn what_has_ended_is_not_declined_as_a_major_incident() {
    let mut story = taken_as(Level::Low, Level::Low);
    story.must(&rui(), Press::ProposeMajor { reason: "Everybody calls.".into() });
    story.must(&rui(), cancel());
    let decline = Press::DeclineMajor { reason: "It is one room.".into() };
    assert!(matches!(story.press(&mara(), decline), Err(Refusal::WrongStatus { .. })));
}

#[test]
fn anybody_takes_command_from_who_only_acts_and_from_who_is_named_after_a_missed_promise() {
    let nuno = domain::permissions::Actor::person(NOOR, domain::person::Role::Responder);
    let ada = ada();
    let mut story = taken_as(Level::High, Level::High);
    assert!(story.incident.acting);
    story.must(&ada, Press::TakeCommand);
    assert_eq!((story.incident.incident_manager, story.incident.acting), (Some(ADA), false));
    assert_eq!(story.press(&ada, Press::TakeCommand), Err(Refusal::AlreadyDone));
    assert_eq!(story.press(&rui(), Press::TakeCommand), Err(Refusal::CommandHeld));
    let promise = Some(story.now.plus(30 * MINUTE));
    let Press::Tell { public_title, audiences, text, .. } = tell() else { unreachable!() };
    story.must(&ada, Press::Tell { public_title, audiences, text, promise });
    story.wait(29 * MINUTE);
    assert_eq!(story.press(&rui(), Press::TakeCommand), Err(Refusal::CommandHeld), "it is kept so far");
    story.wait(2 * MINUTE);
    assert!(matches!(story.press(&nuno, Press::TakeCommand), Err(Refusal::Fields(_))), "no active member of the team");
    story.must(&rui(), Press::TakeCommand);
    assert_eq!(story.incident.incident_manager, Some(RUI));
    story.must(&mara(), Press::TakeCommand);
    assert_eq!(story.incident.incident_manager, Some(MARA), "a manager need not wait");
    assert_eq!(story.replayed(), story.incident);
}

#[test]
fn whoever_may_decide_declares_a_major_incident_in_one_press_and_its_manager_leads_communications() {
    let mut story = taken_as(Level::High, Level::High);
    story.must(&mara(), Press::AcceptMajor);
    let incident = &story.incident;
    assert_eq!((incident.incident_manager, incident.communications_lead), (Some(RUI), Some(RUI)));
}

#[test]
fn assigning_is_not_taking() {
    let mut story = Story::reported();
    story.must(&mara(), Press::Assign { owner: Some(RUI) });
    let incident = &story.incident;
    assert_eq!((incident.status, incident.owner, incident.taken_at), (Status::Reported, Some(RUI), None));
    assert!(!incident.priority_confirmed && incident.unverified);
    story.must(&mara(), Command::from(take()));
    assert_eq!(
        (story.incident.owner, story.incident.taken_at),
        (Some(MARA), Some(story.now)),
        "whoever takes it has it"
    );
}
