//! Refuses writes that another site makes a visitor's browser send. Leptos has
//! no such check. tower-http's layer is not used, because it lets a write pass
//! that has a cookie and names no origin, and fixes its origins at start.
//! A request without cookie and without origin is a program (one-click
//! unsubscribe, a script): it can do no more than its own words allow.

use axum::Form;
use axum::extract::{FromRequest, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{COOKIE, HOST, ORIGIN};
use http::{HeaderMap, Method};

use crate::forms::unknown_origin;
use crate::refusal::{Asker, CROSS_SITE, NO_ORIGIN};
use crate::settings::PublicUrl;
use crate::state::AppState;

/// A web mail presses the one-click link of a letter from its own page (RFC 8058). The link's token is all that counts
/// there, whoever is signed in; nothing else is open to other sites.
const TOKEN_SUFFICES: &str = "/u/{token}";

pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    // The pattern: the path itself may be a secret link.
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str);
    let by_token = *request.method() == Method::POST && route == TOKEN_SUFFICES;
    if by_token || is_safe(request.method()) || comes_from_us(request.headers(), state.public_url.get().as_ref()) {
        return next.run(request).await;
    }
    if hides_where_from(request.headers()) {
        tracing::warn!(
            route,
            cause = "the browser hides where it comes from (Origin: null), as a proxy's Referrer-Policy: no-referrer \
                     makes it do",
            "refused a write of unknown origin"
        );
        return without_origin(request).await;
    }
    tracing::warn!(route, "refused a write from another site");
    CROSS_SITE.to(Asker::of(request.uri().path()))
}

/// On plain http a browser says nothing but `Origin`. A strict referrer policy makes it `null` for our own forms too, and
/// then nobody can tell them from those of another site.
fn hides_where_from(headers: &HeaderMap) -> bool {
    said(headers, "sec-fetch-site").is_empty() && said(headers, ORIGIN.as_str()) == ["null"]
}

async fn without_origin(request: Request) -> Response {
    let asker = Asker::of(request.uri().path());
    if asker != Asker::Page {
        return NO_ORIGIN.to(asker);
    }
    let fields = Form::<Vec<(String, String)>>::from_request(request, &()).await;
    unknown_origin(&fields.map(|Form(fields)| fields).unwrap_or_default())
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Browsers send `Sec-Fetch-Site` to https and loopback only, so on a plain
/// intranet `Origin` decides alone. `same-site` is another host: refused. What
/// is said twice must be right twice.
fn comes_from_us(headers: &HeaderMap, public_url: Option<&PublicUrl>) -> bool {
    let sites = said(headers, "sec-fetch-site");
    if !sites.is_empty() {
        return sites.iter().all(|site| matches!(*site, "same-origin" | "none"));
    }
    let origins = said(headers, ORIGIN.as_str());
    if origins.is_empty() {
        return !headers.contains_key(COOKIE);
    }
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    origins.iter().all(|origin| is_ours(origin, host, public_url))
}

fn said<'a>(headers: &'a HeaderMap, name: &str) -> Vec<&'a str> {
    headers.get_all(name).iter().map(|value| value.to_str().unwrap_or("unreadable")).collect()
}

/// `Origin: null` has no host and is never ours. The public URL is asked as
/// well, because a proxy may have changed the host.
fn is_ours(origin: &str, host: Option<&str>, public_url: Option<&PublicUrl>) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else { return false };
    let web = matches!(scheme, "http" | "https");
    let same_host = host.is_some_and(|host| host.eq_ignore_ascii_case(authority));
    let public = public_url.is_some_and(|url| url.to_string().eq_ignore_ascii_case(origin));
    web && (same_host || public)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, "desk.lan:3000".parse().unwrap());
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        comes_from_us(&headers, PublicUrl::parse("https://desk.example").ok().as_ref())
    }

    #[test]
    fn a_browser_that_says_where_from_is_believed() {
        assert!(passes(&[("sec-fetch-site", "same-origin"), ("cookie", "sid=1")]));
        assert!(passes(&[("sec-fetch-site", "none"), ("cookie", "sid=1")]));
        for site in ["cross-site", "same-site", "", "SAME-ORIGIN "] {
            assert!(!passes(&[("sec-fetch-site", site), ("origin", "http://desk.lan:3000")]), "{site}");
        }
    }

    #[test]
    fn what_is_said_twice_must_be_right_twice() {
        assert!(!passes(&[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")]));
        assert!(!passes(&[("origin", "http://desk.lan:3000"), ("origin", "https://evil.example")]));
    }

    #[test]
    fn on_a_plain_intranet_the_origin_decides() {
        assert!(passes(&[("origin", "http://desk.lan:3000"), ("cookie", "sid=1")]));
        assert!(passes(&[("origin", "https://desk.example"), ("cookie", "sid=1")]));
        for origin in ["null", "http://desk.lan", "http://desk.lan:3000.evil.example", "file://desk.lan:3000"] {
            assert!(!passes(&[("origin", origin)]), "{origin}");
        }
    }

    #[test]
    fn with_neither_a_cookie_is_refused_and_a_program_passes() {
        assert!(!passes(&[("cookie", "sid=1")]));
        assert!(passes(&[]));
    }
}
