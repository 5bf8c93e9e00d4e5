//! The mailbox that this desk reads, as one address: `imaps://user:password@mail.example.org/INBOX`. Shown and typed back
//! with its password hidden, as that of the mail server is.

use std::net::IpAddr;

use domain::field::{FieldError, Problem};
use url::{Host, Url};

use super::relay_url::{HIDDEN, with_hidden_password};

const FIELD: &str = "imap_url";
const INBOX: &str = "INBOX";

/// Where it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mailbox {
    pub host: String,
    pub port: u16,
    pub user: String,
    pub password: String,
    pub folder: String,
    /// Only a server on this machine is spoken to without it.
    pub encrypted: bool,
}

/// As typed in a form that shows `stored` with its password hidden; `None` when nothing was.
pub(super) fn parse(typed: &str, stored: Option<&str>) -> Result<Option<String>, FieldError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    if let Some(stored) = stored.filter(|stored| typed == with_hidden_password(stored)) {
        return Ok(Some(stored.to_owned()));
    }
    let malformed = || FieldError::new(FIELD, Problem::Malformed);
    // Dots in another address would be taken for the password.
    if typed.contains(HIDDEN) || typed.contains("%E2%80%A2") {
        return Err(malformed());
    }
    Mailbox::of(typed).ok_or_else(malformed)?;
    Ok(Some(typed.to_owned()))
}

impl Mailbox {
    pub fn of(address: &str) -> Option<Self> {
        let url = Url::parse(address).ok()?;
        let encrypted = match (url.scheme(), url.query()) {
            ("imaps", None) => true,
            ("imap", Some("tls=none")) => false,
            _ => return None,
        };
        let is_here = match url.host()? {
            // Of a scheme that browsers do not know the host is not looked at.
            Host::Domain(name) => {
                name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
            }
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        let (user, password) = (decoded(url.username())?, decoded(url.password()?)?);
        let folder = decoded(url.path().trim_start_matches('/'))?;
        let known = !user.is_empty() && !password.is_empty() && (encrypted || is_here);
        known.then(|| Self {
            host: url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned(),
            port: url.port().unwrap_or(if encrypted { 993 } else { 143 }),
            user,
            password,
            folder: if folder.is_empty() { INBOX.to_owned() } else { folder },
            encrypted,
        })
    }
}

/// `None` for what no command of the protocol can hold.
fn decoded(part: &str) -> Option<String> {
    let kept = part.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    let text =
        url::form_urlencoded::parse(kept.as_bytes()).next().map(|(name, _)| name.into_owned()).unwrap_or_default();
    (!text.contains(['\u{fffd}', '\0', '\r', '\n'])).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_is_an_address_with_a_user_and_a_password() {
        let read = Mailbox::of("imaps://desk%40example.org:a%2Fb%23c@mail.example.org/Answers%20in").unwrap();
        assert_eq!((read.user.as_str(), read.password.as_str()), ("desk@example.org", "a/b#c"));
        assert_eq!((read.host.as_str(), read.port, read.folder.as_str()), ("mail.example.org", 993, "Answers in"));
        assert_eq!(Mailbox::of("imap://a:b@127.0.0.1:10143?tls=none").unwrap().folder, "INBOX");
        for refused in
            ["imap://a:b@mail.example.org?tls=none", "imap://a:b@mail.example.org", "imaps://a@b", "https://a:b@c", "x"]
        {
            assert_eq!(Mailbox::of(refused), None, "{refused}");
        }
    }

    #[test]
    fn its_password_is_never_shown_and_goes_to_no_other_server() {
        let stored = "imaps://desk:secret@mail.example.org/INBOX";
        let shown = with_hidden_password(stored);
        assert!(!shown.contains("secret"));
        assert_eq!(parse(&shown, Some(stored)).unwrap().as_deref(), Some(stored));
        assert!(parse(&shown.replace("example", "evil"), Some(stored)).is_err());
    }
}
