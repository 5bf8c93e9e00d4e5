//! What the organisation set, what is wrong with us, and what the journal tells.

use std::time::{Duration, SystemTime};

use backend::desk::JournalFilter;
use backend::desk::{MailTest, MailTrial, TrialFailure};
use backend::incidents::NewReport;
use backend::mail::courier::{Inbox, Outcome};
use backend::outbox::{Outbox, Route};
use backend::settings::{Fixed, SettingsDraft};
use backend::storage::Storage;
use backend::{Backend, Caller, Clock, Error, Options};
use domain::Refusal;
use domain::classification::IncidentType;
use domain::field::Problem;
use domain::report::ReportDraft;
use domain::time::{MINUTE, SECOND};
use domain::view::account::Strip;

use crate::office::*;
use crate::outbox::House;
use crate::smtp_sink::{Act, Sink, Stage};

fn draft(office: &Office) -> SettingsDraft {
    SettingsDraft::default()
        .with("organisation", "Example Ltd")
        .with("zone", "Europe/Lisbon")
        .with("public_url", "http://desk.lan:3000")
        .with("reach", "internet")
        .with("mail_domains", "example.org example.com")
        .with("smtp_url", "smtps://desk:secret@mail.example.org")
        .with("mail_from", "desk@example.org")
        .with("security_handlers", office.id(MARA).to_string())
        .with("emergency_phone", "")
}

#[tokio::test]
async fn ada_changes_the_settings_mara_reads_them_and_nobody_reads_the_password() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let mara = office.signed_in(MARA).await;
    office.desk.change_settings(&ada, &draft(&office)).await.unwrap();
    let view = office.desk.read_settings(&mara).unwrap();
    assert_eq!(view.field("organisation").value, "Example Ltd");
    assert_eq!(view.field("mail_domains").value, "example.org example.com");
    assert_eq!(view.field("smtp_url").value, "smtps://desk:••••••@mail.example.org");
    assert_eq!(view.field("security_handlers").words, "Mara Reis");
    assert_eq!(view.staff.len(), 3);
    // The form is sent back as it was shown: the password stays.
    let shown = draft(&office).with("smtp_url", view.field("smtp_url").value).with("organisation", "Other Ltd");
    office.desk.change_settings(&ada, &shown).await.unwrap();
    let smtp_url = office.desk.settings().unwrap().smtp_url;
    assert_eq!(smtp_url.as_deref(), Some("smtps://desk:secret@mail.example.org"));

    let lines = office.desk.read_journal(&mara, &JournalFilter::default(), None, 2).unwrap().lines;
    let told: Vec<_> = lines.iter().map(|line| format!("{} {}", line.who, line.act)).collect();
    assert_eq!(
        told,
        [
            "Ada Lima changed settings: organisation",
            "Ada Lima changed settings: organisation, zone, public url, reach, mail domains, smtp url, mail from, \
             security handlers",
        ]
    );
    for email in [MARA, RUI, ANA] {
        let other = office.signed_in(email).await;
        assert_eq!(office.desk.change_settings(&other, &draft(&office)).await, Err(Error::Denied));
    }
    assert_eq!(office.desk.read_settings(&office.signed_in(RUI).await), Err(Error::Denied));
    office.wait(10 * MINUTE + 1);
    let late = office.desk.change_settings(&ada, &draft(&office)).await;
    assert_eq!(refusal(late), Refusal::ConfirmPassword);
}

#[tokio::test]
async fn every_problem_of_the_settings_is_told_at_once() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let nonsense = SettingsDraft::default()
        .with("organisation", "")
        .with("zone", "Lisbon")
        .with("public_url", "desk.lan")
        .with("reach", "everybody")
        .with("mail_domains", "exa mple..org")
        .with("smtp_url", "mail.example.org")
        .with("mail_from", "desk")
        .with("security_handlers", office.id(ANA).to_string())
        .with("emergency_phone", "ask at the gate");
    assert_eq!(
        problems(office.desk.change_settings(&ada, &nonsense).await),
        [
            ("organisation", Problem::Missing),
            ("zone", Problem::Malformed),
            ("public_url", Problem::Malformed),
            ("reach", Problem::Unknown),
            ("mail_domains", Problem::Malformed),
            ("smtp_url", Problem::Malformed),
            ("mail_from", Problem::NotAnAddress),
            ("emergency_phone", Problem::Malformed),
            ("security_handlers", Problem::NotEligible),
        ]
        .map(|(field, problem)| (field.to_owned(), problem))
    );
}

