//! What is wrong with one field of a form, as a code; `locale` says it in words.

use serde::{Deserialize, Serialize};

use crate::audience::AudienceKind;
use crate::incident::NoMerge;
use crate::refusal::Refusal;
use crate::search::Key;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: String,
    pub problem: Problem,
}

impl FieldError {
    pub fn new(field: &str, problem: Problem) -> Self {
        Self { field: field.to_owned(), problem }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    Missing,
    TooShort {
        least: usize,
    },
    TooLong {
        most: usize,
        now: usize,
    },
    /// Of things that are counted: ticks, lines, services.
    TooMany {
        most: usize,
        now: usize,
    },
    NotAnAddress,
    /// The choice is not among those offered (any more).
    Unknown,
    Taken,
    /// Not the word, number, zone, address or instant the field asks for.
    Malformed,
    /// Of what was pasted these lines are no name and address; the others were taken.
    Lines {
        first: String,
        more: usize,
    },
    InThePast,
    InTheFuture,
    /// The end of a span that lies at its beginning or before.
    BeforeItBegins,
    /// Something else happened in between, which stays where it is.
    OutOfTurn,
    /// An instant so far away that somebody mistyped it.
    TooFarOff,
    /// Password or sign-in does not match.
    Wrong,
    /// A password that is short or among the most used.
    Weak,
    /// A person who left, or whose role does not reach.
    NotEligible,
    /// Hours of one day that overlap.
    Overlapping,
    /// A turn of somebody else, which only they and managers give away.
    NotYours,
    /// It ends before it begins.
    Backwards,
    /// A service that would need itself.
    Circular,
    /// It leads into a network that is closed to others, and nobody said that it may.
    PrivateNetwork,
    /// A folder of the server that takes no copies.
    Folder(NoFolder),
    /// An incident that this one is not merged into.
    NoMerge(NoMerge),
    /// A word of a search that names a filter and does not say what the filter takes.
    Filter {
        word: String,
        key: Key,
    },
    /// Words for an audience that is not chosen.
    ReadByNobody,
    /// An audience of this kind is chosen, and none of the words are for it.
    NothingFor {
        kind: AudienceKind,
    },
    /// The number of an incident that its readers may not know of.
    NamesRestricted {
        number: String,
    },
    /// Another value was put there after the form was drawn.
    Overtaken {
        by: Changer,
        /// As a reader reads it; empty when there is nothing now.
        now: String,
        /// Of the record in which it says so: the form that shows it back is drawn at this one.
        revision: u64,
    },
}

/// Why copies cannot lie in a folder of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoFolder {
    Missing,
    NotAFolder,
    NotWritable,
    /// It would lie with the data it is a copy of.
    OfTheData,
}

/// Who put a value there, for whoever would overwrite it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Changer {
    /// The same person, on another page.
    You,
    /// By name.
    Person(String),
    Somebody,
}

/// Collects every problem of a form, so that the person sees all of them at once.
#[derive(Default)]
pub struct Fields {
    errors: Vec<FieldError>,
}

impl Fields {
    /// Keeps the value, or the error and `None`.
    pub fn take<T>(&mut self, parsed: Result<T, FieldError>) -> Option<T> {
        parsed.map_err(|error| self.errors.push(error)).ok()
    }

    /// The same of what was parsed field by field elsewhere; a refusal of another kind is left out.
    pub fn take_all<T>(&mut self, parsed: Result<T, Refusal>) -> Option<T> {
        match parsed {
            Ok(value) => return Some(value),
            Err(Refusal::Fields(errors)) => self.errors.extend(errors),
            Err(_) => {}
        }
        None
    }

    pub fn refuse(&mut self, field: &str, problem: Problem) {
        self.errors.push(FieldError::new(field, problem));
    }

    pub fn finish(self) -> Result<(), Refusal> {
        if self.errors.is_empty() { Ok(()) } else { Err(self.into_refusal()) }
    }

    pub fn into_refusal(self) -> Refusal {
        Refusal::Fields(self.errors)
    }
}
