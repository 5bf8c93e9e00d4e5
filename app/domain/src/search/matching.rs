//! Where a folded word stands in a folded text, what that is worth, and which part of the text is shown.

use std::ops::Range;

use crate::search::Folded;
use crate::view::search::Piece;

/// Characters of a line that is shown, and how many of them before the first mark.
const SHOWN: usize = 180;
const SHOWN_BEFORE: usize = 60;

/// Where a word stands best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Inside,
    /// At the beginning of a word.
    Beginning,
}

/// What a word is worth by where it was found; the title counts most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    pub beginning: u32,
    pub inside: u32,
}

impl Points {
    pub const TITLE: Self = Self { beginning: 8, inside: 6 };
    /// The name of a service, or of somebody who has to do with it.
    pub const NAME: Self = Self { beginning: 5, inside: 5 };
    /// What its reporter wrote, and its public words.
    pub const REPORT: Self = Self { beginning: 4, inside: 3 };
    pub const ENTRY: Self = Self { beginning: 2, inside: 1 };

    pub fn at(self, place: Place) -> u32 {
        match place {
            Place::Beginning => self.beginning,
            Place::Inside => self.inside,
        }
    }
}

/// Both are folded.
pub fn place_of(text: &str, word: &str) -> Option<Place> {
    // Most texts hold it nowhere, and this is the fastest way to know.
    if !text.contains(word) {
        return None;
    }
    let begins = text.match_indices(word).any(|(at, _)| begins_a_word(text, at));
    Some(if begins { Place::Beginning } else { Place::Inside })
}

fn begins_a_word(text: &str, at: usize) -> bool {
    !text[..at].chars().next_back().is_some_and(char::is_alphanumeric)
}

/// The whole text with these folded words marked.
pub fn pieces_of(text: &str, words: &[String]) -> Vec<Piece> {
    cut(text, &hits(text, words), 0..text.len())
}

/// The part of the text around the first of these folded words, on one line, with all of them marked; `None` when none
/// of them is there.
pub fn marked(text: &str, words: &[String]) -> Option<Vec<Piece>> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let hits = hits(&text, words);
    let first = hits.first()?;
    let start = text[..first.start].char_indices().rev().take(SHOWN_BEFORE).last().map_or(first.start, |(at, _)| at);
    let end = text[start..].char_indices().nth(SHOWN).map_or(text.len(), |(at, _)| start + at);
    let mut pieces = cut(&text, &hits, start..end);
    let dots = || Piece { text: "…".to_owned(), hit: false };
    if start > 0 {
        pieces.insert(0, dots());
    }
    if end < text.len() {
        pieces.push(dots());
    }
    Some(pieces)
}

/// Where the words stand in the original, in order; what overlaps is one.
fn hits(text: &str, words: &[String]) -> Vec<Range<usize>> {
    let folded = Folded::of(text);
    let found = words.iter().flat_map(|word| folded.text.match_indices(word.as_str()));
    let mut all: Vec<_> = found.map(|(at, word)| folded.original(at..at + word.len())).collect();
    all.sort_by_key(|hit| (hit.start, hit.end));
    let mut hits: Vec<Range<usize>> = Vec::new();
    for hit in all {
        match hits.last_mut() {
            Some(last) if hit.start <= last.end => last.end = last.end.max(hit.end),
            _ => hits.push(hit),
        }
    }
    hits
}

fn cut(text: &str, hits: &[Range<usize>], shown: Range<usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = shown.start;
    let mut push = |from: usize, to: usize, hit: bool| {
        if from < to {
            pieces.push(Piece { text: text[from..to].to_owned(), hit });
        }
    };
    for hit in hits {
        let (start, end) = (hit.start.clamp(at, shown.end), hit.end.clamp(at, shown.end));
        push(at, start, false);
        push(start, end, true);
        at = end;
    }
    push(at, shown.end, false);
    pieces
}
