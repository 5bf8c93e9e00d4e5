//! "Ask for access" on the page of an incident that does not exist or may not be seen.
//! The answer is always the same: sent if it exists.

use domain::ids::PersonId;
use domain::permissions::{Action, Who};

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::{index, notices};
use crate::journal::{self, Fact};
use crate::storage::{Key, Read, Table, Tx};

/// One request per person and number in this time; more are answered alike and not sent.
const ASKED_AGAIN_AFTER: i64 = 15 * domain::time::MINUTE;

impl Backend {
    /// Writes to the members of a restricted incident of that number; says nothing about whether there is one.
    pub async fn ask_access(&self, caller: &Caller, number: &str) -> Result<()> {
        let (caller, number) = (caller.clone(), number.to_owned());
        self.storage()
            .write(move |tx| {
                let actor = caller.may(tx, Action::ReadBoard)?;
                let Who::Person(person) = actor.who else { return Err(Error::Denied) };
                let number = number.chars().take(20).collect::<String>();
                if asked_lately(tx, person, &number)? {
                    return Ok(());
                }
                tx.put(Table::Counters, asked_key(person, &number), tx.now().to_be_bytes());
                journal::record(tx, actor.who, &Fact::AccessAsked { number: number.clone() })?;
                let found = match index::find_by_number(tx, &number)? {
                    Some(incident) => Some(incident),
                    None => index::find_by_former_number(tx, &number)?,
                };
                match found {
                    Some(incident) if incident.restricted && !incident.is_member(person) => {
                        notices::access_asked(tx, &incident, person)
                    }
                    _ => Ok(()),
                }
            })
            .await
    }
}

fn asked_lately(tx: &Tx<'_>, person: PersonId, number: &str) -> Result<bool> {
    let last = tx.get(Table::Counters, &asked_key(person, number))?;
    let last = last.and_then(|b| b.try_into().ok()).map_or(i64::MIN, i64::from_be_bytes);
    Ok(tx.now() - ASKED_AGAIN_AFTER < last)
}

fn asked_key(person: PersonId, number: &str) -> Vec<u8> {
    Key::new().text("access asked").u64(person.0).text(number).done()
}
