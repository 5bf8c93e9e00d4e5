//! What to do, step by step: who gets which plan, and what becomes of its steps. Eva's report is an outage of mail.

use domain::Refusal;
use domain::classification::{IncidentType, Level, Priority};
use domain::field::Problem;
use domain::ids::{PlaybookId, ServiceId};
use domain::incident::{CHECKLISTS_MOST, Guidance, Plan, Press, Resolution, Status, StepMark};
use domain::permissions::{Action, Object, Relation, permits};

use crate::story::*;

fn plan(id: u64, kinds: &[IncidentType], services: &[ServiceId]) -> Plan {
    let step = |what: &str| Guidance { what: what.to_owned(), how: String::new() };
    let steps = vec![step("Say who commands"), step("Tell everyone"), step("Check that it works")];
    let (kinds, services) = (kinds.to_vec(), services.to_vec());
    Plan { id: PlaybookId(id), version: 3, name: format!("Plan {id}"), kinds, services, steps }
}

/// One of each kind.
pub fn plans() -> Vec<Plan> {
    vec![outage(), plan(2, &[], &[MAIL]), plan(3, &[IncidentType::Security], &[])]
}

fn outage() -> Plan {
    plan(1, &[IncidentType::Outage], &[])
}

/// Reported, where these plans are.
fn on_a_desk_with(plans: &[Plan]) -> Story {
    let mut story = Story::reported();
    story.must(&rui(), Press::ChangeType { kind: IncidentType::Outage });
    story.must(&rui(), Press::Affect { service: MAIL, effect: domain::service::Effect::Down });
    story.plans = plans.to_vec();
    story
}

fn as_p2() -> Press {
    Press::Take { priority: Some(Priority::P2), reason: "Half the house has it.".to_owned() }
}

fn begun(story: &Story) -> Vec<u64> {
    story.incident.checklists.iter().map(|list| list.playbook.0).collect()
}

fn mark(step: u32, mark: StepMark) -> Press {
    Press::MarkStep { checklist: 0, step, mark }
}

#[test]
fn what_presses_gets_its_checklist_when_it_is_taken_and_the_rest_is_offered_one() {
    let mut story = on_a_desk_with(&[outage()]);
    story.must(&rui(), as_p2());
    assert_eq!(begun(&story), [1]);

    let mut story = on_a_desk_with(&[outage()]);
    story.must(&rui(), take());
    assert_eq!(begun(&story), [0_u64; 0], "a P3");
    story.must(&rui(), Press::BeginChecklist { playbook: PlaybookId(1) });
    assert_eq!(begun(&story), [1]);
    assert_eq!(story.press(&rui(), Press::BeginChecklist { playbook: PlaybookId(1) }), Err(Refusal::AlreadyDone));
}

#[test]
fn what_becomes_major_or_rises_later_gets_it_then_and_only_once() {
    let mut story = on_a_desk_with(&[outage()]);
    story.must(&rui(), take());
    story.must(&mara(), Press::AcceptMajor);
    assert_eq!(begun(&story), [1]);
    story.must(&mara(), classify(Level::High, Level::High, None));
    assert_eq!(begun(&story), [1]);

    let mut story = on_a_desk_with(&[outage()]);
    story.must(&rui(), take());
    story.must(&rui(), classify(Level::High, Level::High, None));
    assert_eq!(begun(&story), [1]);
}

#[test]
fn what_is_resolved_in_the_same_press_needs_none() {
    let mut story = on_a_desk_with(&[outage()]);
    story.must(&rui(), classify(Level::High, Level::High, None));
    let resolution = Resolution { text: "Restarted it.".to_owned(), restored_at: None };
    story.must(&rui(), Press::TakeAndResolve { resolution });
    assert_eq!(begun(&story), [0_u64; 0]);
}

#[test]
fn the_plan_for_the_service_goes_before_the_one_for_the_type_and_of_equals_a_person_chooses() {
    let (of_mail, of_vpn) = (plan(2, &[], &[MAIL]), plan(3, &[], &[VPN]));
    let both = plan(4, &[IncidentType::Outage], &[MAIL]);
    let other = plan(5, &[IncidentType::Security], &[MAIL]);
    for (plans, chosen) in [
        (vec![outage(), of_mail.clone(), of_vpn.clone()], vec![2]),
        (vec![outage(), of_mail.clone(), both, other], vec![4]),
        (vec![outage(), of_vpn], vec![1]),
        (vec![outage(), plan(6, &[IncidentType::Outage], &[])], vec![]),
        (vec![plan(7, &[], &[])], vec![]),
    ] {
        let mut story = on_a_desk_with(&plans);
        story.must(&rui(), as_p2());
        assert_eq!(begun(&story), chosen);
    }
}

