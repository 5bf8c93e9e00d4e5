//! What a query says: words that must all occur, words that must not, and filters. `"several words"` are one word;
//! a `-` before anything turns it round. `key:value` is a filter where the key is one of ours, and a plain word else,
//! because addresses, paths and file names hold colons.

use serde::{Deserialize, Serialize};

use crate::classification::{IncidentType, Priority};
use crate::field::{FieldError, Problem};
use crate::incident::Status;
use crate::search::fold;
use crate::time::span_typed;

/// Characters of a query.
pub const QUERY_MOST: usize = 300;
/// Words and filters of a query.
pub const WORDS_MOST: usize = 16;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Folded; each must occur.
    pub words: Vec<String>,
    /// Folded; none may occur.
    pub without: Vec<String>,
    pub filters: Vec<Filter>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// As typed, for whoever finds that it names nothing.
    pub word: String,
    pub turned: bool,
    pub test: Test,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    Status(Vec<Status>),
    Priority(Vec<Priority>),
    /// A folded part of its name.
    Service(String),
    Owner(Owner),
    Type(Vec<IncidentType>),
    Is(Is),
    Since(When),
    Until(When),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    Me,
    Nobody,
    /// A folded part of their name.
    Named(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    Open,
    Ended,
    Held,
    OverdueHold,
    Major,
    Restricted,
    Unverified,
    Reopened,
    Published,
}

/// An instant as typed; whose day it is, the reader's zone says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// `2026-11-23`: a day of the calendar, or not.
    Day(String),
    /// So many days before today.
    DaysBack(i64),
    /// Milliseconds before now.
    Ago(i64),
}

/// The filters there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Key {
    Status,
    Priority,
    Service,
    Owner,
    Type,
    Is,
    Since,
    Until,
}

impl Key {
    pub const ALL: [Self; 8] =
        [Self::Status, Self::Priority, Self::Service, Self::Owner, Self::Type, Self::Is, Self::Since, Self::Until];

    pub fn code(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Priority => "priority",
            Self::Service => "service",
            Self::Owner => "owner",
            Self::Type => "type",
            Self::Is => "is",
            Self::Since => "since",
            Self::Until => "until",
        }
    }

    /// What is wrong with a word that names this filter.
    pub fn misread(self, field: &str, word: &str) -> FieldError {
        FieldError::new(field, Problem::Filter { word: word.to_owned(), key: self })
    }
}

impl Query {
    /// The first thing that is wrong with it is said; `field` is where it was typed.
    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        let now = typed.chars().count();
        if now > QUERY_MOST {
            return Err(FieldError::new(field, Problem::TooLong { most: QUERY_MOST, now }));
        }
        let tokens = tokens(typed);
        if tokens.len() > WORDS_MOST {
            return Err(FieldError::new(field, Problem::TooMany { most: WORDS_MOST, now: tokens.len() }));
        }
        let mut query = Self::default();
        for Token { turned, quoted, text } in tokens {
            let named = if quoted { None } else { filter(&text) };
            if let Some((key, value)) = named {
                let test = test(key, value).ok_or_else(|| key.misread(field, &text))?;
                query.filters.push(Filter { word: text, turned, test });
                continue;
            }
            let word = fold(&text);
            let words = if turned { &mut query.without } else { &mut query.words };
            if !word.is_empty() && !words.contains(&word) {
                words.push(word);
            }
        }
        Ok(query)
    }

    /// It says nothing.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.without.is_empty() && self.filters.is_empty()
    }
}

/// What stands between blanks, or between quotation marks.
struct Token {
    turned: bool,
    quoted: bool,
    text: String,
}

fn tokens(typed: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() {
        // A hyphen by itself is a word.
        let turned = rest.starts_with('-') && rest[1..].starts_with(|c: char| !c.is_whitespace());
        if turned {
            rest = &rest[1..];
        }
        let quoted = is_quote(rest.chars().next());
        let (text, after) = if quoted { up_to_quote(rest) } else { up_to_blank(rest) };
        tokens.push(Token { turned, quoted, text });
        rest = after.trim_start();
    }
    tokens.retain(|token| !token.text.trim().is_empty());
    tokens
}

fn is_quote(c: Option<char>) -> bool {
    matches!(c, Some('"' | '\u{201c}'..='\u{201e}' | '«'))
}

fn ends_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '»')
}

/// One that is never closed goes to the end.
fn up_to_quote(rest: &str) -> (String, &str) {
    let inside = rest.char_indices().nth(1).map_or("", |(at, _)| &rest[at..]);
    match inside.char_indices().find(|(_, c)| ends_quote(*c)) {
        Some((at, c)) => (inside[..at].to_owned(), &inside[at + c.len_utf8()..]),
        None => (inside.to_owned(), ""),
    }
}

/// A filter's value may be quoted: `service:"Mail server"`.
fn up_to_blank(rest: &str) -> (String, &str) {
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    if let Some(colon) = rest[..end].find(':')
        && filter(&rest[..end]).is_some()
        && is_quote(rest[colon + 1..].chars().next())
    {
        let (value, after) = up_to_quote(&rest[colon + 1..]);
        return (format!("{}:{value}", &rest[..colon]), after);
    }
    (rest[..end].to_owned(), &rest[end..])
}

fn filter(text: &str) -> Option<(Key, &str)> {
    let (name, value) = text.split_once(':')?;
    let key = Key::ALL.into_iter().find(|key| name.eq_ignore_ascii_case(key.code()))?;
    Some((key, value))
}

fn test(key: Key, value: &str) -> Option<Test> {
    let folded = fold(value);
    if folded.is_empty() {
        return None;
    }
    Some(match key {
        Key::Status => Test::Status(match folded.as_str() {
            "open" => Status::ALL.into_iter().filter(|status| status.is_open()).collect(),
            "ended" => Status::ALL.into_iter().filter(|status| status.is_final()).collect(),
            listed => several(listed, Status::from_code)?,
        }),
        Key::Priority => Test::Priority(several(&folded, |code| {
            Priority::ALL.into_iter().find(|priority| priority.code().eq_ignore_ascii_case(code))
        })?),
        Key::Service => Test::Service(folded),
        Key::Owner => Test::Owner(match folded.as_str() {
            "me" => Owner::Me,
            "none" | "nobody" => Owner::Nobody,
            _ => Owner::Named(folded),
        }),
        Key::Type => Test::Type(several(&folded.replace(['-', ' '], "_"), |code| {
            IncidentType::ALL.into_iter().find(|kind| kind.code() == code)
        })?),
        Key::Is => Test::Is(is(&folded)?),
        Key::Since => Test::Since(when(&folded)?),
        Key::Until => Test::Until(when(&folded)?),
    })
}

fn several<T>(listed: &str, one: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    listed.split(',').map(one).collect()
}

fn is(word: &str) -> Option<Is> {
    Some(match word {
        "open" => Is::Open,
        "ended" => Is::Ended,
        "held" | "hold" => Is::Held,
        "overdue-hold" => Is::OverdueHold,
        "major" => Is::Major,
        "restricted" => Is::Restricted,
        "unverified" => Is::Unverified,
        "reopened" => Is::Reopened,
        "published" => Is::Published,
        _ => return None,
    })
}

fn when(word: &str) -> Option<When> {
    match word {
        "today" => return Some(When::DaysBack(0)),
        "yesterday" => return Some(When::DaysBack(1)),
        _ => {}
    }
    let is_day = word.len() == 10
        && word
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if is_day { Some(When::Day(word.to_owned())) } else { span_typed(word).map(When::Ago) }
}
