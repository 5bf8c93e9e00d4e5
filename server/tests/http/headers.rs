//! The headers that keep a browser safe stand on every answer, also on those
//! that somebody else than us would write: 404, 405, 413, 500. Only what is no
//! HTTP at all gets hyper's bare 400 or 431.

use std::io::Read;

use axum::Router;
use axum::routing::get as on_get;
use http::Method;
use server::compression::WINDOW_BITS;
use server::router::dressed;

use crate::asked::{Answer, asked, form, get};
use crate::office::Office;

const ALWAYS: [&str; 6] = [
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "permissions-policy",
    "cache-control",
];

fn assert_safe(answer: &Answer, what: &str) {
    for name in ALWAYS {
        assert!(!answer.header(name).is_empty(), "{what} ({}) lacks {name}", answer.status);
    }
    let typed = !answer.header("content-type").is_empty();
    assert!(typed || answer.body.is_empty(), "{what} ({}) leaves its type to be guessed", answer.status);
}

#[tokio::test]
async fn every_kind_of_answer_carries_them() {
    let office = Office::open();
    let site = &office.site;
    let too_large = "x".repeat(70 * 1024);
    let answers = [
        ("a page", 200, get("/").of(site).await),
        ("health", 200, get("/healthz").of(site).await),
        ("sent to sign in", 303, form("/sign-out", &[]).of(site).await),
        ("no such page", 404, get("/no/such/page").of(site).await),
        ("no such call", 404, get("/fn/nothing").of(site).await),
        ("wrong method", 405, asked(Method::PUT, "/healthz").of(site).await),
        ("too large", 413, form("/report", &[]).body(too_large).of(site).await),
        ("no form", 400, asked(Method::POST, "/report").body("{}").of(site).await),
        ("cross-site", 403, form("/report", &[]).header("sec-fetch-site", "cross-site").of(site).await),
        ("refused form", 422, form("/report", &[("title", "")]).of(site).await),
    ];
    for (what, status, answer) in answers {
        assert_eq!(answer.status, status, "{what}");
        assert_safe(&answer, what);
    }
}

#[tokio::test]
async fn a_panic_is_a_plain_500_and_the_next_request_is_fine() {
    let office = Office::open();
    let rui = office.responder().await;
    async fn breaks() -> &'static str {
        panic!("the words of the defect")
    }
    let site = dressed(Router::new().route("/breaks", on_get(breaks)), office.state.clone());
    let answer = get("/breaks").cookie(&rui).of(&site).await;
    assert_eq!(answer.status, 500);
    assert_safe(&answer, "a panic");
    assert!(!answer.body.contains("the words of the defect"), "{}", answer.body);
    assert_eq!(get("/healthz").of(&site).await.status, 200);
    assert!(server::security::panics::caught() >= 1);
}

#[tokio::test]
async fn a_page_lets_exactly_its_own_scripts_run() {
    let office = Office::open();
    let (one, other) = (get("/report").of(&office.site).await, get("/report").of(&office.site).await);
    let policy = one.header("content-security-policy");
    assert!(policy.contains("'nonce-") && policy.contains("'wasm-unsafe-eval'"), "{policy}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'"));
    assert_ne!(policy, other.header("content-security-policy"), "each page has its own nonce");
    assert_eq!(one.header("cache-control"), "no-store");
    let document = get("/").of(&office.site).await;
    let policy = document.header("content-security-policy");
    assert!(policy.contains("script-src 'self';") && !policy.contains("unsafe"), "{policy}");
    assert!(!document.body.contains("<script>") && !document.body.contains("modulepreload"), "{}", document.body);
}

#[tokio::test]
async fn hsts_is_said_on_https_only() {
    let plain = Office::open();
    assert_eq!(get("/healthz").of(&plain.site).await.header("strict-transport-security"), "");
    let secure = Office::with(&[("SITREP_PUBLIC_URL", "https://desk.example")]);
    assert!(get("/healthz").of(&secure.site).await.header("strict-transport-security").starts_with("max-age="));
}

#[tokio::test]
async fn pages_are_squeezed_for_whoever_takes_it() {
    let site = Office::open().site;
    let squeezed = get("/report").header("accept-encoding", "gzip, deflate, br").of(&site).await;
    assert_eq!(squeezed.header("content-encoding"), "br");
    assert!(squeezed.header("vary").contains("accept-encoding"));
    let plain = get("/report").of(&site).await;
    assert_eq!((plain.header("content-encoding"), plain.header("vary")), ("", "accept-encoding"));
    let [mut by_brotli, mut by_gzip] = [String::new(), String::new()];
    brotli::Decompressor::new(&squeezed.bytes[..], 4_096).read_to_string(&mut by_brotli).unwrap();
    let squeezed = get("/report").header("accept-encoding", "gzip, br;q=0").of(&site).await;
    assert_eq!(squeezed.header("content-encoding"), "gzip");
    flate2::read::GzDecoder::new(&squeezed.bytes[..]).read_to_string(&mut by_gzip).unwrap();
    for page in [by_brotli, by_gzip] {
        assert_eq!(page.len(), plain.body.len());
        assert!(page.starts_with("<!DOCTYPE html>") && page.contains("Report a problem"), "{page}");
    }
    let short = get("/healthz").header("accept-encoding", "br").of(&site).await;
    assert_eq!(short.header("content-encoding"), "", "a word is not worth it");
}

/// Of 4 MiB, as brotli likes it, a page of more than 64 KiB costs 8 MiB, and each thread keeps them.
#[tokio::test]
async fn no_page_is_squeezed_with_a_memory_of_megabytes() {
    let site = Office::open().site;
    let page = get("/report").header("accept-encoding", "br").of(&site).await;
    // A brotli stream begins with a set bit, and three that count from 17.
    let window_bits = 17 + i32::from((page.bytes[0] >> 1) & 0b111);
    assert!(page.bytes[0] & 1 == 1 && window_bits == WINDOW_BITS, "{window_bits}");
}
