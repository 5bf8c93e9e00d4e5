//! What people chose to hear of, and how they stop it with one click.

use backend::notices::{Notice, NoticeKind, Recipient};
use backend::people::PersonRecord;
use backend::storage::{Order, Read, Table, decode};
use backend::subscriptions::{Scope, subscribers_of};
use backend::{Caller, Error};
use domain::Refusal;
use domain::audience::AudienceKind;
use domain::field::Problem;
use domain::ids::ServiceId;
use domain::person::Email;
use domain::report::ReportDraft;
use domain::time::{DAY, HOUR};

use crate::lifecycle::draft;
use crate::office::*;

const VISITOR: &str = "eva@example.net";

impl Office {
    /// The links of the letters that ask an address to confirm, oldest first.
    fn asked(&self, address: &str) -> Vec<String> {
        let rows = self.desk.storage().read(|read| read.scan(Table::Notices, &[], &[], Order::Ascending, 1_000));
        let notices = rows.unwrap().into_iter().map(|(_, value)| decode::<Notice>(&value).unwrap());
        let to = Recipient::Address(Email::parse("email", address).unwrap());
        let confirmations = notices.filter(|n| n.kind == NoticeKind::ConfirmSubscription && n.recipient == to);
        confirmations.map(|n| n.link.unwrap().rsplit('/').next().unwrap().to_owned()).collect()
    }

    fn subscribers(&self, service: ServiceId) -> usize {
        self.desk.storage().read(|read| subscribers_of(read, service)).unwrap().len()
    }

    fn knows(&self, address: &str) -> bool {
        let address = Email::parse("email", address).unwrap();
        self.desk.storage().read(|read| PersonRecord::by_email(read, &address)).unwrap().is_some()
    }

    async fn asks(&self, address: &str, services: &[ServiceId]) -> Result<(), Error> {
        let services: Vec<_> = services.iter().map(ToString::to_string).collect();
        self.desk.ask_subscription(&Caller::visitor(), address, &services).await
    }
}

#[tokio::test]
async fn ana_subscribes_to_mail_and_leaves_it_again() {
    let office = Office::open().await;
    let ana = office.signed_in(ANA).await;
    let mail = office.service_called("E-mail").await;
    office.desk.subscribe(&ana, mail).await.unwrap();
    office.desk.subscribe(&ana, mail).await.unwrap();
    assert_eq!(office.subscribers(mail), 1);
    assert!(office.desk.own_subscriptions(&ana).await.unwrap().services[0].subscribed);
    office.desk.leave_service(&ana, mail).await.unwrap();
    assert_eq!(office.subscribers(mail), 0);
    assert_eq!(office.desk.subscribe(&ana, ServiceId(7)).await, Err(Error::NotFound));
    assert_eq!(office.desk.subscribe(&Caller::visitor(), mail).await, Err(Error::SignedOut));
    assert_eq!(office.desk.subscribe_other(&ana, office.id(RUI), mail).await, Err(Error::Denied));
}

#[tokio::test]
async fn a_visitor_is_subscribed_only_after_following_the_link_in_the_letter() {
    let office = Office::open().await;
    let (mail, vpn) = (office.service_called("E-mail").await, office.service_called("VPN").await);
    office.asks(VISITOR, &[vpn, mail]).await.unwrap();
    assert!(!office.knows(VISITOR), "nothing is stored for strangers");
    let token = office.asked(VISITOR).remove(0);
    assert!(!token.contains("eva"), "the link shows no address");
    let view = office.desk.confirmation_view(&token).await.unwrap();
    assert_eq!(
        (view.email.as_str(), view.services.as_slice()),
        (VISITOR, ["E-mail", "VPN"].map(String::from).as_slice())
    );
    assert_eq!(office.subscribers(mail), 0, "looking changes nothing");
    let page = office.desk.confirm_subscription(&token).await.unwrap();
    office.desk.confirm_subscription(&token).await.unwrap();
    assert_eq!((office.subscribers(mail), office.subscribers(vpn)), (1, 1));
    assert!(office.person(VISITOR).address_confirmed);
    assert_eq!(office.desk.subscription_page(&page).await.unwrap().email, VISITOR);
}

