//! A calendar as other programs read it (RFC 5545): lines of at most 75 bytes that end in CR LF, text escaped.

use chrono::{DateTime, Utc};
use domain::clock::Span;
use domain::time::Moment;

/// Bytes of a line before it goes on in the next.
const LINE_BYTES: usize = 75;

pub(super) struct Event {
    /// The same at each look, as long as the hours begin then.
    pub id: String,
    pub span: Span,
    pub title: String,
}

pub(super) fn calendar(now: Moment, events: &[Event]) -> String {
    let mut text = String::new();
    let head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sitrep//On call//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:On call",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ];
    head.into_iter().for_each(|one| line(&mut text, one));
    for event in events {
        line(&mut text, "BEGIN:VEVENT");
        line(&mut text, &format!("UID:{}@sitrep", event.id));
        line(&mut text, &format!("DTSTAMP:{}", instant(now)));
        line(&mut text, &format!("DTSTART:{}", instant(event.span.from)));
        line(&mut text, &format!("DTEND:{}", instant(event.span.to)));
        line(&mut text, &format!("SUMMARY:{}", escaped(&event.title)));
        line(&mut text, "TRANSP:TRANSPARENT");
        line(&mut text, "END:VEVENT");
    }
    line(&mut text, "END:VCALENDAR");
    text
}

/// Never in the middle of a character; a line that goes on begins with a space.
fn line(text: &mut String, content: &str) {
    let mut length = 0;
    for character in content.chars() {
        if length + character.len_utf8() > LINE_BYTES {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(character);
        length += character.len_utf8();
    }
    text.push_str("\r\n");
}

fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '\\' | ';' | ',' => text.extend(['\\', character]),
            '\n' => text.push_str("\\n"),
            other if other.is_control() => {}
            other => text.push(other),
        }
    }
    text
}

fn instant(at: Moment) -> String {
    DateTime::<Utc>::from_timestamp_millis(at.0).unwrap_or_default().format("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_folded_and_nothing_in_it_ends_a_line() {
        let title = format!("On call: {}\r\nBEGIN:VALARM; a,b\\c", "é".repeat(60));
        let event = Event { id: "a-1".into(), span: Span { from: Moment(0), to: Moment(3_600_000) }, title };
        let text = calendar(Moment(0), &[event]);
        assert!(text.lines().all(|line| line.len() <= LINE_BYTES), "{text}");
        assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
        let whole = text.replace("\r\n ", "");
        assert!(whole.contains("\\nBEGIN:VALARM\\; a\\,b\\\\c\r\n"), "{whole}");
        assert!(whole.contains("DTSTART:19700101T000000Z\r\nDTEND:19700101T010000Z\r\n"), "{whole}");
        assert!(!whole.contains("\r\nBEGIN:VALARM"), "{whole}");
    }
}
