//! The letter of the day before, where somebody ticked it.

use domain::ids::PlannedId;
use domain::permissions::{Action, Actor, Object, Task};
use domain::planned::Telling;
use domain::time::Moment;

use super::PlannedRecord;
use super::tell::tell;
use crate::caller::must_be_permitted;
use crate::error::Result;
use crate::storage::Tx;

pub(crate) fn remind(tx: &mut Tx<'_>, planned: PlannedId) -> Result<()> {
    let Some(found) = PlannedRecord::find(tx, planned)? else { return Ok(()) };
    let actor = Actor::system(Task::Timers);
    must_be_permitted(&actor, Action::TellStakeholders, Object::Planned)?;
    let mut reminded = PlannedRecord { remind: Vec::new(), ..found.clone() };
    // After a long outage it may have begun: who reads of it then reads of no tomorrow.
    if Telling::DayBefore.holds(found.stage(Moment(tx.now())), found.end()) {
        tell(tx, &mut reminded, Telling::DayBefore, &found.remind, actor.who)?;
    }
    reminded.save(tx, Some(&found))
}
