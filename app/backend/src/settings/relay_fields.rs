//! The mail server as a form asks for it, field by field, and as the one address it is kept as: whatever a password
//! holds is encoded here, by nobody else. The stored password is never part of what comes out.

use std::net::Ipv6Addr;

use domain::Refusal;
use domain::field::{Fields, Problem};
use url::Host;

use super::relay_url::with_hidden_password;
use crate::mail::courier::{Encryption, Relay};

/// As typed; the fields of the form have these names after `smtp_`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RelayFields {
    pub host: String,
    pub port: String,
    pub security: String,
    pub user: String,
    /// Empty: the stored one, while nothing else changes.
    pub password: String,
}

/// The ways of speaking to a server, by their code; the first is what a new one is offered.
pub const SECURITIES: [&str; 3] = ["starttls", "tls", "none"];

impl RelayFields {
    /// From an address as a form shows it, without its password.
    pub fn of(shown: &str) -> Self {
        let Ok(relay) = Relay::parse(shown) else {
            return Self { security: SECURITIES[0].to_owned(), ..Self::default() };
        };
        Self {
            port: relay.port.to_string(),
            security: code_of(relay.encryption).to_owned(),
            user: relay.credentials.map(|(user, _)| user).unwrap_or_default(),
            password: String::new(),
            host: relay.host,
        }
    }

    /// As one address; empty when there is no server. Where the stored password stays, the address shows it hidden.
    pub(crate) fn address(&self, stored: Option<&str>) -> Result<String, Refusal> {
        let (user, password) = (self.user.trim(), self.password.as_str());
        if self.host.trim().is_empty() && user.is_empty() && password.is_empty() {
            return Ok(String::new());
        }
        let mut fields = Fields::default();
        let (host, security, port) = (self.host(&mut fields), self.security(&mut fields), self.port(&mut fields));
        let kept = self.keeps(stored);
        match (user.is_empty(), password.is_empty()) {
            (true, false) => fields.refuse("smtp_user", Problem::Missing),
            (false, true) if kept.is_none() => fields.refuse("smtp_password", Problem::Missing),
            (true, true) | (false, _) => {}
        }
        if password.contains(['\0', '\r', '\n']) {
            fields.refuse("smtp_password", Problem::Malformed);
        }
        let (Some(host), Some(security), Some(port)) = (host, security, port) else {
            return Err(fields.into_refusal());
        };
        fields.finish()?;
        if let (true, Some(shown)) = (password.is_empty(), kept) {
            return Ok(shown);
        }
        let signs_in =
            if user.is_empty() { String::new() } else { format!("{}:{}@", encoded(user), encoded(password)) };
        Ok(match security {
            Encryption::Implicit => format!("smtps://{signs_in}{host}:{port}"),
            Encryption::StartTls => format!("smtp://{signs_in}{host}:{port}?tls=starttls"),
            Encryption::None => format!("smtp://{signs_in}{host}:{port}?tls=none"),
        })
    }

    /// The stored address with its password hidden, when nothing but the password was left empty: it goes to no other
    /// server, to no other user, and by no other way.
    fn keeps(&self, stored: Option<&str>) -> Option<String> {
        let stored = stored?;
        let shown = with_hidden_password(stored);
        let same = Self::of(stored);
        let port =
            if self.port.trim().is_empty() { default_port(&self.security)? } else { self.port.trim().to_owned() };
        let is_same = same.host.eq_ignore_ascii_case(self.host.trim())
            && same.port == port
            && same.security == self.security
            && same.user == self.user.trim();
        is_same.then_some(shown)
    }

    fn host(&self, fields: &mut Fields) -> Option<String> {
        let typed = self.host.trim();
        if typed.is_empty() {
            fields.refuse("smtp_host", Problem::Missing);
            return None;
        }
        let bare = typed.trim_start_matches('[').trim_end_matches(']');
        let parsed = match bare.parse::<Ipv6Addr>() {
            Ok(address) => Ok(Host::Ipv6(address)),
            Err(_) => Host::parse(typed),
        };
        if parsed.is_err() {
            fields.refuse("smtp_host", Problem::Malformed);
        }
        parsed.ok().map(|host| host.to_string())
    }

