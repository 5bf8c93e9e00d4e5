//! What letters say: from plain facts to a `Content`, and from one `Content` to both text and HTML.
//!
//! Text and HTML are drawn from the same blocks, so they cannot drift apart. Sentences stand in one module per
//! language (`english`). `scribe` alone reads the database, asks who may see what, and hands over only what the
//! recipient may read. No block can hold HTML.

#![deny(clippy::wildcard_enum_match_arm)]

mod about;
mod content;
mod english;
mod from_change;
mod html;
mod scribe;
mod text;
mod way;

use domain::locale::Locale;
use domain::time::Moment;
use serde::{Deserialize, Serialize};

pub use about::{About, Called};
pub use content::{Block, Content, FooterLine, LINK_REMOVED, Link};
pub use html::html;
pub use scribe::{Links, letter_for, may_still_read};
pub use text::text;
pub use way::{Opens, Way};

use crate::mail::compose::clean_line;
use crate::notices::{Matter, NoticeKind};
use crate::time_text;

/// Receipts and subjects quote at most this much of a title that a stranger wrote.
pub const QUOTED_TITLE_LIMIT: usize = 120;

/// Who reads it, and when it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Reader {
    pub locale: Locale,
    /// As of the instant of writing; times of today are shorter.
    pub times: time_text::Reader,
    pub organisation: String,
}

/// One thing that happened, with when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub at: Moment,
    pub matter: Matter,
}

/// A letter before it has words. Several events are one letter: the newest first, the others in full below.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    pub about: Option<About>,
    /// In the order they happened; never empty.
    pub events: Vec<Event>,
    /// The one thing to press.
    pub link: Option<Way>,
    /// Why it came, to stand after "because"; several reasons are one line.
    pub why: Vec<String>,
    /// Where to change or stop letters like this one.
    pub stop: Option<String>,
    /// Whoever answers it is read by the team.
    #[serde(default)]
    pub answers: bool,
}

pub fn write(letter: &Letter, reader: &Reader) -> Content {
    match reader.locale {
        Locale::English => english::write(letter, reader),
    }
}

/// Several letters to one person as one: the storm brake's "7 more incidents", or the letter of a morning.
pub fn write_bundle(letters: &[Letter], link: Option<Way>, reader: &Reader, daily: bool) -> Content {
    match reader.locale {
        Locale::English => english::write_bundle(letters, link, reader, daily),
    }
}

/// The subject of a letter about no incident, or of a bundle.
pub fn subject(letter: &Letter, reader: &Reader) -> String {
    match reader.locale {
        Locale::English => english::subject(letter, reader),
    }
}

pub fn bundle_subject(count: usize, reader: &Reader, daily: bool) -> String {
    match reader.locale {
        Locale::English => english::bundle_subject(count, daily),
    }
}

/// Stands in place of what a letter said, once that is no longer kept.
pub fn erased(locale: Locale) -> Content {
    match locale {
        Locale::English => english::erased(),
    }
}

/// What kind of letter it is, for lists.
pub fn kind_words(kind: NoticeKind, locale: Locale) -> &'static str {
    match locale {
        Locale::English => english::kind(kind),
    }
}

impl Reader {
    /// `14:20 CET`: letters always name the zone.
    fn time(&self, at: Moment) -> String {
        self.times.named(at)
    }
}

/// A stranger's title for quoting in a letter to an address they typed: short, and without anything that a
/// mail client would turn into a link.
pub fn quotable(title: &str) -> String {
    let plain: Vec<&str> = title.split_whitespace().filter(|word| !looks_like_a_link(word)).collect();
    clean_line(&plain.join(" "), QUOTED_TITLE_LIMIT)
}

fn looks_like_a_link(word: &str) -> bool {
    // Browsers take these for dots as well.
    let lower = word.to_lowercase().replace(['\u{3002}', '\u{ff0e}', '\u{ff61}', '\u{2024}'], ".");
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let (host, has_path) = bare.split_once(['/', ':', '?', '#']).map_or((bare, false), |(host, _)| (host, true));
    let labels: Vec<&str> = host.split('.').collect();
    let dotted = labels.len() > 1 && labels.iter().all(|label| !label.is_empty());
    let named = labels.last().is_some_and(|last| last.len() >= 2 && last.starts_with(char::is_alphabetic));
    let is_address = labels.len() == 4 && labels.iter().all(|label| label.parse::<u8>().is_ok());
    lower.contains("://")
        || lower.contains('@')
        || lower.contains("www.")
        || (dotted && (named || has_path || is_address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_quotes_no_link_a_stranger_typed() {
        assert_eq!(quotable("Pay at https://evil.example/x now"), "Pay at now");
        assert_eq!(quotable("win evil.example/free (www.evil.example) a@b.c"), "win");
        for link in ["login.365office.com/verify", "secure.1bank.com", "192.0.2.7/login", "192.0.2.7", "1.2/x"] {
            assert_eq!(quotable(&format!("see {link} now")), "see now");
        }
        for link in ["evil\u{ff0e}example/x", "evil\u{3002}com", "(b\u{fc}cher.example)", "EVIL.EXAMPLE:80"] {
            assert_eq!(quotable(&format!("see {link} now")), "see now");
        }
        assert_eq!(
            quotable("Version 2.5 of the client, on floor 3. Help"),
            "Version 2.5 of the client, on floor 3. Help"
        );
        assert_eq!(quotable(&"x".repeat(200)).chars().count(), QUOTED_TITLE_LIMIT);
    }
}
