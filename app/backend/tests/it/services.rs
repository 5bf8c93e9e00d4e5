//! Ada writes down what the organisation runs; staff read it.

use backend::services::{ServiceDraft, ServiceRecord, needs, starters_left};
use backend::{Caller, Error};
use domain::field::Problem;
use domain::ids::ServiceId;
use domain::incident::Press;
use domain::report::ReportDraft;
use domain::service::{Criticality, STARTER_SERVICES};

use crate::office::*;

fn called(name: &str) -> ServiceDraft {
    ServiceDraft { name: name.into(), ..ServiceDraft::default() }
}

fn on(name: &str, needs: &[ServiceId]) -> ServiceDraft {
    ServiceDraft { depends_on: needs.iter().map(ToString::to_string).collect(), ..called(name) }
}

fn stored(office: &Office) -> Vec<ServiceRecord> {
    office.desk.storage().read(|read| ServiceRecord::all(read)).unwrap()
}

#[tokio::test]
async fn ada_enters_services_and_rui_reads_who_needs_what() {
    let office = Office::open().await;
    let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
    let network = office.desk.add_service(&ada, called("Network")).await.unwrap();
    let mail =
        ServiceDraft { owner: office.id(RUI).to_string(), criticality: "critical".into(), ..on("E-mail", &[network]) };
    let mail = office.desk.add_service(&ada, mail).await.unwrap();
    let rows = office.desk.list_services(&rui).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["E-mail", "Network"]);
    assert_eq!(rows[0].criticality, Criticality::Critical);
    assert_eq!(rows[0].owner.as_ref().unwrap().name, "Rui Costa");
    assert_eq!(rows[0].depends_on[0].name, "Network");
    assert_eq!(rows[1].needed_by[0].name, "E-mail");
    let hit = needs(&stored(&office)).hit(&[network]);
    assert_eq!(hit.iter().map(|hit| hit.id).collect::<Vec<_>>(), [mail]);
}

#[tokio::test]
async fn only_administrators_change_services_and_only_staff_read_them() {
    let office = Office::open().await;
    let (mara, rui, ana) = (office.signed_in(MARA).await, office.signed_in(RUI).await, office.signed_in(ANA).await);
    for caller in [&mara, &rui, &ana] {
        assert_eq!(office.desk.add_service(caller, called("VPN")).await, Err(Error::Denied));
    }
    assert!(office.desk.list_services(&mara).await.unwrap().is_empty());
    assert_eq!(office.desk.list_services(&ana).await, Err(Error::Denied));
    assert_eq!(office.desk.list_services(&Caller::visitor()).await, Err(Error::SignedOut));
}

#[tokio::test]
async fn a_form_with_several_faults_names_them_all() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    office.desk.add_service(&ada, called("E-Mail")).await.unwrap();
    let draft = ServiceDraft {
        name: "e-mail ".into(),
        owner: "0000000000000001".into(),
        target: String::new(),
        criticality: "vital".into(),
        depends_on: vec!["nonsense".into()],
    };
    let expected = [
        ("name", Problem::Taken),
        ("criticality", Problem::Unknown),
        ("owner", Problem::Unknown),
        ("depends_on", Problem::Unknown),
    ];
    let told = problems(office.desk.add_service(&ada, draft).await);
    assert_eq!(told, expected.map(|(field, problem)| (field.to_owned(), problem)));
}

#[tokio::test]
async fn nothing_can_need_itself_not_even_through_others() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let power = office.desk.add_service(&ada, called("Power")).await.unwrap();
    let network = office.desk.add_service(&ada, on("Network", &[power])).await.unwrap();
    let files = office.desk.add_service(&ada, on("Files", &[network])).await.unwrap();
    for needs in [power, network, files] {
        let told = problems(office.desk.change_service(&ada, power, on("Power", &[needs]), None).await);
        assert_eq!(told, [("depends_on".to_owned(), Problem::Circular)]);
    }
    office.desk.change_service(&ada, files, on("Files", &[network, power]), None).await.unwrap();
    office.desk.change_service(&ada, files, on("FILES", &[]), None).await.unwrap();
    assert!(stored(&office).iter().any(|service| service.name == "FILES" && service.depends_on.is_empty()));
}

