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

            /// `None` when nothing was typed that anybody can see.
            pub fn parse_optional(field: &str, typed: &str) -> Result<Option<Self>, FieldError> {
                if typed.chars().all(|c| is_blank(c) || !is_plain(c)) { Ok(None) } else { Self::parse(field, typed).map(Some) }
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
    /// What visitors read of planned work.
    PlannedWords: prose, 3, 500;
    /// What is to be done, so that it does not come back.
    ActionWords: prose, 3, 500;
    /// One part of a review.
    ReviewWords: prose, 1, 8_000;
    PersonName: line, 1, 80;
    /// How to reach somebody: a room, an extension, a chat name.
    Contact: line, 1, 120;
    /// A number to call, with what belongs to it: "112", "+351 21 000 0000, ask for IT".
    Phone: line, 2, 80;
    /// When somebody answers a number, in words.
    EmergencyHours: line, 2, 80;
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
        .map(|c| if ends_a_line(c) { '\n' } else { c })
        .filter(|c| *c == '\n' || *c == '\t' || is_plain(*c))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// What other programs write between lines: word processors, slides, old systems.
pub fn ends_a_line(c: char) -> bool {
    matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A mark that nobody sees and nobody means, as copying brings it along.
pub(crate) fn is_unseen(c: char) -> bool {
    turns_text_around(c) || is_nothing(c)
}

fn is_plain(c: char) -> bool {
    !c.is_control() && !turns_text_around(c) && !is_nothing(c)
}

fn turns_text_around(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Shown as nothing, and of no use in what people type.
fn is_nothing(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}')
        || matches!(c, '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Shown as nothing by themselves: joiners and what chooses between two looks, which emoji need, and letters that are
/// blank.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e01ef}' | '\u{34f}')
        || matches!(c, '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}' | '\u{2800}')
}

fn bounded(field: &str, text: String, least: usize, most: usize) -> Result<String, FieldError> {
    let count = text.chars().count();
    let seen = text.chars().filter(|c| !is_blank(*c)).count();
    let problem = if seen == 0 && least > 0 {
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
    fn a_title_that_nobody_can_see_is_none() {
        for unseen in [
            "\u{200b}\u{200b}\u{200b}",
            "\u{200d}\u{200d}\u{200d}",
            "\u{3164}\u{3164}\u{3164}",
            "\u{2800} \u{ad}\u{fe0f}",
        ] {
            assert_eq!(Title::parse("title", unseen).unwrap_err().problem, Problem::Missing, "{unseen:?}");
            assert_eq!(PersonName::parse_optional("name", unseen), Ok(None), "{unseen:?}");
        }
        let family = "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} home";
        assert_eq!(Title::parse("title", family).unwrap().as_str(), family, "joiners in emoji stay");
        assert_eq!(Title::parse("title", "pay\u{200b}roll").unwrap().as_str(), "payroll");
    }

    #[test]
    fn lines_of_other_programs_stay_lines() {
        let pasted = Words::parse("text", "Step one\u{b}Step two\u{2028}Step three\rStep four").unwrap();
        assert_eq!(pasted.as_str(), "Step one\nStep two\nStep three\nStep four");
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
