//! Many people behind one address, on real sockets: nobody starves them, and they starve nobody.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use server::listen::Door;
use server::request::turns::MOST_AT_ONCE;
use server::seats::{MOST_CONNECTIONS, MOST_PER_NETWORK, Seats};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::office::Office;
use crate::sockets::{ask, heard, running, usual_door};

const PEOPLE: usize = 200;
/// What a browser keeps beside the stream of its board.
const RESTING: usize = 5;

/// This machine is one network like any other.
fn counting_door() -> Door {
    Door { seats: Seats::new(MOST_CONNECTIONS, Some(MOST_PER_NETWORK)).counting_loopback().into(), ..usual_door() }
}

async fn report(address: SocketAddr, number: usize) -> bool {
    let body = format!("title=Mail+is+down+{number}&impact=high&urgency=high");
    let head = "POST /report HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n";
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    let request = format!("{head}{form}Content-Length: {}\r\n\r\n{body}", body.len());
    let mut socket = ask(address, &request).await;
    heard(&mut socket, Duration::from_secs(60)).await.is_some_and(|said| said.starts_with("HTTP/1.1 303"))
}

/// Nothing is left unread, and the other end has not closed.
fn is_open(socket: &TcpStream) -> bool {
    let mut unread = [0; 4096];
    loop {
        match socket.try_read(&mut unread) {
            Ok(0) => return false,
            Ok(_) => {}
            Err(error) => return error.kind() == std::io::ErrorKind::WouldBlock,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_people_behind_one_address_report_and_keep_their_boards_open() {
    let office = Office::with(&[("SITREP_LIMITS", "off")]);
    let rui = office.responder().await;
    let running = running(&office, office.site.clone(), counting_door()).await;
    let mut boards = Vec::new();
    for _ in 0..PEOPLE {
        let mut board =
            ask(running.address, &format!("GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {rui}\r\n\r\n")).await;
        let mut begin = [0; 12];
        board.read_exact(&mut begin).await.unwrap();
        assert_eq!(&begin, b"HTTP/1.1 200");
        boards.push(board);
    }
    let mut resting = Vec::new();
    for _ in 0..PEOPLE * RESTING {
        let mut socket = ask(running.address, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").await;
        let mut begin = [0; 12];
        socket.read_exact(&mut begin).await.unwrap();
        assert_eq!(&begin, b"HTTP/1.1 200", "socket {} is let in", resting.len());
        resting.push(socket);
    }
    let begun = Instant::now();
    let reports: Vec<_> = (0..PEOPLE).map(|number| tokio::spawn(report(running.address, number))).collect();
    for sent in reports {
        assert!(sent.await.unwrap(), "a report was turned away");
    }
    // Unoptimised and beside other tests; the figure for ten seconds is the bench's.
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    assert!(boards.iter().all(is_open), "a board was closed to let somebody in");
    assert!(!resting.iter().all(is_open), "nobody gave way: the test is too small");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_a_form_drop_by_drop_holds_no_turn() {
    let office = Office::open();
    let running = running(&office, office.site.clone(), usual_door()).await;
    let head =
        "POST /report HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 50\r\n\r\ntitle=";
    let mut slow = Vec::new();
    for _ in 0..MOST_AT_ONCE + 20 {
        slow.push(ask(running.address, head).await);
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    let begun = Instant::now();
    assert!(report(running.address, 1).await, "everybody else is turned away");
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    slow[0].write_all(b"x").await.unwrap();
}
