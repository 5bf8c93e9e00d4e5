//! The address of an SMTP relay, parsed from one URL.
//!
//! `smtps://user:password@host` speaks TLS from the first byte (465); `smtp://host` demands STARTTLS (587)
//! unless the host is this machine (25, plain). `?tls=none` is the only way to a plain connection elsewhere,
//! and it has to be written: nothing ever falls back to plain text by itself.

use std::fmt;
use std::net::IpAddr;

use thiserror::Error;
use url::{Host, Url};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    None,
    StartTls,
    Implicit,
}

/// A relay and how to sign in there. `Display` and `Debug` never show the password.
#[derive(Clone, PartialEq, Eq)]
pub struct Relay {
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    pub credentials: Option<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RelayRefusal {
    #[error("the mail URL cannot be read; write smtps://user:password@host or smtp://host")]
    Unreadable,
    #[error("the mail URL must begin with smtp:// or smtps://")]
    Scheme,
    #[error("the mail URL names no host")]
    NoHost,
    #[error("the mail URL has a user but no password")]
    NoPassword,
    #[error("the mail URL ends in a path; only host and port belong there")]
    Path,
    #[error("the mail URL has an unknown option; the only one is tls=starttls or tls=none")]
    Option,
    #[error("smtps:// is TLS from the first byte; use smtp:// with tls=starttls or tls=none")]
    SmtpsOption,
}

impl Relay {
    pub fn parse(text: &str) -> Result<Self, RelayRefusal> {
        let url = Url::parse(text.trim()).map_err(|_| RelayRefusal::Unreadable)?;
        let implicit = match url.scheme() {
            "smtps" => true,
            "smtp" => false,
            _ => return Err(RelayRefusal::Scheme),
        };
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(RelayRefusal::Path);
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(RelayRefusal::NoHost)?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let encryption = match (implicit, tls_option(&url)?) {
            (true, Some(_)) => return Err(RelayRefusal::SmtpsOption),
            (true, None) => Encryption::Implicit,
            (false, Some(chosen)) => chosen,
            (false, None) if is_this_machine(&url) => Encryption::None,
            (false, None) => Encryption::StartTls,
        };
        let port = url.port().unwrap_or(match encryption {
            Encryption::Implicit => 465,
            Encryption::StartTls => 587,
            Encryption::None => 25,
        });
        Ok(Self { host, port, encryption, credentials: credentials(&url)? })
    }

    /// True where a password would cross a network unencrypted, for the strip that warns administrators.
    pub fn exposes_password(&self) -> bool {
        self.credentials.is_some() && self.encryption == Encryption::None && !names_this_machine(&self.host)
    }
}

impl fmt::Display for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = match self.encryption {
            Encryption::None => "not encrypted",
            Encryption::StartTls => "STARTTLS",
            Encryption::Implicit => "TLS",
        };
        write!(f, "{}:{} ({how})", self.host, self.port)
    }
}

impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signs_in = if self.credentials.is_some() { ", signs in" } else { "" };
        write!(f, "Relay({self}{signs_in})")
    }
}

fn tls_option(url: &Url) -> Result<Option<Encryption>, RelayRefusal> {
    let mut chosen = None;
    for (name, value) in url.query_pairs() {
        if chosen.is_some() {
            return Err(RelayRefusal::Option);
        }
        chosen = match (name.as_ref(), value.as_ref()) {
            ("tls", "none") => Some(Encryption::None),
            ("tls", "starttls") => Some(Encryption::StartTls),
            _ => return Err(RelayRefusal::Option),
        };
    }
    Ok(chosen)
}

fn credentials(url: &Url) -> Result<Option<(String, String)>, RelayRefusal> {
    if url.username().is_empty() && url.password().is_none() {
        return Ok(None);
    }
    let password = url.password().ok_or(RelayRefusal::NoPassword)?;
    Ok(Some((decoded(url.username())?, decoded(password)?)))
}

/// Percent-decoding as a form does it, without turning `+` into a space.
fn decoded(part: &str) -> Result<String, RelayRefusal> {
    let kept = part.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    let text =
        url::form_urlencoded::parse(kept.as_bytes()).next().map(|(name, _)| name.into_owned()).unwrap_or_default();
    // U+FFFD stands for bytes that were no UTF-8; NUL separates the fields of AUTH PLAIN.
    if text.contains(['\u{fffd}', '\0', '\r', '\n']) {
        return Err(RelayRefusal::Unreadable);
    }
    Ok(text)
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => names_this_machine(name),
        None => false,
    }
}

fn names_this_machine(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
