//! "Me too": who counts once, what a second press is, and what a flood may not do.

use backend::incidents::{JoinRequest, Receipt};
use backend::{Caller, Error};
use domain::incident::Press;
use domain::report::ReportDraft;

use backend::incidents::NewReport;
use domain::classification::IncidentType;
use domain::incident::Channel;

use crate::lifecycle::draft;
use crate::office::{ADA, ANA, HOME, OFFICE, Office, RUI};
use backend::services::ServiceDraft;
use std::collections::BTreeMap;

impl Office {
    pub async fn joined(&self, who: &Caller, email: &str, nonce: &str) -> Result<Receipt, Error> {
        let (number, name) = ("INC-1".to_owned(), "Otto".to_owned());
        let (email, nonce) = (email.to_owned(), nonce.to_owned());
        self.desk.join(who, JoinRequest { number, name, email, nonce, ..JoinRequest::default() }).await
    }

    fn people_of_first_line(&self) -> u64 {
        self.desk.home(&Caller::visitor()).unwrap().known[0].people
    }
}

async fn with_a_known_outage() -> Office {
    let office = Office::open().await;
    let service = office.service("E-mail").await;
    office.visitor_reports(ReportDraft { service, ..draft("Mail is down") }).await;
    office
}

#[tokio::test]
async fn a_double_press_counts_once_and_gets_the_same_receipt() {
    let office = with_a_known_outage().await;
    let nonce = office.desk.home(&Caller::visitor()).unwrap().nonce;
    let one = office.joined(&Caller::visitor(), "", &nonce).await.unwrap();
    let two = office.joined(&Caller::visitor(), "", &nonce).await.unwrap();
    assert_eq!((office.people_of_first_line(), one), (2, two));
    let other_page = office.desk.report_page(&Caller::visitor()).unwrap().nonce;
    assert_ne!(nonce, other_page);
    office.joined(&Caller::visitor(), "", &other_page).await.unwrap();
    assert_eq!(office.people_of_first_line(), 3, "somebody else");
    office.verified();
}

#[tokio::test]
async fn who_is_known_by_session_or_by_address_counts_once() {
    let office = with_a_known_outage().await;
    let ana = office.signed_in(ANA).await;
    for nonce in ["a", "b", "c"] {
        office.joined(&ana, "", nonce).await.unwrap();
        office.joined(&Caller::visitor(), "otto@example.org", nonce).await.unwrap();
        office.joined(&Caller::visitor(), "OTTO@example.org", &nonce.repeat(2)).await.unwrap();
        office.joined(&Caller::visitor(), "vera@example.org", nonce).await.unwrap();
    }
    assert_eq!(office.people_of_first_line(), 3, "Vera, Ana and Otto");
    office.verified();
}

#[tokio::test]
async fn a_flood_is_counted_and_confirms_nothing_and_writes_to_nobody() {
    let office = with_a_known_outage().await;
    let rui = office.signed_in(RUI).await;
    let queued = office.notices();
    for guest in 0..5 {
        let (number, email) = ("INC-1".to_owned(), format!("guest{guest}@example.org"));
        let request = JoinRequest { number, email, over_limit: true, ..JoinRequest::default() };
        office.desk.join(&Caller::visitor(), request).await.unwrap();
    }
    let seen = office.desk.incident_head(&rui, "INC-1").await.unwrap();
    assert_eq!((office.people_of_first_line(), seen.unverified, office.notices()), (6, true, queued));
    office.verified();
}

#[tokio::test]
async fn each_line_is_one_incident_and_me_too_joins_that_one() {
    let office = with_a_known_outage().await;
    let service = office.desk.report_page(&Caller::visitor()).unwrap().services[0].id.clone();
    office.wait(60_000);
    office.visitor_reports(ReportDraft { service, email: "otto@example.org".into(), ..draft("Mail is slow") }).await;
    let lines = || -> Vec<_> {
        let known = office.desk.home(&Caller::visitor()).unwrap().known;
        known.into_iter().map(|line| (line.number, line.since.text, line.people)).collect()
    };
    let line = |number: &str, since: &str, people| (number.to_owned(), since.to_owned(), people);
    assert_eq!(lines(), [line("INC-1", "08:00", 1), line("INC-2", "08:01", 1)]);
    let request = JoinRequest { number: "INC-2".into(), ..JoinRequest::default() };
    office.desk.join(&Caller::visitor(), request).await.unwrap();
    assert_eq!(lines(), [line("INC-2", "08:01", 2), line("INC-1", "08:00", 1)]);
}

