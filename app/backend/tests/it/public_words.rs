//! What visitors read: `/`, `/report`, `/status` and receipts say the same of the same incident.

use backend::Caller;
use backend::incidents::JoinRequest;
use domain::incident::{CancelReason, HoldReason, Press, Resolution};
use domain::report::ReportDraft;
use domain::service::Effect;
use domain::time::{DAY, SECOND};
use domain::view::public::KnownLine;

use crate::lifecycle::draft;
use crate::office::{ANA, MARA, Office, RUI};

impl Office {
    /// The words of `/`, `/report`, the service on `/status` and a receipt; nothing where no line stands.
    fn words_on_four_pages(&self, token: &str) -> [String; 4] {
        let state_of = |lines: Vec<KnownLine>| lines.into_iter().map(|line| line.state).collect();
        let report = self.desk.report_page(&Caller::visitor()).unwrap().known;
        let service = self.desk.status_page(&Caller::visitor()).unwrap().services.remove(0).state;
        [
            state_of(self.desk.home(&Caller::visitor()).unwrap().known),
            state_of(report),
            service,
            self.desk.receipt(token).unwrap().state,
        ]
    }
}

fn take() -> Press {
    Press::Take { priority: None, reason: String::new() }
}

fn down(impact: &str, urgency: &str, service: String) -> ReportDraft {
    ReportDraft { impact: impact.into(), urgency: urgency.into(), service, ..draft("Mail is down") }
}

#[tokio::test]
async fn four_pages_say_the_same_of_one_incident_at_every_step() {
    let office = Office::open().await;
    let (rui, service) = (office.signed_in(RUI).await, office.service("E-mail").await);
    let token = office.visitor_reports(down("medium", "medium", service.clone())).await.token.unwrap();
    assert_eq!(office.words_on_four_pages(&token), ["Reported, not confirmed yet"; 4]);

    office.press(&rui, "INC-1", take()).await.unwrap();
    let being = "Being looked into";
    let named = "Reported, not confirmed yet: being looked into";
    assert_eq!(office.words_on_four_pages(&token), [being, being, named, being]);

    let (service, effect) = (service.parse().unwrap(), Effect::Degraded);
    office.press(&rui, "INC-1", Press::Affect { service, effect }).await.unwrap();
    assert_eq!(office.words_on_four_pages(&token), [being, being, "In part only: being looked into", being]);

    let mitigate = Press::Mitigate { what: "Restarted".into(), works: true };
    office.press(&rui, "INC-1", mitigate).await.unwrap();
    assert_eq!(office.words_on_four_pages(&token), ["Should work again, being watched"; 4]);

    let resolution = Resolution { text: "A new cable".into(), ..Resolution::default() };
    office.press(&rui, "INC-1", Press::Resolve { resolution }).await.unwrap();
    assert_eq!(office.words_on_four_pages(&token), ["", "", "No known outage", "Fixed"]);
}

#[tokio::test]
async fn what_stops_everybody_is_down_once_the_team_says_so_and_no_sooner() {
    let office = Office::open().await;
    let (rui, service) = (office.signed_in(RUI).await, office.service("E-mail").await);
    let state = || office.desk.status_page(&Caller::visitor()).unwrap().services.remove(0).state;
    office.visitor_reports(down("high", "high", service.clone())).await;
    assert_eq!(state(), "Reported, not confirmed yet");
    office.press(&rui, "INC-1", take()).await.unwrap();
    assert_eq!(state(), "Reported, not confirmed yet: being looked into", "a take confirms no service");
    let seen = office.desk.incident_facts(&rui, "INC-1").await.unwrap();
    assert!(seen.affected[0].named, "the team reads what visitors read");

    for (effect, words) in
        [(Effect::Down, "Down: being looked into"), (Effect::Degraded, "In part only: being looked into")]
    {
        office.wait(SECOND);
        office.press(&rui, "INC-1", Press::Affect { service: service.parse().unwrap(), effect }).await.unwrap();
        assert_eq!(state(), words);
    }
    office.wait(SECOND);
    let effect = Effect::NotAffected;
    office.press(&rui, "INC-1", Press::Affect { service: service.parse().unwrap(), effect }).await.unwrap();
    assert_eq!(state(), "No known outage");
    office.verified();
}

