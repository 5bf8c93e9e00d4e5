//! The settings as they are typed, and as they are understood. Set-up and the settings page parse with the same code.

use domain::field::{FieldError, Fields, Problem};
use domain::person::Email;
use domain::text::{Name, Phone};
use serde::{Deserialize, Serialize};

use super::{Fixed, Reach, Settings, public_url};
use crate::mail::courier::Relay;
use crate::time_text;

pub const MAIL_DOMAINS_MOST: usize = 20;

/// Stands for the password in a URL that is shown; typed back it means "as it was".
pub(crate) const HIDDEN: &str = "••••••";

/// The organisation's fields, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SettingsDraft {
    pub organisation: String,
    pub zone: String,
    pub public_url: String,
    pub reach: String,
    /// Separated by spaces or commas.
    pub mail_domains: String,
    pub smtp_url: String,
    pub mail_from: String,
    /// Ids of staff, separated by spaces or commas.
    pub security_handlers: String,
    pub emergency_phone: String,
}

impl Reach {
    pub fn code(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Internet => "internet",
        }
    }

    fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        [Self::Network, Self::Internet]
            .into_iter()
            .find(|reach| reach.code() == typed)
            .ok_or_else(|| FieldError::new(field, if typed.is_empty() { Problem::Missing } else { Problem::Unknown }))
    }
}

impl SettingsDraft {
    /// `stored` with what was typed, but for the people; problems go to `fields`. What the environment fixes is not
    /// looked at.
    pub(crate) fn parse_into(&self, stored: &Settings, fixed: &Fixed, fields: &mut Fields) -> Settings {
        let mut settings = stored.clone();
        if fixed.organisation.is_none()
            && let Some(name) = fields.take(Name::parse("organisation", &self.organisation))
        {
            settings.organisation = name.into_string();
        }
        if fixed.zone.is_none()
            && let Some(zone) = fields.take(parse_zone(&self.zone))
        {
            settings.zone = zone;
        }
        if fixed.public_url.is_none()
            && let Some(url) = fields.take(public_url::parse("public_url", &self.public_url))
        {
            settings.public_url = Some(url);
        }
        if let Some(reach) = fields.take(Reach::parse("reach", self.reach.trim())) {
            settings.reach = reach;
        }
        if let Some(domains) = fields.take(parse_domains(&self.mail_domains)) {
            settings.mail_domains = domains;
        }
        if fixed.smtp_url.is_none()
            && let Some(url) = fields.take(parse_relay(&self.smtp_url, stored.smtp_url.as_deref()))
        {
            settings.smtp_url = url;
        }
        if let Some(from) = fields.take(Email::parse_optional("mail_from", &self.mail_from)) {
            settings.mail_from = from.map(|from| from.to_string());
        }
        if let Some(phone) = fields.take(parse_phone(&self.emergency_phone)) {
            settings.emergency_phone = phone;
        }
        settings
    }

    /// The relay's URL as typed in a form that shows `stored` with its password hidden; `None` when nothing was.
    pub(crate) fn relay(typed: &str, stored: Option<&str>) -> Result<Option<String>, FieldError> {
        parse_relay(typed, stored)
    }
}

fn parse_zone(typed: &str) -> Result<String, FieldError> {
    match typed.trim() {
        "" => Err(FieldError::new("zone", Problem::Missing)),
        zone if time_text::is_zone(zone) => Ok(zone.to_owned()),
        _ => Err(FieldError::new("zone", Problem::Malformed)),
    }
}

/// Whatever people write around it, there is something to dial.
fn parse_phone(typed: &str) -> Result<Option<String>, FieldError> {
    let phone = Phone::parse_optional("emergency_phone", typed)?.map(Phone::into_string);
    match phone {
        Some(phone) if !phone.chars().any(char::is_numeric) => {
            Err(FieldError::new("emergency_phone", Problem::Malformed))
        }
        phone => Ok(phone),
    }
}

fn parse_domains(typed: &str) -> Result<Vec<String>, FieldError> {
    let mut domains: Vec<String> = Vec::new();
    for word in typed.split([' ', ',', ';', '\n', '\r', '\t']).filter(|word| !word.is_empty()) {
        let address = Email::parse("mail_domains", &format!("x@{}", word.trim_start_matches('@')));
        let domain = address.map_err(|_| FieldError::new("mail_domains", Problem::Malformed))?.domain().to_owned();
        if !domains.contains(&domain) {
            domains.push(domain);
        }
    }
    if domains.len() > MAIL_DOMAINS_MOST {
        let problem = Problem::TooMany { most: MAIL_DOMAINS_MOST, now: domains.len() };
        return Err(FieldError::new("mail_domains", problem));
    }
    Ok(domains)
}

fn parse_relay(typed: &str, stored: Option<&str>) -> Result<Option<String>, FieldError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    if let Some(stored) = stored
        && typed == with_hidden_password(stored)
    {
        return Ok(Some(stored.to_owned()));
    }
    let malformed = || FieldError::new("smtp_url", Problem::Malformed);
    // Dots in another URL would be taken for the password.
    if typed.contains(HIDDEN) || typed.contains("%E2%80%A2") {
        return Err(malformed());
    }
    Relay::parse(typed).map_err(|_| malformed())?;
    Ok(Some(typed.to_owned()))
}

/// For screens and `config print`.
pub(crate) fn with_hidden_password(smtp_url: &str) -> String {
    let Some((scheme, rest)) = smtp_url.split_once("://") else { return HIDDEN.to_owned() };
    let Some((credentials, host)) = rest.rsplit_once('@') else { return smtp_url.to_owned() };
    let user = credentials.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}:{HIDDEN}@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_never_shown_and_comes_back_unchanged() {
        let stored = "smtps://desk:p@ss@mail.example.org";
        let shown = with_hidden_password(stored);
        assert_eq!(shown, format!("smtps://desk:{HIDDEN}@mail.example.org"));
        assert_eq!(parse_relay(&shown, Some(stored)).unwrap().as_deref(), Some(stored));
        assert!(parse_relay(&shown, None).is_err());
        assert!(parse_relay(&shown.replace("example", "evil"), Some(stored)).is_err());
        assert_eq!(with_hidden_password("smtp://localhost:25"), "smtp://localhost:25");
    }

    #[test]
    fn domains_are_separated_by_anything_and_kept_once() {
        assert_eq!(parse_domains(" Example.org, @b.io;example.ORG\n").unwrap(), ["example.org", "b.io"]);
        assert!(parse_domains("exa mple..org").is_err());
    }
}
