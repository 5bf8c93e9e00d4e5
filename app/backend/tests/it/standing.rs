//! How the letters of an update stand, in the same words wherever somebody reads of them: on the timeline, on the card,
//! above the messages; and to nobody who may not know.

use std::time::Duration;

use backend::mail::courier::Outcome;
use backend::outbox::{LetterFilter, Outbox, Route};
use backend::storage::{Audience, Topic};
use backend::subscriptions::Scope;
use domain::audience::AudienceKind;
use domain::ids::AudienceId;
use domain::incident::Press;
use domain::locale::Locale;
use domain::report::ReportDraft;
use domain::time::{MINUTE, SECOND};
use domain::view::board::BoardFilter;
use domain::view::incident::LineKind;
use domain::view::letters::{Delivery, LetterState, LettersQuery};

use crate::lifecycle::draft;
use crate::office::{ADA, ANA, Office, RUI, SOL};
use crate::outbox::House;

fn unreachable() -> Outcome {
    Outcome::Unreachable { answer: "connection refused".into() }
}

fn no_mailbox() -> Outcome {
    Outcome::Refused { answer: "550 5.1.1 no such mailbox".into() }
}

fn words(letters: Option<Delivery>) -> String {
    letters.map(|letters| Locale::English.delivery(&letters)).unwrap_or_default()
}

impl Office {
    async fn executives(&self) -> AudienceId {
        let ada = self.signed_in(ADA).await;
        let executive = self.audience(AudienceKind::Executive);
        for (name, email) in [("Sol Vaz", SOL), ("Vera", "vera@example.org"), ("Olga", "olga@example.org")] {
            self.desk.add_member(&ada, executive, name, email).await.unwrap();
        }
        executive
    }

    /// At the lines of that kind.
    async fn on_the_timeline(&self, who: &str, number: &str, kind: LineKind) -> Vec<String> {
        let caller = self.signed_in(who).await;
        self.lines(&caller, number)
            .await
            .into_iter()
            .filter(|line| line.kind == kind)
            .map(|line| words(line.letters))
            .collect()
    }

    /// On the card, which the whole board and the renewal of one card show alike.
    async fn on_the_card(&self, number: &str) -> String {
        let rui = self.signed_in(RUI).await;
        let board = self.desk.board(&rui, &BoardFilter::default()).unwrap();
        let mut cards = board.columns.into_iter().flat_map(|column| column.cards);
        let card = cards.find(|card| card.number == number).unwrap();
        let renewed = self.desk.cards(&rui, &[number.to_owned()]).unwrap().remove(0).card;
        assert_eq!(renewed.as_ref(), Some(&card));
        words(card.letters)
    }

    /// Above the messages of the desk, which say of one incident what they say of all.
    async fn above_the_messages(&self, who: &str, number: &str) -> Vec<String> {
        let caller = self.signed_in(who).await;
        let of = |incident: &str| LettersQuery { incident: incident.to_owned(), ..LettersQuery::default() };
        let all = self.desk.letters(&caller, &of("")).unwrap().updates;
        if let Ok(one) = self.desk.letters(&caller, &of(number)) {
            assert_eq!(one.updates, all);
        }
        all.into_iter().map(|update| words(Some(update.letters))).collect()
    }
}

impl House {
    /// Rui took it and tells the three executives.
    async fn rui_tells_three(&self) -> String {
        let executive = self.office.executives().await;
        let number = self.ana_reports("Mail is down").await;
        self.rui_takes(&number).await;
        self.later(MINUTE).await;
        self.tells(&number, executive).await;
        number
    }

    async fn tells(&self, number: &str, audience: AudienceId) -> domain::view::incident::Done {
        let text = "We look into it.".to_owned();
        self.rui(number, Press::Tell { public_title: String::new(), audiences: vec![audience], text, promise: None })
            .await
    }

    async fn says(&self, number: &str) -> [String; 3] {
        let [on_the_timeline] = &self.office.on_the_timeline(RUI, number, LineKind::Update).await[..] else {
            panic!("one update")
        };
        let above = self.office.above_the_messages(RUI, number).await;
        [on_the_timeline.clone(), self.office.on_the_card(number).await, above.join("; ")]
    }
}

