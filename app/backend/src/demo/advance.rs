//! Moves the time of a demonstration on: whatever is due by then happens at once, as if one had waited. Sessions and
//! limits look at real time and do not notice. There is one way only: what was promised for three o'clock is late
//! when it is four.

use domain::Refusal;
use domain::permissions::{Action, Object};
use domain::time::{DAY, Moment};

use crate::Backend;
use crate::caller::{Caller, must_be_permitted};
use crate::error::Result;
use crate::storage::{Tx, is_demonstration};
use crate::time_text::Reader;

/// In one step, and in all: calendars have an end.
pub const ADVANCED_MOST: i64 = 3_660 * DAY;

impl Backend {
    /// Only the command line comes here, and nowhere but to a demonstration. Answers what time it is now, in words.
    pub async fn advance(&self, caller: &Caller, milliseconds: i64) -> Result<String> {
        let (caller, most) = (caller.clone(), ADVANCED_MOST - self.storage().moved());
        let advance = move |tx: &mut Tx<'_>| {
            must_be_permitted(&caller.actor(tx)?, Action::MoveTime, Object::Desk)?;
            if !is_demonstration(tx)? {
                return Err(Refusal::NoDemonstration.into());
            }
            if !(1..=most).contains(&milliseconds) {
                return Err(Refusal::TooFar.into());
            }
            tx.move_time(milliseconds)
        };
        self.storage().write(advance).await?;
        let now = Moment(self.storage().now());
        Ok(Reader::new(None, &self.settings()?.zone, now).in_full(now))
    }
}
