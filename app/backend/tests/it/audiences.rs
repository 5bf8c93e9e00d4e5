//! Who is told together, and who exactly gets an update, and why.

use backend::audiences::{AudienceRecord, Entered, Recipient, recipients};
use backend::incidents::find_by_number;
use backend::services::{ServiceDraft, ServiceRecord};
use backend::settings::Settings;
use backend::storage::Table;
use backend::{Caller, Error};
use domain::audience::{AudienceKind, RecipientReason};
use domain::field::Problem;
use domain::ids::{AudienceId, ServiceId};
use domain::incident::Press;
use domain::report::ReportDraft;
use domain::service::Effect;

use crate::lifecycle::draft;
use crate::office::*;

const VERA: &str = "vera@example.org";
const VENDOR: &str = "kim@vendor.example";

impl Office {
    pub fn audience(&self, kind: AudienceKind) -> AudienceId {
        let all = self.desk.storage().read(|read| AudienceRecord::all(read)).unwrap();
        all.into_iter().find(|audience| audience.kind == kind).unwrap().id
    }

    /// From here on addresses elsewhere are outsiders'.
    pub async fn domain_is_ours(&self, domain: &str) {
        let domain = domain.to_owned();
        self.desk
            .storage()
            .write(move |tx| {
                let settings = Settings::stored(tx)?;
                Settings { mail_domains: vec![domain.clone()], ..settings }.save(tx)
            })
            .await
            .unwrap();
    }

    /// Those the kinds of audience come to for an incident: name or address, and the reasons in words.
    pub fn told(&self, number: &str, kinds: &[AudienceKind]) -> Vec<(String, Vec<String>)> {
        let label = |reason: &RecipientReason| domain::locale::Locale::English.recipient_label(reason);
        let who = |r: &Recipient| {
            if r.person.name.is_empty() { r.person.email.as_ref().unwrap().to_string() } else { r.person.name.clone() }
        };
        let recipients = self.recipients(number, kinds);
        recipients.iter().map(|r| (who(r), r.reasons.iter().map(label).collect())).collect()
    }

    pub fn recipients(&self, number: &str, kinds: &[AudienceKind]) -> Vec<Recipient> {
        let chosen: Vec<_> = kinds.iter().map(|kind| self.audience(*kind)).collect();
        let found = self.desk.storage().read(|read| {
            let incident = find_by_number(read, number)?.unwrap();
            recipients(read, &incident, &chosen)
        });
        found.unwrap()
    }

    pub async fn service_called(&self, name: &str) -> ServiceId {
        self.service(name).await.parse().unwrap()
    }
}

fn rows(expected: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    let words = |reasons: &[&str]| reasons.iter().map(|reason| (*reason).to_owned()).collect();
    expected.iter().map(|(who, reasons)| ((*who).to_owned(), words(reasons))).collect()
}

fn about(service: ServiceId, title: &str) -> ReportDraft {
    ReportDraft { service: service.to_string(), nonce: title.into(), ..draft(title) }
}

#[tokio::test]
async fn three_audiences_are_there_from_the_first_second_and_more_can_be_added() {
    let office = Office::open().await;
    let (ada, mara) = (office.signed_in(ADA).await, office.signed_in(MARA).await);
    let board = office.desk.add_audience(&ada, "The board").await.unwrap();
    let names: Vec<_> = office.desk.list_audiences(&mara).await.unwrap().into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["Everyone affected", "Executive", "Technical", "The board"]);
    let taken = [("name".to_owned(), Problem::Taken)];
    assert_eq!(problems(office.desk.add_audience(&ada, "the BOARD").await), taken);
    assert_eq!(problems(office.desk.rename_audience(&ada, board, "executive", None).await), taken);
    office.desk.rename_audience(&ada, board, "The Board", None).await.unwrap();
    assert_eq!(office.desk.add_audience(&mara, "Press").await, Err(Error::Denied));
    let rui = office.signed_in(RUI).await;
    assert_eq!(office.desk.list_audiences(&rui).await, Err(Error::Denied));
    assert_eq!(office.desk.list_audiences(&Caller::visitor()).await, Err(Error::SignedOut));
}

