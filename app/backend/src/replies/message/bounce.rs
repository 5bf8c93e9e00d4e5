//! A message that tells that another did not arrive (RFC 3464), and the few shapes that servers use beside it.

use mail_parser::{Message as Parsed, MimeHeaders, PartType};

use super::ids;

/// Characters of a server's reason that are kept.
const REASON_MOST: usize = 300;

/// Which letter did not reach whom, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bounce {
    /// Message-IDs it may be about, the likeliest first.
    pub letters: Vec<String>,
    /// The address that was not reached, as the server wrote it; empty where it does not say.
    pub recipient: String,
    /// `5.1.1`; empty where it does not say.
    pub status: String,
    pub reason: String,
    /// It has been given up; a delay is no failure.
    pub is_final: bool,
}

pub(super) fn of(parsed: &Parsed<'_>) -> Option<Bounce> {
    let status = parsed.parts.iter().find(|part| part.is_content_type("message", "delivery-status"));
    let failed = parsed.header_raw("X-Failed-Recipients").map(|raw| raw.trim().to_owned());
    if status.is_none() && failed.is_none() {
        return None;
    }
    let text = status.map(text_of).unwrap_or_default();
    let field = |name: &str| field(&text, name).unwrap_or_default();
    let of_address =
        |value: String| value.rsplit_once(';').map_or(value.clone(), |(_, address)| address.trim().to_owned());
    let recipient = [field("Final-Recipient"), field("Original-Recipient")].into_iter().find(|value| !value.is_empty());
    let code = status_code(&field("Status")).or_else(|| status_code(&field("Diagnostic-Code"))).unwrap_or_default();
    let action = field("Action").to_ascii_lowercase();
    let reason = of_address(field("Diagnostic-Code"));
    Some(Bounce {
        letters: letters(parsed, &text),
        recipient: recipient.map(of_address).or(failed).unwrap_or_default().trim_matches(['<', '>']).to_owned(),
        is_final: action == "failed" || (action.is_empty() && !code.starts_with('4')),
        status: code,
        reason: reason.chars().filter(|c| !c.is_control()).take(REASON_MOST).collect(),
    })
}

fn text_of(part: &mail_parser::MessagePart<'_>) -> String {
    String::from_utf8_lossy(part.contents()).into_owned()
}

/// The first field of that name, unfolded into one line.
fn field(text: &str, name: &str) -> Option<String> {
    let mut found: Option<String> = None;
    for line in text.lines() {
        match &mut found {
            Some(value) if line.starts_with([' ', '\t']) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            Some(_) => break,
            None => {
                let named = line.split_once(':').filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
                found = named.map(|(_, value)| value.trim().to_owned());
            }
        }
    }
    found
}

/// `5.1.1` wherever it stands in it.
fn status_code(text: &str) -> Option<String> {
    let words = text.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    let is_code = |word: &&str| {
        let parts: Vec<&str> = word.split('.').collect();
        parts.len() == 3
            && ["2", "4", "5"].contains(&parts[0])
            && parts.iter().all(|part| (1..=3).contains(&part.len()))
    };
    words.into_iter().find(is_code).map(str::to_owned)
}

/// What came back of the letter, then what the report says, then its own headers.
fn letters(parsed: &Parsed<'_>, status: &str) -> Vec<String> {
    let returned = parsed.parts.iter().flat_map(|part| match &part.body {
        PartType::Message(inner) => ids(inner.header_raw("Message-ID").unwrap_or_default()),
        PartType::Text(text) if part.is_content_type("text", "rfc822-headers") => {
            ids(&field(text, "Message-ID").unwrap_or_default())
        }
        PartType::Text(_)
        | PartType::Html(_)
        | PartType::Binary(_)
        | PartType::InlineBinary(_)
        | PartType::Multipart(_) => Vec::new(),
    });
    let told = ids(&field(status, "X-Original-Message-ID").unwrap_or_default());
    let own = ["In-Reply-To", "References", "X-Original-Message-ID"].into_iter();
    let own = own.flat_map(|name| ids(parsed.header_raw(name).unwrap_or_default()));
    let mut all = Vec::new();
    for id in returned.chain(told).chain(own) {
        if !all.contains(&id) {
            all.push(id);
        }
    }
    all
}
