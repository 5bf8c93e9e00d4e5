//! Who may do and see what, where two rules meet: people who leave, addresses that anybody can type, links that were
//! passed on, and what a restricted incident tells by its traces.

use backend::Caller;
use backend::Error;
use backend::incidents::{JoinRequest, NewReport, Receipt, find_by_number};
use backend::journal::Fact;
use backend::mail::courier::Inbox;
use backend::notices::{NoticeKind, Recipient};
use backend::outbox::{Outbox, Route};
use backend::storage::{Read, Table};
use domain::Refusal;
use domain::classification::IncidentType;
use domain::incident::{Incident, Press, Resolution};
use domain::report::ReportDraft;
use domain::service::Effect;
use domain::time::{MINUTE, SECOND};
use domain::view::board::BoardFilter;
use domain::view::letters::LettersQuery;

use crate::lifecycle::draft;
use crate::office::{ADA, ANA, FIREFOX, MARA, OFFICE, Office, RUI, refusal, token_of};

const NUNO: &str = "nuno@example.org";

impl Office {
    async fn secret(&self, nonce: &str) -> Receipt {
        let mut new = NewReport::by_web(ReportDraft { nonce: nonce.into(), ..draft("Somebody reads my mail") }, false);
        new.kind = IncidentType::Security;
        self.desk.report(&Caller::visitor(), new).await.unwrap()
    }

    pub async fn joins(&self, who: &Caller, number: &str, email: &str) -> Result<Receipt, Error> {
        let (number, email) = (number.to_owned(), email.to_owned());
        self.desk.join(who, JoinRequest { number, email, ..JoinRequest::default() }).await
    }

    fn stored(&self, number: &str) -> Incident {
        self.desk.storage().read(|read| find_by_number(read, number)).unwrap().unwrap()
    }

    /// A restricted incident that Rui owns and Ada, who administers, no longer sees.
    async fn secret_of_rui(&self) -> String {
        let (ada, rui) = (self.signed_in(ADA).await, self.signed_in(RUI).await);
        let number = self.secret("n-1").await.number;
        for person in [RUI, MARA] {
            self.press(&ada, &number, Press::AddMember { person: self.id(person) }).await.unwrap();
        }
        self.press(&rui, &number, take()).await.unwrap();
        self.press(&rui, &number, Press::RemoveMember { person: self.id(ADA) }).await.unwrap();
        number
    }
}

fn take() -> Press {
    Press::Take { priority: None, reason: String::new() }
}

fn fixed(text: &str) -> Press {
    Press::Resolve { resolution: Resolution { text: text.into(), restored_at: None } }
}

#[tokio::test]
async fn ada_gets_into_no_restricted_incident_by_disabling_its_owner() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let number = office.secret_of_rui().await;
    let (rui, myself) = (office.id(RUI), office.id(ADA));
    office.desk.disable(&ada, rui, Some(myself)).await.unwrap();
    assert_eq!(office.desk.incident_head(&ada, &number).await.unwrap_err(), Error::NotFound);
    let stored = office.stored(&number);
    assert_eq!((stored.owner, stored.incident_manager), (None, None), "its members take it");
    assert_eq!(stored.members, [office.id(MARA)]);
    office
        .press(&office.signed_in(MARA).await, &number, Press::NameManager { person: Some(office.id(MARA)) })
        .await
        .unwrap();
    office.verified();
}

#[tokio::test]
async fn whoever_may_not_see_a_restricted_incident_is_not_told_how_many_somebody_owns() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    office.secret_of_rui().await;
    office.desk.disable(&ada, office.id(RUI), None).await.unwrap();
    office.visitor_reports(draft("Mail is down")).await;
    let mara = office.signed_in(MARA).await;
    office.press(&mara, "INC-1", take()).await.unwrap();
    let outcome = office.desk.disable(&ada, office.id(MARA), None).await;
    assert_eq!(refusal(outcome), Refusal::OwnsIncidents { count: 1 });
}

