//! What becomes of the letters that were queued before the copy with which this desk began (`mail/outbox/from_before.rs`).

use domain::permissions::{Action, Object, Section};

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::journal::{self, Fact};
use crate::outbox::from_before::{self, Fate};
use crate::storage::Tx;

impl Backend {
    /// Sends or drops them all, once; answers how many that were.
    pub async fn decide_old_letters(&self, caller: &Caller, fate: Fate) -> Result<u64> {
        let caller = caller.clone();
        let begin = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, Object::Settings(Section::Mail))?;
            let letters = from_before::count(tx)?;
            if letters > 0 {
                let fact = match fate {
                    Fate::Send => Fact::OldLettersSent { letters },
                    Fate::Drop => Fact::OldLettersDropped { letters },
                };
                journal::record(tx, actor.who, &fact)?;
            }
            Ok(letters)
        };
        let letters = self.storage().write(begin).await?;
        loop {
            let decided = self.storage().write(move |tx| from_before::decide(tx, fate)).await?;
            decided.log();
            if decided.letters == 0 {
                return Ok(letters);
            }
        }
    }
}
