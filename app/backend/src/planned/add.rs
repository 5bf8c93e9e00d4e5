use domain::Refusal;
use domain::field::Problem;
use domain::ids::PlannedId;
use domain::permissions::{Action, Object};
use domain::time::Moment;

use super::draft::Parsed;
use super::{PlannedDraft, PlannedRecord, STANDING_MOST};
use crate::error::Result;
use crate::journal::Fact;
use crate::settings::Settings;
use crate::stamps::Stamps;
use crate::time_text::Reader;
use crate::{Backend, Caller};

impl Backend {
    pub async fn add_planned(&self, caller: &Caller, draft: PlannedDraft) -> Result<PlannedId> {
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        self.storage()
            .write(move |tx| {
                let actor = caller.may_on(tx, Action::Change, Object::Planned)?;
                let reader = Reader::of(tx, &actor, &Settings::load(tx, &fixed)?, Moment(tx.now()))?;
                let Parsed { services, begins, ends, words, note } = draft.parse(tx, reader, None)?;
                let standing = PlannedRecord::standing(tx)?.len();
                if standing >= STANDING_MOST {
                    let full = Problem::TooMany { most: STANDING_MOST, now: standing + 1 };
                    return Err(Refusal::field("words", full).into());
                }
                let (ended, remind, told, stamps) = (None, Vec::new(), Vec::new(), Stamps::default());
                let id = PlannedId(tx.random_id());
                let record = PlannedRecord { id, services, words, note, begins, ends, ended, remind, told, stamps };
                record.save(tx, None)?;
                let on = record.on(tx)?;
                caller.note(tx, &actor, &Fact::PlannedAdded { on, words: record.words })?;
                Ok(record.id)
            })
            .await
    }
}
