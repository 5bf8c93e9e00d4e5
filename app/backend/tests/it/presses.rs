//! What a session may say of others: every press, by everybody, with everybody's id and with ids that nobody has.

use std::collections::BTreeSet;

use backend::Caller;
use backend::incidents::{find, find_by_number};
use domain::audience::OnlyFor;
use domain::classification::{IncidentType, Level};
use domain::ids::{AudienceId, PersonId, PlaybookId, ServiceId};
use domain::incident::{
    BreachCause, CancelReason, HoldReason, Incident, Milestone, Press, Resolution, SlaClock, StepMark, Verdict,
};
use domain::service::Effect;

use crate::lifecycle::draft;
use crate::office::{ADA, ANA, MARA, Office, RUI, SOL};
use crate::variants::{variant, variants};

const NOBODY: PersonId = PersonId(424_242_424_242);

/// One of each.
#[expect(clippy::too_many_lines, reason = "a line for each press")]
fn presses(person: PersonId, service: ServiceId, audience: AudienceId) -> Vec<Press> {
    let words = || "Words of somebody".to_owned();
    let resolution = || Resolution { text: words(), restored_at: None };
    let (impact, urgency, kind) = (Level::Low, Level::Low, IncidentType::Access);
    vec![
        Press::Follow { person },
        Press::Unfollow { person },
        Press::AddMember { person },
        Press::RemoveMember { person },
        Press::Assign { owner: Some(person) },
        Press::NameManager { person: Some(person) },
        Press::NameCommunicationsLead { person: Some(person) },
        Press::AddWords { text: words() },
        Press::Leave,
        Press::Judge { verdict: Verdict::StillBroken, words: words() },
        Press::Undo { sequence: u64::MAX },
        Press::Redact { sequence: u64::MAX, reason: words() },
        Press::Declare { criteria: words(), aware_at: None },
        Press::SetAware { at: Some(domain::time::Moment(crate::office::MORNING)), reason: words() },
        Press::Notify {
            deadline: 0,
            whom: words(),
            at: Some(domain::time::Moment(crate::office::MORNING)),
            reference: words(),
        },
        Press::NotNotifiable { why: words() },
        Press::EndRecovery { at: None },
        Press::Chase { ticket: words(), note: words(), again: None },
        Press::CorrectTime {
            which: Milestone::Began,
            at: Some(domain::time::Moment(crate::office::MORNING)),
            reason: words(),
        },
        Press::TakeOutOwnWords { sequence: u64::MAX },
        Press::Take { priority: None, reason: words() },
        Press::Classify { impact, urgency, priority: None, reason: words() },
        Press::Note { text: words() },
        Press::Acknowledge,
        Press::Message { text: words() },
        Press::Tell { public_title: String::new(), audiences: vec![audience], text: words(), promise: None },
        Press::TellEach {
            public_title: String::new(),
            audiences: vec![audience],
            text: words(),
            only: OnlyFor::default(),
            promise: None,
            anyway: true,
        },
        Press::Rename { title: words() },
        Press::ChangeType { kind },
        Press::Publish { public_title: words(), workaround: String::new() },
        Press::Affect { service, effect: Effect::Down },
        Press::ProposeMajor { reason: words() },
        Press::DeclineMajor { reason: words() },
        Press::AcceptMajor,
        Press::Hold { reason: HoldReason::Vendor, note: words(), until: None },
        Press::EndHold,
        Press::Mitigate { what: words(), works: true },
        Press::Resume { reason: words() },
        Press::Resolve { resolution: resolution() },
        Press::Reopen { reason: words() },
        Press::TakeAndResolve { resolution: resolution() },
        Press::Close,
        Press::Cancel { why: CancelReason::FalseAlarm, words: words() },
        Press::Merge { into: "INC-1".to_owned(), reopen: true },
        Press::TakeApart,
        Press::Restrict,
        Press::LiftRestriction { reason: words() },
        Press::TakeCommand,
        Press::BeginChecklist { playbook: PlaybookId(1) },
        Press::MarkStep { checklist: 0, step: 0, mark: StepMark::Skipped { reason: words() } },
        Press::GiveStep { checklist: 0, step: 0, person: Some(person) },
        Press::ExplainBreach { clock: SlaClock::Response, cause: BreachCause::Other, words: words() },
    ]
}

/// Everybody a stored incident names.
fn named(incident: &Incident) -> Vec<PersonId> {
    let roles = [incident.owner, incident.incident_manager, incident.communications_lead];
    let reporters = incident.reporters.iter().map(|reporter| reporter.person);
    let others = incident.members.iter().chain(&incident.followers).copied();
    roles.into_iter().flatten().chain(reporters).chain(others).collect()
}

#[tokio::test]
async fn no_press_of_anybody_puts_somebody_on_an_incident_who_does_not_exist() {
    let office = Office::open().await;
    let service = office.service("Mail").await.parse().unwrap();
    let mara = office.signed_in(MARA).await;
    let executive = office.desk.list_audiences(&mara).await.unwrap()[0].id.parse().unwrap();
    office.desk.add_member(&mara, executive, "Sol Vaz", SOL).await.unwrap();
    let people = [NOBODY, PersonId(0), office.id(SOL), office.id(ANA), office.id(RUI)];
    let mut callers = vec![Caller::visitor()];
    for email in [ANA, RUI, MARA, ADA] {
        callers.push(office.signed_in(email).await);
    }
    for (count, caller) in callers.iter().enumerate() {
        for person in people {
            let number = office.visitor_reports(draft(&format!("Mail is down {count} {person}"))).await.number;
            let found = |number: &str| office.desk.storage().read(|read| find_by_number(read, number));
            let before = found(&number).unwrap().unwrap();
            for press in presses(person, service, AudienceId(person.0)) {
                let known = person != NOBODY && person != PersonId(0);
                let said = office.press(caller, &number, press.clone()).await;
                assert!(
                    known || press.verb().person.is_none() || said.is_err(),
                    "{press:?} by caller {count}: {said:?}"
                );
            }
            // It may have another number by now.
            let after = office.desk.storage().read(|read| find(read, before.id)).unwrap().unwrap();
            assert_eq!(after.reporters.len(), before.reporters.len(), "caller {count} brought a reporter in");
            assert!(named(&after).iter().all(|named| *named != NOBODY && *named != PersonId(0)), "{after:?}");
            assert!(count > 1 || after == before, "a visitor or an employee changed what is not theirs");
        }
    }
    office.verified();
}

#[test]
fn every_press_there_is_was_tried() {
    let tried = presses(NOBODY, ServiceId(1), AudienceId(1)).into_iter().map(|press| variant(&press));
    assert_eq!(tried.collect::<BTreeSet<_>>(), variants::<Press>());
}

#[test]
fn what_only_the_desk_may_say_is_no_press() {
    for command in [
        r#"{"Join":{"person":1}}"#,
        r#"{"Report":{"draft":{},"kind":"outage","reporter":1,"known":true,"channel":"web"}}"#,
        r#"{"Press":"Close"}"#,
    ] {
        assert!(serde_json::from_str::<Press>(command).is_err(), "{command}");
    }
    let counted = r#"{"Tell":{"audiences":[],"text":"","promise":null,"recipients":9}}"#;
    let told = serde_json::from_str::<Press>(counted).unwrap();
    assert_eq!(
        told,
        Press::Tell { public_title: String::new(), audiences: Vec::new(), text: String::new(), promise: None }
    );
}
