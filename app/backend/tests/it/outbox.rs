//! Stories of the outbox: every promised letter goes out once, says what is true, and survives what relays and
//! machines do.

use std::time::Duration;

use backend::incidents::{ChangeRequest, NewReport};
use backend::letters;
use backend::mail::courier::{Inbox, Outcome, Relay};
use backend::notices::{Notice, NoticeKind, Recipient, queue_notice};
use backend::outbox::{LetterFilter, LetterRecord, MailHealth, Outbox, Route, list_letters, mail_health, retry};
use domain::incident::{Press, Resolution};
use domain::person::Email;
use domain::report::ReportDraft;
use domain::time::{DAY, HOUR, MINUTE, Moment, SECOND};
use domain::view::letters::LetterState;
use mail_parser::MessageParser;

use crate::office::{ADA, ANA, MARA, Office, RUI};
use crate::smtp_sink::{Act, Sink, Stage};

const PATIENCE: Duration = Duration::from_millis(500);

/// An office with a mailbox that can be read.
pub struct House {
    pub office: Office,
    pub outbox: Outbox,
    pub inbox: Inbox,
}

impl House {
    pub async fn open() -> Self {
        let office = Office::open().await;
        let inbox = Inbox::default();
        let outbox = Outbox::new(office.desk.clone(), Route::Inbox(inbox.clone()), PATIENCE);
        Self { office, outbox, inbox }
    }

    /// A visitor who gives Ana's address reports; the number of the incident comes back.
    pub async fn ana_reports(&self, title: &str) -> String {
        let draft = ReportDraft {
            title: title.into(),
            description: "Nothing arrives since 8.".into(),
            impact: "low".into(),
            urgency: "low".into(),
            name: "Ana Silva".into(),
            email: ANA.into(),
            nonce: format!("nonce of {title}"),
            ..ReportDraft::default()
        };
        let caller = backend::Caller::visitor();
        self.office.desk.report(&caller, NewReport::by_web(draft, false)).await.unwrap().number
    }

    pub async fn rui(&self, number: &str, command: Press) -> domain::view::incident::Done {
        let rui = self.office.signed_in(RUI).await;
        let nonce = format!("{number} {command:?} {}", self.office.now().0);
        let request = ChangeRequest { number: number.into(), press: command, also: None, seen: None, nonce };
        self.office.desk.change(&rui, request).await.unwrap()
    }

    pub async fn rui_takes(&self, number: &str) -> domain::view::incident::Done {
        self.rui(number, Press::Take { priority: None, reason: String::new() }).await
    }

    /// Time passes, the outbox does what is due, and its tables agree.
    pub async fn later(&self, milliseconds: i64) {
        self.office.wait(milliseconds);
        self.outbox.work_off().await.unwrap();
        assert_eq!(self.differences(), Vec::<String>::new());
    }

    pub fn letters(&self, to: &str) -> Vec<Read> {
        self.inbox.letters_to(to).iter().map(|letter| Read::of(&letter.bytes)).collect()
    }

    pub fn stored(&self, filter: &LetterFilter) -> Vec<LetterRecord> {
        let read = self.office.desk.storage().snapshot().unwrap();
        list_letters(&read, filter, &|_| Ok(true), None, 50).unwrap().letters
    }

    /// What `sitrep verify` says of mail.
    pub fn differences(&self) -> Vec<String> {
        self.office.desk.storage().read(|read| backend::outbox::differences(read)).unwrap()
    }

    pub fn health(&self) -> MailHealth {
        self.office.desk.storage().read(|read| mail_health(read)).unwrap()
    }
}

/// A letter as a mail program reads it.
#[derive(Debug)]
pub struct Read {
    /// The name the letter is addressed to.
    pub to: String,
    pub subject: String,
    pub message_id: String,
    pub in_reply_to: Option<String>,
    pub references: Vec<String>,
    pub unsubscribe: bool,
    pub text: String,
}

impl Read {
    fn of(bytes: &[u8]) -> Self {
        let message = MessageParser::default().parse(bytes).unwrap();
        let to = message.to().and_then(|to| to.first()).and_then(|to| to.name());
        let list = |value: &mail_parser::HeaderValue<'_>| -> Vec<String> {
            match value {
                mail_parser::HeaderValue::Text(text) => vec![text.to_string()],
                mail_parser::HeaderValue::TextList(texts) => texts.iter().map(ToString::to_string).collect(),
                _ => vec![],
            }
        };
        Self {
            to: to.unwrap_or_default().to_owned(),
            subject: message.subject().unwrap_or_default().to_owned(),
            message_id: message.message_id().unwrap_or_default().to_owned(),
            in_reply_to: list(message.in_reply_to()).first().cloned(),
            references: list(message.references()),
            unsubscribe: message.header("List-Unsubscribe").is_some(),
            text: message.body_text(0).unwrap_or_default().into_owned(),
        }
    }
}

