//! The way into a restricted incident whose members cannot be reached.

use backend::incidents::NewReport;
use backend::journal::Fact;
use backend::notices::NoticeKind;
use backend::services::ServiceDraft;
use backend::{Caller, Error};
use domain::field::Problem;
use domain::incident::Press;
use domain::report::ReportDraft;

use crate::lifecycle::draft;
use crate::office::*;

#[tokio::test]
async fn the_operator_makes_mara_a_member_and_every_administrator_is_told() {
    let office = Office::open().await;
    let new = NewReport::by_web(ReportDraft { restricted: "on".into(), ..draft("My badge was copied") }, false);
    let number = office.desk.report(&Caller::visitor(), new).await.unwrap().number;
    let (ada, mara, operator) = (office.signed_in(ADA).await, office.signed_in(MARA).await, office.desk.operator());
    assert_eq!(office.desk.incident_head(&mara, &number).await.unwrap_err(), Error::NotFound);
    for caller in [&ada, &mara, &Caller::visitor()] {
        assert_eq!(office.desk.break_glass(caller, &number, MARA).await.unwrap_err(), Error::Denied);
    }
    assert_eq!(problems(office.desk.break_glass(&operator, &number, ANA).await)[0].1, Problem::NotEligible);
    assert_eq!(problems(office.desk.break_glass(&operator, &number, SOL).await)[0].1, Problem::NotEligible);
    assert_eq!(office.desk.break_glass(&operator, "SEC-0000", MARA).await.unwrap_err(), Error::NotFound);

    assert_eq!(office.desk.break_glass(&operator, &number.to_lowercase(), MARA).await.unwrap(), "Mara Reis");
    assert!(office.desk.incident_head(&mara, &number).await.is_ok());
    let in_journal = |fact: &Fact| matches!(fact, Fact::GlassBroken { person, .. } if *person == office.id(MARA));
    assert!(office.journal().iter().any(in_journal));
    let told = || office.queued().iter().filter(|notice| notice.kind == NoticeKind::GlassBroken).count();
    assert_eq!(told(), 1, "Ada is the only administrator");
    office.desk.break_glass(&operator, &number, MARA).await.unwrap();
    assert_eq!(told(), 1, "who is a member already breaks no glass");
    office.verified();
}

#[tokio::test]
async fn an_open_incident_has_no_glass() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let number = office.desk.report(&rui, NewReport::by_web(draft("Mail is down"), false)).await.unwrap().number;
    let operator = office.desk.operator();
    assert!(matches!(office.desk.break_glass(&operator, &number, MARA).await, Err(Error::Refused(_))));
}

#[tokio::test]
async fn whoever_holds_the_machine_does_at_the_desk_what_the_command_line_does_and_nothing_else() {
    let office = Office::open().await;
    let operator = office.desk.operator();
    assert_eq!(office.desk.list_people(&operator).unwrap().len(), 4, "with whom it begins");
    let service = ServiceDraft { name: "E-mail".into(), criticality: "normal".into(), ..ServiceDraft::default() };
    assert_eq!(office.desk.add_service(&operator, service).await.unwrap_err(), Error::Denied);
    assert_eq!(office.desk.list_audiences(&operator).await.unwrap_err(), Error::Denied);
    assert_eq!(office.desk.add_audience(&operator, "Friends").await.unwrap_err(), Error::Denied);
    assert_eq!(office.desk.read_settings(&operator).unwrap_err(), Error::Denied);
    assert_eq!(office.desk.run_job(&operator, "copy").await.unwrap_err(), Error::Denied);
    let number = office.desk.report(&Caller::visitor(), NewReport::by_web(draft("Mail is down"), false)).await;
    let number = number.unwrap().number;
    assert_eq!(office.desk.incident_head(&operator, &number).await.unwrap_err(), Error::NotFound);
    let take = Press::Take { priority: None, reason: String::new() };
    assert_eq!(office.press(&operator, &number, take).await.unwrap_err(), Error::NotFound);
}
