//! Sitrep answers under one name once the operator has said which. Loopback
//! always passes, so that a wrong public URL can be mended on the machine
//! itself. With a loopback URL plain numbers pass as well: a page elsewhere can
//! make its own name lead here, but no number. Ports are not compared: proxies
//! change them.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::HOST;
use http::uri::Authority;

use crate::refusal::{Asker, WRONG_HOST};
use crate::settings::{PublicUrl, is_loopback_host};
use crate::state::AppState;

pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(public_url) = state.public_url.get() else { return next.run(request).await };
    // A client may name the host in the request line instead.
    let named = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let named = named.or_else(|| request.uri().authority().map(Authority::as_str));
    if named.is_some_and(|host| is_expected(host, &public_url)) {
        return next.run(request).await;
    }
    WRONG_HOST.with_detail(Asker::of(request.uri().path()), &advice(named, &public_url))
}

fn is_expected(named: &str, public_url: &PublicUrl) -> bool {
    let Ok(authority) = named.parse::<Authority>() else { return false };
    let host = authority.host().trim_end_matches('.');
    let by_number = public_url.is_loopback() && is_number(host);
    by_number || is_loopback_host(host) || host.eq_ignore_ascii_case(public_url.host())
}

fn is_number(host: &str) -> bool {
    host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok()
}

fn advice(named: Option<&str>, public_url: &PublicUrl) -> String {
    let named = named.unwrap_or("no host at all");
    if public_url.is_loopback() {
        return format!(
            "This request named {named}; the public URL of Sitrep is {public_url}, which only this machine can open. \
             Set the address that people type as the public URL: in the settings, on the machine itself under \
             {public_url}, or with SITREP_PUBLIC_URL."
        );
    }
    format!(
        "This request named {named}; the address of Sitrep is {public_url}. If a proxy stands in front, let it \
         pass the Host header on (nginx: proxy_set_header Host $host; Apache: ProxyPreserveHost On). If the \
         address has changed, change the public URL in the settings, on the machine itself under http://127.0.0.1."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_saved_name_and_loopback_pass_and_nothing_else() {
        let url = PublicUrl::parse("https://desk.example").unwrap();
        for host in ["desk.example", "DESK.example:443", "desk.example.", "127.0.0.1:3000", "[::1]:3000", "localhost"] {
            assert!(is_expected(host, &url), "{host}");
        }
        for host in
            ["evil.example", "desk.example.evil.example", "", "127.0.0.1.evil.example", "desk.example@evil.example"]
        {
            assert!(!is_expected(host, &url), "{host}");
        }
        assert!(!is_expected("192.168.1.5:3000", &url));
    }

    #[test]
    fn on_a_desk_of_this_machine_alone_no_other_name_leads_here() {
        let url = PublicUrl::parse("http://127.0.0.1:3000").unwrap();
        for host in ["127.0.0.1:3000", "localhost:3000", "[::1]:3000", "192.168.1.5:3000", "[2001:db8::1]:3000"] {
            assert!(is_expected(host, &url), "{host}");
        }
        for host in ["rebound.example:3000", "127.0.0.1.evil.example", "deskserver:3000"] {
            assert!(!is_expected(host, &url), "{host}");
        }
        assert!(advice(Some("deskserver"), &url).contains("SITREP_PUBLIC_URL"));
    }
}
