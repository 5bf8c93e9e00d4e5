use domain::Refusal;
use domain::action::{ActionNews, Deed};
use domain::field::Problem;
use domain::ids::ActionId;
use domain::incident::Incident;
use domain::permissions::{Action, Actor};
use domain::time::Moment;

use super::draft::Parsed;
use super::gate::may_hear;
use super::ring::tell;
use super::{ActionDraft, ActionRecord, OF_INCIDENT_MOST, actions_of};
use crate::error::{Error, Result};
use crate::incidents::open_gate;
use crate::settings::Settings;
use crate::stamps::Stamps;
use crate::storage::Tx;
use crate::time_text::Reader;
use crate::{Backend, Caller};

impl Backend {
    pub async fn add_action(&self, caller: &Caller, draft: ActionDraft) -> Result<ActionId> {
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        self.storage()
            .write(move |tx| {
                let actor = caller.may(tx, Action::ReadBoard)?;
                let incident = incident(tx, &actor, draft.number.trim())?;
                let reader = Reader::of(tx, &actor, &Settings::load(tx, &fixed)?, Moment(tx.now()))?;
                let Parsed { words, kind, owner, due, prevents, watch_days } =
                    draft.parse(tx, reader, &incident, None)?;
                let of_it = actions_of(tx, incident.id)?.len();
                if of_it >= OF_INCIDENT_MOST {
                    let full = Problem::TooMany { most: OF_INCIDENT_MOST, now: of_it + 1 };
                    return Err(Refusal::field("words", full).into());
                }
                let mut record = ActionRecord {
                    id: ActionId(tx.fresh_id(crate::storage::Table::Actions)?),
                    incident: incident.id,
                    kind,
                    words,
                    owner,
                    due,
                    prevents,
                    watch_days,
                    ended: None,
                    questions: Vec::new(),
                    rang: Vec::new(),
                    history: Vec::new(),
                    stamps: Stamps::default(),
                };
                record.rings_from(Moment(tx.now()));
                record.note(Moment(tx.now()), actor.who, Deed::Added);
                record.save(tx, None)?;
                if actor.person_id() != Some(owner) {
                    tell(tx, &record, ActionNews::Given, &[owner], actor.who)?;
                }
                Ok(record.id)
            })
            .await
    }
}

/// What cannot be seen is told from what is no number by nothing.
fn incident(tx: &Tx<'_>, actor: &Actor, number: &str) -> Result<Incident> {
    let problem = match number {
        "" => Problem::Missing,
        _ => match open_gate(tx, actor, number, Action::ChangeIncident) {
            Ok(incident) if may_hear(actor, &incident) => return Ok(incident),
            Ok(_) | Err(Error::NotFound | Error::Denied) => Problem::Unknown,
            Err(error) => return Err(error),
        },
    };
    Err(Refusal::field("number", problem).into())
}