#[tokio::test]
async fn nobody_joins_what_no_page_offers_them() {
    let office = with_a_known_outage().await;
    let service = office.desk.report_page(&Caller::visitor()).unwrap().services[0].id.clone();
    office.visitor_reports(draft("My payslip is wrong")).await;
    let hidden =
        ReportDraft { service, restricted: "on".into(), email: "otto@example.org".into(), ..draft("A secret") };
    let hidden = office.visitor_reports(hidden).await.number;
    let ana = office.signed_in(ANA).await;
    for who in [Caller::visitor(), ana] {
        for number in ["INC-2", "INC-3", &hidden, "SEC-AAAAAA", "inc-1"] {
            let request = JoinRequest { number: number.into(), ..JoinRequest::default() };
            assert_eq!(office.desk.join(&who, request).await, Err(Error::NotFound), "{number} is on no page");
        }
    }
    office.joined(&Caller::visitor(), "", "").await.unwrap();
}

#[tokio::test]
async fn a_typed_address_is_answered_alike_whether_it_reported_or_not() {
    let office = with_a_known_outage().await;
    for email in ["vera@example.org", "otto@example.org", "otto@example.org", ANA, "nobody@example.net"] {
        let answer = office.joined(&Caller::visitor(), email, "").await.unwrap();
        assert_eq!((answer.number.as_str(), answer.token), ("INC-1", None), "{email}");
    }
    assert!(office.joined(&Caller::visitor(), "", "").await.unwrap().token.is_some());
}

#[tokio::test]
async fn a_stranger_who_joins_reads_nothing_that_is_written_to_the_reporter() {
    let office = with_a_known_outage().await;
    let rui = office.signed_in(RUI).await;
    let ana = office.signed_in(ANA).await;
    let stranger = office.joined(&Caller::visitor(), "", "").await.unwrap().token.unwrap();
    office.joined(&Caller::visitor(), "stranger@example.net", "").await.unwrap();
    office.joined(&ana, "", "").await.unwrap();
    let queued = office.notices();
    office.press(&rui, "INC-1", Press::Message { text: "Dear Vera, your new PIN is 4711".into() }).await.unwrap();
    assert!(office.desk.receipt(&stranger).unwrap().lines.is_empty());
    assert_eq!(office.notices() - queued, 2, "Vera, who reported it, and Ana, who signed in");
    let seen = office.desk.incident_facts(&rui, "INC-1").await.unwrap();
    let spoken_to: Vec<_> = seen.reporters.iter().map(|reporter| (reporter.first, reporter.spoken_to)).collect();
    assert_eq!(spoken_to, [(true, true), (false, false), (false, false), (false, true)]);
}

#[tokio::test]
async fn joining_what_the_team_entered_makes_nobody_its_first_reporter() {
    let office = Office::open().await;
    let (rui, service) = (office.signed_in(RUI).await, office.service("E-mail").await);
    let draft = ReportDraft { service, title: "Sabine's mailbox is gone".into(), ..ReportDraft::default() };
    let (kind, channel) = (IncidentType::Outage, Channel::Phone);
    office
        .desk
        .report(
            &rui,
            NewReport {
                draft,
                kind,
                channel,
                on_behalf: true,
                over_limit: false,
                letter_over_limit: false,
                browser: String::new(),
            },
        )
        .await
        .unwrap();
    office.wait(60_000);
    let receipt = office.joined(&Caller::visitor(), "", "").await.unwrap().token.unwrap();
    office.press(&rui, "INC-1", Press::Note { text: "On it".into() }).await.unwrap();
    assert_eq!(office.desk.receipt(&receipt).unwrap().title, "", "the team's words are not theirs");
}

