//! Alerts that are pushed: to receivers that answer well, badly, slowly, or lead elsewhere. They are real, on this
//! machine.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use backend::pusher::{PushRow, Pusher};
use backend::pushes::TargetDraft;
use domain::field::Problem;
use domain::incident::Press;
use domain::report::ReportDraft;
use domain::time::{HOUR, MINUTE};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::alerts::{pressing, with_a_rota};
use crate::office::*;

const SECRET: &str = "sixteen-letters-and-more";

/// What a receiver was sent, and how it answers each.
#[derive(Clone)]
struct Receiver {
    address: String,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Receiver {
    /// `answers` in turn, the last one for good; an empty one is no answer at all.
    async fn that_answers(answers: &'static [&'static str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/hook", listener.local_addr().unwrap());
        let heard = Arc::new(Mutex::new(Vec::new()));
        let receiver = Self { address, heard: heard.clone() };
        tokio::spawn(async move {
            let mut held = Vec::new();
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let request = request_of(&mut stream).await;
                let count = heard.lock().unwrap().len();
                heard.lock().unwrap().push(request);
                let answer = answers[count.min(answers.len() - 1)];
                if answer.is_empty() {
                    held.push(stream);
                    continue;
                }
                let _ = stream.write_all(format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\n\r\n").as_bytes()).await;
            }
        });
        receiver
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    fn target(&self, name: &str, way: &str) -> TargetDraft {
        let (url, private) = (self.address.clone(), "on".to_owned());
        TargetDraft { name: name.into(), way: way.into(), url, secret: SECRET.into(), private }
    }
}

async fn request_of(stream: &mut tokio::net::TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        let read = stream.read(&mut part).await.unwrap();
        bytes.extend(&part[..read]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let whole = text.split_once("\r\n\r\n").is_some_and(|(_, body)| {
            let length = header(&text, "content-length").parse::<usize>().unwrap_or_default();
            body.len() >= length
        });
        if whole || read == 0 {
            return text;
        }
    }
}

fn header(request: &str, name: &str) -> String {
    let line = request.lines().find(|line| line.to_lowercase().starts_with(&format!("{name}:")));
    line.and_then(|line| line.split_once(':')).map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
}

fn body(request: &str) -> &str {
    request.split_once("\r\n\r\n").unwrap().1
}

impl Office {
    fn pusher(&self) -> Pusher {
        Pusher::new(self.desk.clone(), Duration::from_millis(400))
    }

    async fn push_log(&self) -> Vec<PushRow> {
        self.desk.push_page(&self.signed_in(ADA).await).unwrap().log
    }

    async fn pushes_to(&self, draft: TargetDraft) -> domain::ids::PushTargetId {
        self.desk.add_push_target(&self.signed_in(ADA).await, draft).await.unwrap()
    }
}

#[tokio::test]
async fn an_alert_is_pushed_signed_and_to_ntfy_and_nothing_once_somebody_has_seen_it() {
    let office = with_a_rota().await;
    office.address_is_set().await;
    let (hook, topic) = (Receiver::that_answers(&["204 No Content"]).await, Receiver::that_answers(&["200 OK"]).await);
    office.pushes_to(hook.target("Pager", "webhook")).await;
    office.pushes_to(topic.target("Topic", "ntfy")).await;
    office.wait(2 * HOUR);
    let number = office.visitor_reports(pressing("The network is down")).await.number;
    office.pusher().work_off().await.unwrap();
    let request = hook.heard().pop().unwrap();
    assert!(request.starts_with("POST /hook HTTP/1.1"));
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(format!("{}.{}", header(&request, "x-sitrep-timestamp"), body(&request)).as_bytes());
    let signed = format!("sha256={}", data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes()));
    assert_eq!(header(&request, "x-sitrep-signature"), signed);
    let json: serde_json::Value = serde_json::from_str(body(&request)).unwrap();
    assert_eq!((json["number"].as_str(), json["event"].as_str()), (Some(number.as_str()), Some("alert")));
    assert_eq!(json["id"].as_str().unwrap(), header(&request, "x-sitrep-id"));
    assert!(json["url"].as_str().unwrap().ends_with(&format!("/incidents/{number}/alert")));
    let request = topic.heard().pop().unwrap();
    assert_eq!(header(&request, "authorization"), format!("Bearer {SECRET}"));
    assert!(body(&request).contains(&number) && header(&request, "click").ends_with("/alert"));
    assert_eq!(office.push_log().await.iter().filter(|row| row.state.starts_with("delivered")).count(), 2);

    office.wait(21 * MINUTE);
    office.desk.fire_due_timers().await.unwrap();
    let rui = office.signed_in(RUI).await;
    office.press(&rui, &number, Press::Acknowledge).await.unwrap();
    office.pusher().work_off().await.unwrap();
    assert_eq!(hook.heard().len(), 1, "what waited is not sent any more");
    assert_eq!(office.push_log().await[0].state, "not sent any more");
    office.is_sound();
}

#[tokio::test]
async fn a_redirect_is_not_followed_a_slow_answer_holds_up_nobody_and_each_try_has_the_same_id() {
    let office = with_a_rota().await;
    let elsewhere = Receiver::that_answers(&["200 OK"]).await;
    let location: &'static str = Box::leak(format!("302 Found\r\nlocation: {}", elsewhere.address).into_boxed_str());
    let answers: &'static [&'static str] = Box::leak(vec![location, "503 Busy", "200 OK"].into_boxed_slice());
    let moved = Receiver::that_answers(answers).await;
    let (slow, good) = (Receiver::that_answers(&[""]).await, Receiver::that_answers(&["200 OK"]).await);
    for (name, receiver) in [("Moved", &moved), ("Slow", &slow), ("Good", &good)] {
        office.pushes_to(receiver.target(name, "webhook")).await;
    }
    office.wait(2 * HOUR);
    office.visitor_reports(pressing("The network is down")).await;
    let mut pusher = office.pusher();
    pusher.work_off().await.unwrap();
    assert!(elsewhere.heard().is_empty(), "where it points to nobody knocks");
    assert_eq!((moved.heard().len(), slow.heard().len(), good.heard().len()), (1, 1, 1));
    let log = office.push_log().await;
    let state = |name: &str| log.iter().find(|row| row.target == name).unwrap().state.clone();
    assert!(state("Moved").contains("302") && state("Moved").contains("redirect"), "{}", state("Moved"));
    assert!(state("Slow").contains("no answer within"), "{}", state("Slow"));
    assert_eq!(state("Good"), "delivered: answered 200");
    for _ in 0..2 {
        office.wait(3 * MINUTE);
        pusher.work_off().await.unwrap();
    }
    let ids: Vec<_> = moved.heard().iter().map(|request| header(request, "x-sitrep-id")).collect();
    assert!(ids.len() == 3 && ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert!(elsewhere.heard().is_empty() && good.heard().len() == 1);
    let log = office.push_log().await;
    assert!(log.iter().any(|row| row.target == "Moved" && row.state.starts_with("delivered after 3 tries")));
    office.is_sound();
}

#[tokio::test]
async fn private_networks_are_refused_unless_somebody_said_that_they_may_be_reached() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let here = Receiver::that_answers(&["200 OK"]).await;
    let closed = TargetDraft { private: String::new(), ..here.target("Here", "webhook") };
    let refused = office.desk.add_push_target(&ada, closed).await;
    assert_eq!(problems(refused), [("push_url".to_owned(), Problem::PrivateNetwork)]);
    for url in [
        "http://10.1.2.3/",
        "http://localhost:9/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
        "http://2130706433/",
    ] {
        let draft = TargetDraft { url: url.into(), private: String::new(), ..here.target("Here", "webhook") };
        assert_eq!(problems(office.desk.add_push_target(&ada, draft).await)[0].1, Problem::PrivateNetwork, "{url}");
    }
    for url in ["ftp://example.org/", "https://user:word@example.org/", "example.org", "https://"] {
        let draft = TargetDraft { url: url.into(), ..here.target("Here", "webhook") };
        assert_eq!(problems(office.desk.add_push_target(&ada, draft).await)[0].1, Problem::Malformed, "{url}");
    }
    // A name that leads here is found out when something is sent: every machine has one for itself.
    let host = std::fs::read_to_string("/etc/hostname").unwrap_or_default().trim().to_owned();
    let port = here.address.rsplit(':').next().unwrap().to_owned();
    let draft =
        TargetDraft { url: format!("http://{host}:{port}"), private: String::new(), ..here.target("Name", "ntfy") };
    if tokio::net::lookup_host((host.as_str(), 80)).await.is_ok() {
        let id = office.desk.add_push_target(&ada, draft).await.unwrap();
        office.desk.test_push_target(&ada, id).await.unwrap();
        office.pusher().work_off().await.unwrap();
        let log = office.push_log().await;
        assert!(log[0].failed && log[0].state.contains("private network"), "{}", log[0].state);
        assert!(here.heard().is_empty());
    }
    let short = TargetDraft { secret: "short".into(), ..here.target("Here", "webhook") };
    assert_eq!(problems(office.desk.add_push_target(&ada, short).await)[0].0, "push_secret");
    let mara = office.signed_in(MARA).await;
    assert!(office.desk.add_push_target(&mara, here.target("Mara's", "webhook")).await.is_err());
}

