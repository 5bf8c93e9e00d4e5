//! Whether the data is whole: the pages as the engine wrote them and the rows as we wrote them. Asked of a copy, for the
//! engine looks at no page of a file that it has open.

use crate::Backend;
use crate::error::{Error, Result};
use crate::verify::{Verdict, verify};
use domain::Refusal;

/// What was found, and whether the pages were looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    pub verdict: Verdict,
    /// Bytes that a copy would have needed and that were free, where there was no room for it.
    pub no_room: Option<(u64, u64)>,
}

impl Backend {
    /// Blocks for as long as it takes. Without room for a copy the rows alone are looked at.
    pub fn verify_whole(&self) -> Result<Whole> {
        let rows = |no_room| {
            let verdict = self.storage().read(|read| verify(read))?;
            Ok(Whole { verdict, no_room })
        };
        let Some(folder) = &self.options().folder else { return rows(None) };
        match self.storage().ask_a_copy(folder, |copy| verify(copy)) {
            Ok(Ok(verdict)) => Ok(Whole { verdict, no_room: None }),
            Ok(Err(damaged)) => {
                let verdict = Verdict { differences: vec![damaged.to_string()], ..Verdict::default() };
                Ok(Whole { verdict, no_room: None })
            }
            Err(Error::Refused(Refusal::NoRoom { needed, free })) => rows(Some((needed, free))),
            Err(error) => Err(error),
        }
    }
}
