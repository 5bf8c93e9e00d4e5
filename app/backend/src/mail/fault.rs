//! What the answer of a mail server, of the network or of a library means, where it is known. Answers are kept as words,
//! so they are read as words; what they mean is said on screens instead of them.

use domain::view::letters::MailFault;

/// In the place of what something else than a mail server says: it may be anything, and is shown to nobody.
pub(super) const NO_SMTP: &str = "what came back is no answer of a mail server";

/// Part of the answer, in small letters, and what it means; the first that fits counts.
const KNOWN: [(&str, MailFault); 24] = [
    ("causedasendentity", MailFault::SelfSigned),
    ("self-signed", MailFault::SelfSigned),
    ("self signed", MailFault::SelfSigned),
    ("unknownissuer", MailFault::UnknownIssuer),
    ("not valid for name", MailFault::WrongName),
    ("notvalidforname", MailFault::WrongName),
    ("not valid yet", MailFault::NotYetValid),
    ("notvalidyet", MailFault::NotYetValid),
    ("certificate expired", MailFault::Expired),
    ("certificate: expired", MailFault::Expired),
    ("invalid peer certificate", MailFault::Certificate),
    ("received corrupt message", MailFault::NoTls),
    ("offers no starttls", MailFault::NoStartTls),
    ("failed to lookup address", MailFault::NoSuchHost),
    ("name or service not known", MailFault::NoSuchHost),
    ("connection refused", MailFault::Refused),
    ("no answer within", MailFault::Silent),
    ("timed out", MailFault::Silent),
    ("network is unreachable", MailFault::NoWay),
    ("no route to host", MailFault::NoWay),
    ("connection reset", MailFault::HungUp),
    ("incomplete response", MailFault::HungUp),
    ("unexpected end of file", MailFault::HungUp),
    (NO_SMTP, MailFault::NoMailServer),
];

/// By the code a server answers with: RFC 4954.
const CODES: [(&str, MailFault); 4] = [
    ("534", MailFault::WrongPassword),
    ("535", MailFault::WrongPassword),
    ("530", MailFault::AsksForPassword),
    ("538", MailFault::AsksForEncryption),
];

pub fn fault_of(answer: &str) -> Option<MailFault> {
    if let Some((_, fault)) = CODES.iter().find(|(code, _)| answer.starts_with(code)) {
        return Some(*fault);
    }
    // What a server says in words of its own is shown as it is.
    if answer.len() > 3 && answer.as_bytes()[..3].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let answer = answer.to_lowercase();
    KNOWN.iter().find(|(part, _)| answer.contains(part)).map(|(_, fault)| *fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_libraries_say_is_understood() {
        for (answer, fault) in [
            ("invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))", Some(MailFault::SelfSigned)),
            ("invalid peer certificate: UnknownIssuer", Some(MailFault::UnknownIssuer)),
            (
                "invalid peer certificate: certificate not valid for name \"mail.example\"; certificate is only valid for DnsName(\"x\")",
                Some(MailFault::WrongName),
            ),
            (
                "invalid peer certificate: certificate expired: verification time 1764230000 (UNIX)",
                Some(MailFault::Expired),
            ),
            (
                "invalid peer certificate: certificate not valid yet: verification time 1 (UNIX)",
                Some(MailFault::NotYetValid),
            ),
            ("invalid peer certificate: BadSignature", Some(MailFault::Certificate)),
            ("received corrupt message of type InvalidContentType", Some(MailFault::NoTls)),
            ("Connection refused (os error 111)", Some(MailFault::Refused)),
            ("failed to lookup address information: Name or service not known", Some(MailFault::NoSuchHost)),
            ("no answer within 10 s", Some(MailFault::Silent)),
            ("535 5.7.8 authentication failed", Some(MailFault::WrongPassword)),
            ("530 5.7.0 authenticate first", Some(MailFault::AsksForPassword)),
            ("550 5.7.1 connection refused by policy", None),
            ("the sender is not a mail address", None),
        ] {
            assert_eq!(fault_of(answer), fault, "{answer}");
        }
    }
}