#[tokio::test]
async fn the_last_resort_is_noted_and_told_to_every_administrator() {
    let office = Office::open().await;
    office.add("bea@example.org", "Bea Nunes", "administrator").await;
    let ada = office.signed_in(ADA).await;
    let number = office.secret_of_rui().await;
    let rui = office.signed_in(RUI).await;
    office.press(&rui, &number, Press::RemoveMember { person: office.id(MARA) }).await.unwrap();
    office.desk.disable(&ada, office.id(RUI), Some(office.id(ADA))).await.unwrap();
    let stored = office.stored(&number);
    assert_eq!(stored.owner, Some(office.id(ADA)), "a member now");
    assert!(office.journal().contains(&Fact::MembersByLastResort { incident: stored.id }));
    let told: Vec<_> = office.queued().into_iter().filter(|n| n.kind == NoticeKind::MembersByLastResort).collect();
    let mut told: Vec<_> = told.into_iter().map(|notice| notice.recipient).collect();
    told.sort();
    let mut expected = [ADA, "bea@example.org"].map(|email| Recipient::Person(office.id(email)));
    expected.sort();
    assert_eq!(told, expected);
    office.verified();
}

#[tokio::test]
async fn an_undo_does_not_give_an_incident_back_to_whoever_was_disabled() {
    let office = Office::open().await;
    office.add(NUNO, "Nuno Dias", "responder").await;
    let (ada, rui, nuno) = (office.signed_in(ADA).await, office.signed_in(RUI).await, office.signed_in(NUNO).await);
    office.visitor_reports(ReportDraft { urgency: "low".into(), ..draft("Mail is slow") }).await;
    office.press(&nuno, "INC-1", take()).await.unwrap();
    let done = office.press(&rui, "INC-1", Press::Assign { owner: Some(office.id(RUI)) }).await.unwrap();
    office.desk.disable(&ada, office.id(NUNO), None).await.unwrap();
    let undo = office.press(&rui, "INC-1", Press::Undo { sequence: done.sequence.unwrap() }).await;
    assert_eq!(refusal(undo), Refusal::UndoOverlaid);
}

#[tokio::test]
async fn a_responder_does_not_take_command_of_a_pressing_incident_that_has_it() {
    let office = Office::open().await;
    office.add(NUNO, "Nuno Dias", "responder").await;
    let (rui, nuno) = (office.signed_in(RUI).await, office.signed_in(NUNO).await);
    office.visitor_reports(draft("Mail is down")).await;
    office.press(&rui, "INC-1", take()).await.unwrap();
    let grab = Press::NameManager { person: Some(office.id(NUNO)) };
    assert_eq!(office.press(&nuno, "INC-1", grab.clone()).await.unwrap_err(), Error::Denied);
    assert!(!office.desk.incident_head(&nuno, "INC-1").await.unwrap().may.name_command);
    office.press(&rui, "INC-1", grab).await.unwrap();
}

#[tokio::test]
async fn another_role_leaves_an_invitation_good() {
    let office = Office::open().await;
    office.address_is_set().await;
    let ada = office.signed_in(ADA).await;
    let nuno = office.desk.invite(&ada, "Nuno Dias", NUNO, "responder").await.unwrap();
    office.desk.change_role(&ada, nuno, "manager", None, None).await.unwrap();
    let link = office.links_to(NUNO).remove(0);
    office.desk.accept_invitation(token_of(&link), "a heron in the reeds", FIREFOX, OFFICE).await.unwrap();
    assert_eq!(office.person(NUNO).role, Some(domain::person::Role::Manager));
}

#[tokio::test]
async fn the_teams_name_for_it_stays_with_the_team() {
    let office = Office::open().await;
    let (ana, rui) = (office.signed_in(ANA).await, office.signed_in(RUI).await);
    let token = office.visitor_reports(draft("Strange mail")).await.token.unwrap();
    office.desk.report(&ana, NewReport::by_web(draft("Odd mail"), false)).await.unwrap();
    for number in ["INC-1", "INC-2"] {
        let title = "CEO's account phished, see HR case 12".to_owned();
        office.press(&rui, number, Press::Rename { title }).await.unwrap();
    }
    assert_eq!(office.desk.receipt(&token).unwrap().title, "Strange mail");
    assert_eq!(office.own(&ana, "INC-2").await.title, "Odd mail");
    assert!(office.desk.incident_head(&rui, "INC-2").await.unwrap().title.contains("HR case"));
}

