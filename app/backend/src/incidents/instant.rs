//! What a field of date and time means: the zone in which its reader is shown times. Browsers know no zones but their own.

use domain::field::Problem;
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::time::Moment;

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::time_text::Reader;

impl Backend {
    /// `typed` as `2026-11-23T14:20`; `field` is named by the refusal.
    pub fn instant(&self, caller: &Caller, field: &str, typed: &str) -> Result<Moment> {
        let (settings, now) = (self.settings()?, Moment(self.storage().now()));
        let reader = self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            Reader::of(read, &actor, &settings, now)
        })?;
        let field = field.chars().take(FIELD_MOST).collect::<String>();
        Ok(reader.typed(typed).ok_or_else(|| Refusal::field(&field, Problem::Malformed))?)
    }
}

/// Longest name of a field that is said back.
const FIELD_MOST: usize = 40;
