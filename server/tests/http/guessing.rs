//! Those who try passwords, and those who meanwhile want to work.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use server::commands::serve::door;
use server::request::turns::MOST_AT_ONCE;

use crate::asked::{Answer, form, get};
use crate::office::{Office, PASSWORD, settings};
use crate::sockets::{ask, heard, running};

/// Of the twelve seconds of the bench, as many as it took to turn a fourth network away.
const TRIES: u32 = 800;
const A_SECOND: u32 = 200;

async fn tries(office: &Office, network: u8, count: usize) -> Vec<Answer> {
    let tries = (0..count).map(|number| {
        let (site, email) = (office.site.clone(), format!("{network}-{number}@example.org"));
        tokio::spawn(async move {
            let fields = [("email", email.as_str()), ("password", "a guess, and a wrong one")];
            form("/sign-in", &fields).seen_from([203, 0, 113, network]).of(&site).await
        })
    });
    let mut answers = Vec::new();
    for answer in tries.collect::<Vec<_>>() {
        answers.push(answer.await.unwrap());
    }
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_a_password_to_be_checked_holds_no_turn() {
    // Without limits the queue before the hashing is as long as one likes.
    let office = Office::with(&[("SITREP_LIMITS", "off")]);
    let site = office.site.clone();
    let waiting: Vec<_> = (0..MOST_AT_ONCE + 20)
        .map(|number| {
            let (site, email) = (site.clone(), format!("{number}@example.org"));
            let fields = move || form("/sign-in", &[("email", &email), ("password", "a guess, and a wrong one")]);
            tokio::spawn(async move { fields().of(&site).await.status })
        })
        .collect();
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(waiting.iter().filter(|try_| !try_.is_finished()).count() > MOST_AT_ONCE / 2, "the test is too small");
    for _ in 0..5 {
        assert_eq!(get("/sign-in").of(&office.site).await.status, 200);
    }
    waiting.iter().for_each(tokio::task::JoinHandle::abort);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_tries_many_passwords_at_once_is_told_so_and_keeps_its_words() {
    let office = Office::open();
    let (mallory, rui) = tokio::join!(tries(&office, 1, 40), tries(&office, 2, 3));
    let turned_away: Vec<_> = mallory.iter().filter(|answer| answer.status == 429).collect();
    assert!(!turned_away.is_empty(), "all forty were let in");
    for answer in &turned_away {
        assert!(!answer.header("retry-after").is_empty());
        assert!(answer.body.contains("@example.org") && !answer.body.contains("a wrong one"), "{}", answer.body);
    }
    assert!(rui.iter().all(|answer| answer.status == 422), "another network found a place each time");
}

/// One request of a connection of its own, through the proxy, and the status of the answer.
async fn proxied(address: SocketAddr, network: &str, request: &str, body: &str) -> String {
    let common = format!("Host: 127.0.0.1\r\nX-Forwarded-For: {network}\r\nConnection: close\r\n");
    let form = "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let request = format!("{request}\r\n{common}{form}Content-Length: {}\r\n\r\n{body}", body.len());
    let said = heard(&mut ask(address, &request).await, Duration::from_secs(60)).await;
    said.unwrap_or_default().split(' ').nth(1).unwrap_or("nothing").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_tries_a_second_from_three_networks_turn_nobody_of_a_fourth_away() {
    let behind_a_proxy = [("SITREP_TRUSTED_PROXIES", "127.0.0.1"), ("SITREP_LISTEN", "127.0.0.1:0")];
    let office = Office::with(&behind_a_proxy);
    let rui = office.responder().await;
    let running = running(&office, office.site.clone(), door(&settings(&behind_a_proxy))).await;
    let address = running.address;
    let begun = Instant::now();
    let tries: Vec<_> = (0..TRIES)
        .map(|number| {
            let at = begun + number * Duration::from_secs(1) / A_SECOND;
            let body = format!("email={number}%40example.org&password=a+guess+and+a+wrong+one");
            tokio::spawn(async move {
                tokio::time::sleep_until(at.into()).await;
                proxied(address, &format!("203.0.113.{}", number % 3), "POST /sign-in HTTP/1.1", &body).await
            })
        })
        .collect();
    let mut boards = 0;
    while begun.elapsed() < TRIES * Duration::from_secs(1) / A_SECOND {
        let board = format!("GET /board HTTP/1.1\r\nCookie: {rui}");
        assert_eq!(proxied(address, "192.0.2.40", &board, "").await, "200", "after {boards} boards");
        boards += 1;
    }
    let mut looked_at = 0;
    for tried in tries {
        let status = tried.await.unwrap();
        assert!(status == "422" || status == "429", "a try was answered {status}");
        looked_at += usize::from(status == "422");
    }
    println!("{boards} boards shown, {looked_at} passwords compared");
}

#[tokio::test]
async fn a_browser_keeps_a_mark_of_who_signed_in_there_and_is_not_locked_out_with_its_network() {
    let office = Office::open();
    office.responder().await;
    let sign_in = |password: &'static str| form("/sign-in", &[("email", "rui@example.org"), ("password", password)]);
    let welcome = sign_in(PASSWORD).of(&office.site).await;
    let cookies: Vec<&str> = welcome.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
    let mark = cookies.iter().find(|cookie| cookie.starts_with("known=")).unwrap();
    assert!(mark.contains("HttpOnly") && mark.contains("SameSite=Lax"), "{mark}");
    for _ in 0..10 {
        sign_in("a guess, and a wrong one").of(&office.site).await;
    }
    assert_eq!(sign_in(PASSWORD).of(&office.site).await.status, 429);
    let again = sign_in(PASSWORD).cookie(mark.split(';').next().unwrap()).of(&office.site).await;
    assert_eq!(again.status, 303, "{}", again.body);
}

#[tokio::test]
async fn an_administrator_behind_a_proxy_that_is_not_named_is_told_so_and_nobody_else_is() {
    let office = Office::with(&[("SITREP_TRUSTED_PROXIES", "10.0.0.0/8")]);
    let (ada, rui) = (office.signed_in("Ada", "administrator").await, office.responder().await);
    let said = async |cookie: &str, peer: [u8; 4]| {
        let page = get("/board").cookie(cookie).seen_from(peer).header("x-forwarded-for", "203.0.113.9");
        page.of(&office.site).await.body.contains("not named in trusted_proxies")
    };
    assert!(said(&ada, [192, 0, 2, 7]).await);
    assert!(!said(&ada, [10, 0, 0, 1]).await, "this one is named");
    assert!(!said(&rui, [192, 0, 2, 7]).await, "it is nothing he can mend");
    assert!(!get("/board").cookie(&ada).of(&office.site).await.body.contains("trusted_proxies"));
}