#[tokio::test]
async fn a_retired_service_is_needed_by_nobody_and_returns_under_its_name_with_its_id() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let fax = office.desk.add_service(&ada, called("Fax")).await.unwrap();
    let phones = office.desk.add_service(&ada, on("Phones", &[fax])).await.unwrap();
    office.desk.retire_service(&ada, fax, None).await.unwrap();
    office.desk.retire_service(&ada, fax, None).await.unwrap();
    let rows = office.desk.list_services(&ada).await.unwrap();
    assert_eq!((rows.len(), rows[0].depends_on.len()), (1, 0));
    assert_eq!(office.desk.change_service(&ada, fax, called("Fax"), None).await, Err(Error::NotFound));
    let told = problems(office.desk.change_service(&ada, phones, on("Phones", &[fax]), None).await);
    assert_eq!(told, [("depends_on".to_owned(), Problem::Unknown)]);
    assert_eq!(office.desk.add_service(&ada, called("FAX")).await.unwrap(), fax);
}

#[tokio::test]
async fn starters_are_added_once_and_no_others() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    office.desk.add_service(&ada, called("e-mail")).await.unwrap();
    let all: Vec<_> = STARTER_SERVICES.iter().map(|starter| starter.name.to_owned()).collect();
    assert_eq!(office.desk.add_starters(&ada, all[..3].to_vec()).await.unwrap(), 2);
    assert_eq!(office.desk.add_starters(&ada, all.clone()).await.unwrap(), 5);
    assert_eq!(office.desk.add_starters(&ada, all).await.unwrap(), 0);
    assert_eq!(stored(&office).len(), 8);
    assert!(office.desk.storage().read(|read| starters_left(read)).unwrap().is_empty());
    let told = problems(office.desk.add_starters(&ada, vec!["Coffee".into()]).await);
    assert_eq!(told, [("services".to_owned(), Problem::Unknown)]);
}

#[tokio::test]
async fn starters_come_with_their_weight_and_with_what_they_need_as_far_as_it_is_there() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let own = office.desk.add_service(&ada, called("Internet")).await.unwrap();
    let ticked = ["Printing", "E-mail", "Accounts", "Website"].map(str::to_owned);
    assert_eq!(office.desk.add_starters(&ada, ticked.to_vec()).await.unwrap(), 4);
    let rows = office.desk.list_services(&ada).await.unwrap();
    let told = |name: &str| {
        let row = rows.iter().find(|row| row.name == name).unwrap();
        (row.criticality, row.depends_on.iter().map(|needed| needed.name.as_str()).collect::<Vec<_>>())
    };
    assert_eq!(told("E-mail"), (Criticality::Critical, vec!["Accounts", "Internet"]));
    assert_eq!(told("Website"), (Criticality::Normal, vec!["Internet"]), "her own one is what it needs");
    assert_eq!(told("Printing"), (Criticality::Low, vec![]), "there are no files");
    assert_eq!(told("Internet"), (Criticality::Normal, vec![]), "hers stays as it was");
    let upstream = office.desk.storage().read(|read| backend::services::ServiceRecord::find(read, own)).unwrap();
    assert_eq!(upstream.unwrap().depends_on, []);
}

#[tokio::test]
async fn open_incidents_are_counted_for_those_who_may_see_them() {
    let office = Office::open().await;
    let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
    let mail = office.desk.add_service(&ada, called("E-mail")).await.unwrap();
    let report = |title: &str, restricted: &str| ReportDraft {
        title: title.into(),
        service: mail.to_string(),
        impact: "medium".into(),
        urgency: "medium".into(),
        restricted: restricted.into(),
        nonce: title.into(),
        ..ReportDraft::default()
    };
    let open = office.visitor_reports(report("Mail is slow", "")).await.number;
    office.visitor_reports(report("Somebody reads our mail", "on")).await;
    let counted = async |caller: &Caller| office.desk.list_services(caller).await.unwrap()[0].open_incidents;
    assert_eq!((counted(&ada).await, counted(&rui).await), (2, 1));
    let taken = Press::Take { priority: None, reason: String::new() };
    office.press(&rui, &open, taken).await.unwrap();
    let resolution = domain::incident::Resolution { text: "Restarted it.".into(), restored_at: None };
    office.press(&rui, &open, Press::Resolve { resolution }).await.unwrap();
    assert_eq!((counted(&ada).await, counted(&rui).await), (1, 0));
}