#[tokio::test]
async fn ana_reads_every_step_of_her_report_in_one_thread() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.later(0).await;
    let letters = house.letters(ANA);
    assert_eq!(letters.len(), 1, "the receipt goes at once");
    assert!(letters[0].text.starts_with(&format!("We have your report. Its number is {number}.")), "{letters:?}");

    house.rui_takes(&number).await;
    house.later(9 * SECOND).await;
    assert_eq!(house.letters(ANA).len(), 1, "letters about a press wait for undo");
    house.later(SECOND).await;
    let resolution = Resolution { text: "The cable was changed.".into(), restored_at: None };
    house.rui(&number, Press::Resolve { resolution }).await;
    house.later(10 * SECOND).await;

    let letters = house.letters(ANA);
    assert_eq!(letters.len(), 3, "{letters:#?}");
    assert!(letters[1].text.contains("Rui Costa is looking into it."));
    assert!(letters[2].text.contains("The cable was changed."));
    assert!(letters.iter().all(|letter| letter.subject == letters[0].subject), "the subject is frozen");
    assert_eq!(letters[0].subject, format!("[{number}] Mail is down"));
    assert_eq!(letters[0].in_reply_to, None);
    assert_eq!(letters[1].in_reply_to.as_deref(), Some(letters[0].message_id.as_str()));
    assert_eq!(letters[2].in_reply_to.as_deref(), Some(letters[1].message_id.as_str()));
    assert_eq!(letters[2].references, [letters[0].message_id.clone(), letters[1].message_id.clone()]);
}

#[tokio::test]
async fn what_rui_takes_back_within_ten_seconds_nobody_hears_of() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.later(0).await;
    let done = house.rui_takes(&number).await;
    house.later(5 * SECOND).await;
    house.rui(&number, Press::Undo { sequence: done.sequence.unwrap() }).await;
    house.later(MINUTE).await;
    assert_eq!(house.letters(ANA).len(), 1, "only the receipt");
    assert_eq!(house.health().queued, 0);
}

#[tokio::test]
async fn presses_within_the_ten_seconds_make_one_letter_with_the_newest_first() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.later(0).await;
    house.rui_takes(&number).await;
    house.later(5 * SECOND).await;
    house.rui(&number, Press::Message { text: "Which floor are you on?".into() }).await;
    house.later(6 * SECOND).await;
    assert_eq!(house.letters(ANA).len(), 1, "the letter waits for the later press as well");
    house.later(5 * SECOND).await;
    let letters = house.letters(ANA);
    assert_eq!(letters.len(), 2);
    let text = &letters[1].text;
    let (taken, asked) = (text.find("is looking into it").unwrap(), text.find("Which floor").unwrap());
    assert!(asked < taken, "{text}");
}

#[tokio::test]
async fn a_letter_the_relay_cannot_take_now_goes_out_later_with_the_same_bytes() {
    let sink = Sink::start([
        Act::Answer(Stage::Recipient, "450 4.2.1 greylisted"),
        Act::Answer(Stage::FinalDot, "451 4.3.0 try again"),
        Act::HangUp(Stage::FinalDot),
    ])
    .await;
    let office = Office::open().await;
    let outbox = Outbox::new(office.desk.clone(), Route::Relay(Relay::parse(&sink.url()).unwrap()), PATIENCE);
    invite(&office).await;
    for _ in 0..4 {
        outbox.work_off().await.unwrap();
        office.wait(HOUR);
    }
    let taken = sink.taken();
    assert_eq!(taken.len(), 2, "once before the line was cut, once after");
    assert_eq!(taken[0].bytes, taken[1].bytes);
    let snapshot = office.desk.storage().snapshot().unwrap();
    let letters = list_letters(&snapshot, &LetterFilter::default(), &|_| Ok(true), None, 9).unwrap().letters;
    assert_eq!((letters.len(), letters[0].state), (1, LetterState::Accepted));
    let answers: Vec<_> = letters[0].attempts.iter().map(|attempt| attempt.answer.as_str()).collect();
    assert_eq!(answers[..2], ["450 4.2.1 greylisted", "451 4.3.0 try again"]);
    assert_eq!(answers[3], "250 2.0.0 queued as A1B2");
}

