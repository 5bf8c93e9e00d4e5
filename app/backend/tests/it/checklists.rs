//! What to do, step by step: nobody at Harbour has written a plan, Rui takes an outage of mail, and later Mara writes one.

use backend::playbooks::PlaybookDraft;
use backend::{Caller, Error};
use domain::Refusal;
use domain::classification::{IncidentType, Priority};
use domain::field::{FieldError, Problem};
use domain::incident::{Press, StepMark};
use domain::view::checklist::ChecklistsPage;

use crate::office::*;
use crate::outbox::House;

impl House {
    async fn checklists(&self, who: &Caller, number: &str) -> ChecklistsPage {
        self.office.desk.checklists_page(who, number).await.unwrap()
    }

    /// Ana reported it, of a service of that name; Rui takes it as P2.
    async fn mail_is_down(&self, service: &str) -> String {
        let id = self.office.service(service).await;
        let number = self.ana_reports("No mail since nine").await;
        self.rui(&number, Press::ChangeType { kind: IncidentType::SoftwareFault }).await;
        let effect = domain::service::Effect::Down;
        self.rui(&number, Press::Affect { service: id.parse().unwrap(), effect }).await;
        self.rui(&number, Press::Take { priority: Some(Priority::P2), reason: "All of us.".into() }).await;
        number
    }
}

fn draft(name: &str, steps: &str) -> PlaybookDraft {
    PlaybookDraft { name: name.into(), steps: steps.into(), ..PlaybookDraft::default() }
}

fn refused(field: &str, problem: Problem) -> Error {
    Error::Refused(Refusal::Fields(vec![FieldError::new(field, problem)]))
}

#[tokio::test]
async fn who_takes_an_outage_of_mail_has_a_checklist_that_nobody_had_to_write() {
    let house = House::open().await;
    let rui = house.office.signed_in(RUI).await;
    let number = house.mail_is_down("E-mail").await;
    let page = house.checklists(&rui, &number).await;
    let [list] = &page.checklists[..] else { panic!("{page:?}") };
    assert_eq!((list.brief.name.as_str(), list.brief.settled), ("Mail is down", 0));
    assert!(list.steps.iter().all(|step| !step.how.is_empty()), "somebody who has never done it reads how");

    house.rui(&number, Press::MarkStep { checklist: 0, step: 0, mark: StepMark::Done }).await;
    let reason = "They know.".to_owned();
    house.rui(&number, Press::MarkStep { checklist: 0, step: 1, mark: StepMark::Skipped { reason } }).await;
    let head = house.office.desk.incident_head(&rui, &number).await.unwrap();
    let brief = head.checklist.unwrap();
    assert_eq!((brief.settled, brief.next.as_deref()), (2, Some("Look at the supplier's status page")));
    let told: Vec<_> = house.office.lines(&rui, &number).await.into_iter().map(|line| line.act).collect();
    assert!(told.iter().any(|act| act.contains("left out \u{201c}Tell people without mail\u{201d}")), "{told:?}");
    house.office.verified();
}

#[tokio::test]
async fn where_several_plans_fit_alike_they_are_offered_and_where_none_does_all_can_be_begun() {
    let house = House::open().await;
    let rui = house.office.signed_in(RUI).await;
    let number = house.mail_is_down("Coffee").await;
    let page = house.checklists(&rui, &number).await;
    assert_eq!(page.checklists, []);
    assert!(page.offered.len() == 6 && page.offered.iter().all(|plan| !plan.fits));
    assert!(!house.office.desk.incident_head(&rui, &number).await.unwrap().plan_fits, "no word on the incident's page");
    house.rui(&number, Press::ChangeType { kind: IncidentType::Outage }).await;
    assert!(house.office.desk.incident_head(&rui, &number).await.unwrap().plan_fits);
    assert_eq!(house.checklists(&rui, &number).await.offered[0].name, "Outage");
}

