//! A message as it came by mail, read: who wrote it, what it answers, its own words, and of what kind it is. Pure: bytes
//! go in, and no byte makes it fail. It must not know letters, incidents or people.

mod bounce;
mod cut;
mod heads;
mod kind;
mod words;

use mail_parser::{Addr, Address, Message as Parsed, MessageParser, MimeHeaders, PartType};

pub use bounce::Bounce;
pub use kind::Kind;

/// Message-IDs that are looked at; a thread of years has more, of which the first and the newest say where it belongs.
const IDS_MOST: usize = 60;
/// Numbers in brackets that a subject is searched for.
const TAGS_MOST: usize = 3;
/// Addresses of all headers that are searched for a token.
const ADDRESSES_MOST: usize = 50;
/// Names of files that are kept.
const FILES_MOST: usize = 20;

/// All that the desk needs of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The address of whoever wrote it, as typed; empty where there is none.
    pub from: String,
    /// Its own Message-ID with brackets; `None` where there is none.
    pub id: Option<String>,
    /// What it answers, the nearest first: In-Reply-To, then References from the newest to the root.
    pub in_reply_to: Vec<String>,
    pub references: Vec<String>,
    /// Every address it was sent to, by whatever header tells.
    pub to: Vec<String>,
    /// What stands in brackets in its subject: `INC-42`.
    pub tags: Vec<String>,
    /// Its own words, without what it quotes and without a signature.
    pub words: String,
    /// Names of files that came with it.
    pub files: Vec<String>,
    pub kind: Kind,
}

/// Whatever it is made of: what cannot be read is empty.
pub fn read(bytes: &[u8]) -> Message {
    let Some(parsed) = MessageParser::default().parse(bytes) else { return Message::default() };
    let ids_of = |name: &str| ids(parsed.header_raw(name).unwrap_or_default());
    let mut references = ids_of("References");
    references.reverse();
    Message {
        from: first_address(parsed.from()),
        id: ids_of("Message-ID").into_iter().next(),
        in_reply_to: ids_of("In-Reply-To"),
        references,
        to: addresses(&parsed),
        tags: tags(parsed.subject().unwrap_or_default()),
        words: words::own_words(&parsed),
        files: files(&parsed),
        kind: kind::of(&parsed),
    }
}

/// All of it, for who wants to read what was cut.
pub struct Whole {
    pub from: String,
    pub subject: String,
    pub files: Vec<String>,
    pub text: String,
}

pub fn whole(bytes: &[u8]) -> Whole {
    let parsed = MessageParser::default().parse(bytes).unwrap_or_default();
    Whole {
        from: first_address(parsed.from()),
        subject: parsed.subject().unwrap_or_default().to_owned(),
        files: files(&parsed),
        text: words::all_words(&parsed),
    }
}

fn first_address(address: Option<&Address<'_>>) -> String {
    address.and_then(|address| address.iter().find_map(Addr::address)).unwrap_or_default().trim().to_owned()
}

/// Each `<...>` of a header, with folded white space taken out; whatever stands between them means nothing.
fn ids(header: &str) -> Vec<String> {
    let parts = header.split('<').skip(1).filter_map(|part| part.split_once('>'));
    let inner = parts.map(|(inner, _)| inner.chars().filter(|c| !c.is_whitespace()).collect::<String>());
    let found: Vec<String> =
        inner.filter(|id| id.contains('@') && id.len() <= 500).map(|id| format!("<{id}>")).collect();
    if found.len() <= IDS_MOST {
        return found;
    }
    let newest = found.len() - (IDS_MOST - 1);
    found.iter().take(1).chain(&found[newest..]).cloned().collect()
}

/// Whom it was sent to, as the sender and as the servers on its way say.
fn addresses(parsed: &Parsed<'_>) -> Vec<String> {
    let named = [parsed.to(), parsed.cc()].into_iter().flatten();
    let named = named.flat_map(|address| address.iter().filter_map(Addr::address).map(str::to_owned));
    let passed = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"].into_iter();
    let passed =
        passed.filter_map(|name| parsed.header_raw(name)).map(|raw| raw.trim().trim_matches(['<', '>']).to_owned());
    named.chain(passed).filter(|address| address.contains('@')).take(ADDRESSES_MOST).collect()
}

/// `[INC-42]`, `[SEC-7KQ2]`: letters, a hyphen, letters or digits.
fn tags(subject: &str) -> Vec<String> {
    let bracketed = subject.split('[').skip(1).filter_map(|part| part.split_once(']')).map(|(inner, _)| inner.trim());
    let looks_so = |tag: &&str| {
        tag.len() <= 20
            && tag.split_once('-').is_some_and(|(kind, number)| {
                !kind.is_empty()
                    && !number.is_empty()
                    && kind.bytes().all(|byte| byte.is_ascii_alphabetic())
                    && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
            })
    };
    bracketed.filter(looks_so).map(str::to_uppercase).take(TAGS_MOST).collect()
}

/// What is no text of the message itself; a nested message is a file as well.
fn files(parsed: &Parsed<'_>) -> Vec<String> {
    let name = |part: &mail_parser::MessagePart<'_>| {
        let nameless = if matches!(part.body, PartType::Message(_)) { "a message" } else { "a file without a name" };
        let name: String =
            part.attachment_name().unwrap_or(nameless).chars().filter(|c| !c.is_control()).take(80).collect();
        name
    };
    parsed.attachments().filter(|part| !is_machinery(part)).map(name).take(FILES_MOST).collect()
}

/// What mail servers and calendars tell each other.
fn is_machinery(part: &mail_parser::MessagePart<'_>) -> bool {
    let is = |kind: &str, subtype: &str| part.is_content_type(kind, subtype);
    is("message", "delivery-status")
        || is("text", "calendar")
        || is("application", "pgp-signature")
        || is("application", "pkcs7-signature")
        || is("application", "x-pkcs7-signature")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_list_of_ids_is_read_one_by_one() {
        assert_eq!(ids("<a@b>\r\n <c@\r\n d> (no) <e> f"), ["<a@b>", "<c@d>"]);
        let many: String = (0..200).map(|n| format!("<{n}@x> ")).collect();
        let kept = ids(&many);
        assert_eq!((kept.len(), kept[0].as_str(), kept[IDS_MOST - 1].as_str()), (IDS_MOST, "<0@x>", "<199@x>"));
    }

    #[test]
    fn a_number_is_found_in_its_brackets_only() {
        assert_eq!(tags("AW: [INC-42] Printing [ext]"), ["INC-42"]);
        assert_eq!(tags("Re: [sec-7kq2] x [a-] [-1] [INC 4]"), ["SEC-7KQ2"]);
        assert!(tags("INC-42 [").is_empty());
    }
}