#[tokio::test]
async fn a_test_says_what_came_of_it_and_a_stored_secret_goes_to_no_other_address() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let (one, other) =
        (Receiver::that_answers(&["200 OK", "410 Gone"]).await, Receiver::that_answers(&["200 OK"]).await);
    let id = office.pushes_to(one.target("Pager", "webhook")).await;
    let mut pusher = office.pusher();
    for state in ["delivered: answered 200", "failed: answered 410"] {
        office.wait(MINUTE);
        office.desk.test_push_target(&ada, id).await.unwrap();
        pusher.work_off().await.unwrap();
        assert_eq!(office.push_log().await[0].state, state);
    }
    assert!(body(&one.heard()[0]).contains("\"event\":\"test\""));
    let moved = TargetDraft { secret: String::new(), ..other.target("Pager", "webhook") };
    let refused = office.desk.change_push_target(&ada, id, moved, None).await;
    assert_eq!(problems(refused), [("push_secret".to_owned(), Problem::Missing)]);
    let renamed = TargetDraft { secret: String::new(), ..one.target("Beeper", "webhook") };
    office.desk.change_push_target(&ada, id, renamed, Some(1)).await.unwrap();
    let page = office.desk.push_page(&ada).unwrap();
    assert!(page.targets[0].has_secret && !format!("{page:?}").contains(SECRET));
    office.wait(MINUTE);
    office.desk.test_push_target(&ada, id).await.unwrap();
    office.desk.remove_push_target(&ada, id, None).await.unwrap();
    pusher.work_off().await.unwrap();
    assert_eq!(office.push_log().await[0].state, "not sent any more");
    office.is_sound();
}

#[tokio::test]
async fn of_what_is_restricted_a_push_says_only_that_something_waits() {
    let office = with_a_rota().await;
    office.address_is_set().await;
    let hook = Receiver::that_answers(&["200 OK"]).await;
    office.pushes_to(hook.target("Pager", "webhook")).await;
    office.wait(2 * HOUR);
    let secret = ReportDraft { restricted: "on".into(), ..pressing("A stolen laptop") };
    let number = office.visitor_reports(secret).await.number;
    office.pusher().work_off().await.unwrap();
    let request = hook.heard().pop().unwrap();
    assert!(request.contains("\"restricted\":true"));
    assert!(!request.contains(&number) && !request.contains("laptop"), "{request}");
    let log = office.push_log().await;
    assert!(!log[0].what.contains(&number));
}