#[tokio::test]
async fn sol_becomes_a_person_without_an_account_and_is_in_an_audience_once() {
    let office = Office::open().await;
    let mara = office.signed_in(MARA).await;
    let executive = office.audience(AudienceKind::Executive);
    assert_eq!(office.desk.add_member(&mara, executive, "Sol Vaz", SOL).await, Ok(Entered::Member));
    assert_eq!(office.desk.add_member(&mara, executive, "", "SOL@Example.org").await, Ok(Entered::Already));
    assert_eq!(office.person(SOL).role, None);
    let row = &office.desk.list_audiences(&mara).await.unwrap()[1];
    assert_eq!(row.members.len(), 1);
    assert_eq!((row.members[0].name.as_str(), row.members[0].unconfirmed), ("Sol Vaz", false));
    office.desk.remove_member(&mara, executive, office.id(SOL)).await.unwrap();
    office.desk.remove_member(&mara, executive, office.id(SOL)).await.unwrap();
    assert!(office.desk.list_audiences(&mara).await.unwrap()[1].members.is_empty());
    let told = problems(office.desk.add_member(&mara, executive, "", "sol@").await);
    assert_eq!(told, [("email".to_owned(), Problem::NotAnAddress)]);
}

#[tokio::test]
async fn responders_and_employees_enter_nobody() {
    let office = Office::open().await;
    let executive = office.audience(AudienceKind::Executive);
    for email in [RUI, ANA] {
        let caller = office.signed_in(email).await;
        assert_eq!(office.desk.add_member(&caller, executive, "Sol", SOL).await, Err(Error::Denied));
        assert_eq!(office.desk.remove_member(&caller, executive, office.id(ADA)).await, Err(Error::Denied));
    }
}

#[tokio::test]
async fn an_outsider_maras_entered_is_asked_first_while_adas_word_is_enough() {
    let office = Office::open().await;
    office.domain_is_ours("example.org").await;
    let (ada, mara) = (office.signed_in(ADA).await, office.signed_in(MARA).await);
    let technical = office.audience(AudienceKind::Technical);
    office.visitor_reports(draft("Mail is down")).await;
    assert_eq!(office.desk.add_member(&mara, technical, "Kim", VENDOR).await, Ok(Entered::Asked));
    assert!(office.told("INC-1", &[AudienceKind::Technical]).is_empty());
    assert!(office.desk.list_audiences(&mara).await.unwrap()[2].members[0].unconfirmed);
    assert_eq!(office.desk.add_member(&ada, technical, "", VENDOR).await, Ok(Entered::Already));
    assert_eq!(office.told("INC-1", &[AudienceKind::Technical]), rows(&[("Kim", &["Technical"])]));
}

#[tokio::test]
async fn a_pasted_list_enters_whom_it_can_and_gives_the_rest_back() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let executive = office.audience(AudienceKind::Executive);
    let pasted = format!("Sol Vaz <{SOL}>, {MARA}\nnobody at all\n{SOL}\n");
    let outcome = office.desk.paste_members(&ada, executive, &pasted).await.unwrap();
    assert_eq!((outcome.members, outcome.asked, outcome.already), (2, 0, 1));
    assert_eq!(outcome.left, ["nobody at all"]);
}

#[tokio::test]
async fn one_person_with_many_reasons_is_one_row_with_all_of_them() {
    let office = Office::open().await;
    let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
    let mail = office.service_called("E-mail").await;
    office.visitor_reports(about(mail, "Mail is down")).await;
    let vera = office.id(VERA);
    for kind in [AudienceKind::Executive, AudienceKind::Technical] {
        office.desk.add_member(&ada, office.audience(kind), "", VERA).await.unwrap();
    }
    office.desk.subscribe_other(&ada, vera, mail).await.unwrap();
    office.desk.subscribe(&rui, mail).await.unwrap();
    office.press(&rui, "INC-1", Press::Follow { person: office.id(MARA) }).await.unwrap();
    let everybody = [AudienceKind::Affected, AudienceKind::Executive, AudienceKind::Technical];
    let expected = rows(&[
        ("Mara Reis", &["follower"]),
        ("Rui Costa", &["subscribed to E-mail"]),
        ("Vera", &["reporter", "Executive", "Technical", "subscribed to E-mail"]),
    ]);
    assert_eq!(office.told("INC-1", &everybody), expected);
    assert_eq!(office.recipients("INC-1", &everybody)[2].audiences, everybody);
    assert_eq!(office.told("INC-1", &[AudienceKind::Executive]), rows(&[("Vera", &["Executive"])]));
}

