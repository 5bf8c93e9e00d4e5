//! What a receipt says about when somebody answers.

use domain::locale::Locale;
use domain::time::Moment;
use serde::{Deserialize, Serialize};

/// What somebody waits for who reported; nothing of it where nothing can be said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FirstWord {
    /// When somebody reads it, where nobody does at once.
    pub read_from: Option<Moment>,
    pub answer_by: Option<Moment>,
    /// Nobody has confirmed the target that this comes from.
    pub aim: bool,
    /// Whom to call until it is read.
    pub phone: Option<String>,
}

impl FirstWord {
    /// In words, with its instants as they are read; what is past is told no more.
    pub fn words(&self, now: Moment, time: impl Fn(Moment) -> String) -> Option<String> {
        let ahead = |at: &Option<Moment>| at.filter(|at| *at > now).map(&time);
        let read = ahead(&self.read_from).map(|from| Locale::English.read_from(&from, self.phone.as_deref()));
        let answer = ahead(&self.answer_by).map(|by| Locale::English.answer_by(&by, self.aim));
        let words: Vec<_> = read.into_iter().chain(answer).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}
