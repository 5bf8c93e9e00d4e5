//! People: their account role and their address.

use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Problem};

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

/// A mail address: local part kept, domain in lower case; no quoted local parts, routes or control characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    pub const MOST: usize = 254;

    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        let typed = typed.trim();
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
            && local.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&'*+-/=?^_`{|}~.".contains(c));
        let domain = domain.to_ascii_lowercase();
        let domain_ok = !domain.is_empty()
            && domain.split('.').all(|part| {
                !part.is_empty()
                    && part.len() <= 63
                    && !part.starts_with('-')
                    && !part.ends_with('-')
                    && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            });
        if !local_ok || !domain_ok || typed.len() > Self::MOST {
            return Err(wrong());
        }
        Ok(Self(format!("{local}@{domain}")))
    }

    pub fn parse_optional(field: &str, typed: &str) -> Result<Option<Self>, FieldError> {
        if typed.trim().is_empty() { Ok(None) } else { Self::parse(field, typed).map(Some) }
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
        for good in ["ana@example.org", "a.b+tag@mail.example.co", "o'neil@x.io", "root@localhost"] {
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
        ] {
            assert!(Email::parse("email", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn initials_take_the_first_and_the_last_word() {
        assert_eq!(initials("Ana Maria Silva"), "AS");
        assert_eq!(initials("rui"), "R");
    }
}