    fn security(&self, fields: &mut Fields) -> Option<Encryption> {
        let known = encryption_of(&self.security);
        if known.is_none() {
            fields.refuse("smtp_security", Problem::Unknown);
        }
        known
    }

    fn port(&self, fields: &mut Fields) -> Option<u16> {
        let typed = self.port.trim();
        let typed = if typed.is_empty() { default_port(&self.security)? } else { typed.to_owned() };
        let port = typed.parse::<u16>().ok().filter(|port| *port > 0);
        if port.is_none() {
            fields.refuse("smtp_port", Problem::Malformed);
        }
        port
    }
}

fn code_of(encryption: Encryption) -> &'static str {
    match encryption {
        Encryption::StartTls => "starttls",
        Encryption::Implicit => "tls",
        Encryption::None => "none",
    }
}

fn encryption_of(code: &str) -> Option<Encryption> {
    [Encryption::StartTls, Encryption::Implicit, Encryption::None].into_iter().find(|way| code_of(*way) == code)
}

/// Nothing for a way that there is not, which is refused by itself.
fn default_port(security: &str) -> Option<String> {
    let port = match encryption_of(security)? {
        Encryption::StartTls => "587",
        Encryption::Implicit => "465",
        Encryption::None => "25",
    };
    Some(port.to_owned())
}

/// Every byte that an address could give a meaning to.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(password: &str) -> RelayFields {
        RelayFields {
            host: "mail.example.org".into(),
            security: "starttls".into(),
            user: "desk@example.org".into(),
            password: password.into(),
            ..RelayFields::default()
        }
    }

    #[test]
    fn a_password_with_any_sign_reaches_the_server_as_it_was_typed() {
        for password in
            ["AbCd/EfGh", "a#b?c%d", "100%25", "p@ss:w+rd &=", "\u{a7} \\ \u{fc}\u{1f511}", "%2F", "[]<>\"'^`{|}"]
        {
            let address = typed(password).address(None).unwrap();
            let relay = Relay::parse(&address).unwrap();
            assert_eq!(relay.credentials, Some(("desk@example.org".into(), password.to_owned())), "{address}");
            assert_eq!((relay.host.as_str(), relay.port), ("mail.example.org", 587));
        }
    }

    #[test]
    fn the_stored_password_stays_for_the_same_server_and_goes_to_no_other() {
        let stored = typed("s/cret").address(None).unwrap();
        let same = RelayFields::of(&with_hidden_password(&stored));
        assert_eq!(same, RelayFields { port: "587".into(), ..typed("") });
        assert_eq!(same.address(Some(&stored)).unwrap(), with_hidden_password(&stored));
        for other in [
            RelayFields { host: "evil.example".into(), ..same.clone() },
            RelayFields { security: "none".into(), ..same.clone() },
            RelayFields { port: "2525".into(), ..same.clone() },
            RelayFields { user: "root".into(), ..same.clone() },
        ] {
            let refused = other.address(Some(&stored)).unwrap_err();
            assert_eq!(refused, Refusal::field("smtp_password", Problem::Missing), "{other:?}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_its_field() {
        let wrong = RelayFields {
            host: "mail.example.org:587/x".into(),
            port: "70000".into(),
            security: "tls".into(),
            password: "x".into(),
            ..RelayFields::default()
        };
        let Err(Refusal::Fields(errors)) = wrong.address(None) else { panic!("not refused") };
        let named: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(named, ["smtp_host", "smtp_port", "smtp_user"]);
        assert_eq!(
            RelayFields { security: "tls".into(), port: "465".into(), ..Default::default() }.address(None),
            Ok(String::new())
        );
        let six = RelayFields { host: "::1".into(), security: "none".into(), ..Default::default() };
        assert_eq!(six.address(None).unwrap(), "smtp://[::1]:25?tls=none");
    }
}