#[tokio::test]
async fn what_the_environment_fixes_is_locked_under_its_name() {
    let fixed = Fixed { public_url: Some("https://desk.example.org".into()), ..Fixed::default() };
    let office = Office::with(Options { fixed, ..Options::default() });
    office.add(ADA, "Ada Lima", "administrator").await;
    office.add(MARA, "Mara Reis", "manager").await;
    let ada = office.signed_in(ADA).await;
    let view = office.desk.read_settings(&ada).unwrap();
    assert_eq!(view.field("public_url").value, "https://desk.example.org");
    assert_eq!(view.field("public_url").locked_by.as_deref(), Some("SITREP_PUBLIC_URL"));
    assert_eq!(view.field("zone").locked_by, None);
    let refused = office.desk.change_settings(&ada, &draft(&office)).await;
    assert_eq!(refusal(refused), Refusal::SetByEnvironment);
    for untouched in ["", "https://desk.example.org/"] {
        let unlocked = draft(&office).with("public_url", untouched);
        office.desk.change_settings(&ada, &unlocked).await.unwrap();
    }
}

#[tokio::test]
async fn the_frame_says_who_looks_and_what_is_wrong_to_those_it_concerns() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::manual(MORNING);
    let storage = Storage::in_memory(clock.clone());
    let options = Options { folder: Some(folder.path().to_owned()), ..Options::default() };
    let office = Office { desk: Backend::new(storage, options).unwrap(), clock };
    for (email, name, role) in
        [(ADA, "Ada", "administrator"), (MARA, "Mara", "manager"), (RUI, "Rui", "responder"), (ANA, "Ana", "employee")]
    {
        office.add(email, name, role).await;
    }
    let ada = office.signed_in(ADA).await;
    let plain = draft(&office).with("smtp_url", "").with("security_handlers", office.id(ADA).to_string());
    office.desk.change_settings(&ada, &plain).await.unwrap();
    let strips = |frame: domain::view::account::FrameView| {
        frame.strips.into_iter().filter(|strip| *strip != Strip::DiskNearlyFull).collect::<Vec<_>>()
    };
    let rui = office.desk.frame(&office.signed_in(RUI).await, false).unwrap();
    assert_eq!(rui.viewer.as_ref().unwrap().name, "Rui");
    assert_eq!(strips(rui), [Strip::NotEncrypted], "he can set up no mail server");
    assert_eq!(strips(office.desk.frame(&office.signed_in(ANA).await, false).unwrap()), [Strip::NotEncrypted]);
    let visitor = office.desk.frame(&Caller::visitor(), false).unwrap();
    assert_eq!((visitor.viewer, visitor.organisation.as_str()), (None, "Example Ltd"));
    assert!(visitor.strips.is_empty() && visitor.set_up);

    let of_ada = || strips(office.desk.frame(&ada, false).unwrap());
    assert_eq!(of_ada(), [Strip::BackupOld, Strip::NotEncrypted, Strip::MailToFolder]);
    assert!(office.desk.run_due_jobs().await.unwrap() > 0);
    let copy = backend::storage::backup::newest(folder.path()).unwrap().unwrap().1;
    let file = std::fs::File::options().write(true).open(copy).unwrap();
    let now = u64::try_from(office.now().0).unwrap();
    let written =
        |hours_ago: u64| SystemTime::UNIX_EPOCH + Duration::from_millis(now) - Duration::from_secs(hours_ago * 3600);
    file.set_modified(written(47)).unwrap();
    office.wait(2 * SECOND);
    assert_eq!(of_ada(), [Strip::NotEncrypted, Strip::MailToFolder]);
    file.set_modified(written(49)).unwrap();
    office.wait(2 * SECOND);
    assert_eq!(of_ada(), [Strip::BackupOld, Strip::NotEncrypted, Strip::MailToFolder]);
    office.clock.set(office.now().0 - 10 * MINUTE);
    assert!(of_ada().contains(&Strip::ClockBehind));
}

