//! The text of a message that a person wrote: plain where there is one, else what its HTML says, in the charset it names
//! or, where it names none, in the likelier of two.

use mail_parser::decoders::html::html_to_text;
use mail_parser::{Encoding, Message as Parsed, MessagePart, MimeHeaders, PartType};

use super::cut::own;

/// Bytes of text that are looked at.
const TEXT_MOST: usize = 400_000;

/// Where mail programs put what they quote, in their HTML.
const QUOTES_BEGIN: [&str; 9] = [
    "<div class=\"gmail_quote",
    "<div id=\"divrplyfwdmsg",
    "<div id=\"appendonsend",
    "<div class=\"moz-cite-prefix",
    "<blockquote type=\"cite",
    "<div class=\"yahoo_quoted",
    "<div name=\"quote\"",
    "<div class=\"protonmail_quote",
    "<div id=\"mail-editor-reference-message-container",
];

pub(super) fn own_words(parsed: &Parsed<'_>) -> String {
    own(bounded(&text_of(parsed, html_text)))
}

/// With all that it quotes.
pub(super) fn all_words(parsed: &Parsed<'_>) -> String {
    bounded(&text_of(parsed, html_to_text)).trim().to_owned()
}

fn text_of(parsed: &Parsed<'_>, of_html: impl Fn(&str) -> String) -> String {
    let mut text = String::new();
    for part in parsed.text_bodies().filter(|part| !part.is_content_type("text", "calendar")) {
        let more = match &part.body {
            PartType::Text(plain) => plain_text(parsed, part, plain),
            PartType::Html(html) => of_html(html),
            PartType::Binary(_) | PartType::InlineBinary(_) | PartType::Message(_) | PartType::Multipart(_) => continue,
        };
        text.push_str(&more);
        text.push('\n');
        if text.len() > TEXT_MOST {
            break;
        }
    }
    text
}

fn bounded(text: &str) -> &str {
    let mut end = text.len().min(TEXT_MOST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Bytes that nobody named a charset for, and that are no UTF-8, are what Windows writes.
fn plain_text(parsed: &Parsed<'_>, part: &MessagePart<'_>, text: &str) -> String {
    let named = part.content_type().is_some_and(|kind| kind.attribute("charset").is_some());
    if named || part.encoding != Encoding::None || !text.contains('\u{fffd}') {
        return text.to_owned();
    }
    let raw = parsed.raw_message.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    raw.iter().map(|byte| of_windows(*byte)).collect()
}

/// Windows-1252, whose upper half is that of Latin-1 but for quotes, dashes and the euro.
fn of_windows(byte: u8) -> char {
    match byte {
        0x80 => '€',
        0x84 => '„',
        0x85 => '…',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x95 => '•',
        0x96 => '–',
        0x97 => '—',
        other => char::from(other),
    }
}

fn html_text(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let begins = QUOTES_BEGIN.iter().filter_map(|mark| lower.find(mark)).min();
    let above = begins.map(|at| html_to_text(&html[..at])).filter(|text| !text.trim().is_empty());
    above.unwrap_or_else(|| html_to_text(html))
}