#[tokio::test]
async fn the_answer_is_the_same_for_known_and_unknown_and_three_letters_an_hour_are_enough() {
    let office = Office::open().await;
    let mail = office.service_called("E-mail").await;
    for address in [ANA, VISITOR] {
        for _ in 0..5 {
            assert_eq!(office.asks(address, &[mail]).await, Ok(()));
        }
        assert_eq!(office.asked(address).len(), 3);
    }
    office.wait(HOUR);
    office.asks(ANA, &[mail]).await.unwrap();
    assert_eq!(office.asked(ANA).len(), 4);
    assert_eq!(office.subscribers(mail), 0);
    let told = problems(office.desk.ask_subscription(&Caller::visitor(), "eva", &[]).await);
    assert_eq!(told, [("email".to_owned(), Problem::NotAnAddress), ("services".to_owned(), Problem::Missing)]);
    let told = problems(office.asks(VISITOR, &[ServiceId(1)]).await);
    assert_eq!(told, [("services".to_owned(), Problem::Unknown)]);
}

#[tokio::test]
async fn a_confirmation_that_is_old_or_forged_opens_nothing() {
    let office = Office::open().await;
    let mail = office.service_called("E-mail").await;
    office.asks(VISITOR, &[mail]).await.unwrap();
    let token = office.asked(VISITOR).remove(0);
    let mut forged = token.clone().into_bytes();
    forged[40] ^= 1;
    let forged = String::from_utf8(forged).unwrap();
    office.wait(7 * DAY);
    for spent in [token.as_str(), &forged, "", "x", &"A".repeat(5_000)] {
        assert_eq!(refusal(office.desk.confirm_subscription(spent).await), Refusal::LinkSpent);
    }
    assert!(!office.knows(VISITOR));
}

#[tokio::test]
async fn an_outsider_maras_entered_is_told_after_they_confirmed() {
    let office = Office::open().await;
    office.domain_is_ours("example.org").await;
    let mara = office.signed_in(MARA).await;
    office.visitor_reports(draft("Mail is down")).await;
    office.desk.add_member(&mara, office.audience(AudienceKind::Executive), "Eva", VISITOR).await.unwrap();
    assert!(office.recipients("INC-1", &[AudienceKind::Executive]).is_empty());
    let token = office.asked(VISITOR).remove(0);
    office.desk.confirm_subscription(&token).await.unwrap();
    assert_eq!(office.told("INC-1", &[AudienceKind::Executive])[0].0, "Eva");
}

#[tokio::test]
async fn a_stop_link_is_looked_at_without_harm_pressed_twice_and_taken_back() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    office.visitor_reports(draft("Mail is down")).await;
    let executive = office.audience(AudienceKind::Executive);
    office.desk.add_member(&ada, executive, "Sol", SOL).await.unwrap();
    let incident = office.desk.storage().read(|read| backend::incidents::find_by_number(read, "INC-1")).unwrap();
    for scope in [Scope::Incident(incident.unwrap().id), Scope::All] {
        let token = office.desk.unsubscribe_token(office.id(SOL), scope);
        assert!(!office.desk.unsubscribe_view(&token).await.unwrap().stopped);
        assert_eq!(office.recipients("INC-1", &[AudienceKind::Executive]).len(), 1);
        office.desk.unsubscribe(&token).await.unwrap();
        office.desk.unsubscribe(&token).await.unwrap();
        assert!(office.desk.unsubscribe_view(&token).await.unwrap().stopped);
        assert!(office.recipients("INC-1", &[AudienceKind::Executive]).is_empty());
        office.desk.resubscribe(&token).await.unwrap();
        assert_eq!(office.recipients("INC-1", &[AudienceKind::Executive]).len(), 1);
    }
}

