//! The address people type: scheme, host and maybe a port. Kept without a slash at the end, so that paths are
//! appended to it.

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

/// Passwords cross a network readable: plain http to another machine.
pub(crate) fn is_readable_on_the_way(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    let here = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    };
    url.scheme() == "http" && !here
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
    fn only_plain_http_to_another_machine_is_readable() {
        assert!(is_readable_on_the_way("http://desk.lan:3000"));
        for safe in ["http://127.0.0.1:3000", "http://localhost:3000", "http://[::1]", "https://desk.lan"] {
            assert!(!is_readable_on_the_way(safe), "{safe}");
        }
    }
}
