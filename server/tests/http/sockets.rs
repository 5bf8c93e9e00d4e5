//! Real sockets: slow clients, too many clients, and the stop.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::get;
use server::commands::serve::door;
use server::listen::{Door, bind, serve};
use server::router::dressed;
use server::seats::Seats;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

use crate::office::{Office, settings};

/// A server on a free port, and the task that ends with it.
pub struct Running {
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

pub async fn running(office: &Office, site: Router, door: Door) -> Running {
    let listener = bind(&office_settings().listen).await.unwrap();
    let address = listener.local_addr().unwrap();
    let task = tokio::spawn(serve(listener, site, door, office.stop.clone()));
    Running { address, task }
}

fn office_settings() -> server::settings::Settings {
    settings(&[("SITREP_LISTEN", "127.0.0.1:0")])
}

pub fn usual_door() -> Door {
    door(&office_settings())
}

pub async fn ask(address: SocketAddr, request: &str) -> TcpStream {
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.write_all(request.as_bytes()).await.unwrap();
    socket
}

/// All that comes until the other end closes, or nothing more within the time.
pub async fn heard(socket: &mut TcpStream, within: Duration) -> Option<String> {
    let mut said = Vec::new();
    tokio::time::timeout(within, socket.read_to_end(&mut said)).await.ok()?.ok();
    Some(String::from_utf8_lossy(&said).into_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_never_finishes_its_headers_is_cut_and_others_are_served() {
    let office = Office::open();
    let quick = Door { header_patience: Duration::from_millis(400), ..usual_door() };
    let running = running(&office, office.site.clone(), quick).await;
    let mut slow = Vec::new();
    for _ in 0..200 {
        slow.push(ask(running.address, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ").await);
    }
    let mut honest =
        ask(running.address, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").await;
    assert!(heard(&mut honest, Duration::from_secs(2)).await.unwrap().starts_with("HTTP/1.1 200"));
    for socket in &mut slow {
        assert!(heard(socket, Duration::from_secs(5)).await.is_some(), "a slow client is still there");
    }
    assert_eq!(server::listen::HEADER_PATIENCE, Duration::from_secs(10));
}

#[tokio::test(flavor = "multi_thread")]
async fn endless_and_countless_headers_are_refused() {
    let office = Office::open();
    let running = running(&office, office.site.clone(), usual_door()).await;
    let endless = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: {}\r\n\r\n", "x".repeat(100_000));
    let countless = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n{}\r\n", "X-One: 1\r\n".repeat(150));
    for (what, request) in [("endless", endless), ("countless", countless)] {
        let mut socket = TcpStream::connect(running.address).await.unwrap();
        // The server may close before all of it is written.
        let _ = socket.write_all(request.as_bytes()).await;
        let said = heard(&mut socket, Duration::from_secs(5)).await.expect(what);
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 431"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_more_than_the_house_holds_is_told_so() {
    let office = Office::open();
    let small = Door { seats: Seats::new(2, None).into(), ..usual_door() };
    let hanging = || async { std::future::pending::<&str>().await };
    let site = dressed(Router::new().route("/status", get(hanging)), office.state.clone());
    let running = running(&office, site, small).await;
    let asks = "GET /status HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    let _held = (ask(running.address, asks).await, ask(running.address, asks).await);
    tokio::time::sleep(Duration::from_millis(100)).await;
    let report =
        format!("POST /report HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 40000\r\n\r\n{}", "x".repeat(40_000));
    let mut third = ask(running.address, &report).await;
    let mut said = Vec::new();
    third.read_to_end(&mut said).await.expect("an answer, and no reset although the form was not read");
    let said = String::from_utf8_lossy(&said);
    assert!(said.starts_with("HTTP/1.1 503") && said.contains("Busy; try again in a moment"), "{said}");
    assert!(said.contains("content-security-policy: ") && said.contains("x-content-type-options: nosniff"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_stop_ends_a_hundred_open_streams_and_a_silent_socket_at_once() {
    let office = Office::with(&[("SITREP_LIMITS", "off")]);
    let rui = office.responder().await;
    let running = running(&office, office.site.clone(), usual_door()).await;
    let mut streams = Vec::new();
    for _ in 0..100 {
        let request = format!("GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {rui}\r\n\r\n");
        let mut socket = ask(running.address, &request).await;
        let mut begin = [0; 12];
        socket.read_exact(&mut begin).await.unwrap();
        assert_eq!(&begin, b"HTTP/1.1 200");
        streams.push(socket);
    }
    let _silent = TcpStream::connect(running.address).await.unwrap();
    let asked = Instant::now();
    office.stop.cancel();
    running.task.await.unwrap();
    assert!(asked.elapsed() < Duration::from_secs(3), "{:?}", asked.elapsed());
    for socket in &mut streams {
        assert!(heard(socket, Duration::from_secs(1)).await.is_some());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_stop_an_answer_under_way_is_finished_and_a_hanging_one_is_cut() {
    let office = Office::open();
    let slow = || async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        "finished"
    };
    let hanging = || async { std::future::pending::<&str>().await };
    let site = dressed(Router::new().route("/status", get(slow)).route("/setup", get(hanging)), office.state.clone());
    let running = running(&office, site, usual_door()).await;
    let mut finished = ask(running.address, "GET /status HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").await;
    let mut cut = ask(running.address, "GET /setup HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let asked = Instant::now();
    office.stop.cancel();
    assert!(heard(&mut finished, Duration::from_secs(3)).await.unwrap().ends_with("finished"));
    running.task.await.unwrap();
    assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
    assert_eq!(heard(&mut cut, Duration::from_secs(1)).await.unwrap(), "");
    assert!(TcpStream::connect(running.address).await.is_err(), "nobody is let in any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_port_is_a_clear_sentence() {
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let listen = settings(&[("SITREP_LISTEN", &taken.local_addr().unwrap().to_string())]).listen;
    let error = bind(&listen).await.unwrap_err().to_string();
    assert!(error.contains("the port is taken"), "{error}");
}