#[tokio::test]
async fn ada_is_ready_in_five_steps() {
    let office = Office::empty();
    office.add(ADA, "Ada Lima", "administrator").await;
    let ada = office.signed_in(ADA).await;
    let ready = office.desk.ready(&ada).unwrap();
    assert_eq!((ready.services.len(), ready.starters.len(), ready.team, ready.stakeholders), (0, 8, 1, 0));

    office.address_is_set().await;
    let pasted = "Rui Costa <rui@example.org>\nmara.reis@example.org, nonsense\nAda <ada@example.org>\n<@>";
    let team = office.desk.paste_team(&ada, pasted).await.unwrap();
    assert_eq!((team.invited, team.already), (2, 1));
    assert_eq!(team.left, ["nonsense", "<@>"]);
    assert_eq!(office.person("mara.reis@example.org").name, "Mara Reis");
    assert_eq!(office.links_to(RUI).len(), 1);
    assert_eq!(office.desk.ready(&ada).unwrap().team, 3);

    let number = office.desk.send_test_report(&ada).await.unwrap();
    assert_eq!(office.desk.send_test_report(&ada).await.unwrap(), number);
    assert!(office.desk.ready(&ada).unwrap().tested);
    assert_eq!(office.desk.ready(&ada).unwrap().letter, None);
    let outbox = Outbox::new(office.desk.clone(), Route::Inbox(Inbox::default()), Duration::from_millis(500));
    outbox.work_off().await.unwrap();
    let letter = office.desk.ready(&ada).unwrap().letter.unwrap();
    assert!(letter.contains("Test report from the set-up"), "{letter}");
}

#[tokio::test]
async fn a_mail_test_tells_the_relays_words_to_administrators_only() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let silent = office.desk.test_mail(&ada, "smtp://127.0.0.1:1").await.unwrap();
    assert!(matches!(silent, MailTest::NotTaken { answer, .. } if !answer.is_empty()));
    let malformed = office.desk.test_mail(&ada, "mail").await;
    assert_eq!(problems(malformed), [("smtp_url".to_owned(), Problem::Malformed)]);
    assert!(matches!(office.desk.test_mail(&ada, "").await.unwrap(), MailTest::Accepted { .. }));
    let rui = office.signed_in(RUI).await;
    assert_eq!(office.desk.test_mail(&rui, "").await, Err(Error::Denied));
    let (smtp_url, email) = ("smtp://127.0.0.1:1".to_owned(), "eve@example.org".to_owned());
    let draft = backend::desk::SetUpDraft { smtp_url, email, ..Default::default() };
    let visitor = office.desk.test_mail_in_set_up("x", &draft).await;
    assert_eq!(refusal(visitor), Refusal::SetUpDone);
}

/// What `sitrep` would say that mail waits for.
fn trouble(office: &Office) -> Option<String> {
    let health = office.desk.storage().read(|read| backend::outbox::mail_health(read)).unwrap();
    health.trouble.map(|trouble| trouble.answer)
}

