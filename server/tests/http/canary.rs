//! A canary in restricted incidents: a word that stands wherever words can stand. Whoever is no member may read
//! neither the word nor the number: in no answer of any door that is mounted, in no letter, in no frame of the live
//! stream. The walk asks the router what there is; a call or a form that has no line in `questions` fails it.

mod desk;
mod questions;

use std::collections::BTreeSet;

use backend::letters;
use backend::outbox::{LetterFilter, list_letters};
use http::Method;

use crate::live::Stream;
use crate::registry::{methods, paths};
use desk::{Answer, CANARY, Desk, Key};
use questions::{CALLS, Question, asked_by_get, calls, forms};

#[tokio::test(flavor = "multi_thread")]
async fn who_is_no_member_finds_no_word_of_it_behind_any_door() {
    let desk = Desk::open().await;
    let questions = everything_to_ask(&desk).await;
    for (outsider, cookie) in desk.outsiders() {
        for question in &questions {
            walk(&desk, outsider, cookie, question).await;
        }
    }
    let leaving = Question::form("/sign-out", &[]);
    for (outsider, cookie) in desk.outsiders() {
        walk(&desk, outsider, cookie, &leaving).await;
    }
}

/// The walk proves nothing if its questions were no questions: a member is told by them.
#[tokio::test(flavor = "multi_thread")]
async fn a_member_finds_it_behind_the_same_doors() {
    let desk = Desk::open().await;
    let mut told = BTreeSet::new();
    for question in everything_to_ask(&desk).await {
        let is_call = question.path.starts_with(CALLS);
        if question.method == Method::POST && !is_call {
            continue;
        }
        for key in desk.keys_for(&question) {
            let answer = desk.ask(&desk.mara, &question, key).await;
            assert!(!is_call || answer.body != "\"OtherBuild\"", "{question:?} is not what the call takes");
            if holds(&answer, CANARY) {
                told.insert(question.pattern.clone());
            }
        }
    }
    let doors = ["/board", "/search", "/incidents/{number}", "/incidents/{number}/messages", "/messages/{id}"];
    let calls = ["/fn/board", "/fn/cards", "/fn/ended", "/fn/incident", "/fn/open_incident", "/fn/incident_news"];
    for door in doors.into_iter().chain(calls) {
        assert!(told.contains(door), "{door} tells a member nothing: {told:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_letter_to_somebody_else_holds_it() {
    let desk = Desk::open().await;
    let letters = desk.inbox.letters();
    let to = |address: &str| letters.iter().filter(|letter| letter.to == address).count();
    assert!(to("mara@example.org") > 3 && to("rui@example.org") > 0 && to("vera@example.org") > 0);
    for letter in letters.iter().filter(|letter| !Desk::KNOW_OF_IT.contains(&letter.to.as_str())) {
        let words = letter.raw().replace("=\r\n", "").to_lowercase();
        assert!(!words.contains(CANARY), "to {}: {words}", letter.to);
        desk.keys.iter().for_each(|key| assert!(!words.contains(&key.number.to_lowercase()), "to {}", letter.to));
    }
    let read = desk.office.state.backend.storage().snapshot().unwrap();
    for letter in list_letters(&read, &LetterFilter::default(), &|_| Ok(true), None, 1_000).unwrap().letters {
        if !Desk::KNOW_OF_IT.contains(&letter.to.as_str()) {
            let said = letter.content.as_ref().map(letters::text).unwrap_or_default();
            let words = format!("{}\n{said}", letter.subject).to_lowercase();
            assert!(!words.contains(CANARY), "to {}: {words}", letter.to);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_frame_of_the_live_stream_holds_it() {
    let mut desk = Desk::empty().await;
    let start = desk.office.state.backend.seal_cursor(desk.office.state.backend.storage().live().cursor());
    let mut streams = Vec::new();
    for cookie in [&desk.ana, &desk.rui, &desk.ada, &desk.mara] {
        streams.push(Stream::open(&desk.office, cookie, "").await);
    }
    desk.live_through_it().await;
    let mut heard = Vec::new();
    for stream in &mut streams {
        heard.push(stream.heard().await);
    }
    for cookie in [&desk.ana, &desk.rui, &desk.ada] {
        heard.push(Stream::open(&desk.office, cookie, &format!("?since={start}")).await.heard().await);
    }
    let hers = heard.remove(3).concat();
    assert!(desk.keys.iter().all(|key| hers.contains(&key.number)), "Mara hears of each: {hers}");
    let rui = heard[1].concat();
    assert!(rui.contains("INC-1") && rui.contains("INC-2"), "Rui hears of the others: {rui}");
    for frame in heard.iter().flatten() {
        assert!(!frame.contains("SEC-") && !frame.to_lowercase().contains(CANARY), "{frame}");
    }
}

/// Every page with every way to fill and to narrow it, every call, every form.
async fn everything_to_ask(desk: &Desk) -> Vec<Question> {
    let mut questions = Vec::new();
    let site = &desk.office.site;
    for path in paths(site) {
        let methods = methods(site, &desk.mara, &path).await;
        if methods.contains(&Method::GET) {
            questions.extend(asked_by_get(&path));
        }
        if methods.contains(&Method::POST) {
            questions.extend(if path.starts_with(CALLS) { calls(&path, desk) } else { forms(&path, desk) });
        }
        assert!(methods.iter().all(|method| [Method::GET, Method::POST].contains(method)), "{path}: {methods:?}");
    }
    questions
}

async fn walk(desk: &Desk, outsider: &str, cookie: &str, question: &Question) {
    for key in desk.keys_for(question) {
        let answer = desk.ask(cookie, question, key).await;
        assert!(!holds(&answer, CANARY), "{outsider} reads the word at {question:?}: {}", answer.body);
        // Whoever asks by a number gets it back, as with one of nothing, and learns no other.
        let mut own = 0;
        if question.names_one() {
            let twin = desk.ask(cookie, question, &desk.nothing).await;
            assert_eq!(answer.status, twin.status, "{outsider} can tell that it exists at {question:?}");
            own = times(&twin, &desk.nothing.number);
        }
        for other in &desk.keys {
            let echoed = if other.number == key.number { own } else { 0 };
            assert_eq!(times(&answer, &other.number), echoed, "{outsider} at {question:?}: {}", answer.body);
        }
    }
}

fn holds(answer: &Answer, word: &str) -> bool {
    times(answer, word) > 0
}

/// In the body and in the headers, whatever the case.
fn times(answer: &Answer, word: &str) -> usize {
    let headers: Vec<String> =
        answer.headers.values().map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect();
    let said = format!("{}\n{}", headers.join("\n"), answer.body).to_lowercase();
    said.matches(&word.to_lowercase()).count()
}

impl Desk {
    /// A question that names nothing is asked once.
    fn keys_for(&self, question: &Question) -> &[Key] {
        if question.names_one() { &self.keys } else { &self.keys[..1] }
    }
}