#[tokio::test]
async fn who_joins_without_a_name_counts_once_for_a_browser_and_on_the_internet_once_for_a_network() {
    let rises = async |internet: bool, joins: &[(&str, &str)]| {
        let office = with_a_known_outage().await;
        let rui = office.signed_in(RUI).await;
        if internet {
            office.reached_from_the_internet().await;
            let publish = Press::Publish { public_title: "Mail is down".into(), workaround: String::new() };
            office.press(&rui, "INC-1", publish).await.unwrap();
        }
        let mut marks = BTreeMap::new();
        for (name, address) in joins {
            let mark = marks.entry(*name).or_insert_with(|| match *name {
                "" | "forged" => (*name).to_owned(),
                _ => office.desk.browser_mark().unwrap(),
            });
            let (number, browser, address) = ("INC-1".to_owned(), mark.clone(), (*address).to_owned());
            let request = JoinRequest { number, browser, address, ..JoinRequest::default() };
            office.desk.join(&Caller::visitor(), request).await.unwrap();
        }
        let seen = office.desk.incident_head(&rui, "INC-1").await.unwrap();
        let facts = office.desk.incident_facts(&rui, "INC-1").await.unwrap();
        assert_eq!(facts.reporters.len(), joins.len() + 1, "each of them has a receipt of their own");
        office.verified();
        (office.people_of_first_line(), !seen.unverified)
    };
    assert_eq!(rises(false, &[("one", OFFICE), ("one", OFFICE), ("one", HOME)]).await, (2, false), "one browser");
    assert_eq!(rises(false, &[("one", OFFICE), ("two", OFFICE)]).await, (3, true), "two, and who reported it");
    assert_eq!(rises(false, &[("", OFFICE), ("forged", OFFICE), ("", OFFICE)]).await, (2, false), "they keep nothing");
    assert_eq!(rises(false, &[("", OFFICE), ("", HOME)]).await, (3, true), "two networks");
    assert_eq!(rises(true, &[("one", OFFICE), ("two", OFFICE), ("", OFFICE)]).await, (2, false), "one network");
    assert_eq!(rises(true, &[("one", OFFICE), ("one", HOME)]).await, (3, true));
}

#[tokio::test]
async fn who_reported_it_and_then_joins_from_the_same_browser_counts_once() {
    let rises = async |internet: bool, reporter: &str, joins: &[(&str, bool)]| {
        let office = Office::open().await;
        let (rui, service) = (office.signed_in(RUI).await, office.service("E-mail").await);
        let (own, other) = (office.desk.browser_mark().unwrap(), office.desk.browser_mark().unwrap());
        let draft = ReportDraft { service, name: reporter.into(), email: String::new(), ..draft("Mail is down") };
        let new = NewReport { browser: own.clone(), ..NewReport::by_web(draft, false) };
        office.desk.report(&Caller::visitor(), new).await.unwrap();
        if internet {
            office.reached_from_the_internet().await;
            let publish = Press::Publish { public_title: "Mail is down".into(), workaround: String::new() };
            office.press(&rui, "INC-1", publish).await.unwrap();
        }
        for (name, at_own) in joins {
            let browser = if *at_own { own.clone() } else { other.clone() };
            let (number, name, address) = ("INC-1".to_owned(), (*name).to_owned(), OFFICE.to_owned());
            let request = JoinRequest { number, name, browser, address, ..JoinRequest::default() };
            office.desk.join(&Caller::visitor(), request).await.unwrap();
        }
        office.verified();
        let seen = office.desk.incident_head(&rui, "INC-1").await.unwrap();
        (office.people_of_first_line(), !seen.unverified)
    };
    for internet in [false, true] {
        assert_eq!(rises(internet, "", &[("", true), ("", true)]).await, (1, false), "{internet}");
        assert_eq!(rises(internet, "Vera", &[("", true), ("vera ", true)]).await, (1, false), "{internet}");
        assert_eq!(rises(internet, "", &[("Vera", true), ("", false)]).await, (2, false), "{internet}");
    }
    assert_eq!(rises(false, "Vera", &[("Otto", true), ("", false)]).await, (3, true), "Otto sits at Vera's machine");
}

#[tokio::test]
async fn three_people_raise_what_a_critical_service_is_named_by_also_of_somebody_we_know() {
    let office = Office::open().await;
    let (ada, ana, rui) = (office.signed_in(ADA).await, office.signed_in(ANA).await, office.signed_in(RUI).await);
    let critical = "critical".to_owned();
    let internet = ServiceDraft { name: "Internet".into(), criticality: critical, ..ServiceDraft::default() };
    let service = office.desk.add_service(&ada, internet).await.unwrap().to_string();
    let mine = ReportDraft { service, impact: "low".into(), urgency: "high".into(), ..draft("No internet") };
    office.desk.report(&ana, NewReport::by_web(mine, false)).await.unwrap();
    let seen = async || {
        let seen = office.desk.incident_head(&rui, "INC-1").await.unwrap();
        (seen.impact.code(), seen.priority.code())
    };
    assert_eq!(seen().await, ("low", "P3"), "one person's trouble stays theirs");
    for (nonce, email) in [("a", "otto@example.org"), ("b", "otto@example.org")] {
        office.joined(&Caller::visitor(), email, nonce).await.unwrap();
    }
    assert_eq!(seen().await, ("low", "P3"), "Otto is one");
    office.joined(&Caller::visitor(), "vera@example.org", "c").await.unwrap();
    assert_eq!(seen().await, ("medium", "P2"));
    office.verified();
}
