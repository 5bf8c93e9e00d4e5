//! How much two short texts speak of the same: the words that are in both, of those that are in either (Jaccard), folded
//! as search folds them.

use std::collections::BTreeSet;

use super::likely::words;

/// Of a hundred words in either, so many are in both; 0 where one of them says nothing.
pub fn alike(one: &str, other: &str) -> u32 {
    let of = |text: &str| words(text).into_iter().collect::<BTreeSet<_>>();
    let (one, other) = (of(one), of(other));
    let (both, either) = (one.intersection(&other).count(), one.union(&other).count());
    let share = (both * 100).checked_div(either);
    share.and_then(|share| u32::try_from(share).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_share_of_words_in_both() {
        assert_eq!(alike("Mail queue is full", "MAIL QUEUE FULL again"), 75, "short words say nothing");
        assert_eq!(alike("Drucker im Büro", "Der Drucker im buro"), 66);
        assert_eq!(alike("Phones are dead", "Nobody can print"), 0);
        assert_eq!(alike("", ""), 0);
        assert_eq!(alike("phones", "phone"), 100);
    }
}