/// A notice that needs no incident: somebody tests mail to Rui.
pub async fn invite(office: &Office) {
    let rui = office.id(RUI);
    office
        .desk
        .storage()
        .write(move |tx| queue_notice(tx, &Notice::new(Recipient::Person(rui), NoticeKind::MailTest, Moment(tx.now()))))
        .await
        .unwrap();
}

#[tokio::test]
async fn an_address_that_does_not_exist_fails_alone_and_can_be_tried_again() {
    let house = House::open().await;
    house.inbox.answer_next(Outcome::Refused { answer: "550 5.1.1 no such mailbox".into() });
    invite(&house.office).await;
    house.later(0).await;
    invite(&house.office).await;
    house.later(0).await;
    assert_eq!(house.letters(RUI).len(), 1, "the next letter went out");
    let failed = house.stored(&LetterFilter { state: Some(LetterState::Failed), ..LetterFilter::default() });
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].attempts[0].answer, "550 5.1.1 no such mailbox");
    assert_eq!((house.health().failed, house.health().queued), (1, 0));
    house.later(3 * DAY).await;
    assert_eq!(house.letters(RUI).len(), 1, "nobody tries it by itself");

    let id = failed[0].id;
    let again = house.office.desk.storage().write(move |tx| retry(tx, id)).await.unwrap();
    assert!(again);
    house.later(0).await;
    assert_eq!(house.letters(RUI).len(), 2);
    assert_eq!(house.health().failed, 0);
}

#[tokio::test]
async fn a_letter_that_failed_for_good_is_told_to_whoever_pressed_for_it_and_to_administrators() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.rui_takes(&number).await;
    house.later(MINUTE).await;
    house.rui(&number, Press::Message { text: "Please restart it.".into() }).await;
    house.inbox.answer_next(Outcome::Refused { answer: "550 5.1.1 no such mailbox".into() });
    house.later(MINUTE).await;
    house.later(MINUTE).await;
    for reader in [RUI, ADA] {
        let told: Vec<_> =
            house.letters(reader).into_iter().filter(|l| l.text.contains("could not be delivered")).collect();
        assert_eq!(told.len(), 1, "{reader}");
        assert!(told[0].text.contains("Message from the team, to Ana Silva"), "{}", told[0].text);
        assert!(told[0].text.contains("550 5.1.1 no such mailbox"), "{}", told[0].text);
        assert!(!told[0].text.contains("Please restart it"), "its words stay where they were");
    }
    assert!(house.letters(MARA).iter().all(|letter| !letter.text.contains("could not be delivered")));
}

#[tokio::test]
async fn that_such_a_letter_failed_as_well_is_told_to_nobody() {
    let house = House::open().await;
    for _ in 0..2 {
        house.inbox.answer_next(Outcome::Refused { answer: "550 5.1.1 no such mailbox".into() });
    }
    invite(&house.office).await;
    for _ in 0..3 {
        house.later(MINUTE).await;
    }
    assert_eq!((house.health().failed, house.health().queued, house.inbox.letters().len()), (2, 0, 0));
}

#[tokio::test]
async fn a_relay_that_never_takes_it_ends_the_letter_after_twenty_tries() {
    let house = House::open().await;
    for _ in 0..25 {
        house.inbox.answer_next(Outcome::Deferred { answer: "450 busy".into() });
    }
    invite(&house.office).await;
    for _ in 0..30 {
        house.later(HOUR).await;
    }
    let to_rui = LetterFilter { recipient: Some(house.office.id(RUI)), ..LetterFilter::default() };
    let letters = house.stored(&to_rui);
    assert_eq!((letters[0].state, letters[0].tries), (LetterState::Failed, 20));
    assert!(house.letters(RUI).is_empty());
}