#[tokio::test]
async fn stopping_a_service_stops_audiences_too_but_not_what_one_reported_oneself() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let (mail, vpn) = (office.service_called("E-mail").await, office.service_called("VPN").await);
    let report = ReportDraft { service: mail.to_string(), email: SOL.into(), ..draft("Mail is down") };
    office.visitor_reports(report).await;
    office.desk.add_member(&ada, office.audience(AudienceKind::Executive), "", SOL).await.unwrap();
    office.desk.subscribe_other(&ada, office.id(SOL), mail).await.unwrap();
    let token = office.desk.unsubscribe_token(office.id(SOL), Scope::Service(mail));
    assert_eq!(office.desk.unsubscribe_view(&token).await.unwrap().stops.unwrap(), "letters about E-mail");
    office.desk.unsubscribe(&token).await.unwrap();
    let both = [AudienceKind::Affected, AudienceKind::Executive];
    assert_eq!(office.told("INC-1", &both)[0].1, ["reporter"]);
    assert!(office.recipients("INC-1", &both[1..]).is_empty());
    // A second service is hit: what they stopped is not all of it any more.
    let rui = office.signed_in(RUI).await;
    let hit = domain::incident::Press::Affect { service: vpn, effect: domain::service::Effect::Down };
    office.press(&rui, "INC-1", hit).await.unwrap();
    assert_eq!(office.told("INC-1", &both)[0].1, ["reporter", "Executive"]);
}

#[tokio::test]
async fn the_page_of_choices_subscribes_to_exactly_what_is_ticked() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let (mail, vpn) = (office.service_called("E-mail").await, office.service_called("VPN").await);
    office.desk.add_member(&ada, office.audience(AudienceKind::Executive), "Sol", SOL).await.unwrap();
    office.desk.subscribe_other(&ada, office.id(SOL), mail).await.unwrap();
    let token = office.desk.unsubscribe_token(office.id(SOL), Scope::All);
    office.desk.unsubscribe(&token).await.unwrap();
    let page = office.desk.subscription_page(&token).await.unwrap();
    assert!(page.stopped_all && page.audiences == ["Executive"]);
    office.desk.change_subscriptions(&token, &[vpn.to_string()]).await.unwrap();
    let page = office.desk.subscription_page(&token).await.unwrap();
    assert!(!page.stopped_all);
    assert_eq!(page.services.iter().map(|s| s.subscribed).collect::<Vec<_>>(), [false, true]);
    office.desk.change_subscriptions(&token, &[]).await.unwrap();
    assert_eq!((office.subscribers(mail), office.subscribers(vpn)), (0, 0));
    let told = problems(office.desk.change_subscriptions(&token, &["nonsense".into()]).await);
    assert_eq!(told, [("services".to_owned(), Problem::Unknown)]);
}

#[tokio::test]
async fn a_stop_link_holds_for_one_person_and_one_topic_and_cannot_be_forged() {
    let office = Office::open().await;
    let token = office.desk.unsubscribe_token(office.id(ANA), Scope::All);
    assert_eq!(token, office.desk.unsubscribe_token(office.id(ANA), Scope::All), "a letter rendered twice is the same");
    for place in 0..token.len() {
        let mut forged = token.clone().into_bytes();
        forged[place] = if forged[place] == b'A' { b'B' } else { b'A' };
        let forged = String::from_utf8(forged).unwrap();
        assert_eq!(office.desk.unsubscribe(&forged).await, Err(Error::NotFound), "{place}");
    }
    for wrong in ["", "A", &"A".repeat(44), &"\u{e9}".repeat(22), &token[..43]] {
        assert_eq!(office.desk.unsubscribe(wrong).await, Err(Error::NotFound));
    }
    let elsewhere = Office::open().await;
    assert_eq!(elsewhere.desk.unsubscribe(&token).await, Err(Error::NotFound));
    assert!(!office.person(ANA).stopped_all);
}

