//! A letter as RFC 5322 bytes.
//!
//! Composed once, stored, and sent unchanged in every attempt: the Message-ID and the date come from the
//! caller, nothing is taken from the clock or from this machine's name. Everything a person wrote passes
//! `clean_line` before it stands in a header. It must not know incidents, people or the queue.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use domain::person::Email;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MessageBuilder, MultiPart, SinglePart};
use thiserror::Error;
use url::Url;

/// Longer subjects are cut; mail clients show less than half of this.
const SUBJECT_LIMIT: usize = 200;
/// Longer display names are cut.
const NAME_LIMIT: usize = 100;
/// `References` holds the root and the newest of the thread; RFC 5322 allows leaving out the middle.
const REFERENCES_LIMIT: usize = 20;
/// Text and HTML of one letter together.
const BODY_LIMIT: usize = 1024 * 1024;

/// Who writes or reads a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correspondent {
    pub name: Option<String>,
    pub address: Email,
}

/// A Message-ID with its angle brackets.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MessageId(String);

/// Where a letter stands in its thread; the first letter of a thread has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InThread {
    pub previous: MessageId,
    /// From the root to the newest.
    pub references: Vec<MessageId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsubscribe {
    /// One-click (RFC 8058) is announced only where this is https.
    pub url: Url,
    pub mailto: Option<Email>,
}

/// All that a letter's bytes are made of.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub from: Correspondent,
    pub reply_to: Option<Email>,
    pub to: Correspondent,
    pub date: DateTime<Utc>,
    pub message_id: MessageId,
    pub thread: Option<InThread>,
    pub subject: String,
    /// Like `inc-42.incidents.example.org`, without brackets.
    pub list_id: Option<String>,
    pub unsubscribe: Option<Unsubscribe>,
    pub urgent: bool,
    pub text: String,
    pub html: String,
}

#[derive(Debug, Error)]
pub enum ComposeRefusal {
    #[error("the letter is larger than {BODY_LIMIT} bytes")]
    TooLarge,
    #[error("the letter cannot be built: {0}")]
    Unbuildable(#[from] lettre::error::Error),
    #[error("the letter is not text: {0}")]
    NotText(#[from] std::string::FromUtf8Error),
    #[error("an address cannot be written: {0}")]
    Address(#[from] lettre::address::AddressError),
}

pub fn compose(sheet: &Sheet) -> Result<Vec<u8>, ComposeRefusal> {
    if sheet.text.len() + sheet.html.len() > BODY_LIMIT {
        return Err(ComposeRefusal::TooLarge);
    }
    let mut letter = Message::builder()
        .from(mailbox(&sheet.from)?)
        .to(mailbox(&sheet.to)?)
        .date(SystemTime::from(sheet.date))
        .message_id(Some(sheet.message_id.0.clone()))
        .subject(clean_line(&sheet.subject, SUBJECT_LIMIT));
    if let Some(address) = &sheet.reply_to {
        letter = letter.reply_to(Mailbox::new(None, address.as_str().parse()?));
    }
    if let Some(thread) = &sheet.thread {
        letter = letter.in_reply_to(thread.previous.0.clone()).references(references(&thread.references));
    }
    letter = announce(letter, sheet);
    let body = MultiPart::alternative()
        .singlepart(part(ContentType::TEXT_PLAIN, &sheet.text))
        .singlepart(part(ContentType::TEXT_HTML, &sheet.html));
    Ok(letter.multipart(body)?.formatted())
}

impl MessageId {
    /// `unique` is ours and random; `domain` is the sender's, never this machine's name.
    pub fn new(unique: &str, domain: &str) -> Self {
        let plain = |text: &str| -> String {
            text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')).take(200).collect()
        };
        Self(format!("<{}@{}>", plain(unique), plain(domain)))
    }

    /// Reads what was stored; `None` for anything that is not one bracketed id.
    pub fn parse(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('<')?.strip_suffix('>')?;
        let allowed = inner.len() <= 500 && inner.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'<' | b'>'));
        (allowed && inner.contains('@')).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One line without control characters, runs of white space folded, cut at `limit` characters. What looks like an
/// encoded word (RFC 2047) is a person's text: taken apart, no mail program decodes it.
pub fn clean_line(text: &str, limit: usize) -> String {
    let plain: String = text.chars().map(|c| if is_unprintable(c) { ' ' } else { c }).collect();
    let plain = plain.replace("=?", "= ?");
    let folded = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.chars().count() <= limit {
        return folded;
    }
    let mut cut: String = folded.chars().take(limit.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

/// Line and paragraph separators end lines in some readers; direction marks can turn a line around.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn announce(letter: MessageBuilder, sheet: &Sheet) -> MessageBuilder {
    // RFC 3834: a notice, no answer to a mail.
    let mut letter = letter.raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
    letter = letter.raw_header(header("X-Auto-Response-Suppress", "All".to_owned()));
    if sheet.urgent {
        letter = letter.raw_header(header("Importance", "high".to_owned()));
    }
    if let Some(list) = &sheet.list_id {
        letter =
            letter.raw_header(header("List-Id", format!("<{}>", clean_line(list, 200).replace(['<', '>', ' '], ""))));
    }
    if let Some(unsubscribe) = &sheet.unsubscribe {
        let mut ways = format!("<{}>", unsubscribe.url);
        if let Some(address) = &unsubscribe.mailto {
            ways.push_str(&format!(", <mailto:{address}?subject=unsubscribe>"));
        }
        letter = letter.raw_header(header("List-Unsubscribe", ways));
        if unsubscribe.url.scheme() == "https" {
            letter = letter.raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
    }
    letter
}

/// Encodes and folds; the way of lettre that trusts its input is never used.
fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

fn mailbox(who: &Correspondent) -> Result<Mailbox, ComposeRefusal> {
    let name = who.name.as_deref().map(|name| clean_line(name, NAME_LIMIT)).filter(|name| !name.is_empty());
    Ok(Mailbox::new(name, who.address.as_str().parse()?))
}

fn references(ids: &[MessageId]) -> String {
    let newest = ids.len().saturating_sub(REFERENCES_LIMIT - 1).max(1);
    let root = ids.iter().take(1);
    root.chain(ids.iter().skip(newest)).map(|id| id.0.as_str()).collect::<Vec<_>>().join(" ")
}

/// Quoted-printable keeps every line short and every relay content, whatever a person pasted.
fn part(kind: ContentType, words: &str) -> SinglePart {
    let unix = words.replace("\r\n", "\n").replace('\r', "\n");
    let lines = unix.chars().map(|c| if domain::text::ends_a_line(c) { '\n' } else { c });
    let plain: String = lines.filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
    SinglePart::builder().header(kind).header(ContentTransferEncoding::QuotedPrintable).body(plain)
}