#[tokio::test]
async fn saving_mail_settings_tries_them_hands_over_no_letter_and_saves_them_whatever_comes_of_it() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let refusal = Act::Answer(Stage::SignIn, "535 5.7.8 authentication failed");
    let sink = Sink::offering([refusal], vec!["AUTH PLAIN LOGIN"]).await;
    let url = format!("smtp://desk:secret@127.0.0.1:{}", sink.port);
    let save = async |smtp_url: &str| {
        let draft = draft(&office).with("smtp_url", smtp_url.to_owned());
        office.desk.change_mail(&ada, &draft).await.unwrap()
    };
    let MailTrial::Failed { server, why, answer } = save(&url).await else { panic!("the password is wrong") };
    assert_eq!((why, answer.as_str()), (TrialFailure::SignIn, "535 5.7.8 authentication failed"));
    assert!(server.starts_with("127.0.0.1:") && !server.contains("secret"), "{server}");
    assert_eq!(office.desk.settings().unwrap().smtp_url.as_deref(), Some(url.as_str()), "saved all the same");
    assert_eq!(trouble(&office).as_deref(), Some("535 5.7.8 authentication failed"), "every page says so");
    assert_eq!(save(&url).await, MailTrial::Answered, "the same again is tried again");
    assert_eq!(trouble(&office), None);
    let MailTrial::Failed { why, .. } = save("smtp://127.0.0.1:1").await else { panic!("nobody is there") };
    assert_eq!(why, TrialFailure::Unreachable);
    assert!(trouble(&office).is_some());
    assert_eq!(save(&url).await, MailTrial::Answered);
    assert_eq!(trouble(&office), None, "what was wrong with other settings is forgotten");
    assert_eq!(save("").await, MailTrial::NoServer);
    assert!(sink.taken().is_empty());
    let mara = office.signed_in(MARA).await;
    let connections = sink.connections();
    let draft = draft(&office).with("smtp_url", url);
    assert_eq!(office.desk.change_mail(&mara, &draft).await, Err(Error::Denied));
    assert_eq!(sink.connections(), connections, "nobody else has anything tried");
}

#[tokio::test]
async fn a_sender_that_the_relay_does_not_allow_is_told_when_it_is_saved() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let sink = Sink::start([Act::Answer(Stage::Sender, "550 5.7.1 sender not allowed")]).await;
    let draft = draft(&office).with("smtp_url", sink.url());
    let MailTrial::Failed { why, answer, .. } = office.desk.change_mail(&ada, &draft).await.unwrap() else {
        panic!("refused")
    };
    assert_eq!((why, answer.as_str()), (TrialFailure::Refused, "550 5.7.1 sender not allowed"));
}

#[tokio::test]
async fn a_relay_that_says_nothing_holds_up_nobody_but_whoever_saved_it() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let sink = Sink::start([Act::Silence(Stage::Greeting)]).await;
    let draft = draft(&office).with("smtp_url", sink.url());
    let desk = office.desk.clone();
    let saving = tokio::spawn(async move { desk.change_mail(&ada, &draft).await });
    while sink.connections() == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let others = tokio::time::timeout(Duration::from_secs(2), office.desk.storage().write(|_| Ok(())));
    assert_eq!(others.await, Ok(Ok(())));
    assert!(!saving.is_finished());
    assert_eq!(office.desk.settings().unwrap().smtp_url, Some(sink.url()), "saved before it is tried");
    saving.abort();
}

#[tokio::test]
async fn a_relay_that_comes_back_is_noticed_without_a_letter() {
    let house = House::open().await;
    house.later(0).await;
    let (ada, office) = (house.office.signed_in(ADA).await, &house.office);
    let away = draft(office).with("smtp_url", "smtp://127.0.0.1:1");
    office.desk.change_mail(&ada, &away).await.unwrap();
    house.later(0).await;
    assert!(trouble(office).is_some(), "and no page says that letters go out");
    house.inbox.answer_next(Outcome::Unreachable { answer: "connection refused".into() });
    house.later(30 * SECOND).await;
    assert!(trouble(office).is_some(), "it is asked again, and is still away");
    house.later(30 * SECOND).await;
    assert_eq!((trouble(office), house.inbox.letters().len()), (None, 0));
}

#[tokio::test]
async fn the_journal_names_a_restricted_incident_to_its_members_only() {
    let office = Office::open().await;
    let mut report = NewReport::by_web(
        ReportDraft {
            title: "Somebody reads our mail".into(),
            impact: "high".into(),
            urgency: "high".into(),
            ..ReportDraft::default()
        },
        false,
    );
    report.kind = IncidentType::Security;
    let number = office.desk.report(&office.signed_in(ANA).await, report).await.unwrap().number;
    let rui = office.signed_in(RUI).await;
    office.desk.ask_access(&rui, &number).await.unwrap();
    let told = |caller: &Caller| {
        let lines = office.desk.read_journal(caller, &JournalFilter::default(), None, 200).unwrap().lines;
        lines.into_iter().map(|line| line.act).collect::<Vec<_>>()
    };
    // Ada handles security reports, so she is its member; Mara is not.
    let ada = told(&office.signed_in(ADA).await);
    assert!(ada.contains(&format!("asked for access to {number}")), "{ada:?}");
    let mara = told(&office.signed_in(MARA).await);
    assert!(mara.iter().all(|act| !act.contains(&number)), "{mara:?}");
    assert_eq!(office.desk.read_journal(&rui, &JournalFilter::default(), None, 10), Err(Error::Denied));
}

