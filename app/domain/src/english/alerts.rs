//! Who is alerted of what nobody has taken: the words of timeline, board and page.

use crate::ids::PersonId;
use crate::locale::{Locale, Names};

/// Names that a line holds; of more it says how many.
const NAMED_MOST: usize = 3;

impl Locale {
    /// What the desk did, of the timeline.
    pub(super) fn alerted_further(self, people: &[PersonId], outside: bool, names: &dyn Names) -> String {
        let mut all: Vec<_> = people.iter().map(|person| names.person(*person)).collect();
        if outside {
            all.push(LAST_RESORT.to_owned());
        }
        format!("alerted {}: nobody had taken it", self.some_of(&all))
    }

    /// "Ana, Rui, Mara and 2 more".
    pub fn some_of(self, names: &[String]) -> String {
        let shown = names.iter().take(NAMED_MOST).map(String::as_str).collect::<Vec<_>>();
        match (shown.split_last(), names.len().saturating_sub(NAMED_MOST)) {
            (None, _) => "nobody".to_owned(),
            (Some((last, [])), _) => (*last).to_owned(),
            (Some((last, others)), 0) => format!("{} and {last}", others.join(", ")),
            (Some(_), more) => format!("{} and {more} more", shown.join(", ")),
        }
    }

    /// "alerted Rui 03:00, next: Mara at 03:10".
    pub fn alerted(self, who: &[String], at: &str, next: Option<(&[String], &str)>) -> String {
        let who = self.some_of(who);
        match next {
            Some((next, due)) => format!("alerted {who} {at}, next: {} at {due}", self.some_of(next)),
            None => format!("alerted {who} {at}, nobody is left to alert"),
        }
    }

    pub fn seen_by(self, who: &str, at: &str) -> String {
        format!("seen by {who} {at}, not taken yet")
    }
}

/// Whoever is reached when nobody else is, and has no account.
pub const LAST_RESORT: &str = "the person of last resort";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_three_and_counts_the_rest() {
        let named =
            |names: &[&str]| Locale::English.some_of(&names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>());
        assert_eq!(named(&[]), "nobody");
        assert_eq!(named(&["Rui"]), "Rui");
        assert_eq!(named(&["Rui", "Mara"]), "Rui and Mara");
        assert_eq!(named(&["Rui", "Mara", "Ada"]), "Rui, Mara and Ada");
        assert_eq!(named(&["Rui", "Mara", "Ada", "Nuno", "Ana"]), "Rui, Mara, Ada and 2 more");
    }
}
