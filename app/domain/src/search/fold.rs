//! Folding: case, accents, widths and the several ways of writing one letter are made one. Latin, Greek and Cyrillic
//! accents and vowel points fall away; the marks of kana and of Indian scripts make other letters and stay.

use unicode_normalization::char::decompose_compatible;

/// A folded text that remembers where in the original each of its bytes came from.
pub struct Folded {
    pub text: String,
    /// For each byte of `text`, and for its end, the byte of the original at which its character began.
    places: Vec<usize>,
    length: usize,
}

/// The text as search compares it. It holds no line end: those may stand between texts that are to stay apart.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    each(text, |_, c| push(&mut folded, c));
    trimmed(&mut folded);
    folded
}

impl Folded {
    pub fn of(text: &str) -> Self {
        let (mut folded, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
        each(text, |at, c| {
            push(&mut folded, c);
            places.resize(folded.len(), at);
        });
        trimmed(&mut folded);
        places.truncate(folded.len());
        places.push(text.len());
        Self { text: folded, places, length: text.len() }
    }

    /// The bytes of the original that became these, with the marks that belong to its last character.
    pub fn original(&self, folded: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let start = self.places.get(folded.start).copied().unwrap_or(self.length);
        let last = self.places.get(folded.end.saturating_sub(1)).copied().unwrap_or(start);
        let after = self.places[folded.end.min(self.places.len())..].iter().find(|place| **place > last);
        start..after.copied().unwrap_or(self.length)
    }
}

/// White space becomes one blank, and none at the beginning.
fn push(folded: &mut String, c: char) {
    if c != ' ' || !(folded.is_empty() || folded.ends_with(' ')) {
        folded.push(c);
    }
}

fn trimmed(folded: &mut String) {
    folded.truncate(folded.trim_end().len());
}

fn each(text: &str, mut emit: impl FnMut(usize, char)) {
    for (at, c) in text.char_indices() {
        if c.is_ascii() {
            emit(at, if c.is_whitespace() || c.is_control() { ' ' } else { c.to_ascii_lowercase() });
        } else {
            decompose_compatible(c, |part| one(part, &mut |c| emit(at, c)));
        }
    }
}

fn one(part: char, emit: &mut impl FnMut(char)) {
    for c in part.to_lowercase() {
        match c {
            c if c.is_whitespace() || c.is_control() => emit(' '),
            c if falls_away(c) => {}
            'ß' => ['s', 's'].into_iter().for_each(&mut *emit),
            'æ' => ['a', 'e'].into_iter().for_each(&mut *emit),
            'œ' => ['o', 'e'].into_iter().for_each(&mut *emit),
            'ø' => emit('o'),
            'đ' | 'ð' => emit('d'),
            'ł' => emit('l'),
            'ı' => emit('i'),
            'ς' => emit('σ'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => emit('-'),
            '\u{2018}'..='\u{201b}' => emit('\''),
            '\u{201c}'..='\u{201f}' | '«' | '»' => emit('"'),
            c => emit(c),
        }
    }
}

/// Accents, vowel points, and what is shown as nothing.
fn falls_away(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}')
        || matches!(c, '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
        || matches!(c, '\u{20d0}'..='\u{20f0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}
