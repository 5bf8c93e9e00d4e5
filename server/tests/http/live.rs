//! The live stream: identifiers only, to those who may know, closed at the stop.

use std::time::Duration;

use axum::body::Body;
use backend::storage::{Audience, LiveChange, Topic};
use futures::StreamExt;
use http::Request;
use tower::ServiceExt;

use crate::asked::{form, get};
use crate::office::Office;

/// An open stream, read frame by frame.
pub struct Stream(axum::body::BodyDataStream, String);

impl Stream {
    pub async fn open(office: &Office, cookie: &str, since: &str) -> Self {
        let request = Request::get(format!("/live{since}")).header("host", "127.0.0.1").header("cookie", cookie);
        let request = request.header("accept-encoding", "gzip");
        let response = office.site.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["x-accel-buffering"], "no");
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert!(!response.headers().contains_key("content-encoding"), "an event must not wait for a full block");
        Self(response.into_body().into_data_stream(), String::new())
    }

    /// The next event, or `None` at the end of the stream.
    pub async fn event(&mut self) -> Option<String> {
        loop {
            if let Some((event, rest)) = self.1.split_once("\n\n") {
                let event = event.to_owned();
                self.1 = rest.to_owned();
                return Some(event);
            }
            let bytes = tokio::time::timeout(Duration::from_secs(5), self.0.next()).await.expect("no event came")?;
            self.1.push_str(&String::from_utf8_lossy(&bytes.ok()?));
        }
    }

    async fn is_quiet(&mut self) -> bool {
        tokio::time::timeout(Duration::from_millis(300), self.event()).await.is_err()
    }

    async fn ends_within_two_seconds(&mut self) -> bool {
        matches!(tokio::time::timeout(Duration::from_secs(2), self.event()).await, Ok(None))
    }

    /// Everything that comes until nothing comes any more.
    pub async fn heard(&mut self) -> Vec<String> {
        let mut heard = Vec::new();
        while let Ok(Some(event)) = tokio::time::timeout(Duration::from_millis(300), self.event()).await {
            heard.push(event);
        }
        heard
    }
}

fn id_of(event: &str) -> String {
    event.lines().find_map(|line| line.strip_prefix("id: ")).unwrap_or_default().to_owned()
}

fn announce(office: &Office, number: &str, after: Audience) {
    let change = LiveChange { incident: 9, number: number.to_owned(), revision: 3, before: Audience::Nobody, after };
    announce_topic(office, Topic::Incident(change));
}