#[tokio::test]
async fn the_journal_is_read_page_by_page_without_gap() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    for _ in 0..5 {
        office.signed_in(RUI).await;
    }
    let whole = office.desk.read_journal(&ada, &JournalFilter::default(), None, 200).unwrap();
    assert_eq!(whole.older, None);
    let mut lines = Vec::new();
    let mut before = None;
    loop {
        let page = office.desk.read_journal(&ada, &JournalFilter::default(), before, 3).unwrap();
        lines.extend(page.lines);
        before = page.older;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(lines, whole.lines);
}

#[tokio::test]
async fn disabling_rui_asks_who_takes_over_and_leaves_no_restricted_incident_alone() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let rui = office.signed_in(RUI).await;
    let only_rui = draft(&office).with("security_handlers", office.id(RUI).to_string());
    office.desk.change_settings(&ada, &only_rui).await.unwrap();
    let mut report = NewReport::by_web(
        ReportDraft {
            title: "A stolen laptop".into(),
            impact: "low".into(),
            urgency: "low".into(),
            ..ReportDraft::default()
        },
        false,
    );
    report.kind = IncidentType::Security;
    let number = office.desk.report(&office.signed_in(ANA).await, report).await.unwrap().number;
    assert!(office.desk.incident_head(&rui, &number).await.is_ok());
    assert!(office.desk.incident_head(&ada, &number).await.is_err());
    let take = domain::incident::Press::Take { priority: None, reason: String::new() };
    let request = backend::incidents::ChangeRequest {
        number: number.clone(),
        press: take,
        also: None,
        seen: None,
        nonce: "take".into(),
    };
    office.desk.change(&rui, request).await.unwrap();
    office.visitor_reports(crate::lifecycle::draft("Mail is down")).await;
    let request = backend::incidents::ChangeRequest {
        number: "INC-1".into(),
        press: domain::incident::Press::Take { priority: None, reason: String::new() },
        also: None,
        seen: None,
        nonce: String::new(),
    };
    office.desk.change(&rui, request).await.unwrap();

    let id = office.id(RUI);
    assert_eq!(
        refusal(office.desk.disable(&ada, id, None).await),
        Refusal::OwnsIncidents { count: 1 },
        "the one Ada sees"
    );
    let by_ana = office.desk.disable(&ada, id, Some(office.id(ANA))).await;
    assert_eq!(problems(by_ana), [("new_owner".to_owned(), Problem::NotEligible)]);
    office.desk.disable(&ada, id, Some(office.id(MARA))).await.unwrap();
    let mara = office.signed_in(MARA).await;
    assert_eq!(office.desk.incident_facts(&mara, "INC-1").await.unwrap().owner.unwrap().name, "Mara Reis");
    assert!(office.desk.incident_head(&mara, &number).await.is_err(), "a successor is no member by that");
    let view = office.desk.incident_facts(&ada, &number).await.unwrap();
    assert_eq!(view.owner, None);
    assert_eq!(view.members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(), ["Ada Lima"], "last resort");
    assert_eq!(office.desk.settings().unwrap().security_handlers, [office.id(MARA)]);
}