#[tokio::test]
async fn a_wrong_password_stops_the_whole_queue_with_an_alarm_and_kills_no_letter() {
    let house = House::open().await;
    for _ in 0..3 {
        house.inbox.answer_next(Outcome::QueueTrouble { answer: "535 5.7.8 authentication failed".into() });
    }
    for _ in 0..40 {
        invite(&house.office).await;
    }
    house.later(0).await;
    let first_attempts = house.inbox.attempts();
    assert!(first_attempts <= 4, "those under way, and no more: {first_attempts}");
    let trouble = house.health().trouble.unwrap();
    assert_eq!(trouble.answer, "535 5.7.8 authentication failed");
    assert!(trouble.needs_hands);
    let since = trouble.since;

    house.later(MINUTE).await;
    assert_eq!(house.inbox.attempts(), first_attempts, "no letter is tried before the interval is over");
    for _ in 0..4 {
        house.later(5 * MINUTE).await;
    }
    assert_eq!(house.inbox.letters().len(), 40, "every letter went out once it was mended");
    assert_eq!(house.health(), MailHealth::default());
    assert!(since < house.office.now().0);
}

#[tokio::test]
async fn after_an_outage_of_the_relay_ana_gets_one_letter_with_all_she_missed() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.later(0).await;
    house.inbox.answer_next(Outcome::Unreachable { answer: "connection refused".into() });
    invite(&house.office).await;
    house.later(0).await;
    house.inbox.answer_next(Outcome::Unreachable { answer: "connection refused".into() });
    house.rui_takes(&number).await;
    house.office.wait(HOUR);
    house.rui(&number, Press::Message { text: "We wait for a part.".into() }).await;
    house.later(HOUR).await;
    assert_eq!(house.letters(ANA).len(), 1, "only the receipt from before");
    assert!(!house.health().trouble.unwrap().needs_hands);
    house.later(HOUR).await;
    let letters = house.letters(ANA);
    assert_eq!(letters.len(), 2, "{letters:#?}");
    assert!(letters[1].text.contains("is looking into it") && letters[1].text.contains("We wait for a part."));
    let attempts = house.stored(&LetterFilter::default());
    assert!(attempts.iter().all(|letter| letter.tries == 1), "an outage costs no try");
}

#[tokio::test]
async fn what_was_claimed_before_the_relay_failed_is_merged_like_the_rest() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.later(0).await;
    let away = || Outcome::Unreachable { answer: "connection refused".into() };
    house.inbox.answer_next(away());
    house.rui_takes(&number).await;
    house.later(11 * SECOND).await;
    let waits = house.stored(&LetterFilter { recipient: Some(house.office.id(ANA)), ..LetterFilter::default() });
    assert!(waits.iter().any(|letter| letter.state == LetterState::Deferred), "it was written, and nobody got it");
    house.inbox.answer_next(away());
    house.rui(&number, Press::Message { text: "We wait for a part.".into() }).await;
    house.later(HOUR).await;
    house.rui(&number, Press::Message { text: "It has come.".into() }).await;
    house.later(HOUR).await;
    house.later(HOUR).await;
    let letters = house.letters(ANA);
    assert_eq!(letters.len(), 2, "{letters:#?}");
    for words in ["is looking into it", "We wait for a part.", "It has come."] {
        assert!(letters[1].text.contains(words), "{words}: {}", letters[1].text);
    }
    assert_eq!(letters[1].in_reply_to.as_ref(), Some(&letters[0].message_id), "nothing in the thread that nobody has");
    assert_eq!(letters[1].references, [letters[0].message_id.clone()]);
}

#[tokio::test]
async fn a_restart_sends_what_the_dead_process_had_claimed_and_sends_the_same_bytes() {
    let sink = Sink::start([Act::Silence(Stage::FinalDot)]).await;
    let office = Office::open().await;
    let relay = Relay::parse(&sink.url()).unwrap();
    let first = Outbox::new(office.desk.clone(), Route::Relay(relay.clone()), Duration::from_secs(30));
    invite(&office).await;
    // The process dies after the final dot, before anything is written down.
    assert!(tokio::time::timeout(Duration::from_millis(600), first.work_off()).await.is_err());
    drop(first);
    let second = Outbox::new(office.desk.clone(), Route::Relay(relay), PATIENCE);
    second.work_off().await.unwrap();
    let taken = sink.taken();
    assert_eq!(taken.len(), 2, "at least once; twice only because it died in between");
    assert_eq!(taken[0].bytes, taken[1].bytes);
    assert_eq!(taken[0].message_id, taken[1].message_id);
}

