//! The headers that keep a browser safe stand on every answer, also on those
//! that somebody else than us would write: 404, 405, 413, 500. Only what is no
//! HTTP at all gets hyper's bare 400 or 431.

use axum::Router;
use axum::routing::get as on_get;
use http::Method;
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
    assert_eq!(get("/report").of(&site).await.header("content-encoding"), "");
}