#[tokio::test]
async fn whoever_joins_signed_in_reads_what_is_written_to_them_and_not_what_was_said_before() {
    let office = Office::open().await;
    let (ana, rui) = (office.signed_in(ANA).await, office.signed_in(RUI).await);
    let service = office.service("E-mail").await;
    office.visitor_reports(ReportDraft { service, ..draft("Mail is down") }).await;
    let message = |text: &str| Press::Message { text: text.into() };
    office.press(&rui, "INC-1", message("Vera, your box is full.")).await.unwrap();
    office.wait(MINUTE);
    let token = office.joins(&Caller::visitor(), "INC-1", "").await.unwrap().token.unwrap();
    office.joins(&ana, "INC-1", "").await.unwrap();
    office.press(&rui, "INC-1", message("We look into it.")).await.unwrap();
    office.press(&rui, "INC-1", fixed("Vera's rule was wrong")).await.unwrap();
    let read = |token: &str| office.desk.receipt(token).unwrap().lines.into_iter().map(|l| l.html).collect::<String>();
    assert_eq!(read(&token), "", "who they are, nobody knows");
    let lines: String = office.own(&ana, "INC-1").await.lines.into_iter().map(|line| line.html).collect();
    assert!(lines.contains("look into it") && !lines.contains("Vera"), "{lines}");
    let publish = Press::Publish { public_title: "Mail was down".into(), workaround: String::new() };
    office.press(&rui, "INC-1", publish).await.unwrap();
    assert!(read(&token).contains("rule was wrong"));
}

#[tokio::test]
async fn a_receipt_that_was_passed_on_is_made_void_and_the_reporter_gets_another() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let old = office.visitor_reports(draft("Mail is down")).await.token.unwrap();
    let vera = office.id("vera@example.org");
    let receipts = || office.queued().into_iter().filter(|n| n.kind == NoticeKind::Receipt).count();
    let before = receipts();
    assert_eq!(office.desk.revoke_receipts(&office.signed_in(ANA).await, "INC-1", vera).await, Err(Error::NotFound));
    office.desk.revoke_receipts(&rui, "INC-1", vera).await.unwrap();
    assert_eq!(office.desk.receipt(&old).unwrap_err(), Error::NotFound);
    let incident = office.stored("INC-1").id;
    let new = office.desk.receipt_token(backend::incidents::ReceiptLink { incident, person: vera });
    assert_eq!(office.desk.receipt(&new).unwrap().number, "INC-1");
    assert_eq!(receipts(), before + 1);
    assert!(office.journal().contains(&Fact::ReceiptsRevoked { person: vera }));
}

#[tokio::test]
async fn a_stranger_who_types_veras_address_changes_nothing_of_hers() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    office.visitor_reports(ReportDraft { contact: "Room 12".into(), ..draft("Mail is down") }).await;
    let strangers = ReportDraft { name: "Mallory".into(), contact: "+1 900 666".into(), ..draft("Fax is down") };
    office.visitor_reports(strangers).await;
    let reporter = |facts: domain::view::incident::IncidentFacts| {
        let reporter = facts.reporters.into_iter().next().unwrap();
        (reporter.name, reporter.contact.unwrap())
    };
    let of = async |number: &str| reporter(office.desk.incident_facts(&rui, number).await.unwrap());
    assert_eq!(of("INC-1").await, ("Vera".to_owned(), "Room 12".to_owned()));
    assert_eq!(of("INC-2").await, ("Vera".to_owned(), "+1 900 666".to_owned()), "for this report");
}