#[tokio::test]
async fn while_the_relay_is_away_every_page_says_that_nobody_got_the_update_and_nothing_once_all_have() {
    let house = House::open().await;
    let number = house.rui_tells_three().await;
    let waiting = "0 of 3 delivered, waiting".to_owned();
    let (quiet, none) = (String::new(), String::new());
    assert_eq!(house.says(&number).await, [waiting.clone(), quiet.clone(), waiting.clone()], "no trouble on the board");
    for _ in 0..3 {
        house.inbox.answer_next(unreachable());
    }
    house.later(11 * SECOND).await;
    assert_eq!(house.says(&number).await, [waiting.clone(), waiting.clone(), waiting]);
    house.later(MINUTE).await;
    assert_eq!(house.inbox.letters_to(SOL).len(), 1);
    assert_eq!(house.says(&number).await, [none, quiet, String::new()]);
}

#[tokio::test]
async fn a_letter_that_failed_for_good_stands_at_the_line_that_caused_it_until_it_is_delivered() {
    let house = House::open().await;
    let number = house.rui_tells_three().await;
    house.inbox.answer_next(no_mailbox());
    house.later(11 * SECOND).await;
    let failed = "1 of 3 could not be delivered".to_owned();
    assert_eq!(house.says(&number).await, [failed.clone(), failed.clone(), failed]);

    house.rui(&number, Press::Message { text: "Please restart it.".into() }).await;
    house.inbox.answer_next(no_mailbox());
    house.later(11 * SECOND).await;
    let message = house.office.on_the_timeline(RUI, &number, LineKind::Message).await;
    assert_eq!(message, ["1 of 1 could not be delivered"]);
    assert_eq!(house.office.above_the_messages(RUI, &number).await.len(), 1, "that one is no update");

    for letter in house.stored(&LetterFilter { state: Some(LetterState::Failed), ..LetterFilter::default() }) {
        let retry = move |tx: &mut backend::storage::Tx<'_>| backend::outbox::retry(tx, letter.id);
        assert!(house.office.desk.storage().write(retry).await.unwrap());
    }
    house.later(0).await;
    assert_eq!(house.says(&number).await, ["", "", ""].map(str::to_owned));
    assert_eq!(house.office.on_the_timeline(RUI, &number, LineKind::Message).await, [""]);
}

#[tokio::test]
async fn an_update_that_one_of_three_stopped_was_sent_to_two() {
    let house = House::open().await;
    let number = house.rui_tells_three().await;
    let incident = {
        let read = house.office.desk.storage().snapshot().unwrap();
        backend::incidents::find_by_number(&read, &number).unwrap().unwrap().id
    };
    let token = house.office.desk.unsubscribe_token(house.office.id(SOL), Scope::Incident(incident));
    house.office.desk.unsubscribe(&token).await.unwrap();
    house.later(MINUTE).await;
    let on_the_timeline = house.office.on_the_timeline(RUI, &number, LineKind::Update).await;
    assert_eq!(on_the_timeline, ["2 of 3 delivered, 1 not sent"]);
    assert_eq!(house.office.on_the_card(&number).await, "");
}

#[tokio::test]
async fn an_update_that_was_taken_back_says_nothing_of_letters() {
    let house = House::open().await;
    let executive = house.office.executives().await;
    let number = house.ana_reports("Mail is down").await;
    house.rui_takes(&number).await;
    house.later(MINUTE).await;
    let told = house.tells(&number, executive).await;
    house.rui(&number, Press::Undo { sequence: told.sequence.unwrap() }).await;
    house.later(MINUTE).await;
    assert_eq!(house.says(&number).await, ["", "", ""].map(str::to_owned));
    let rows = house.office.desk.storage().read(|read| {
        use backend::storage::Read as _;
        read.len(backend::storage::Table::Deliveries)
    });
    assert_eq!(rows, Ok(0), "what has nothing to say takes no room");
}

#[tokio::test]
async fn without_a_relay_an_update_was_kept_as_files_and_delivered_to_nobody() {
    let house = House::open().await;
    let number = house.rui_tells_three().await;
    for _ in 0..3 {
        house.inbox.answer_next(Outcome::Kept { answer: "kept as a file".into() });
    }
    house.later(MINUTE).await;
    let on_the_timeline = house.office.on_the_timeline(RUI, &number, LineKind::Update).await;
    assert_eq!(on_the_timeline, ["0 of 3 delivered, 3 kept as files"]);
    assert_eq!(house.office.on_the_card(&number).await, "", "a strip says it of all");
}

