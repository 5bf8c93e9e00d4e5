//! The address people type: scheme, host and maybe a port. Kept without a slash at the end, so that paths are
//! appended to it.

use std::net::IpAddr;

use domain::field::{FieldError, Problem};
use url::{Host, Url};

pub(crate) fn parse(field: &str, typed: &str) -> Result<String, FieldError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(FieldError::new(field, Problem::Missing));
    }
    let malformed = || FieldError::new(field, Problem::Malformed);
    let url = Url::parse(typed).map_err(|_| malformed())?;
    let plain = matches!(url.scheme(), "http" | "https")
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    let host = url.host_str().filter(|host| plain && !host.is_empty()).ok_or_else(malformed)?;
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    Ok(format!("{}://{host}{port}", url.scheme()))
}

/// Who can open what begins with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openers {
    /// Nobody but this machine: it means another one wherever else it is typed.
    ThisMachine,
    /// Whoever reaches a machine by its number, for as long as it keeps it.
    ByNumber,
    ByName,
}

impl Openers {
    /// What is no address at all has no openers to tell of.
    pub fn of(address: &str) -> Option<Self> {
        let of_number = |ip: IpAddr| {
            let ip = ip.to_canonical();
            if ip.is_loopback() || ip.is_unspecified() { Self::ThisMachine } else { Self::ByNumber }
        };
        Some(match Url::parse(address).ok()?.host()? {
            Host::Ipv4(ip) => of_number(ip.into()),
            Host::Ipv6(ip) => of_number(ip.into()),
            Host::Domain(name) if name == "localhost" || name.ends_with(".localhost") => Self::ThisMachine,
            Host::Domain(_) => Self::ByName,
        })
    }
}

/// Passwords cross a network readable: plain http to another machine.
pub(crate) fn is_readable_on_the_way(url: &str) -> bool {
    url.starts_with("http:") && Openers::of(url).is_some_and(|openers| openers != Openers::ThisMachine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_scheme_host_and_port() {
        for (typed, kept) in [
            (" https://Desk.Example.org/ ", "https://desk.example.org"),
            ("http://desk.lan:3000", "http://desk.lan:3000"),
            ("https://desk.example.org:443", "https://desk.example.org"),
            ("http://[::1]:3000", "http://[::1]:3000"),
        ] {
            assert_eq!(parse("public_url", typed).as_deref(), Ok(kept));
        }
        for wrong in ["desk.example.org", "ftp://x.io", "https://x.io/desk", "https://u:p@x.io", "https://x.io/?a", "x"]
        {
            assert_eq!(parse("public_url", wrong), Err(FieldError::new("public_url", Problem::Malformed)), "{wrong}");
        }
    }

    #[test]
    fn an_address_says_who_can_open_it() {
        for here in [
            "http://127.0.0.1:3000",
            "http://127.8.8.8",
            "https://localhost",
            "http://desk.localhost:3000",
            "http://[::1]:3000",
            "http://0.0.0.0:3000",
            "http://[::]",
            "http://[::ffff:127.0.0.1]:3000/report",
        ] {
            assert_eq!(Openers::of(here), Some(Openers::ThisMachine), "{here}");
        }
        for number in ["http://192.168.1.5:3000", "https://[2001:db8::1]"] {
            assert_eq!(Openers::of(number), Some(Openers::ByNumber), "{number}");
        }
        for name in ["https://desk.example.org", "http://desk:3000", "http://localhost.example.org"] {
            assert_eq!(Openers::of(name), Some(Openers::ByName), "{name}");
        }
        assert_eq!(Openers::of("/report"), None);
    }

    #[test]
    fn only_plain_http_to_another_machine_is_readable() {
        assert!(is_readable_on_the_way("http://desk.lan:3000"));
        for safe in ["http://127.0.0.1:3000", "http://localhost:3000", "http://[::1]", "https://desk.lan"] {
            assert!(!is_readable_on_the_way(safe), "{safe}");
        }
    }
}