#[tokio::test]
async fn what_is_done_under_anas_address_without_signing_in_is_told_as_that() {
    let office = Office::open().await;
    let (ana, rui) = (office.signed_in(ANA).await, office.signed_in(RUI).await);
    let typed = ReportDraft { email: ANA.into(), ..draft("Mail is down") };
    let token = office.visitor_reports(typed).await.token.unwrap();
    office.desk.add_words(&token, "Since eight".into(), String::new()).await.unwrap();
    let unproven = "Ana Silva (not signed in)";
    let view = office.desk.incident_head(&rui, "INC-1").await.unwrap();
    let facts = office.desk.incident_facts(&rui, "INC-1").await.unwrap();
    assert_eq!((facts.reporters[0].name.as_str(), view.last.unwrap().who.as_str()), (unproven, unproven));
    assert_eq!(office.lines(&rui, "INC-1").await.last().unwrap().who, unproven);
    office.desk.report(&ana, NewReport::by_web(draft("Fax is down"), false)).await.unwrap();
    assert_eq!(office.desk.incident_facts(&rui, "INC-2").await.unwrap().reporters[0].name, "Ana Silva");
}

#[tokio::test]
async fn reading_a_letter_about_a_restricted_incident_is_noted() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let number = office.secret("n-1").await.number;
    office.visitor_reports(draft("Mail is down")).await;
    let outbox = Outbox::new(office.desk.clone(), Route::Inbox(Inbox::default()), std::time::Duration::from_secs(1));
    office.wait(11 * SECOND);
    outbox.work_off().await.unwrap();
    let letters = |incident: &str| {
        let query =
            LettersQuery { incident: incident.into(), to: "vera@example.org".into(), ..LettersQuery::default() };
        office.desk.letters(&ada, &query).unwrap().letters.remove(0).id
    };
    let viewed = Fact::RestrictedViewed { incident: office.stored(&number).id };
    office.desk.letter(&ada, &letters("INC-1")).await.unwrap();
    assert!(!office.journal().contains(&viewed));
    let secret = letters(&number);
    office.desk.letter(&ada, &secret).await.unwrap();
    office.desk.letter_html(&ada, &secret).await.unwrap();
    assert_eq!(office.journal().iter().filter(|fact| **fact == viewed).count(), 2);
}

#[tokio::test]
async fn how_many_letters_wait_is_for_administrators() {
    let office = Office::open().await;
    office.visitor_reports(draft("Mail is down")).await;
    for (email, told) in [(ADA, true), (MARA, false), (RUI, false)] {
        let caller = office.signed_in(email).await;
        let mail = office.desk.letters(&caller, &LettersQuery::default()).unwrap().mail;
        assert_eq!(mail.queue.is_some(), told, "{email}");
    }
}

#[tokio::test]
async fn a_request_by_the_old_number_reaches_the_members() {
    let office = Office::open().await;
    let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
    office.visitor_reports(draft("Odd mails")).await;
    office.press(&ada, "INC-1", Press::Restrict).await.unwrap();
    let asked = || office.queued().into_iter().filter(|n| n.kind == NoticeKind::AccessAsked).count();
    assert_eq!(asked(), 0);
    office.desk.ask_access(&rui, "INC-1").await.unwrap();
    assert_eq!(asked(), 1);
    assert_eq!(office.desk.incident_head(&rui, "INC-1").await.unwrap_err(), Error::NotFound);
    office.verified();
}

#[tokio::test]
async fn who_asks_for_every_number_there_could_be_fills_neither_the_disk_nor_the_journal() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let rows = |table| office.desk.storage().read(|read| read.len(table)).unwrap();
    office.desk.ask_access(&rui, "SEC-AAAAAA").await.unwrap();
    let (counters, journal) = (rows(Table::Counters), rows(Table::Journal));
    for number in 0..300 {
        office.desk.ask_access(&rui, &format!("SEC-{number:06}")).await.unwrap();
    }
    assert_eq!((rows(Table::Counters), rows(Table::Journal) - journal), (counters, 9));
    office.wait(16 * MINUTE);
    office.desk.ask_access(&rui, "SEC-AAAAAA").await.unwrap();
    assert_eq!(rows(Table::Journal) - journal, 10, "later he may ask again");
}

#[tokio::test]
async fn the_second_administrators_test_report_is_their_own() {
    let office = Office::open().await;
    office.add("bea@example.org", "Bea Nunes", "administrator").await;
    let (ada, bea) = (office.signed_in(ADA).await, office.signed_in("bea@example.org").await);
    let first = office.desk.send_test_report(&ada).await.unwrap();
    assert_eq!(office.desk.send_test_report(&ada).await.unwrap(), first);
    let second = office.desk.send_test_report(&bea).await.unwrap();
    assert_ne!(first, second);
    assert_eq!(office.stored(&second).first_reporter(), Some(office.id("bea@example.org")));
}

