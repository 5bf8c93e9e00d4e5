//! What a page still has to fetch after live changes. One fetch is under way at a time, and each begins after the
//! answer before it was shown, so that an older answer never covers a newer one. A fetch that failed is wanted still.

use std::collections::BTreeSet;
use std::time::Duration;

use super::NUMBERS_MOST;

/// With more cards than this to fetch, the page is fetched as a whole.
const SINGLE_MOST: usize = 2 * NUMBERS_MOST;
const FIRST_RETRY: Duration = Duration::from_secs(1);
const LONGEST_RETRY: Duration = Duration::from_secs(30);

/// One fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Batch {
    /// At most `NUMBERS_MOST`.
    Cards(Vec<String>),
    Everything,
}

#[derive(Debug, Default)]
pub struct Renewals {
    cards: BTreeSet<String>,
    everything: bool,
    under_way: Option<Batch>,
    failures: u32,
}

impl Renewals {
    pub fn want(&mut self, numbers: impl IntoIterator<Item = String>) {
        self.cards.extend(numbers);
        if self.cards.len() > SINGLE_MOST {
            self.want_everything();
        }
    }

    pub fn want_everything(&mut self) {
        self.everything = true;
        self.cards.clear();
    }

    /// The next fetch; `None` while one is under way or nothing is wanted.
    pub fn begin(&mut self) -> Option<Batch> {
        if self.under_way.is_some() {
            return None;
        }
        let batch = if std::mem::take(&mut self.everything) {
            Batch::Everything
        } else {
            let numbers: Vec<_> = std::iter::from_fn(|| self.cards.pop_first()).take(NUMBERS_MOST).collect();
            (!numbers.is_empty()).then_some(Batch::Cards(numbers))?
        };
        self.under_way = Some(batch.clone());
        Some(batch)
    }

    pub fn succeeded(&mut self) {
        self.under_way = None;
        self.failures = 0;
    }

    /// Answers after how long to begin again.
    pub fn failed(&mut self) -> Duration {
        match self.under_way.take() {
            Some(Batch::Cards(numbers)) if !self.everything => self.want(numbers),
            Some(_) => self.want_everything(),
            None => {}
        }
        let wait = FIRST_RETRY * 2_u32.pow(self.failures.min(5));
        self.failures += 1;
        wait.min(LONGEST_RETRY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cards(numbers: &[&str]) -> Batch {
        Batch::Cards(numbers.iter().map(|number| (*number).to_owned()).collect())
    }

    #[test]
    fn an_answer_is_shown_before_the_next_is_asked_for() {
        let mut renewals = Renewals::default();
        renewals.want(["INC-1".to_owned()]);
        assert_eq!(renewals.begin(), Some(cards(&["INC-1"])));
        renewals.want(["INC-1".to_owned(), "INC-2".to_owned()]);
        assert_eq!(renewals.begin(), None, "Rui's undo waits for the answer about his press");
        renewals.succeeded();
        assert_eq!(renewals.begin(), Some(cards(&["INC-1", "INC-2"])));
        renewals.succeeded();
        assert_eq!(renewals.begin(), None);
    }

    #[test]
    fn what_could_not_be_fetched_is_wanted_still_and_asked_for_ever_more_rarely() {
        let mut renewals = Renewals::default();
        renewals.want(["INC-1".to_owned()]);
        renewals.begin();
        renewals.want(["INC-2".to_owned()]);
        assert_eq!(renewals.failed(), Duration::from_secs(1));
        assert_eq!(renewals.begin(), Some(cards(&["INC-1", "INC-2"])));
        assert_eq!(renewals.failed(), Duration::from_secs(2));
        for _ in 0..9 {
            renewals.begin();
            renewals.failed();
        }
        assert_eq!(renewals.failed(), LONGEST_RETRY);
        renewals.begin();
        renewals.succeeded();
        renewals.want_everything();
        renewals.begin();
        assert_eq!(renewals.failed(), FIRST_RETRY);
        assert_eq!(renewals.begin(), Some(Batch::Everything));
    }

    #[test]
    fn a_storm_of_changes_is_one_fetch_of_everything() {
        let mut renewals = Renewals::default();
        renewals.want((0..=SINGLE_MOST).map(|at| format!("INC-{at}")));
        assert_eq!(renewals.begin(), Some(Batch::Everything));
        renewals.succeeded();
        assert_eq!(renewals.begin(), None);
        renewals.want((0..SINGLE_MOST).map(|at| format!("INC-{at}")));
        let Some(Batch::Cards(first)) = renewals.begin() else { panic!("cards first") };
        assert_eq!(first.len(), NUMBERS_MOST);
    }
}