#[tokio::test]
async fn a_plan_that_mara_changes_changes_no_copy_and_the_next_one_gets_it() {
    let house = House::open().await;
    let (mara, rui) = (house.office.signed_in(MARA).await, house.office.signed_in(RUI).await);
    let first = house.mail_is_down("E-mail").await;
    let desk = &house.office.desk;
    let plans = desk.playbooks_page(&mara).unwrap().playbooks;
    let row = plans.iter().find(|row| row.name == "Mail is down").unwrap();
    let changed = PlaybookDraft {
        name: row.name.clone(),
        kinds: Vec::new(),
        services: row.services.clone(),
        steps: "Call Jo\n- Extension 12.\nTell everyone".into(),
    };
    let id = row.id.parse().unwrap();
    desk.change_playbook(&mara, id, changed.clone(), Some(row.revision)).await.unwrap();
    // Nuno's form was drawn before.
    let late = PlaybookDraft { steps: "Go home".into(), ..changed };
    let error = desk.change_playbook(&mara, id, late, Some(row.revision)).await.unwrap_err();
    assert!(
        matches!(&error, Error::Refused(Refusal::Fields(fields)) if matches!(fields[0].problem, Problem::Overtaken { .. })),
        "{error:?}"
    );

    let number = house.ana_reports("No mail again").await;
    let service = row.services[0].parse().unwrap();
    house.rui(&number, Press::Affect { service, effect: domain::service::Effect::Down }).await;
    house.rui(&number, Press::Take { priority: Some(Priority::P1), reason: "All of us.".into() }).await;
    let steps =
        |page: ChecklistsPage| page.checklists[0].steps.iter().map(|step| step.what.clone()).collect::<Vec<_>>();
    assert_eq!(steps(house.checklists(&rui, &number).await), ["Call Jo", "Tell everyone"]);
    assert_eq!(steps(house.checklists(&rui, &first).await).len(), 8);
    house.office.verified();
}

#[tokio::test]
async fn what_is_typed_wrong_is_said_beside_its_field() {
    let house = House::open().await;
    let mara = house.office.signed_in(MARA).await;
    let desk = &house.office.desk;
    let many = "Look\n".repeat(41);
    for (draft, error) in [
        (draft("", "Look"), refused("name", Problem::Missing)),
        (draft("Coffee", " \n "), refused("steps", Problem::Missing)),
        (draft("Coffee", &many), refused("steps", Problem::TooMany { most: 40, now: 41 })),
        (draft("Coffee", "- how\nLook"), refused("steps", Problem::Lines { first: "- how".into(), more: 0 })),
        (draft("OUTAGE", "Look around"), refused("name", Problem::Taken)),
    ] {
        assert_eq!(desk.add_playbook(&mara, draft).await.unwrap_err(), error);
    }
    let unknown = PlaybookDraft { services: vec!["0000000000000009".into()], ..draft("Coffee", "Look around") };
    assert_eq!(desk.add_playbook(&mara, unknown).await.unwrap_err(), refused("services", Problem::Unknown));
}

#[tokio::test]
async fn managers_write_plans_the_team_reads_them_and_ana_sees_neither_plan_nor_checklist() {
    let house = House::open().await;
    let number = house.mail_is_down("E-mail").await;
    let desk = &house.office.desk;
    let (rui, ana) = (house.office.signed_in(RUI).await, house.office.signed_in(ANA).await);
    assert_eq!(desk.add_playbook(&rui, draft("Coffee", "Look around")).await.unwrap_err(), Error::Denied);
    assert_eq!(desk.playbooks_page(&rui).unwrap().playbooks.len(), 6);
    assert_eq!(desk.playbooks_page(&ana).unwrap_err(), Error::Denied);
    assert!(desk.checklists_page(&ana, &number).await.is_err());
    let own = format!("{:?}", house.office.own(&ana, &number).await);
    assert!(!own.contains("Tell people without mail"), "{own}");
    let mara = house.office.signed_in(MARA).await;
    let id = desk.add_playbook(&mara, draft("Coffee", "Look around")).await.unwrap();
    desk.retire_playbook(&mara, id, Some(0)).await.unwrap();
    assert_eq!(desk.playbooks_page(&rui).unwrap().playbooks.len(), 6);
    let begin = Press::BeginChecklist { playbook: id };
    let refused = house.office.press(&rui, &number, begin).await.unwrap_err();
    assert_eq!(refused, self::refused("playbook", Problem::Unknown));
}
