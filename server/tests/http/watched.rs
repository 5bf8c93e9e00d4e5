//! What whoever looks after the desk from outside hears of it: the service manager that it lives, the log what failed
//! under which reference, fail2ban from where.

use std::os::unix::net::UnixDatagram;
use std::time::Duration;

use axum::Router;
use axum::routing::get as on_get;
use http::StatusCode;
use server::router::dressed;
use server::watchdog::lives;

use crate::asked::{form, get};
use crate::commands::{Serving, assert_fine, folder, sitrep};
use crate::log::Log;
use crate::office::{Office, PASSWORD};
use crate::sockets::{running, usual_door};

fn heard(socket: &UnixDatagram) -> String {
    let mut words = [0; 64];
    let length = socket.recv(&mut words).unwrap();
    String::from_utf8_lossy(&words[..length]).into_owned()
}

#[test]
fn a_service_manager_that_asks_hears_that_the_desk_lives_until_it_stops() {
    let (around, data) = folder();
    let socket = around.path().join("notify");
    let listens = UnixDatagram::bind(&socket).unwrap();
    listens.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut command = sitrep(&data, &["serve", "--listen", "127.0.0.1:0"]);
    command.env("NOTIFY_SOCKET", &socket).env("WATCHDOG_USEC", "2000000");
    let serving = Serving::by(command);
    let first = std::iter::repeat_with(|| heard(&listens)).find(|words| !words.starts_with("EXTEND_TIMEOUT"));
    assert_eq!(first.as_deref(), Some("READY=1"));
    assert_eq!((heard(&listens), heard(&listens)), ("WATCHDOG=1".to_owned(), "WATCHDOG=1".to_owned()));
    serving.stop();
    let last = std::iter::repeat_with(|| heard(&listens)).find(|words| words != "WATCHDOG=1");
    assert_eq!(last.as_deref(), Some("STOPPING=1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_writer_that_is_stuck_and_a_port_that_is_closed_are_no_life() {
    let office = Office::open();
    let address = running(&office, office.site.clone(), usual_door()).await.address;
    let desk = &office.state.backend;
    lives(desk, address).await.unwrap();

    let (release, held) = std::sync::mpsc::channel::<()>();
    let held = std::sync::Mutex::new(held);
    let storage = desk.storage().clone();
    let stuck = tokio::task::spawn_blocking(move || {
        storage.write_blocking(move |_| {
            held.lock().unwrap().recv().unwrap();
            Ok(())
        })
    });
    while desk.storage().waiting_since().is_none() {
        tokio::task::yield_now().await;
    }
    let looked = tokio::time::timeout(Duration::from_millis(300), lives(desk, address)).await;
    assert!(looked.is_err(), "the writer did not answer");
    release.send(()).unwrap();
    stuck.await.unwrap().unwrap();
    lives(desk, address).await.unwrap();

    office.stop.cancel();
    while lives(desk, address).await.is_ok() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn what_failed_is_told_under_one_reference_on_the_page_in_the_header_and_in_the_log() {
    let log = Log::listen();
    let office = Office::open();
    let rui = office.responder().await;
    async fn breaks() -> &'static str {
        panic!("the words of the defect")
    }
    let site = dressed(Router::new().route("/breaks", on_get(breaks)), office.state.clone());
    log.read();
    let answer = get("/breaks").cookie(&rui).header("x-request-id", "mine").of(&site).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    let reference = answer.header("x-request-id").to_owned();
    assert!(reference.len() == 6 && reference.bytes().all(|b| b.is_ascii_hexdigit()), "{reference}");
    assert!(answer.body.contains(&format!("Tell your administrator: <b>{reference}</b>")), "{}", answer.body);
    let lines = log.read();
    let told = lines.lines().filter(|line| line.contains(&format!("request{{id={reference}}}"))).count();
    assert_eq!(told, 2, "the panic and the request: {lines}");
    assert!(!lines.contains("mine"), "{lines}");
    let other = get("/healthz").of(&office.site).await;
    assert_ne!(other.header("x-request-id"), reference);
    assert!(!get("/no/such/page").of(&office.site).await.body.contains("Tell your administrator"));
}

#[tokio::test]
async fn a_sign_in_that_fails_leaves_one_line_with_the_address_and_no_name() {
    let log = Log::listen();
    let office = Office::with(&[("SITREP_TRUSTED_PROXIES", "192.0.2.0/24")]);
    office.responder().await;
    log.read();
    let tried = |email: &'static str, password: &'static str| {
        let fields = [("email", email), ("password", password)];
        form("/sign-in", &fields).header("x-forwarded-for", "203.0.113.9")
    };
    for (email, password, status) in
        [("rui@example.org", "a wrong one", 422), ("nobody@example.org", "a wrong one", 422), ("rui@", PASSWORD, 422)]
    {
        assert_eq!(tried(email, password).of(&office.site).await.status, status);
    }
    assert_eq!(tried("rui@example.org", PASSWORD).of(&office.site).await.status, 303);
    let lines = log.read();
    let failed: Vec<&str> = lines.lines().filter(|line| line.ends_with("sign-in failed from 203.0.113.9")).collect();
    assert_eq!(failed.len(), 2, "two were wrong, one was no address, one was right: {lines}");
    assert!(!lines.contains("rui@") && !lines.contains("nobody@"), "{lines}");
}

#[test]
fn the_log_begins_with_the_version_and_says_where_it_listens() {
    let (_around, data) = folder();
    let version =
        assert_fine(&std::process::Command::new(env!("CARGO_BIN_EXE_sitrep")).arg("--version").output().unwrap());
    assert_eq!(version.trim(), format!("sitrep {}", server::version::VERSION));
    let log = data.with_extension("log");
    let serving = Serving::logging(sitrep(&data, &["serve", "--listen", "127.0.0.1:0"]), &log);
    let address = serving.address().to_owned();
    serving.stop();
    let lines = std::fs::read_to_string(&log).unwrap();
    let first = lines.lines().next().unwrap();
    assert!(first.contains(version.trim()) && first.ends_with(&format!("in {}", data.display())), "{first}");
    assert!(lines.contains(&format!("listens on http://{address}")) && lines.contains("stopping"), "{lines}");
}

#[tokio::test]
async fn the_settings_say_which_sitrep_it_is() {
    let office = Office::open();
    let ada = office.signed_in("Ada", "administrator").await;
    let page = get("/settings").cookie(&ada).of(&office.site).await.body;
    assert!(page.contains(&format!("Sitrep {}", server::version::VERSION)), "{page}");
}
