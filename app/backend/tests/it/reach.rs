//! What else is hit by an incident, and what several of them may have in common: for Rui, who sees what he may see.

use backend::Caller;
use backend::incidents::NewReport;
use backend::services::ServiceDraft;
use domain::classification::Level;
use domain::incident::Press;
use domain::report::ReportDraft;
use domain::service::Effect;
use domain::time::HOUR;
use domain::view::board::BoardFilter;
use domain::view::reach::{CommonCause, Reach};

use crate::lifecycle::draft;
use crate::office::*;

/// The network carries mail and phones; payroll, which is critical, needs mail.
struct House {
    office: Office,
    ana: Caller,
    rui: Caller,
    mail: String,
    phones: String,
}

impl House {
    async fn open() -> Self {
        let office = Office::open().await;
        let (ana, rui) = (office.signed_in(ANA).await, office.signed_in(RUI).await);
        let network = add(&office, "Network", "normal", &[]).await;
        let mail = add(&office, "E-mail", "normal", &[&network]).await;
        let phones = add(&office, "Phones", "low", &[&network]).await;
        add(&office, "Payroll", "critical", &[&mail]).await;
        Self { office, ana, rui, mail, phones }
    }

    async fn reports(&self, title: &str, service: &str, restricted: &str) -> String {
        let (service, restricted) = (service.to_owned(), restricted.to_owned());
        let report = ReportDraft { service, restricted, nonce: title.into(), ..draft(title) };
        self.office.desk.report(&self.ana, NewReport::by_web(report, false)).await.unwrap().number
    }

    async fn reach(&self, number: &str) -> Reach {
        self.office.desk.incident_head(&self.rui, number).await.unwrap().reach
    }

    fn causes(&self, who: &Caller) -> Vec<CommonCause> {
        let causes = self.office.desk.common_causes(who).unwrap();
        assert_eq!(self.office.desk.board(who, &BoardFilter::default()).unwrap().causes, causes);
        causes
    }
}

async fn add(office: &Office, name: &str, criticality: &str, needs: &[&String]) -> String {
    let ada = office.signed_in(ADA).await;
    let depends_on = needs.iter().map(|id| (*id).clone()).collect();
    let draft =
        ServiceDraft { name: name.into(), criticality: criticality.into(), depends_on, ..ServiceDraft::default() };
    office.desk.add_service(&ada, draft).await.unwrap().to_string()
}

fn names(reach: &Reach) -> Vec<(&str, bool)> {
    reach.hit.iter().map(|hit| (hit.service.name.as_str(), hit.direct)).collect()
}

fn said(causes: &[CommonCause]) -> Vec<(&str, Vec<&str>)> {
    causes
        .iter()
        .map(|cause| (cause.service.name.as_str(), cause.incidents.iter().map(|one| one.number.as_str()).collect()))
        .collect()
}

#[tokio::test]
async fn before_anybody_presses_rui_reads_what_else_is_hit_and_what_impact_that_comes_to() {
    let house = House::open().await;
    let report = ReportDraft { impact: "low".into(), ..draft("No mail") };
    let report = ReportDraft { service: house.mail.clone(), ..report };
    house.office.desk.report(&house.ana, NewReport::by_web(report, false)).await.unwrap();
    let reach = house.reach("INC-1").await;
    assert_eq!(names(&reach), [("Payroll", true)]);
    assert_eq!((reach.impact, reach.more), (Some(Level::Medium), 0));
    let network = house.office.desk.list_services(&house.rui).await.unwrap();
    let network = network.iter().find(|row| row.name == "Network").unwrap().id.parse().unwrap();
    let affect = Press::Affect { service: network, effect: Effect::Down };
    house.office.press(&house.rui, "INC-1", affect).await.unwrap();
    assert_eq!(names(&house.reach("INC-1").await), [("Payroll", true), ("Phones", true)]);
}

#[tokio::test]
async fn what_began_together_and_needs_the_same_has_perhaps_one_cause() {
    let house = House::open().await;
    house.reports("No mail", &house.mail, "").await;
    assert!(house.causes(&house.rui).is_empty(), "one is no pattern");
    house.office.wait(3 * HOUR);
    house.reports("No line", &house.phones, "").await;
    assert_eq!(said(&house.causes(&house.rui)), [("Network", vec!["INC-1", "INC-2"])]);
    assert_eq!(said(&house.reach("INC-2").await.causes), [("Network", vec!["INC-1"])], "the others");
    house.office.wait(2 * HOUR);
    house.reports("Still no line", &house.phones, "").await;
    assert_eq!(said(&house.causes(&house.rui)).len(), 1, "INC-1 began five hours earlier");
    assert!(house.reach("INC-3").await.causes.is_empty(), "two about one service are no news");
}

#[tokio::test]
async fn a_restricted_one_hints_at_nothing_to_those_who_may_not_see_it() {
    let house = House::open().await;
    house.reports("No mail", &house.mail, "").await;
    let secret = house.reports("Somebody listens to our calls", &house.phones, "on").await;
    assert!(house.causes(&house.rui).is_empty());
    assert!(house.reach("INC-1").await.causes.is_empty());
    let ada = house.office.signed_in(ADA).await;
    let seen = house.causes(&ada);
    assert_eq!(seen.len(), 1, "Ada handles security reports");
    assert!(seen[0].incidents.iter().any(|one| one.number == secret));
    assert!(house.office.desk.common_causes(&house.ana).is_err(), "the board is the team's");
}
