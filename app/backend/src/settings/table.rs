//! Every setting that people change on a screen, one line each: the form, the view, the journal and the refusals follow
//! from it. Another setting is a field of the record with its default, a line here, and a field in the document of its
//! section.

use domain::field::{FieldError, Problem};
use domain::ids::PersonId;
use domain::locale::Names;
use domain::permissions::Section;
use domain::person::Email;
use domain::text::{EmergencyHours, Name, Phone};

use super::line::{Line, line};
use super::{Reach, Settings, legal_deadlines, mailbox_url, public_url, relay_url, second_folder};
use crate::time_text;

/// How the choice of `reply_plus` is typed.
const PLUS: &str = "yes";
const NO_PLUS: &str = "no";

const MAIL_DOMAINS_MOST: usize = 20;
/// Most people who handle security reports.
const SECURITY_HANDLERS_MOST: usize = 20;

pub static SETTINGS: [Line; 18] = [
    line(
        ("organisation", "organisation"),
        Section::Basics,
        |settings| settings.organisation.clone(),
        |settings, typed| {
            settings.organisation = Name::parse("organisation", typed)?.into_string();
            Ok(())
        },
    )
    .fixed_by("SITREP_ORGANISATION", |fixed| fixed.organisation.as_ref()),
    line(
        ("zone", "zone"),
        Section::Basics,
        |settings| settings.zone.clone(),
        |settings, typed| {
            settings.zone = zone(typed)?;
            Ok(())
        },
    )
    .fixed_by("SITREP_ZONE", |fixed| fixed.zone.as_ref()),
    line(
        ("public_url", "public url"),
        Section::Basics,
        |settings| settings.public_url.clone().unwrap_or_default(),
        |settings, typed| {
            settings.public_url = Some(public_url::parse("public_url", typed)?);
            Ok(())
        },
    )
    .fixed_by("SITREP_PUBLIC_URL", |fixed| fixed.public_url.as_ref()),
    line(
        ("reach", "reach"),
        Section::Basics,
        |settings| settings.reach.code().to_owned(),
        |settings, typed| {
            settings.reach = reach(typed.trim())?;
            Ok(())
        },
    )
    .read_as(|_, settings| settings.reach.words().to_owned()),
    line(
        ("mail_domains", "mail domains"),
        Section::Basics,
        |settings| settings.mail_domains.join(" "),
        |settings, typed| {
            settings.mail_domains = mail_domains(typed)?;
            Ok(())
        },
    ),
    line(
        ("smtp_url", "smtp url"),
        Section::Mail,
        |settings| settings.smtp_url.clone().unwrap_or_default(),
        |settings, typed| {
            settings.smtp_url = relay_url::parse(typed, settings.smtp_url.as_deref())?;
            Ok(())
        },
    )
    .fixed_by("SITREP_SMTP_URL", |fixed| fixed.smtp_url.as_ref())
    .with_a_password(),
    line(
        (super::SECOND_RELAY, "second mail server"),
        Section::Mail,
        |settings| settings.second_smtp_url.clone().unwrap_or_default(),
        |settings, typed| {
            let stored = settings.second_smtp_url.as_deref();
            settings.second_smtp_url = relay_url::parse_as(super::SECOND_RELAY, typed, stored)?;
            Ok(())
        },
    )
    .with_a_password(),
    line(
        ("mail_from", "mail from"),
        Section::Mail,
        |settings| settings.mail_from.clone().unwrap_or_default(),
        |settings, typed| {
            settings.mail_from = Email::parse_optional("mail_from", typed)?.map(|from| from.to_string());
            Ok(())
        },
    ),
    line(
        ("replies_to", "replies to"),
        Section::Mail,
        |settings| settings.replies_to.clone().unwrap_or_default(),
        |settings, typed| {
            settings.replies_to = Email::parse_optional("replies_to", typed)?.map(|to| to.to_string());
            Ok(())
        },
    ),
    line(
        ("reply_address", "reply address"),
        Section::Mail,
        |settings| settings.reply_address.clone().unwrap_or_default(),
        |settings, typed| {
            settings.reply_address = Email::parse_optional("reply_address", typed)?.map(|to| to.to_string());
            Ok(())
        },
    ),
    line(
        ("reply_plus", "plus in the reply address"),
        Section::Mail,
        |settings| if settings.reply_plus { PLUS } else { NO_PLUS }.to_owned(),
        |settings, typed| {
            settings.reply_plus = match typed.trim() {
                PLUS => true,
                NO_PLUS => false,
                _ => return Err(FieldError::new("reply_plus", Problem::Unknown)),
            };
            Ok(())
        },
    ),
    line(
        ("imap_url", "mailbox"),
        Section::Mail,
        |settings| settings.imap_url.clone().unwrap_or_default(),
        |settings, typed| {
            settings.imap_url = mailbox_url::parse(typed, settings.imap_url.as_deref())?;
            Ok(())
        },
    )
    .with_a_password(),
    line(
        ("emergency_phone", "emergency phone"),
        Section::Basics,
        |settings| settings.emergency_phone.clone().unwrap_or_default(),
        |settings, typed| {
            settings.emergency_phone = phone(typed)?;
            Ok(())
        },
    ),
    line(
        ("emergency_hours", "emergency hours"),
        Section::Basics,
        |settings| settings.emergency_hours.clone().unwrap_or_default(),
        |settings, typed| {
            settings.emergency_hours =
                EmergencyHours::parse_optional("emergency_hours", typed)?.map(EmergencyHours::into_string);
            Ok(())
        },
    ),
    line(
        (super::LEGAL_DEADLINES, "legal deadlines"),
        Section::Basics,
        |settings| legal_deadlines::written(&settings.legal_deadlines),
        |settings, typed| {
            settings.legal_deadlines = legal_deadlines::parse(typed)?;
            Ok(())
        },
    ),
    line(
        (super::SECOND_FOLDER, "second folder for copies"),
        Section::Backup,
        |settings| settings.second_folder.clone().unwrap_or_default(),
        |settings, typed| {
            settings.second_folder = second_folder::parse(super::SECOND_FOLDER, typed)?;
            Ok(())
        },
    ),
    line(
        (super::STATUS_FOLDER, "folder for the status page"),
        Section::Backup,
        |settings| settings.status_folder.clone().unwrap_or_default(),
        |settings, typed| {
            settings.status_folder = second_folder::parse(super::STATUS_FOLDER, typed)?;
            Ok(())
        },
    ),
    line(
        (super::SECURITY_HANDLERS, "security handlers"),
        Section::Basics,
        |settings| settings.security_handlers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        |settings, typed| {
            settings.security_handlers = handlers(typed)?;
            Ok(())
        },
    )
    .read_as(names_of_handlers),
];

