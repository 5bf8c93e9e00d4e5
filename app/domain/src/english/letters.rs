//! Who was told, and how letters stand, in the same words wherever somebody reads of them.

use crate::ids::AudienceId;
use crate::locale::{Locale, Names};
use crate::view::letters::{Delivery, LetterState};

impl Locale {
    /// What a timeline says of an update. Of what was restricted its members got it, whatever audience was chosen.
    pub(super) fn told(self, audiences: &[AudienceId], told: (u32, u32), members: bool, names: &dyn Names) -> String {
        let (letters, lists) = told;
        let people = letters.saturating_sub(lists);
        if members {
            return format!("told its {}", self.count(people.into(), "member", "members"));
        }
        let to: Vec<_> = audiences.iter().map(|audience| names.audience(*audience)).collect();
        format!("told {}: {}", self.readers(people.into(), lists.into()), to.join(", "))
    }

    pub fn letter_standing(self, state: LetterState) -> &'static str {
        match state {
            LetterState::Queued => "waiting",
            LetterState::Sending => "on its way",
            LetterState::Accepted => "accepted",
            LetterState::Kept => "kept as a file",
            LetterState::Deferred => "tried again later",
            LetterState::Failed => "failed",
        }
    }

    /// All letters of one update: "0 of 3 delivered, waiting", "1 of 3 could not be delivered".
    pub fn delivery(self, of: &Delivery) -> String {
        let Delivery { letters, delivered, waiting, kept, failed, withheld } = *of;
        if failed > 0 && waiting + kept + withheld == 0 {
            return format!("{failed} of {letters} could not be delivered");
        }
        let mut words = format!("{delivered} of {letters} delivered");
        if waiting > 0 {
            words.push_str(", waiting");
        }
        if kept > 0 {
            words.push_str(&format!(", {}", self.count(kept.into(), "kept as a file", "kept as files")));
        }
        if failed > 0 {
            words.push_str(&format!(", {failed} could not be delivered"));
        }
        if withheld > 0 {
            words.push_str(&format!(", {withheld} not sent"));
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_three_letters_is_one_short_sentence() {
        let words = |delivered, waiting, kept, failed, withheld| {
            let letters = delivered + waiting + kept + failed + withheld;
            Locale::English.delivery(&Delivery { letters, delivered, waiting, kept, failed, withheld })
        };
        assert_eq!(words(0, 3, 0, 0, 0), "0 of 3 delivered, waiting");
        assert_eq!(words(2, 0, 0, 1, 0), "1 of 3 could not be delivered");
        assert_eq!(words(1, 1, 0, 1, 0), "1 of 3 delivered, waiting, 1 could not be delivered");
        assert_eq!(words(0, 0, 3, 0, 0), "0 of 3 delivered, 3 kept as files");
        assert_eq!(words(0, 0, 1, 0, 0), "0 of 1 delivered, 1 kept as a file");
        assert_eq!(words(2, 0, 0, 0, 1), "2 of 3 delivered, 1 not sent");
    }
}