#[tokio::test]
async fn how_letters_stand_is_told_to_nobody_who_may_not_know_who_was_told() {
    let house = House::open().await;
    let office = &house.office;
    let number = office.visitor_reports(ReportDraft { restricted: "on".into(), ..draft("Stolen laptop") }).await.number;
    let ada = office.signed_in(ADA).await;
    let executive = office.audience(AudienceKind::Executive);
    office.desk.add_member(&ada, executive, "Ada Lima", ADA).await.unwrap();
    office.press(&ada, &number, Press::Take { priority: None, reason: String::new() }).await.unwrap();
    house.later(MINUTE).await;
    let text = "It was in the train.".to_owned();
    let tell = Press::Tell { public_title: String::new(), audiences: vec![executive], text, promise: None };
    office.press(&ada, &number, tell).await.unwrap();
    house.inbox.answer_next(no_mailbox());
    house.later(11 * SECOND).await;
    assert_eq!(office.above_the_messages(ADA, &number).await, ["1 of 1 could not be delivered"]);
    assert_eq!(office.above_the_messages(RUI, &number).await, [""; 0]);

    let reported = ReportDraft { name: String::new(), email: String::new(), ..draft("Mail is down") };
    let ana = office.signed_in(ANA).await;
    let own = office.desk.report(&ana, backend::incidents::NewReport::by_web(reported, false)).await.unwrap().number;
    house.rui_takes(&own).await;
    house.later(MINUTE).await;
    house.rui(&own, Press::Message { text: "Please restart it.".into() }).await;
    house.inbox.answer_next(no_mailbox());
    house.later(MINUTE).await;
    assert_eq!(office.on_the_timeline(RUI, &own, LineKind::Message).await, ["1 of 1 could not be delivered"]);
    let hers = format!("{:?}", office.own(&ana, &own).await.lines);
    assert!(hers.contains("Please restart it.") && !hers.contains("delivered"), "what mail does is the team's: {hers}");
}

#[tokio::test]
async fn open_pages_hear_when_something_goes_wrong_and_not_of_each_letter() {
    let house = House::open().await;
    let number = house.rui_tells_three().await;
    let heard = |since: &backend::storage::Cursor| {
        let events = house.office.desk.storage().live().since(since).unwrap();
        events.iter().map(|event| event.topic.clone()).collect::<Vec<_>>()
    };
    let before = house.office.desk.storage().live().cursor();
    house.inbox.answer_next(no_mailbox());
    house.later(11 * SECOND).await;
    let events = heard(&before);
    assert!((1..=2).contains(&events.len()), "one failed, and no other waits: {events:?}");
    assert!(events.iter().all(|topic| *topic == Topic::Letters { number: number.clone(), audience: Audience::Staff }));
    let before = house.office.desk.storage().live().cursor();
    house.ana_reports("Printing is down").await;
    house.later(MINUTE).await;
    let of_an_incident = |topic: &Topic| matches!(topic, Topic::Incident(_));
    assert!(heard(&before).iter().all(of_an_incident), "a receipt that arrives is no news");
}

#[tokio::test]
async fn letters_in_a_folder_need_no_relay_to_go_on() {
    let data = tempfile::tempdir().unwrap();
    let options = backend::Options { folder: Some(data.path().to_owned()), ..backend::Options::default() };
    let office = Office::with(options);
    office.add(RUI, "Rui Costa", "responder").await;
    let outbox = Outbox::new(office.desk.clone(), Route::Settings, Duration::from_millis(500));
    outbox.work_off().await.unwrap();
    std::fs::remove_dir_all(data.path().join("mail")).unwrap();
    crate::outbox::invite(&office).await;
    outbox.work_off().await.unwrap();
    let trouble = || office.desk.storage().read(|read| backend::outbox::mail_health(read)).unwrap().trouble;
    assert!(trouble().is_some_and(|trouble| trouble.answer.starts_with("the mail folder")));
    std::fs::create_dir(data.path().join("mail")).unwrap();
    office.wait(MINUTE);
    outbox.work_off().await.unwrap();
    assert_eq!(trouble(), None);
}