/// The names of the settings in which they differ, in the order of the table.
pub(crate) fn differences(one: &Settings, other: &Settings) -> Vec<&'static str> {
    SETTINGS.iter().filter(|line| line.differs(one, other)).map(|line| line.name).collect()
}

/// What the journal calls a setting, also one that no version has any more.
pub fn journal_words(name: &str) -> String {
    let line = SETTINGS.iter().find(|line| line.name == name);
    line.map_or_else(|| name.replace('_', " "), |line| line.words.to_owned())
}

fn zone(typed: &str) -> Result<String, FieldError> {
    match typed.trim() {
        "" => Err(FieldError::new("zone", Problem::Missing)),
        zone if time_text::is_zone(zone) => Ok(zone.to_owned()),
        _ => Err(FieldError::new("zone", Problem::Malformed)),
    }
}

fn reach(typed: &str) -> Result<Reach, FieldError> {
    let found = [Reach::Network, Reach::Internet].into_iter().find(|reach| reach.code() == typed);
    let problem = if typed.is_empty() { Problem::Missing } else { Problem::Unknown };
    found.ok_or_else(|| FieldError::new("reach", problem))
}

fn mail_domains(typed: &str) -> Result<Vec<String>, FieldError> {
    let refused = |problem| FieldError::new("mail_domains", problem);
    let mut domains: Vec<String> = Vec::new();
    for word in typed.split([' ', ',', ';', '\n', '\r', '\t']).filter(|word| !word.is_empty()) {
        let address = Email::parse("mail_domains", &format!("x@{}", word.trim_start_matches('@')));
        let domain = address.map_err(|_| refused(Problem::Malformed))?.domain().to_owned();
        if !domains.contains(&domain) {
            domains.push(domain);
        }
    }
    match domains.len() {
        now if now > MAIL_DOMAINS_MOST => Err(refused(Problem::TooMany { most: MAIL_DOMAINS_MOST, now })),
        _ => Ok(domains),
    }
}