#[tokio::test]
async fn a_storm_of_messages_holds_letters_and_loses_no_word() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.rui_takes(&number).await;
    house.later(11 * SECOND).await;
    for n in 1..=8 {
        house.rui(&number, Press::Message { text: format!("Message {n} of eight.") }).await;
        house.later(30 * SECOND).await;
    }
    let early = house.letters(ANA).len();
    assert!((4..=6).contains(&early), "held after a few: {early}");
    for _ in 0..30 {
        house.later(MINUTE).await;
    }
    let letters = house.letters(ANA);
    assert!(letters.len() < 10, "several were one letter: {}", letters.len());
    for n in 1..=8 {
        let told = letters.iter().filter(|letter| letter.text.contains(&format!("Message {n} of eight."))).count();
        assert_eq!(told, 1, "message {n}");
    }
    assert_eq!(house.health().queued, 0);
}

#[tokio::test]
async fn many_incidents_at_once_reach_rui_as_five_letters_and_one_that_holds_the_rest() {
    let house = House::open().await;
    let mut numbers = Vec::new();
    for n in 0..12 {
        numbers.push(house.ana_reports(&format!("Thing {n} is down")).await);
    }
    house.later(0).await;
    assert_eq!(house.letters(RUI).len(), 5);
    house.later(2 * MINUTE).await;
    let letters = house.letters(RUI);
    assert_eq!(letters.len(), 6, "{:?}", letters.iter().map(|l| &l.subject).collect::<Vec<_>>());
    assert_eq!(letters[5].subject, "7 more incidents");
    for number in &numbers {
        assert!(letters.iter().any(|letter| letter.text.contains(number.as_str())), "{number} was not told");
    }
}

#[tokio::test]
async fn a_link_that_signs_somebody_in_stands_on_no_screen_and_is_erased_once_sent() {
    let house = House::open().await;
    let rui = house.office.id(RUI);
    let queue = move |tx: &mut backend::storage::Tx<'_>| {
        let mut notice = Notice::new(Recipient::Person(rui), NoticeKind::SignInLink, Moment(tx.now()));
        notice.link = Some("https://desk.example.org/sign-in/secret-of-rui".into());
        notice.expires = Some(Moment(tx.now() + HOUR));
        queue_notice(tx, &notice)
    };
    house.inbox.answer_next(Outcome::Deferred { answer: "450 busy".into() });
    house.office.desk.storage().write(queue).await.unwrap();
    house.later(0).await;
    assert!(house.stored(&LetterFilter::default())[0].bytes.is_some(), "needed for the next try");
    house.later(MINUTE).await;
    assert!(house.letters(RUI)[0].text.contains("secret-of-rui"), "Rui gets the link");
    let stored = &house.stored(&LetterFilter::default())[0];
    let content = stored.content.as_ref().unwrap();
    let shown = format!("{}{}{stored:?}", letters::text(content), letters::html(content));
    assert!(!shown.contains("secret-of-rui") && shown.contains("[link removed]"));
    assert_eq!(stored.bytes, None);

    house.inbox.answer_next(Outcome::Deferred { answer: "450 busy".into() });
    house.office.desk.storage().write(queue).await.unwrap();
    house.later(0).await;
    house.later(2 * HOUR).await;
    let expired = &house.stored(&LetterFilter::default())[0];
    assert_eq!((expired.state, &expired.bytes), (LetterState::Failed, &None), "an expired link is not sent");
    assert_eq!(house.letters(RUI).len(), 1);
}

#[tokio::test]
async fn who_stopped_letters_about_it_gets_none_and_still_their_account_letters() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.later(0).await;
    let incident = {
        let read = house.office.desk.storage().snapshot().unwrap();
        backend::incidents::find_by_number(&read, &number).unwrap().unwrap().id
    };
    let token =
        house.office.desk.unsubscribe_token(house.office.id(ANA), backend::subscriptions::Scope::Incident(incident));
    house.rui_takes(&number).await;
    house.office.desk.unsubscribe(&token).await.unwrap();
    house.later(MINUTE).await;
    let subjects: Vec<_> = house.letters(ANA).into_iter().map(|letter| letter.subject).collect();
    assert_eq!(subjects, [format!("[{number}] Mail is down"), "The letters you get were changed".to_owned()]);
    house.rui(&number, Press::Message { text: "Which floor?".into() }).await;
    house.later(MINUTE).await;
    assert_eq!(house.letters(ANA).len(), 3, "a person who writes to her reaches her");
}