#[test]
fn a_step_is_done_left_out_with_a_reason_and_open_again() {
    let mut story = on_a_desk_with(&[outage()]);
    story.must(&rui(), as_p2());
    story.must(&rui(), mark(0, StepMark::Done));
    let missing = story.press(&rui(), mark(1, StepMark::Skipped { reason: " ".to_owned() }));
    assert_eq!(missing, Err(Refusal::field("reason", Problem::Missing)));
    story.must(&mara(), mark(1, StepMark::Skipped { reason: "Nobody is in the house.".to_owned() }));
    let list = &story.incident.checklists[0];
    assert_eq!((list.settled(), list.next().map(|step| step.what.as_str())), (2, Some("Check that it works")));
    assert_eq!(list.steps[1].marked.map(|(by, _)| by), Some(MARA));
    assert_eq!(story.press(&rui(), mark(0, StepMark::Done)), Ok(false), "it is done");
    story.must(&rui(), mark(0, StepMark::Open));
    assert_eq!(story.incident.checklists[0].steps[0].marked, None);
}

#[test]
fn a_step_goes_to_whoever_works_here_and_sees_it() {
    let mut story = on_a_desk_with(&[outage()]);
    story.must(&rui(), as_p2());
    let give = |person| Press::GiveStep { checklist: 0, step: 2, person };
    for nobody in [ANA, IVO, EVA] {
        let refused = story.press(&rui(), give(Some(nobody)));
        assert_eq!(refused, Err(Refusal::field("person", Problem::NotEligible)), "{nobody}");
    }
    story.must(&rui(), give(Some(MARA)));
    assert_eq!(story.incident.checklists[0].steps[2].owner, Some(MARA));
    story.must(&rui(), give(None));
    assert_eq!(story.incident.checklists[0].steps[2].owner, None);
}

#[test]
fn a_step_or_a_plan_that_does_not_exist_is_refused_and_so_is_one_too_many() {
    let mut story = on_a_desk_with(&[outage()]);
    story.must(&rui(), as_p2());
    for step in [3, u32::MAX] {
        assert_eq!(story.press(&rui(), mark(step, StepMark::Done)), Err(Refusal::field("step", Problem::Unknown)));
    }
    let begin = |id| Press::BeginChecklist { playbook: PlaybookId(id) };
    assert_eq!(story.press(&rui(), begin(9)), Err(Refusal::field("playbook", Problem::Unknown)));
    story.plans = (1..=20).map(|id| plan(id, &[], &[])).collect();
    for id in 2..=CHECKLISTS_MOST as u64 {
        story.must(&rui(), begin(id));
    }
    let many = Problem::TooMany { most: CHECKLISTS_MOST, now: CHECKLISTS_MOST + 1 };
    assert_eq!(story.press(&rui(), begin(20)), Err(Refusal::field("playbook", many)));
}

#[test]
fn undo_takes_the_checklist_back_with_the_take_and_a_tick_by_itself() {
    let mut story = on_a_desk_with(&[outage()]);
    story.must(&rui(), as_p2());
    story.must(&rui(), mark(0, StepMark::Done));
    let sequence = story.incident.revision;
    story.must(&rui(), Press::Undo { sequence });
    assert_eq!(story.incident.checklists[0].settled(), 0);
    let mut story = on_a_desk_with(&[outage()]);
    let sequence = story.next();
    story.must(&rui(), as_p2());
    story.must(&rui(), Press::Undo { sequence });
    assert_eq!((begun(&story), story.incident.status), (vec![], Status::Reported));
}

#[test]
fn a_reporter_ticks_nothing() {
    let mut story = on_a_desk_with(&[outage()]);
    story.must(&rui(), as_p2());
    for actor in [story.eva(), ana()] {
        let relation = Relation::of(&actor, &story.incident);
        assert!(!permits(&actor, Action::ChangeIncident, Object::Incident(relation)));
        assert_eq!(story.press(&actor, mark(0, StepMark::Done)), Err(Refusal::NotAllowed));
    }
}
