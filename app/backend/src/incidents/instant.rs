//! What a field of date and time means: browsers know no zones but their own, and the desk has one.

use domain::field::Problem;
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::time::Moment;

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::time_text;

impl Backend {
    /// `typed` as `2026-11-23T14:20`; `field` is named by the refusal.
    pub fn instant(&self, caller: &Caller, field: &str, typed: &str) -> Result<Moment> {
        self.storage().read(|read| caller.may(read, Action::ReadBoard))?;
        let zone = time_text::zone(&self.settings()?.zone);
        let field = field.chars().take(FIELD_MOST).collect::<String>();
        Ok(time_text::typed(typed, zone).ok_or_else(|| Refusal::field(&field, Problem::Malformed))?)
    }
}

/// Longest name of a field that is said back.
const FIELD_MOST: usize = 40;