#[tokio::test]
async fn those_who_read_broken_also_read_works_again() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let vpn = office.service_called("VPN").await;
    office.desk.subscribe(&rui, vpn).await.unwrap();
    office.visitor_reports(draft("Nothing works")).await;
    assert!(!office.told("INC-1", &[AudienceKind::Affected]).iter().any(|(who, _)| who == "Rui Costa"));
    for effect in [Effect::Down, Effect::NotAffected] {
        office.press(&rui, "INC-1", Press::Affect { service: vpn, effect }).await.unwrap();
        office.wait(1_000);
        let told = office.told("INC-1", &[AudienceKind::Affected]);
        assert!(told.contains(&("Rui Costa".to_owned(), vec!["subscribed to VPN".to_owned()])), "{effect:?}");
    }
}

#[tokio::test]
async fn nobody_without_an_address_and_nobody_disabled_is_told() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let executive = office.audience(AudienceKind::Executive);
    office.visitor_reports(ReportDraft { email: String::new(), ..draft("Mail is down") }).await;
    office.desk.add_member(&ada, executive, "", MARA).await.unwrap();
    let mut mara = office.person(MARA);
    mara.state = backend::people::PersonState::Disabled;
    office.desk.storage().write(move |tx| mara.save(tx)).await.unwrap();
    assert!(office.recipients("INC-1", &[AudienceKind::Affected, AudienceKind::Executive]).is_empty());
    let told = problems(office.desk.add_member(&ada, executive, "", MARA).await);
    assert_eq!(told, [("email".to_owned(), Problem::NotEligible)]);
}

#[tokio::test]
async fn a_restricted_incident_reaches_its_members_whatever_was_chosen_and_nobody_else() {
    let office = Office::open().await;
    let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
    let mail = office.service_called("E-mail").await;
    for (kind, email) in [(AudienceKind::Executive, MARA), (AudienceKind::Technical, ADA)] {
        office.desk.add_member(&ada, office.audience(kind), "", email).await.unwrap();
    }
    office.desk.subscribe(&rui, mail).await.unwrap();
    let report = ReportDraft { restricted: "on".into(), ..about(mail, "Somebody reads our mail") };
    let number = office.visitor_reports(report).await.number;
    assert!(number.starts_with("SEC-"));
    let everybody = [AudienceKind::Affected, AudienceKind::Executive, AudienceKind::Technical];
    assert_eq!(office.told(&number, &everybody), rows(&[("Ada Lima", &["Technical", "member"])]));
    assert_eq!(office.told(&number, &[AudienceKind::Executive]), rows(&[("Ada Lima", &["member"])]));
    assert!(office.told(&number, &[]).is_empty());
    let token = office.desk.unsubscribe_token(office.id(ADA), backend::subscriptions::Scope::All);
    office.desk.unsubscribe(&token).await.unwrap();
    assert_eq!(office.told(&number, &everybody).len(), 1, "security duties cannot be stopped");
}

#[tokio::test]
async fn the_journal_says_who_was_put_on_which_list_once() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let before = office.desk.storage().read(|read| backend::storage::Read::len(read, Table::Journal)).unwrap();
    let executive = office.audience(AudienceKind::Executive);
    office.desk.add_member(&ada, executive, "Sol Vaz", SOL).await.unwrap();
    office.desk.add_member(&ada, executive, "Sol Vaz", SOL).await.unwrap();
    let newest = office.desk.storage().read(|read| backend::journal::recorded(read, None, 10)).unwrap();
    assert_eq!(newest[0].sequence, before + 1);
    assert_eq!(
        newest[0].fact,
        Some(backend::journal::Fact::AudienceEntered { name: "Executive".into(), people: vec![office.id(SOL)] })
    );
}

#[tokio::test]
async fn a_retired_service_still_reaches_those_who_subscribed_while_it_is_broken() {
    let office = Office::open().await;
    let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
    let fax =
        office.desk.add_service(&ada, ServiceDraft { name: "Fax".into(), ..ServiceDraft::default() }).await.unwrap();
    office.desk.subscribe(&rui, fax).await.unwrap();
    office.visitor_reports(about(fax, "Fax is down")).await;
    office.desk.retire_service(&ada, fax, None).await.unwrap();
    assert!(office.desk.storage().read(|read| ServiceRecord::find(read, fax)).unwrap().unwrap().retired);
    assert_eq!(office.told("INC-1", &[AudienceKind::Affected])[0].0, "Rui Costa");
}
