//! The log's lines about letters: one for each answer, and for each letter that is not sent after all. They name a
//! letter by its number and hold no word of it and no address; of an answer its code only, for relays repeat addresses.
//! Whoever writes changes of letters hands these out and has them written once the change is durable.

use domain::ids::LetterId;
use domain::view::letters::LetterState;

use crate::mail::courier::Outcome;

/// How a letter stands after an answer.
pub(super) struct Settled {
    pub id: LetterId,
    pub state: LetterState,
    pub code: String,
}

impl Settled {
    pub fn log(&self) {
        let Self { id, state, code } = self;
        match state {
            LetterState::Accepted => tracing::info!(letter = %id, %code, "letter accepted"),
            LetterState::Kept => tracing::info!(letter = %id, "letter kept as a file"),
            LetterState::Deferred => tracing::info!(letter = %id, %code, "letter deferred"),
            LetterState::Failed => tracing::warn!(letter = %id, %code, "letter failed for good"),
            LetterState::Queued | LetterState::Sending => {}
        }
    }
}

/// What is not sent after all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GivenUp {
    /// A letter, with the reason in our own words.
    Letter { id: LetterId, why: &'static str },
    /// Letters that were not even written, because nobody is to be told any more.
    Unwritten { letters: usize },
}

impl GivenUp {
    pub(crate) fn log(&self) {
        match self {
            Self::Letter { id, why } => tracing::warn!(letter = %id, why, "letter given up"),
            Self::Unwritten { letters } => tracing::info!(letters, "not written: nobody is to be told any more"),
        }
    }
}

/// `550 5.1.1` of what a relay said; nothing of what it did not say.
pub(super) fn code_of(outcome: &Outcome) -> String {
    let is_code = |word: &&str| word.chars().all(|sign| sign.is_ascii_digit() || sign == '.');
    outcome.answer().split_whitespace().take(2).take_while(is_code).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_gets_the_code_of_an_answer_and_no_address() {
        let code = |answer: &str| code_of(&Outcome::Refused { answer: answer.to_owned() });
        assert_eq!(code("550 5.1.1 <ana@example.org>: no such user"), "550 5.1.1");
        assert_eq!(code("250 queued as 4F2"), "250");
        assert_eq!(code("kept as a file"), "");
    }
}