#[tokio::test]
async fn the_emergency_phone_stands_on_the_pages_of_visitors_once_ada_has_set_it() {
    let office = Office::open().await;
    let (ada, mara) = (office.signed_in(ADA).await, office.signed_in(MARA).await);
    office.desk.change_settings(&ada, &draft(&office)).await.unwrap();
    assert_eq!(office.desk.status_page(&backend::Caller::visitor()).unwrap().emergency_phone, None);
    let long = draft(&office).with("emergency_phone", "1".repeat(81));
    let problem = Problem::TooLong { most: 80, now: 81 };
    assert_eq!(problems(office.desk.change_settings(&ada, &long).await), [("emergency_phone".to_owned(), problem)]);
    let set = draft(&office).with("emergency_phone", " 112,  then ask for IT ");
    office.desk.change_settings(&ada, &set).await.unwrap();
    let phone = Some("112, then ask for IT".to_owned());
    assert_eq!(office.desk.status_page(&backend::Caller::visitor()).unwrap().emergency_phone, phone);
    assert_eq!(office.desk.report_page(&Caller::visitor()).unwrap().emergency_phone, phone);
    let told = office.desk.read_journal(&mara, &JournalFilter::default(), None, 1).unwrap().lines.remove(0).act;
    assert_eq!(told, "changed settings: emergency phone");
}

#[tokio::test]
async fn the_journal_proves_who_put_whom_on_a_list_what_a_service_was_before_and_from_where() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let executive = office.audience(domain::audience::AudienceKind::Executive);
    office.desk.add_member(&ada, executive, "Sol Vaz", "sol@example.org").await.unwrap();
    office.desk.paste_members(&ada, executive, "Eva <eva@example.org>\nmax@example.org").await.unwrap();
    office.desk.remove_member(&ada, executive, office.id("sol@example.org")).await.unwrap();
    let mail = office.service_called("E-mail").await;
    let rui = office.id(RUI).to_string();
    let draft = backend::services::ServiceDraft {
        name: "Mail".into(),
        owner: rui,
        criticality: "critical".into(),
        ..Default::default()
    };
    office.desk.change_service(&ada, mail, draft, None).await.unwrap();
    office.desk.retire_service(&ada, mail, None).await.unwrap();
    office.desk.grant_private_read(&ada, office.id(MARA)).await.unwrap();
    assert!(office.desk.sign_in("nobody@example.net", "a guess at it", FIREFOX, HOME).await.is_err());
    assert!(office.desk.sign_in(RUI, "a guess at it", FIREFOX, HOME).await.is_err());
    let lines = loop {
        // Failed tries are written behind the answer.
        let lines = office.desk.read_journal(&ada, &JournalFilter::default(), None, 200).unwrap().lines;
        if lines.iter().filter(|line| line.act.starts_with("tried")).count() == 2 {
            break lines;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    };
    let office_firefox = format!("{OFFICE}, Firefox on Linux");
    for (act, whence) in [
        ("put Sol Vaz on the list Executive", office_firefox.as_str()),
        ("put Eva, max@example.org on the list Executive", &office_firefox),
        ("took Sol Vaz off the list Executive", &office_firefox),
        (
            "changed the service Mail: name from “E-mail” to “Mail”; owner from nobody to Rui Costa; how much it matters \
             from “normal” to “critical”",
            &office_firefox,
        ),
        ("retired the service Mail", &office_firefox),
        ("allowed Mara Reis to read every restricted incident", &office_firefox),
        ("signed in", &office_firefox),
        ("tried to sign in as nobody@example.net, which is nobody's address", "192.0.2.44, Firefox on Linux"),
        ("tried a wrong password for Rui Costa", "192.0.2.44, Firefox on Linux"),
    ] {
        let found = lines.iter().find(|line| line.act == act);
        assert_eq!(found.unwrap_or_else(|| panic!("{act}: {lines:#?}")).whence, whence, "{act}");
    }

    let found = |kind, words: &str| {
        let filter = JournalFilter { kind, words: words.into() };
        office.desk.read_journal(&ada, &filter, None, 200).unwrap().lines
    };
    let lists = found(Some(backend::journal::Kind::Lists), "");
    assert!(!lists.is_empty() && lists.iter().all(|line| line.act.contains("list") || line.act.contains("service")));
    let sol = found(None, "ada SOL");
    assert_eq!(
        sol.iter().map(|line| line.act.as_str()).collect::<Vec<_>>(),
        ["took Sol Vaz off the list Executive", "put Sol Vaz on the list Executive",]
    );
    assert_eq!(found(Some(backend::journal::Kind::SignIns), HOME).len(), 2);
}
