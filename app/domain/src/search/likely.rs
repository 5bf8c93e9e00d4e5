//! Which of the incidents that visitors may read about is likely the one that somebody is about to report: compared by
//! what the line itself says, as search would find it.

use std::cmp::Reverse;

use super::fold;
use crate::view::public::KnownLine;

/// Shorter words say nothing.
const LETTERS_LEAST: usize = 3;
/// Neither do these.
const EMPTY_WORDS: [&str; 18] = [
    "the", "and", "not", "can", "cannot", "for", "are", "does", "with", "from", "have", "has", "any", "our", "but",
    "out", "this", "work",
];

/// The lines in the order in which they are worth a look; those that fit as little as any other stay as they were.
pub fn likeliest(lines: &[KnownLine], typed: &str, service: &str) -> Vec<KnownLine> {
    let words = words(typed);
    let mut lines = lines.to_vec();
    lines.sort_by_cached_key(|line| {
        let chosen = !service.is_empty() && line.service == service;
        let said = fold(&format!("{} {}", line.public_title.as_deref().unwrap_or_default(), line.service));
        let found = words.iter().filter(|word| said.contains(word.as_str())).count();
        Reverse((chosen, found))
    });
    lines
}

/// "phones" is sought as "phone".
pub(super) fn words(typed: &str) -> Vec<String> {
    let folded = fold(typed);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= LETTERS_LEAST);
    let stem =
        |word: &str| word.strip_suffix('s').filter(|stem| stem.len() >= LETTERS_LEAST).unwrap_or(word).to_owned();
    words.filter(|word| !EMPTY_WORDS.contains(word)).map(stem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(service: &str, title: &str) -> KnownLine {
        let public_title = (!title.is_empty()).then(|| title.to_owned());
        KnownLine {
            number: format!("INC-{service}"),
            service: service.to_owned(),
            public_title,
            workaround: Some("Call the phone of the porter".to_owned()),
            state: String::new(),
            since: crate::view::TimeView::default(),
            people: 1,
            updated: crate::view::TimeView::default(),
            steps: Vec::new(),
            id: None,
        }
    }

    fn order(typed: &str, service: &str) -> Vec<String> {
        let lines =
            [line("Accounts", "Nobody can sign in"), line("E-mail", ""), line("Büro-Drucker", ""), line("Phones", "")];
        likeliest(&lines, typed, service).into_iter().map(|line| line.service).collect()
    }

    #[test]
    fn what_ana_types_and_chooses_brings_the_line_of_her_problem_up() {
        assert_eq!(order("", ""), ["Accounts", "E-mail", "Büro-Drucker", "Phones"]);
        assert_eq!(order("No mail in Outlook", "")[0], "E-mail");
        assert_eq!(order("der drucker im BURO geht nicht", "")[0], "Büro-Drucker");
        assert_eq!(order("All phones are dead", "")[0], "Phones", "what the workaround says counts for nothing");
        assert_eq!(order("No mail in Outlook", "Phones")[..2], ["Phones", "E-mail"], "the choice counts most");
        assert_eq!(order("This does not work, and it is out", ""), order("", ""));
    }
}
