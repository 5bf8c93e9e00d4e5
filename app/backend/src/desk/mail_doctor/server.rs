//! What the mail server offers, in words.

use domain::locale::Locale;

use super::{Finding, FindingLine};
use crate::mail::courier::{Encryption, Examined, Outcome, Relay, RelayRefusal};
use crate::mail::fault_of;

pub(super) const FIRST: &str = "The mail server";
pub(super) const SECOND: &str = "The second mail server";
/// The largest letter that we write; RFC 1870 counts bytes.
const OURS_MOST: u64 = 3 * 1024 * 1024;

pub(super) fn none() -> Finding {
    let about = "There is no mail server yet: letters are kept as files. Name one under Settings, Mail.".to_owned();
    Finding { head: FIRST, about, lines: Vec::new() }
}

pub(super) fn unreadable(head: &'static str, refusal: &RelayRefusal) -> Finding {
    Finding { head, about: refusal.to_string(), lines: Vec::new() }
}

pub(super) fn examined(head: &'static str, relay: &Relay, looked: Result<Examined, Outcome>) -> Finding {
    let lines = match looked {
        Err(outcome) => vec![FindingLine::wrong("Answer", outcome.answer(), meaning(outcome.answer(), relay))],
        Ok(Examined { offers, signed_in }) => {
            vec![tls(relay, &offers), sign_in(relay, &signed_in), ways(&offers), size(&offers), utf8(&offers)]
        }
    };
    Finding { head, about: relay.to_string(), lines }
}

fn meaning(answer: &str, relay: &Relay) -> String {
    let at = format!("{}:{}", relay.host, relay.port);
    fault_of(answer)
        .map_or_else(|| "These are its own words.".to_owned(), |fault| Locale::English.mail_fault(fault, &at))
}

fn tls(relay: &Relay, offers: &[String]) -> FindingLine {
    match relay.encryption {
        Encryption::Implicit => FindingLine::new("TLS", "from the start", "Letters travel encrypted."),
        Encryption::StartTls => FindingLine::new("TLS", "STARTTLS", "Letters travel encrypted."),
        Encryption::None if offered(offers, "STARTTLS").is_some() => FindingLine::wrong(
            "TLS",
            "STARTTLS is offered",
            "It is not used: choose STARTTLS under Settings, Mail, so that letters and the password travel encrypted.",
        ),
        Encryption::None => {
            FindingLine::new("TLS", "none", "Letters travel readable, which is well on this machine only.")
        }
    }
}

fn sign_in(relay: &Relay, signed_in: &Result<(), Outcome>) -> FindingLine {
    match (signed_in, &relay.credentials) {
        (Err(outcome), _) => FindingLine::wrong("Sign-in", outcome.answer(), meaning(outcome.answer(), relay)),
        (Ok(()), None) => {
            FindingLine::new("Sign-in", "none", "It takes letters from us without one, or says so at the first.")
        }
        (Ok(()), Some((user, _))) => FindingLine::new("Sign-in", user.as_str(), "It took user and password."),
    }
}

/// In which ways it can be signed in at.
fn ways(offers: &[String]) -> FindingLine {
    let ways = offered(offers, "AUTH").unwrap_or_default();
    let words = match ways {
        "" => "It offers no way to sign in here.",
        ways if ways.split(' ').any(|way| way == "PLAIN" || way == "LOGIN") => "A user and a password will do.",
        _ => {
            "It takes no plain user and password, which is all that Sitrep has: allow SMTP AUTH for this mailbox, or send through another server."
        }
    };
    let possible = ways.is_empty() || ways.split(' ').any(|way| way == "PLAIN" || way == "LOGIN");
    if possible { FindingLine::new("AUTH", ways, words) } else { FindingLine::wrong("AUTH", ways, words) }
}

fn size(offers: &[String]) -> FindingLine {
    let most = offered(offers, "SIZE").and_then(|size| size.parse::<u64>().ok()).filter(|most| *most > 0);
    match most {
        None => FindingLine::new("SIZE", "", "It names no largest letter."),
        Some(most) if most < OURS_MOST => FindingLine::wrong(
            "SIZE",
            most.to_string(),
            "A long letter of ours can be larger, and would be refused: allow 3 MB.",
        ),
        Some(most) => FindingLine::new("SIZE", most.to_string(), "Bytes of its largest letter; ours are smaller."),
    }
}

fn utf8(offers: &[String]) -> FindingLine {
    let words = match offered(offers, "SMTPUTF8") {
        Some(_) => "Addresses with letters outside ASCII are reached as well.",
        None => "Addresses with letters outside ASCII are not reached. Names and subjects are not concerned.",
    };
    let value = if offered(offers, "SMTPUTF8").is_some() { "offered" } else { "not offered" };
    FindingLine::new("SMTPUTF8", value, words)
}

/// The rest of the line of an extension, whatever its case.
fn offered<'a>(offers: &'a [String], name: &str) -> Option<&'a str> {
    let of = |line: &'a String| {
        let (first, rest) = line.split_once([' ', '=']).unwrap_or((line.as_str(), ""));
        first.eq_ignore_ascii_case(name).then_some(rest.trim())
    };
    offers.iter().find_map(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(url: &str, offers: &[&str]) -> Vec<(String, bool)> {
        let offers = offers.iter().map(|line| (*line).to_owned()).collect();
        let found = examined(FIRST, &Relay::parse(url).unwrap(), Ok(Examined { offers, signed_in: Ok(()) }));
        found.lines.into_iter().map(|line| (format!("{} {}", line.name, line.value), line.wrong)).collect()
    }

    #[test]
    fn what_is_offered_is_told_and_what_has_to_be_changed_is_marked() {
        let m365 = ["outlook", "SIZE 157286400", "STARTTLS", "AUTH LOGIN XOAUTH2", "SMTPUTF8"];
        let well = |text: &str| (text.to_owned(), false);
        assert_eq!(
            lines("smtp://desk:x@smtp.office365.com", &m365),
            [
                well("TLS STARTTLS"),
                well("Sign-in desk"),
                well("AUTH LOGIN XOAUTH2"),
                well("SIZE 157286400"),
                well("SMTPUTF8 offered")
            ]
        );
        let wrong: Vec<_> = lines("smtp://relay.lan?tls=none", &["relay", "starttls", "auth XOAUTH2", "SIZE 10000"]);
        assert_eq!(wrong.iter().map(|(_, wrong)| *wrong).collect::<Vec<_>>(), [true, false, true, true, false]);
    }
}
