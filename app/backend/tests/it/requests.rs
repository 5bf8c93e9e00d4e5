//! Somebody wants something new: it is taken and done like the rest, and is never among what is broken.

use backend::Caller;
use backend::incidents::NewReport;
use domain::classification::IncidentType;
use domain::incident::{Channel, Press, Resolution, Status};
use domain::refusal::Refusal;
use domain::report::ReportDraft;
use domain::view::board::BoardFilter;

use crate::lifecycle::draft;
use crate::office::{Office, RUI, refusal};

fn take() -> Press {
    Press::Take { priority: None, reason: String::new() }
}

#[tokio::test]
async fn what_turns_out_to_be_a_request_leaves_every_page_of_visitors_and_sorts_last() {
    let office = Office::open().await;
    let (rui, service) = (office.signed_in(RUI).await, office.service("Printing").await);
    let report = |title: &str| ReportDraft { service: service.clone(), urgency: "low".into(), ..draft(title) };
    office.visitor_reports(ReportDraft { urgency: "high".into(), ..report("Toner, please") }).await;
    office.wait(60_000);
    office.visitor_reports(report("The printer smells")).await;
    let publish = Press::Publish { public_title: "Printing is slow".into(), workaround: String::new() };
    office.press(&rui, "INC-1", publish).await.unwrap();
    office.press(&rui, "INC-1", Press::ChangeType { kind: IncidentType::Request }).await.unwrap();

    let lines = |known: Vec<domain::view::public::KnownLine>| known.into_iter().map(|l| l.number).collect::<Vec<_>>();
    let visitor = Caller::visitor();
    assert_eq!(lines(office.desk.home(&visitor).unwrap().known), ["INC-2"]);
    assert_eq!(lines(office.desk.report_page(&visitor).unwrap().known), ["INC-2"]);
    assert_eq!(lines(office.desk.status_page(&visitor).unwrap().incidents), [""; 0]);
    let counted = office.desk.list_services(&rui).await.unwrap().remove(0).open_incidents;
    assert_eq!(counted, 1, "it is in no figure");

    let board = |filter: &BoardFilter| -> Vec<_> {
        let cards = office.desk.board(&rui, filter).unwrap().columns.remove(0).cards;
        cards.into_iter().map(|card| (card.number, card.priority.map(|p| p.code()))).collect()
    };
    let (request, other) = (("INC-1".to_owned(), None), ("INC-2".to_owned(), Some("P4")));
    assert_eq!(board(&BoardFilter::default()), [other, request.clone()], "though it was a P2 and came first");
    let only = |words: &str| board(&BoardFilter { q: words.into(), ..BoardFilter::default() });
    assert_eq!((only("type:request"), only("priority:P2")), (vec![request], Vec::new()));

    office.press(&rui, "INC-1", take()).await.unwrap();
    let seen = office.desk.incident_head(&rui, "INC-1").await.unwrap();
    let acting = office.desk.incident_facts(&rui, "INC-1").await.unwrap().acting;
    assert_eq!((seen.status, acting, seen.priority_confirmed), (Status::Investigating, false, true));
    let join = backend::incidents::JoinRequest { number: "INC-1".into(), ..Default::default() };
    assert!(office.desk.join(&visitor, join).await.is_err(), "no page offers it");
    let resolution = Resolution { text: "A new cartridge.".into(), restored_at: None };
    office.press(&rui, "INC-1", Press::Resolve { resolution }).await.unwrap();
    office.verified();
}

#[tokio::test]
async fn a_request_by_phone_has_no_priority_on_any_line_and_takes_none() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let draft = ReportDraft { title: "A laptop for Nuno".into(), ..ReportDraft::default() };
    let (kind, channel) = (IncidentType::Request, Channel::Phone);
    let new = NewReport {
        draft,
        kind,
        channel,
        on_behalf: true,
        over_limit: false,
        letter_over_limit: false,
        browser: String::new(),
    };
    office.desk.report(&rui, new).await.unwrap();
    office.press(&rui, "INC-1", take()).await.unwrap();
    let lines: Vec<_> = office.lines(&rui, "INC-1").await.into_iter().map(|line| line.act).collect();
    assert_eq!(lines, ["reported it by phone", "took it"]);
    let major = office.press(&rui, "INC-1", Press::ProposeMajor { reason: "He starts today".into() }).await;
    assert_eq!(refusal(major), Refusal::NotForRequests);
    office.verified();
}