#[tokio::test]
async fn visitors_are_not_asked_about_a_service_that_works_again() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let (mail, vpn) = (office.service("E-mail").await, office.service("VPN").await);
    office.visitor_reports(ReportDraft { service: mail.clone(), ..draft("No connection") }).await;
    let affect = |service: &str, effect| Press::Affect { service: service.parse().unwrap(), effect };
    office.press(&rui, "INC-1", affect(&vpn, Effect::Down)).await.unwrap();
    office.press(&rui, "INC-1", affect(&mail, Effect::Degraded)).await.unwrap();
    office.wait(MINUTE);
    office.press(&rui, "INC-1", affect(&mail, Effect::NotAffected)).await.unwrap();
    let known = office.desk.home(&Caller::visitor()).unwrap().known;
    assert_eq!(known.iter().map(|line| line.service.as_str()).collect::<Vec<_>>(), ["VPN"]);
    let on_mail = BoardFilter { service: mail.clone(), ..BoardFilter::default() };
    assert_eq!(office.desk.board(&rui, &on_mail).unwrap().columns[0].count, 0);
    office.press(&rui, "INC-1", take()).await.unwrap();
    office.press(&rui, "INC-1", fixed("A cable")).await.unwrap();
    assert_eq!(office.desk.board(&rui, &on_mail).unwrap().columns[3].count, 1, "it was hit");
    office.verified();
}

#[tokio::test]
async fn letters_about_accounts_are_read_by_who_reads_the_settings_and_those_that_tell_of_the_restricted_by_administrators()
 {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    office.desk.grant_private_read(&ada, office.id(MARA)).await.unwrap();
    office.desk.ask_password_reset(RUI).await.unwrap();
    office.visitor_reports(draft("Mail is down")).await;
    let outbox = Outbox::new(office.desk.clone(), Route::Inbox(Inbox::default()), std::time::Duration::from_secs(1));
    office.wait(11 * SECOND);
    outbox.work_off().await.unwrap();
    let (granted, reset) = ("A right to read restricted incidents was granted", "Set a new password");
    let whole = office.desk.letters(&ada, &LettersQuery::default()).unwrap().letters;
    assert!(whole.iter().any(|row| row.subject == granted) && whole.iter().any(|row| row.subject == reset));
    for (email, reads) in [(MARA, [false, true]), (RUI, [false, false])] {
        let caller = office.signed_in(email).await;
        let listed = office.desk.letters(&caller, &LettersQuery::default()).unwrap().letters;
        assert!(listed.iter().any(|row| row.incidents == ["INC-1"]), "{email} reads what is about an incident");
        for (subject, reads) in [granted, reset].into_iter().zip(reads) {
            assert_eq!(listed.iter().any(|row| row.subject == subject), reads, "{email}: {subject}");
            let id = &whole.iter().find(|row| row.subject == subject).unwrap().id;
            let opened = office.desk.letter(&caller, id).await;
            assert_eq!(opened.is_ok(), reads, "{email}: {subject}");
            assert_eq!(office.desk.letter_html(&caller, id).await.is_ok(), reads, "{email}: {subject}");
            assert!(reads || office.desk.retry_letter(&caller, id).await == Err(Error::NotFound));
        }
    }
}

#[tokio::test]
async fn letters_of_one_press_are_known_as_one_send() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    office.visitor_reports(draft("Mail is down")).await;
    let outbox = Outbox::new(office.desk.clone(), Route::Inbox(Inbox::default()), std::time::Duration::from_secs(1));
    office.wait(11 * SECOND);
    outbox.work_off().await.unwrap();
    let letters = office.desk.letters(&rui, &LettersQuery::default()).unwrap().letters;
    let team: Vec<_> = letters.iter().filter(|row| row.kind == "New incident").collect();
    assert!(team.len() > 1 && team.iter().all(|row| row.send == team[0].send), "{letters:#?}");
    assert!(letters.iter().filter(|row| row.kind != "New incident").all(|row| row.send != team[0].send));
}
