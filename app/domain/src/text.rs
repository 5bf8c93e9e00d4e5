//! Texts people type, cleaned and bounded. Each type has one way in, `parse`, shared by form, server and import.
//!
//! Cleaning removes control and bidirectional-override characters: they forge lines in letters and logs.

use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Problem};

macro_rules! text {
    ($($(#[$doc:meta])* $name:ident: $shape:ident, $least:expr, $most:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Fewest characters after cleaning.
            pub const LEAST: usize = $least;
            /// Most characters after cleaning.
            pub const MOST: usize = $most;

            pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
                bounded(field, $shape(typed), $least, $most).map(Self)
            }

            /// `None` when nothing but space was typed.
            pub fn parse_optional(field: &str, typed: &str) -> Result<Option<Self>, FieldError> {
                if typed.trim().is_empty() { Ok(None) } else { Self::parse(field, typed).map(Some) }
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }

            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

text! {
    /// What is broken, in one line, as the team sees it.
    Title: line, 3, 160;
    /// The incident's name for visitors and in the subject of letters.
    PublicTitle: line, 3, 120;
    /// The reporter's own words.
    Description: prose, 0, 10_000;
    /// A note, a message, a stakeholder update, a resolution.
    Words: prose, 1, 10_000;
    /// Why somebody did something.
    Reason: prose, 3, 1_000;
    /// What people can do until it is fixed.
    Workaround: prose, 3, 2_000;
    PersonName: line, 1, 80;
    /// How to reach somebody: a room, an extension, a chat name.
    Contact: line, 1, 120;
    /// The name of a service, an audience or the organisation.
    Name: line, 1, 80;
}

/// One line: cleaned, runs of white space folded.
fn line(typed: &str) -> String {
    typed
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| is_plain(*c))
        .collect::<String>()
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Several lines: cleaned, line ends made alike, no space at either end.
fn prose(typed: &str) -> String {
    typed
        .replace("\r\n", "\n")
        .chars()
        .filter(|c| *c == '\n' || *c == '\t' || is_plain(*c))
        .collect::<String>()
        .trim()
        .to_owned()
}

fn is_plain(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
}

fn bounded(field: &str, text: String, least: usize, most: usize) -> Result<String, FieldError> {
    let count = text.chars().count();
    let problem = if count == 0 && least > 0 {
        Problem::Missing
    } else if count < least {
        Problem::TooShort { least }
    } else if count > most {
        Problem::TooLong { most, now: count }
    } else {
        return Ok(text);
    };
    Err(FieldError::new(field, problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_clean_line() {
        let title = Title::parse("title", "  Mail\r\n is \u{202e}down\0 ").unwrap();
        assert_eq!(title.as_str(), "Mail is down");
    }

    #[test]
    fn prose_keeps_its_lines() {
        assert_eq!(Words::parse("text", "a\r\nb\n").unwrap().as_str(), "a\nb");
    }

    #[test]
    fn too_long_says_by_how_much() {
        let error = Title::parse("title", &"x".repeat(161)).unwrap_err();
        assert_eq!(error.problem, Problem::TooLong { most: 160, now: 161 });
    }
}