fn announce_topic(office: &Office, topic: Topic) {
    let announce = move |tx: &mut backend::storage::Tx<'_>| {
        tx.announce(topic.clone());
        Ok(())
    };
    office.state.backend.storage().write_blocking(announce).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn rui_hears_of_a_report_and_a_visitor_hears_nothing() {
    let office = Office::open();
    let rui = office.responder().await;
    assert_eq!(get("/live").of(&office.site).await.status, 401);
    let mut stream = Stream::open(&office, &rui, "").await;
    let hello = stream.event().await.unwrap();
    assert!(hello.contains("event: hello") && hello.contains("build-of-today") && hello.contains("retry: "), "{hello}");
    office.reported("The canary word is heliotrope").await;
    let change = stream.event().await.unwrap();
    assert!(change.contains("event: change") && change.contains("INC-1"), "{change}");
    assert!(!change.contains("heliotrope"), "never content: {change}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restricted_change_reaches_its_members_only() {
    let office = Office::open();
    let (rui, mara) = (office.responder().await, office.signed_in("Mara", "manager").await);
    let mara_id = office.state.backend.caller_from_session(mara.split_once('=').unwrap().1).await.unwrap();
    let mara_id = mara_id.unwrap().person().unwrap();
    let mut hers = Stream::open(&office, &mara, "").await;
    let mut his = Stream::open(&office, &rui, "").await;
    assert!(hers.event().await.is_some() && his.event().await.is_some());
    announce(&office, "SEC-7KQ2", Audience::Members(vec![mara_id.0]));
    assert!(hers.event().await.unwrap().contains("SEC-7KQ2"));
    assert!(his.is_quiet().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn how_letters_stand_is_a_topic_of_its_own_and_reaches_who_may_read_them() {
    let office = Office::open();
    let (rui, mara) = (office.responder().await, office.signed_in("Mara", "manager").await);
    let ana = office.signed_in("Ana", "employee").await;
    let mara_id = office.caller(&mara).await.person().unwrap();
    let mut streams = Vec::new();
    for cookie in [&mara, &rui, &ana] {
        let mut stream = Stream::open(&office, cookie, "").await;
        stream.event().await.unwrap();
        streams.push(stream);
    }
    let [hers, his, anas] = &mut streams[..] else { panic!("three streams") };
    let letters = |number: &str, audience| Topic::Letters { number: number.to_owned(), audience };
    announce_topic(&office, letters("INC-1", Audience::Staff));
    announce_topic(&office, letters("SEC-7KQ2", Audience::Members(vec![mara_id.0])));
    let heard = hers.heard().await;
    assert!(heard.iter().all(|event| event.contains("event: letters")), "{heard:?}");
    assert!(heard[0].contains("data: {\"number\":\"INC-1\"}") && heard[1].contains("SEC-7KQ2"), "{heard:?}");
    let last = id_of(&heard[0]);
    let heard = his.heard().await;
    assert!(heard.len() == 1 && heard[0].contains("INC-1"), "{heard:?}");
    assert!(anas.heard().await.is_empty(), "letters are the team's");
    let mut back = Stream::open(&office, &mara, &format!("?since={last}")).await;
    assert!(back.heard().await.iter().any(|event| event.contains("event: letters") && event.contains("SEC-7KQ2")));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_gets_what_was_missed_and_a_strange_cursor_starts_afresh() {
    let office = Office::open();
    let rui = office.responder().await;
    let mut stream = Stream::open(&office, &rui, "").await;
    stream.event().await.unwrap();
    announce(&office, "INC-1", Audience::Staff);
    let last = id_of(&stream.event().await.unwrap());
    drop(stream);
    announce(&office, "INC-2", Audience::Staff);
    let mut back = Stream::open(&office, &rui, &format!("?since={last}")).await;
    assert!(back.event().await.unwrap().contains("hello"));
    assert!(back.event().await.unwrap().contains("INC-2"));
    assert!(back.is_quiet().await, "INC-1 was known");
    let mut strange = Stream::open(&office, &rui, "?since=AAAA").await;
    assert!(strange.event().await.unwrap().contains("hello"));
    assert!(strange.event().await.unwrap().contains("event: reset"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_seventh_tab_is_asked_to_wait() {
    let office = Office::open();
    let rui = office.responder().await;
    let mut tabs = Vec::new();
    for _ in 0..6 {
        tabs.push(Stream::open(&office, &rui, "").await);
    }
    assert_eq!(get("/live").cookie(&rui).of(&office.site).await.status, 429);
    tabs.pop();
    Stream::open(&office, &rui, "").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_ends_within_two_seconds_of_its_session_and_no_other_does() {
    let office = Office::open();
    let (ada, mara) = (office.signed_in("Ada", "administrator").await, office.signed_in("Mara", "manager").await);
    let at_work = office.responder().await;
    let at_home = office.sign_in("rui@example.org").await;
    let on_the_phone = office.sign_in("rui@example.org").await;
    let mut streams = Vec::new();
    for cookie in [&at_work, &at_home, &on_the_phone, &mara, &ada] {
        let mut stream = Stream::open(&office, cookie, "").await;
        stream.event().await.unwrap();
        streams.push(stream);
    }
    let [work, home, phone, hers, adas] = &mut streams[..] else { panic!("five streams") };
    form("/sign-out", &[]).cookie(&at_work).of(&office.site).await;
    assert!(work.ends_within_two_seconds().await, "Rui signed out at work");
    form("/settings/account", &[("act", "end-others")]).cookie(&on_the_phone).of(&office.site).await;
    assert!(home.ends_within_two_seconds().await, "Rui ended the others from his phone");
    let mara = office.caller(&mara).await.person().unwrap().to_string();
    let disabled = form("/settings/people", &[("act", "disable"), ("id", &mara)]).cookie(&ada).of(&office.site).await;
    assert_eq!(disabled.status, 303, "{}", disabled.body);
    assert!(hers.ends_within_two_seconds().await, "Ada disabled Mara");
    office.reported("The printer smokes").await;
    assert!(phone.event().await.unwrap().contains("INC-1"));
    assert!(adas.event().await.unwrap().contains("INC-1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_stream_ends_at_the_stop() {
    let office = Office::open();
    let (rui, mara) = (office.responder().await, office.signed_in("Mara", "manager").await);
    let mut his = Stream::open(&office, &rui, "").await;
    let mut hers = Stream::open(&office, &mara, "").await;
    assert!(his.event().await.is_some() && hers.event().await.is_some());
    office.stop.cancel();
    assert!(his.event().await.is_none());
    assert!(hers.event().await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_page_hears_within_seconds_that_something_is_wrong_with_us() {
    let office = Office::open();
    let rui = office.responder().await;
    let mut stream = Stream::open(&office, &rui, "").await;
    stream.heard().await;
    office.state.backend.reports_are_refused();
    let event = stream.event().await.unwrap();
    assert!(
        event.contains("event: strips") && event.contains("data: {}"),
        "which ones is for the page to ask: {event}"
    );
    assert!(get("/board").cookie(&rui).of(&office.site).await.body.contains("so many reports"));
    let ana = office.signed_in("Ana", "employee").await;
    let mut hers = Stream::open(&office, &ana, "").await;
    hers.heard().await;
    assert!(!get("/status").cookie(&ana).of(&office.site).await.body.contains("so many reports"));
}