/// Whatever people write around it, there is something to dial.
fn phone(typed: &str) -> Result<Option<String>, FieldError> {
    let phone = Phone::parse_optional("emergency_phone", typed)?.map(Phone::into_string);
    match phone {
        Some(phone) if !phone.chars().any(char::is_numeric) => {
            Err(FieldError::new("emergency_phone", Problem::Malformed))
        }
        phone => Ok(phone),
    }
}

/// Ids; whether they may handle reports is asked in the transaction (`desk/change_settings.rs`).
fn handlers(typed: &str) -> Result<Vec<PersonId>, FieldError> {
    let refused = |problem| FieldError::new(super::SECURITY_HANDLERS, problem);
    let mut handlers: Vec<PersonId> = Vec::new();
    for word in typed.split([' ', ',', '\n']).filter(|word| !word.is_empty()) {
        let id = word.parse::<PersonId>().map_err(|_| refused(Problem::Unknown))?;
        if !handlers.contains(&id) {
            handlers.push(id);
        }
    }
    match handlers.len() {
        0 => Err(refused(Problem::Missing)),
        now if now > SECURITY_HANDLERS_MOST => Err(refused(Problem::TooMany { most: SECURITY_HANDLERS_MOST, now })),
        _ => Ok(handlers),
    }
}

fn names_of_handlers(names: &dyn Names, settings: &Settings) -> String {
    settings.security_handlers.iter().map(|person| names.person(*person)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_separated_by_anything_and_kept_once() {
        assert_eq!(mail_domains(" Example.org, @b.io;example.ORG\n").unwrap(), ["example.org", "b.io"]);
        assert!(mail_domains("exa mple..org").is_err());
    }

    #[test]
    fn what_a_form_shows_can_be_typed_back_and_changes_nothing() {
        let settings = Settings {
            public_url: Some("https://desk.example.org".to_owned()),
            mail_domains: vec!["example.org".to_owned(), "b.io".to_owned()],
            smtp_url: Some("smtps://desk:secret@mail.example.org".to_owned()),
            second_smtp_url: Some("smtps://desk:secret@second.example.org".to_owned()),
            mail_from: Some("desk@example.org".to_owned()),
            replies_to: Some("it@example.org".to_owned()),
            reply_address: Some("desk@example.org".to_owned()),
            reply_plus: true,
            imap_url: Some("imaps://desk:secret@mail.example.org/INBOX".to_owned()),
            emergency_phone: Some("112".to_owned()),
            emergency_hours: Some("day and night".to_owned()),
            second_folder: Some("/mnt/copies".to_owned()),
            status_folder: Some("/srv/status".to_owned()),
            security_handlers: vec![PersonId(7), PersonId(4)],
            ..Settings::default()
        };
        for line in &SETTINGS {
            let mut again = settings.clone();
            assert_eq!(line.write(&mut again, &line.shown(&settings)), Ok(()), "{}", line.name);
            assert!(differences(&settings, &again).is_empty(), "{}", line.name);
            assert!(!line.shown(&settings).contains("secret"));
        }
    }

    /// Typed nonsense is refused under the field's own name, so that the form can say it there.
    #[test]
    fn each_line_speaks_of_its_own_field_and_of_no_other() {
        let nonsense = format!("…{}", "x".repeat(2_000));
        for line in &SETTINGS {
            let mut settings = Settings::default();
            let refused = line.write(&mut settings, &nonsense).unwrap_err();
            assert_eq!(refused.field, line.name);
            assert!(differences(&settings, &Settings::default()).is_empty());
            assert_eq!(SETTINGS.iter().filter(|other| other.name == line.name).count(), 1);
        }
    }
}
