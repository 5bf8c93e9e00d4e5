//! What a visitor may reach without signing in. Everything that is not on this
//! page is closed, whoever adds it and wherever it is mounted. Patterns are the
//! ones the router matched, never the raw path, which can be written in many ways.

use http::Method;

/// Pages and forms: pattern, and whether it may be posted to.
const PAGES: &[(&str, Posting)] = &[
    ("/", Posting::No),
    ("/report", Posting::Yes),
    ("/join", Posting::Yes),
    ("/r/{token}", Posting::Yes),
    ("/sign-in", Posting::Yes),
    ("/sign-in/{token}", Posting::Yes),
    ("/reset", Posting::Yes),
    ("/reset/{token}", Posting::Yes),
    ("/invite/{token}", Posting::Yes),
    ("/setup", Posting::Yes),
    ("/status", Posting::Yes),
    ("/status/history", Posting::No),
    ("/status.json", Posting::No),
    ("/status.atom", Posting::No),
    ("/on-call/{token}/calendar.ics", Posting::No),
    ("/reviews/{token}", Posting::No),
    ("/u/{token}", Posting::Yes),
    ("/subscriptions/{token}", Posting::Yes),
    ("/subscriptions/confirm/{token}", Posting::Yes),
];

/// Server functions that the public pages call.
const CALLS: &[&str] = &["/fn/report_page", "/fn/frame"];

/// Embedded files, and what a supervisor asks.
const FILES: &[&str] = &["/healthz", "/readyz"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Posting {
    Yes,
    No,
}

/// Whether the matched pattern is open to everybody.
pub fn is_public(pattern: &str, method: &Method) -> bool {
    let reading = matches!(*method, Method::GET | Method::HEAD);
    let page = PAGES
        .iter()
        .any(|(path, posting)| *path == pattern && (reading || (*method == Method::POST && *posting == Posting::Yes)));
    page || CALLS.contains(&pattern) || (reading && (FILES.contains(&pattern) || is_asset(pattern)))
}

fn is_asset(pattern: &str) -> bool {
    pattern.starts_with("/assets/")
}
