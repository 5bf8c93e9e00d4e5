//! The types of settings and how their text is read. Each reader says in one
//! sentence what it wanted; who calls it adds the place the text came from.

use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::ops::RangeInclusive;

use backend::mail::courier::Relay;
use backend::time_text;
use ipnet::IpNet;
use tracing_subscriber::EnvFilter;

use super::Secret;

/// More proxies than any site has; the list is walked at each request.
const MOST_PROXIES: usize = 64;
/// Longest name of an organisation.
const MOST_WORDS: usize = 120;

/// Where the server waits for connections: a host, by name or number, and a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listen {
    pub host: String,
    pub port: u16,
}

impl Listen {
    pub fn parse(text: &str) -> Result<Self, String> {
        let wanted = || format!("`{text}` is not HOST:PORT, for example 127.0.0.1:3000 or [::]:3000");
        let (host, port) = text.rsplit_once(':').ok_or_else(wanted)?;
        let port = port.parse().map_err(|_| wanted())?;
        let bare = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
        let host = match bare {
            Some(six) => six,
            None if host.contains(':') => return Err(wanted()),
            None => host,
        };
        if host.is_empty() {
            return Err(wanted());
        }
        Ok(Self { host: host.to_owned(), port })
    }

    pub fn is_loopback(&self) -> bool {
        is_loopback_host(&self.host)
    }

    /// The addresses behind the name; asks the resolver, so not on a hot path.
    pub fn addresses(&self) -> std::io::Result<Vec<SocketAddr>> {
        Ok((self.host.as_str(), self.port).to_socket_addrs()?.collect())
    }
}

impl std::fmt::Display for Listen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

/// Whether a host, by name or number, can only be this machine.
pub fn is_loopback_host(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<IpAddr>() {
        Ok(address) => address.to_canonical().is_loopback(),
        Err(_) => bare.eq_ignore_ascii_case("localhost"),
    }
}

/// The address people type, and the only one letters link to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    https: bool,
    host: String,
    port: Option<u16>,
}

impl PublicUrl {
    pub fn parse(text: &str) -> Result<Self, String> {
        let wanted = |why: &str| format!("`{text}` is no public URL: {why}");
        let uri: http::Uri = text.parse().map_err(|_| wanted("it cannot be read as a URL"))?;
        let https = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(wanted("it must begin with https:// or http://")),
        };
        if !matches!(uri.path(), "" | "/") || uri.query().is_some() {
            return Err(wanted("Sitrep answers at the root of a host, not under a path"));
        }
        let authority = uri.authority().ok_or_else(|| wanted("the host is missing"))?;
        if authority.as_str().contains('@') || authority.host().is_empty() {
            return Err(wanted("only a host, and a port if need be, may stand in it"));
        }
        let host = authority.host().to_ascii_lowercase();
        Ok(Self { https, host, port: authority.port_u16() })
    }

    pub fn is_https(&self) -> bool {
        self.https
    }

    pub fn host(&self) -> &str {
        &self.host
    }

    pub fn is_loopback(&self) -> bool {
        is_loopback_host(&self.host)
    }
}

/// As a browser writes it in `Origin`: scheme, host and an unusual port.
impl std::fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (scheme, usual) = if self.https { ("https", 443) } else { ("http", 80) };
        write!(f, "{scheme}://{}", self.host)?;
        match self.port {
            Some(port) if port != usual => write!(f, ":{port}"),
            _ => Ok(()),
        }
    }
}

/// Rate limits and caps per address, person and mailbox. Bounds of queues and
/// bodies stay in force whatever this says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    On,
    Off,
}

impl Limits {
    pub fn parse(text: &str) -> Result<Self, String> {
        match text {
            "on" | "true" => Ok(Self::On),
            "off" | "false" => Ok(Self::Off),
            _ => Err(format!("`{text}` is neither on nor off")),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

impl LogFormat {
    pub fn parse(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(format!("`{text}` is neither text nor json")),
        }
    }
}

/// Networks apart by commas; a bare address is a network of one.
pub fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    let parts: Vec<&str> = text.split([',', ' ']).filter(|part| !part.is_empty()).collect();
    if parts.len() > MOST_PROXIES {
        return Err(format!("at most {MOST_PROXIES} networks"));
    }
    parts.into_iter().map(network).collect()
}

fn network(text: &str) -> Result<IpNet, String> {
    text.parse::<IpNet>()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .map_err(|_| format!("`{text}` is no network such as 10.0.0.0/8 or 192.168.1.5"))
}

pub fn whole(text: &str, range: RangeInclusive<usize>) -> Result<usize, String> {
    let wanted = || format!("`{text}` is not a whole number from {} to {}", range.start(), range.end());
    text.parse().ok().filter(|number| range.contains(number)).ok_or_else(wanted)
}

pub fn words(text: &str) -> Result<String, String> {
    let fits = !text.is_empty() && text.chars().count() <= MOST_WORDS;
    if !fits || text.chars().any(char::is_control) {
        return Err(format!("1 to {MOST_WORDS} characters in one line"));
    }
    Ok(text.to_owned())
}

/// The name of a time zone, with what was meant when only its capitals are wrong.
pub fn zone(text: &str) -> Result<String, String> {
    if time_text::is_zone(text) {
        return Ok(text.to_owned());
    }
    let meant = time_text::zones().into_iter().find(|zone| zone.eq_ignore_ascii_case(text));
    let known = meant.unwrap_or_else(|| "Europe/Berlin".to_owned());
    Err(format!("`{text}` is no time zone; one is written as {known}"))
}

/// The address of a relay. What is wrong with it is said without it, for it may hold a password.
pub fn relay(text: &str) -> Result<Secret, String> {
    Relay::parse(text).map(|_| Secret::from(text)).map_err(|error| error.to_string())
}

pub fn log_level(text: &str) -> Result<String, String> {
    EnvFilter::try_new(text).map(|_| text.to_owned()).map_err(|error| format!("`{text}` cannot be used: {error}"))
}