#[tokio::test]
async fn after_thirty_days_what_it_said_is_gone_and_who_was_told_of_what_stays() {
    let house = House::open().await;
    invite(&house.office).await;
    house.later(0).await;
    assert!(house.stored(&LetterFilter::default())[0].bytes.is_some());
    house.later(31 * DAY).await;
    assert_eq!(house.office.desk.erase_old_letters().await, Ok(1));
    let stored = &house.stored(&LetterFilter::default())[0];
    assert_eq!((&stored.bytes, &stored.content), (&None, &None));
    assert_eq!((stored.to.as_str(), stored.kind), (RUI, NoticeKind::MailTest));
    assert!(stored.subject.starts_with("Test letter"));
    assert_eq!(stored.attempts[0].answer, "250 kept in memory");
}

#[tokio::test]
async fn letters_are_found_by_incident_by_person_and_page_by_page() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    let other = house.ana_reports("Printing is down").await;
    house.later(0).await;
    let read = house.office.desk.storage().snapshot().unwrap();
    let incident = backend::incidents::find_by_number(&read, &number).unwrap().unwrap().id;
    let of_incident = house.stored(&LetterFilter { incident: Some(incident), ..LetterFilter::default() });
    assert!(!of_incident.is_empty() && of_incident.iter().all(|letter| letter.incidents == [incident]));
    let of_ana = house.stored(&LetterFilter { recipient: Some(house.office.id(ANA)), ..LetterFilter::default() });
    assert_eq!(of_ana.len(), 2, "{number} and {other}");
    let mut seen = 0;
    let mut before = None;
    loop {
        let page = list_letters(&read, &LetterFilter::default(), &|_| Ok(true), before, 2).unwrap();
        seen += page.letters.len();
        let Some(older) = page.older else { break };
        before = Some(older);
    }
    assert_eq!(seen, house.stored(&LetterFilter::default()).len());
    let hidden = list_letters(&read, &LetterFilter::default(), &|letter| Ok(letter.incidents.is_empty()), None, 50);
    assert!(hidden.unwrap().letters.is_empty());
}

#[tokio::test]
async fn the_running_outbox_wakes_at_the_commit_and_stops_when_told() {
    let house = House::open().await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let House { office, outbox, inbox } = house;
    let running = tokio::spawn(async move { outbox.run(async { drop(stopped.await) }).await });
    tokio::time::sleep(Duration::from_millis(50)).await;
    let started = std::time::Instant::now();
    invite(&office).await;
    assert!(inbox.wait_for(1, Duration::from_secs(5)).await);
    assert!(started.elapsed() < Duration::from_secs(1));
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(5), running).await.unwrap().unwrap();
}

#[tokio::test]
async fn without_a_relay_a_letter_is_kept_as_a_file_and_nobody_says_it_was_delivered() {
    let data = tempfile::tempdir().unwrap();
    let options = backend::Options { folder: Some(data.path().to_owned()), ..backend::Options::default() };
    let office = Office::with(options);
    office.add(RUI, "Rui Costa", "responder").await;
    let outbox = Outbox::new(office.desk.clone(), Route::Settings, PATIENCE);
    invite(&office).await;
    outbox.work_off().await.unwrap();
    let snapshot = office.desk.storage().snapshot().unwrap();
    let letters = list_letters(&snapshot, &LetterFilter::default(), &|_| Ok(true), None, 9).unwrap().letters;
    assert_eq!((letters.len(), letters[0].state), (1, LetterState::Kept));
    let kept = &letters[0].attempts[0].answer;
    let file = kept.split([' ', ':']).find(|word| word.ends_with(".eml")).unwrap();
    assert!(data.path().join("mail").join(file).exists(), "{kept}");
    assert_eq!(backend::outbox::differences(&snapshot), Ok(Vec::new()));
}

#[tokio::test]
async fn a_test_letter_shows_the_relays_answer_at_once() {
    let office = Office::open().await;
    let to = Email::parse("email", RUI).unwrap();
    let sink = Sink::start([Act::Answer(Stage::Recipient, "550 5.1.1 no such mailbox"), Act::Accept]).await;
    let url = sink.url();
    let send = || backend::outbox::send_test_letter(&office.desk, Some(&url), &to, None);
    assert_eq!(send().await.unwrap(), Outcome::Refused { answer: "550 5.1.1 no such mailbox".into() });
    assert_eq!(send().await.unwrap(), Outcome::Accepted { answer: "250 2.0.0 queued as A1B2".into() });
    let wrong = backend::outbox::send_test_letter(&office.desk, Some("mail.example.org"), &to, None).await.unwrap();
    assert!(matches!(wrong, Outcome::QueueTrouble { .. }));
}
