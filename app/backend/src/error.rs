//! How a use case ends when it does not succeed. The outside worlds (router, command line) turn these
//! into status codes and sentences; nothing here knows either. `NotFound` is also the answer for what
//! the caller may not see: the two must be impossible to tell apart.

use std::any::Any;
use std::fmt;

use domain::Refusal;

use crate::reference::Reference;

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// It does not exist, or not for this caller.
    #[error("not found")]
    NotFound,
    /// The caller must sign in first.
    #[error("signed out")]
    SignedOut,
    /// The caller sees the object but may not do this with it.
    #[error("denied")]
    Denied,
    /// A rule of the product says no, with a reason people can read.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The queue of writes is full; try again in a moment.
    #[error("busy")]
    Busy,
    /// The disk is full; nothing was changed, and everything can still be read.
    #[error("the disk is full")]
    DiskFull,
    /// A defect of ours; the log says more beside this reference.
    #[error("internal error {0}")]
    Internal(Reference),
    /// The disk or the database failed.
    #[error("storage: {0}")]
    Storage(String),
}

impl Error {
    /// Logs what happened beside a reference; only the reference leaves the process.
    pub fn internal(what: impl fmt::Display) -> Error {
        Error::Internal(Error::logged(what))
    }

    /// Tells the log; answers with the reference under which it stands there.
    pub(crate) fn logged(what: impl fmt::Display) -> Reference {
        let reference = Reference::of_this_work().unwrap_or_else(Reference::draw);
        tracing::error!(%reference, "internal error: {what}");
        reference
    }

    /// A failure of the disk, with a reference in the place of its words, which go to the log; any other as it is.
    /// Whoever answers somebody outside asks for this once.
    pub fn with_reference(self) -> Error {
        match self {
            Error::Storage(what) => Error::internal(format_args!("storage: {what}")),
            other => other,
        }
    }
}

/// What a panic said.
pub(crate) fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "without a message".to_owned())
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(refusal)
    }
}

/// One field that was typed wrongly; forms collect all of theirs and refuse once.
impl From<domain::field::FieldError> for Error {
    fn from(field: domain::field::FieldError) -> Error {
        Error::Refused(field.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_disk_says_stays_in_the_log() {
        let told = Error::Storage("/srv/data is full".to_owned()).with_reference();
        assert!(matches!(told, Error::Internal(_)), "{told}");
        assert_eq!(Error::NotFound.with_reference(), Error::NotFound);
    }
}
