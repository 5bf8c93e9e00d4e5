//! What an answer means for a push.

use super::send::Answer;
use crate::delivery::Next;
use crate::error::Result;
use crate::pushes::{PushRecord, PushState};
use crate::storage::Tx;

pub(super) fn settle(tx: &mut Tx<'_>, id: u64, answer: &Answer) -> Result<()> {
    let Some(mut push) = PushRecord::find(tx, id)? else { return Ok(()) };
    push.answer = answer.words();
    match answer {
        Answer::Status(200..=299) => {
            push.turn().end(tx);
            push.state = PushState::Delivered;
        }
        // It says that the same would be refused again.
        Answer::Status(400..=407 | 409..=428 | 430..=499) | Answer::Private => {
            let now = tx.now();
            push.turn().count_try(now);
            push.turn().drop_out(tx);
            push.state = PushState::Failed;
        }
        Answer::Status(_) | Answer::Trouble(_) => {
            if push.turn().put_off(tx) == Next::Over {
                push.turn().drop_out(tx);
                push.state = PushState::Failed;
            }
        }
    }
    push.save(tx)
}

/// Nothing of it is to be said any more.
pub(super) fn drop_out(tx: &mut Tx<'_>, push: &mut PushRecord) {
    push.turn().drop_out(tx);
    push.state = PushState::Dropped;
}
