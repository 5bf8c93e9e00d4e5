//! Search, as far as it is a rule: how texts are made comparable, what a query means, where it fits. Pure; which texts
//! there are and who may read them is the business of whoever asks.
//!
//! A text that is to be found, and a word that is sought, are folded alike; then finding is looking for one inside the
//! other, and parts of words, Chinese and Japanese, hyphens, file names and addresses need no rule of their own.

#![deny(clippy::wildcard_enum_match_arm)]

mod alike;
mod fold;
mod jump;
mod likely;
mod matching;
mod query;

pub use alike::alike;
pub use fold::{Folded, fold};
pub use jump::number;
pub use likely::likeliest;
pub use matching::{Place, Points, marked, pieces_of, place_of};
pub use query::{Filter, Is, Key, Owner, QUERY_MOST, Query, Test, WORDS_MOST, When};
