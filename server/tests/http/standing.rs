//! How letters stand, over HTTP: the same words on the incident's page, the board and the messages, heard of on open
//! pages; and what the log says of letters nobody gets.

use std::time::Duration;

use backend::Clock;
use backend::mail::courier::{Inbox, Outcome};
use backend::notices::{Notice, NoticeKind, Recipient, queue_notice};
use backend::outbox::{LetterFilter, Outbox, Route, list_letters};
use domain::audience::AudienceKind;
use domain::incident::Press;
use domain::person::Email;
use domain::time::{HOUR, MINUTE, Moment};
use serde_json::json;

use crate::asked::{call, get};
use crate::live::Stream;
use crate::log::Log;
use crate::office::Office;

/// Monday, 23 November 2026, 08:00 UTC.
const MORNING: i64 = 1_795_420_800_000;

/// A desk with a clock, an outbox with a mailbox that can be read, and Rui.
struct Mailing {
    office: Office,
    outbox: Outbox,
    inbox: Inbox,
    clock: Clock,
    rui: String,
}

impl Mailing {
    async fn open() -> Self {
        let (clock, inbox) = (Clock::manual(MORNING), Inbox::default());
        let office = Office::at(clock.clone(), None, &[]);
        let outbox = Outbox::new(office.state.backend.clone(), Route::Inbox(inbox.clone()), Duration::from_secs(1));
        let rui = office.responder().await;
        Self { office, outbox, inbox, clock, rui }
    }

    async fn later(&self, milliseconds: i64) {
        self.clock.advance(milliseconds);
        self.outbox.work_off().await.unwrap();
    }

    /// Three executives are told of a new incident.
    async fn rui_tells_three(&self) {
        let desk = &self.office.state.backend;
        let administrator = self.office.administrator().await;
        let audiences = desk.list_audiences(&administrator).await.unwrap();
        let executive = audiences.iter().find(|audience| audience.kind == AudienceKind::Executive).unwrap();
        let executive = executive.id.parse().unwrap();
        for name in ["sol", "vera", "olga"] {
            desk.add_member(&administrator, executive, name, &format!("{name}@example.org")).await.unwrap();
        }
        self.office.reported("No mail").await;
        self.later(MINUTE).await;
        self.press(&Press::Take { priority: None, reason: String::new() }).await;
        self.later(MINUTE).await;
        let text = "We look into it.".to_owned();
        self.press(&Press::Tell { public_title: String::new(), audiences: vec![executive], text, promise: None }).await;
    }

    async fn press(&self, press: &Press) {
        let body = json!({ "number": "INC-1", "press": press, "seen": null, "nonce": "" });
        let answer = call("/fn/change", &body).cookie(&self.rui).of(&self.office.site).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }

    async fn page(&self, path: &str) -> String {
        let page = get(path).cookie(&self.rui).of(&self.office.site).await;
        assert_eq!(page.status, 200, "{path}");
        page.body
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_relay_shows_in_the_same_words_on_every_page_and_open_ones_hear_of_it() {
    let mailing = Mailing::open().await;
    mailing.rui_tells_three().await;
    let mut stream = Stream::open(&mailing.office, &mailing.rui, "").await;
    stream.heard().await;
    for _ in 0..3 {
        mailing.inbox.answer_next(Outcome::Unreachable { answer: "connection refused".into() });
    }
    mailing.later(11_000).await;
    let heard = stream.heard().await;
    let told = heard.iter().find(|event| event.contains("event: letters")).unwrap_or_else(|| panic!("{heard:?}"));
    assert!(told.contains("\"number\":\"INC-1\""), "{told}");
    let waits = "0 of 3 delivered, waiting";
    let incident = mailing.page("/incidents/INC-1").await;
    assert!(
        incident.contains(waits) && incident.contains("/incidents/INC-1/messages\">see who was told"),
        "{incident}"
    );
    assert!(incident.contains(&format!("The last update: {waits}")), "beside the next one");
    for path in ["/board", "/messages", "/incidents/INC-1/messages"] {
        let page = mailing.page(path).await;
        assert!(page.contains(waits) && page.contains("Letters wait: the mail server"), "{path}: {page}");
    }
    assert!(mailing.page("/messages").await.contains("the mail server cannot be reached"));
    assert!(!mailing.page("/messages?state=failed").await.contains("took every one"));
    mailing.later(MINUTE).await;
    for path in ["/incidents/INC-1", "/board", "/messages"] {
        assert!(!mailing.page(path).await.contains(" delivered"), "{path}");
    }
}

#[tokio::test]
async fn a_letter_that_failed_for_good_leads_from_its_line_to_the_letter() {
    let mailing = Mailing::open().await;
    mailing.rui_tells_three().await;
    mailing.inbox.answer_next(Outcome::Refused { answer: "550 5.1.1 no such mailbox".into() });
    mailing.later(11_000).await;
    let incident = mailing.page("/incidents/INC-1").await;
    let there = "/incidents/INC-1/messages?state=failed";
    assert!(incident.contains("1 of 3 could not be delivered"), "{incident}");
    assert!(incident.contains(&format!("{there}\">see who was told")), "{incident}");
    assert!(mailing.page("/board").await.contains("1 of 3 could not be delivered"));
    assert!(mailing.page(there).await.contains("550 5.1.1 no such mailbox"));
}

#[tokio::test]
async fn letters_that_nobody_gets_leave_a_line_in_the_log_and_no_word_of_theirs() {
    let mailing = Mailing::open().await;
    let log = Log::listen();
    let queue = |words: &'static str| {
        move |tx: &mut backend::storage::Tx<'_>| {
            let to = Recipient::Address(Email::parse("to", "heliotrope@example.org")?);
            let kind = if words.is_empty() { NoticeKind::SignInLink } else { NoticeKind::MailTest };
            let mut notice = Notice::new(to, kind, Moment(tx.now()));
            notice.link = Some("https://desk.example/sign-in/heliotrope".into());
            notice.words = Some(words.repeat(2 * 1024 * 1024));
            notice.expires = Some(Moment(tx.now() + HOUR));
            queue_notice(tx, &notice)
        }
    };
    let desk = &mailing.office.state.backend;
    let newest = || {
        let read = desk.storage().snapshot().unwrap();
        let letters = list_letters(&read, &LetterFilter::default(), &|_| Ok(true), None, 1).unwrap().letters;
        letters[0].id.to_string()
    };
    mailing.inbox.answer_next(Outcome::Deferred { answer: "450 4.2.1 <heliotrope@example.org> busy".into() });
    desk.storage().write(queue("")).await.unwrap();
    mailing.later(0).await;
    let deferred = log.read();
    assert!(deferred.contains("letter deferred") && deferred.contains("450 4.2.1"), "{deferred}");
    mailing.later(2 * HOUR).await;
    let expired = log.read();
    let said = ["WARN", "letter given up", "what it offered has expired", &newest()];
    assert!(said.iter().all(|words| expired.contains(words)), "{expired}");

    desk.storage().write(queue("")).await.unwrap();
    mailing.clock.advance(2 * HOUR);
    mailing.outbox.work_off().await.unwrap();
    let unwritten = log.read();
    assert!(unwritten.contains("nobody is to be told any more") && unwritten.contains("letters=1"), "{unwritten}");

    desk.storage().write(queue("x")).await.unwrap();
    mailing.later(0).await;
    let unwritable = log.read();
    let said = ["letter given up", "it cannot be written", &newest()];
    assert!(said.iter().all(|words| unwritable.contains(words)), "{unwritable}");
    for lines in [deferred, expired, unwritten, unwritable] {
        assert!(!lines.contains("heliotrope"), "{lines}");
    }
}
