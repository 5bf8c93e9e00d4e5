use domain::ids::IncidentId;

use super::record::{PushRecord, PushState, What, make_room};
use super::target::TargetRecord;
use crate::error::Result;
use crate::storage::{Table, Tx};

/// One push to each target, after the commit.
pub(crate) fn queue_alert(tx: &mut Tx<'_>, incident: IncidentId) -> Result<()> {
    for target in TargetRecord::all(tx)? {
        queue(tx, &target, What::Alert(incident))?;
    }
    Ok(())
}

pub(crate) fn queue_test(tx: &mut Tx<'_>, target: &TargetRecord) -> Result<()> {
    queue(tx, target, What::Test)
}

fn queue(tx: &mut Tx<'_>, target: &TargetRecord, what: What) -> Result<()> {
    make_room(tx)?;
    let mut push = PushRecord {
        id: tx.fresh_id(Table::Pushes)?,
        target: target.id,
        name: target.name.clone(),
        what,
        at: tx.now(),
        state: PushState::Waiting,
        tries: 0,
        first_tried_at: None,
        lease: None,
        queued_for: None,
        answer: String::new(),
    };
    push.turn().give_back(tx);
    push.save(tx)?;
    tx.wake_pushes();
    Ok(())
}