#[tokio::test]
async fn a_service_says_the_worst_of_what_is_open_about_it_and_since_when() {
    let office = Office::open().await;
    let (rui, service) = (office.signed_in(RUI).await, office.service("E-mail").await);
    office.visitor_reports(down("low", "low", service.clone())).await;
    office.wait(60 * 60_000);
    let later = ReportDraft { email: ANA.into(), ..down("medium", "high", service) };
    office.visitor_reports(later).await;
    office.press(&rui, "INC-2", take()).await.unwrap();
    let hold = Press::Hold { reason: HoldReason::Vendor, note: String::new(), until: None };
    office.press(&rui, "INC-2", hold).await.unwrap();
    let line = office.desk.status_page(&Caller::visitor()).unwrap().services.remove(0);
    let since = line.since.unwrap().text;
    assert_eq!((line.state.as_str(), since.as_str()), ("Reported, not confirmed yet: being looked into", "09:00"));
}

#[tokio::test]
async fn where_the_internet_looks_a_service_says_nothing_that_staff_did_not_publish() {
    let office = Office::open().await;
    let (rui, service) = (office.signed_in(RUI).await, office.service("E-mail").await);
    office.reached_from_the_internet().await;
    office.visitor_reports(down("high", "high", service)).await;
    let state = || office.desk.status_page(&Caller::visitor()).unwrap().services.remove(0).state;
    assert_eq!(state(), "No known outage");
    let publish = Press::Publish { public_title: "Mail is down".into(), workaround: String::new() };
    office.press(&rui, "INC-1", publish).await.unwrap();
    assert_eq!(state(), "Reported, not confirmed yet");
}

#[tokio::test]
async fn what_was_published_stands_on_the_status_page_for_a_week_after_its_end() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let publish = |title: &str| Press::Publish { public_title: title.into(), workaround: "Use the telephone".into() };
    for (number, title) in [("INC-1", "Mail is down"), ("INC-2", "The door is stuck"), ("INC-3", "My screen")] {
        office.visitor_reports(draft(title)).await;
        if number != "INC-3" {
            office.press(&rui, number, publish(title)).await.unwrap();
        }
    }
    let cancel = || Press::Cancel { why: CancelReason::FalseAlarm, words: String::new() };
    for number in ["INC-2", "INC-3"] {
        office.press(&rui, number, cancel()).await.unwrap();
    }
    let resolution = Resolution { text: "A new cable".into(), ..Resolution::default() };
    office.press(&rui, "INC-1", Press::TakeAndResolve { resolution }).await.unwrap();
    let ended = || -> Vec<_> {
        let ended = office.desk.status_page(&backend::Caller::visitor()).unwrap().ended;
        ended.into_iter().map(|line| (line.number, line.state, line.workaround)).collect()
    };
    let line = |number: &str, state: &str| (number.to_owned(), state.to_owned(), None);
    assert_eq!(ended(), [line("INC-2", "Not an incident")], "INC-1 is among what is known, INC-3 was never public");

    office.wait(7 * DAY - SECOND);
    assert_eq!(ended(), [line("INC-2", "Not an incident")]);
    office.wait(2 * SECOND);
    assert_eq!(office.desk.fire_due_timers().await.unwrap(), 1);
    assert_eq!(ended(), [line("INC-1", "Fixed")]);
    office.wait(7 * DAY + SECOND);
    assert_eq!(ended(), []);
}

#[tokio::test]
async fn a_published_major_stands_first_then_the_worst_then_what_hits_most_people() {
    let office = Office::open().await;
    let (rui, mara) = (office.signed_in(RUI).await, office.signed_in(MARA).await);
    for (service, impact, urgency) in [
        ("Printing", "low", "low"),
        ("Phones", "low", "low"),
        ("E-mail", "medium", "high"),
        ("Accounts", "low", "high"),
    ] {
        let service = office.service(service).await;
        office.wait(SECOND);
        office.visitor_reports(down(impact, urgency, service)).await;
    }
    let join = JoinRequest { number: "INC-2".into(), name: "Otto".into(), ..JoinRequest::default() };
    office.desk.join(&Caller::visitor(), join).await.unwrap();
    let order = || {
        let known = office.desk.report_page(&Caller::visitor()).unwrap().known;
        known.into_iter().map(|line| line.service).collect::<Vec<_>>()
    };
    assert_eq!(order(), ["E-mail", "Accounts", "Phones", "Printing"]);
    office.press(&rui, "INC-1", take()).await.unwrap();
    office.press(&rui, "INC-1", Press::ProposeMajor { reason: "Wages are printed today".into() }).await.unwrap();
    office.press(&mara, "INC-1", Press::AcceptMajor).await.unwrap();
    assert_eq!(order()[3], "Printing", "nobody is told of a major that is not published");
    let publish = Press::Publish { public_title: "No printing".into(), workaround: String::new() };
    office.press(&mara, "INC-1", publish).await.unwrap();
    assert_eq!(order(), ["Printing", "E-mail", "Accounts", "Phones"]);
}
