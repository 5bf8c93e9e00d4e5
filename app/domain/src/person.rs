//! People: their account role and their address.

use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Problem};
use crate::text::is_unseen;

/// Account roles; each can do what the ones before it can. Restricted incidents are the exception (see `permissions`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Employee,
    Responder,
    Manager,
    Administrator,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Employee, Self::Responder, Self::Manager, Self::Administrator];

    pub fn code(self) -> &'static str {
        match self {
            Self::Employee => "employee",
            Self::Responder => "responder",
            Self::Manager => "manager",
            Self::Administrator => "administrator",
        }
    }

    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        Self::ALL.into_iter().find(|role| role.code() == typed).ok_or_else(|| FieldError::new(field, Problem::Unknown))
    }

    /// Responders, managers and administrators: those who work on incidents.
    pub fn is_staff(self) -> bool {
        self >= Self::Responder
    }
}

/// A mail address: local part kept, domain in lower case and in ASCII; no quoted local parts, routes, commands or control
/// characters, and no host that no mail could reach.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    pub const MOST: usize = 254;

    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        // Copied from a page or a list, an address brings marks at its ends that nobody sees.
        let typed = typed.trim_matches(|c: char| c.is_whitespace() || is_unseen(c));
        let wrong = || FieldError::new(field, Problem::NotAnAddress);
        if typed.is_empty() {
            return Err(FieldError::new(field, Problem::Missing));
        }
        let (local, domain) = typed.rsplit_once('@').ok_or_else(wrong)?;
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            // A program behind a relay may take these for options, files, commands or routes.
            && !local.starts_with(['-', '/'])
            && local.chars().all(|c| c.is_ascii_alphanumeric() || "#$&'*+-/=?^_`{}~.".contains(c));
        let domain = in_ascii(domain).ok_or_else(wrong)?;
        let is_number = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        let domain_ok = !domain.is_empty()
            && !domain.rsplit('.').next().is_some_and(is_number)
            && domain.split('.').all(|part| {
                !part.is_empty()
                    && part.len() <= 63
                    && !part.starts_with('-')
                    && !part.ends_with('-')
                    && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            });
        let whole = format!("{local}@{domain}");
        if !local_ok || !domain_ok || whole.len() > Self::MOST {
            return Err(wrong());
        }
        Ok(Self(whole))
    }

    pub fn parse_optional(field: &str, typed: &str) -> Result<Option<Self>, FieldError> {
        if typed.chars().all(|c| c.is_whitespace() || is_unseen(c)) {
            Ok(None)
        } else {
            Self::parse(field, typed).map(Some)
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The form addresses are compared and indexed in: all lower case.
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name in another script as the mail system has it. The browser leaves that to the server.
#[cfg(not(target_arch = "wasm32"))]
fn in_ascii(domain: &str) -> Option<String> {
    if domain.is_ascii() {
        return Some(domain.to_ascii_lowercase());
    }
    idna::domain_to_ascii(domain).ok()
}

#[cfg(target_arch = "wasm32")]
fn in_ascii(domain: &str) -> Option<String> {
    let letter = |c: char| if c.is_ascii() { c.to_ascii_lowercase() } else { 'x' };
    Some(domain.chars().map(letter).collect())
}

/// At most two letters that stand for a name on a card.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_people_have_are_taken_and_forgeries_are_not() {
        for good in ["ana@example.org", "a.b+tag@mail.example.co", "o'neil@x.io", "root@localhost", "a/b@x.io"] {
            assert!(Email::parse("email", good).is_ok(), "{good}");
        }
        for bad in [
            "ana",
            "ana@",
            "@x.io",
            "a b@x.io",
            "\"a\"@x.io",
            "a@x..io",
            "a@-x.io",
            "a\r\nBcc: b@x.io",
            "a%b@x.io",
            ".a@x.io",
            "|touch@x.io",
            "a|b@x.io",
            "-oQ/tmp@x.io",
            "/etc/passwd@x.io",
            "a!b@x.io",
            "a@127.0.0.1",
            "a@x.1",
        ] {
            assert!(Email::parse("email", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn names_in_any_script_and_marks_that_nobody_sees_are_taken() {
        for (typed, taken) in [
            ("post@m\u{fc}nchen.example", "post@xn--mnchen-3ya.example"),
            ("post@M\u{dc}NCHEN.Example", "post@xn--mnchen-3ya.example"),
            ("iris@office.example\u{200b}", "iris@office.example"),
            ("\u{feff}lea@office.example", "lea@office.example"),
            ("\u{a0}max@office.example\u{2060} ", "max@office.example"),
        ] {
            assert_eq!(Email::parse("email", typed).map(|email| email.to_string()), Ok(taken.to_owned()), "{typed:?}");
        }
        assert_eq!(Email::parse("email", "\u{200b}").unwrap_err().problem, Problem::Missing);
        assert_eq!(Email::parse_optional("email", " \u{feff}"), Ok(None));
    }

    #[test]
    fn initials_take_the_first_and_the_last_word() {
        assert_eq!(initials("Ana Maria Silva"), "AS");
        assert_eq!(initials("rui"), "R");
    }
}