#[tokio::test]
async fn a_stop_link_of_a_restricted_incident_does_not_tell_its_number() {
    let office = Office::open().await;
    let number = office.visitor_reports(ReportDraft { restricted: "on".into(), ..draft("Stolen laptop") }).await.number;
    let incident = office.desk.storage().read(|read| backend::incidents::find_by_number(read, &number)).unwrap();
    let token = office.desk.unsubscribe_token(office.id(ANA), Scope::Incident(incident.unwrap().id));
    let stops = office.desk.unsubscribe_view(&token).await.unwrap().stops.unwrap();
    assert_eq!(stops, "letters about this incident");
}

impl Office {
    /// What the letters say that tell Sol of a choice, and where they lead; oldest first.
    fn told_of_choices(&self) -> Vec<(String, String)> {
        let mut notices = self.queued();
        notices.retain(|notice| notice.kind == NoticeKind::ChoicesChanged);
        notices.sort_by_key(|notice| notice.at);
        notices.into_iter().map(|notice| (notice.words.unwrap(), notice.link.unwrap())).collect()
    }
}

#[tokio::test]
async fn what_somebody_chooses_with_sols_letter_sol_is_told_and_takes_back() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let (mail, vpn) = (office.service_called("E-mail").await, office.service_called("VPN").await);
    office.desk.add_member(&ada, office.audience(AudienceKind::Executive), "Sol", SOL).await.unwrap();
    office.desk.subscribe_other(&ada, office.id(SOL), mail).await.unwrap();
    let token = office.desk.unsubscribe_token(office.id(SOL), Scope::All);
    office.desk.unsubscribe(&token).await.unwrap();
    office.desk.unsubscribe(&token).await.unwrap();
    assert_eq!(office.told_of_choices(), [("Stopped: all letters.".to_owned(), format!("/u/{token}"))]);

    office.wait(1);
    office.desk.change_subscriptions(&token, &[vpn.to_string()]).await.unwrap();
    let (words, link) = office.told_of_choices().remove(1);
    let all = "Stopped: letters about E-mail.\nWanted: letters about VPN.\nWanted: all letters.";
    assert_eq!((words.as_str(), link), (all, format!("/subscriptions/{token}")));
    office.desk.change_subscriptions(&token, &[vpn.to_string()]).await.unwrap();
    assert_eq!(office.told_of_choices().len(), 2, "nothing changed");
    for _ in 0..9 {
        office.desk.unsubscribe(&token).await.unwrap();
        office.desk.resubscribe(&token).await.unwrap();
    }
    assert_eq!(office.told_of_choices().len(), 3, "nobody makes a storm of it");

    let sol = office.signed_in(ANA).await;
    office.desk.change_own_subscriptions(&sol, &[mail.to_string()]).await.unwrap();
    assert_eq!(office.told_of_choices().len(), 3, "who is signed in knows what they do");
}

#[tokio::test]
async fn sol_makes_the_links_in_his_letters_void_and_gets_a_new_one_by_mail() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    office.desk.add_member(&ada, office.audience(AudienceKind::Executive), "Sol", SOL).await.unwrap();
    let (forwarded, other) = (office.id(SOL), office.id(ANA));
    let old = [Scope::All, Scope::Service(ServiceId(7))].map(|scope| office.desk.unsubscribe_token(forwarded, scope));
    let anas = office.desk.unsubscribe_token(other, Scope::All);
    office.desk.revoke_letter_links(&old[0]).await.unwrap();
    for token in &old {
        assert_eq!(office.desk.unsubscribe(token).await, Err(Error::NotFound));
        assert_eq!(office.desk.subscription_page(token).await, Err(Error::NotFound));
        assert_eq!(office.desk.revoke_letter_links(token).await, Err(Error::NotFound));
    }
    let (words, link) = office.told_of_choices().remove(0);
    assert!(words.contains("open nothing any more"), "{words}");
    assert_eq!(office.desk.subscription_page(token_of(&link)).await.unwrap().email, SOL);
    assert!(office.desk.subscription_page(&anas).await.is_ok(), "nobody else's");
    assert!(!office.person(SOL).stopped_all);
}
