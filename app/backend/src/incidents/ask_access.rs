//! "Ask for access" on the page of an incident that does not exist or may not be seen.
//! The answer is always the same: sent if it exists.

use domain::ids::PersonId;
use domain::permissions::{Action, Who};
use domain::time::MINUTE;
use serde::{Deserialize, Serialize};

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::{extra_notices, index};
use crate::journal::Fact;
use crate::storage::{Key, Read, Table, Tx};

/// One request per person and number in this time; more are answered alike and not sent.
const ASKED_AGAIN_AFTER: i64 = 15 * MINUTE;
/// Numbers that one person asks for in that time. Beyond them nothing is sent or kept, and the answer is the same: who
/// goes through all numbers there could be fills no journal.
const ASKED_MOST: usize = 10;

impl Backend {
    /// Writes to the members of a restricted incident of that number; says nothing about whether there is one.
    pub async fn ask_access(&self, caller: &Caller, number: &str) -> Result<()> {
        let (caller, number) = (caller.clone(), number.to_owned());
        self.storage()
            .write(move |tx| {
                let actor = caller.may(tx, Action::ReadBoard)?;
                let Who::Person(person) = actor.who else { return Err(Error::Denied) };
                let number = number.chars().take(20).collect::<String>();
                if !is_news(tx, person, &number)? {
                    return Ok(());
                }
                caller.note(tx, &actor, &Fact::AccessAsked { number: number.clone() })?;
                let found = match index::find_by_number(tx, &number)? {
                    Some(incident) => Some(incident),
                    None => index::find_by_former_number(tx, &number)?,
                };
                match found {
                    Some(incident) if incident.restricted && !incident.is_member(person) => {
                        extra_notices::access_asked(tx, &incident, person)
                    }
                    _ => Ok(()),
                }
            })
            .await
    }
}

/// What one person asked for lately, in one row.
#[derive(Default, Serialize, Deserialize)]
struct Asked {
    numbers: Vec<(String, i64)>,
}

/// Whether they ask for it anew, and not for too many; if so it is remembered.
fn is_news(tx: &mut Tx<'_>, person: PersonId, number: &str) -> Result<bool> {
    let (key, now) = (Key::new().text("asked lately").u64(person.0).done(), tx.real_now());
    let stored = tx.get(Table::Counters, &key)?;
    let mut asked = stored.and_then(|row| rmp_serde::from_slice::<Asked>(&row).ok()).unwrap_or_default();
    asked.numbers.retain(|(_, at)| now - ASKED_AGAIN_AFTER < *at);
    if asked.numbers.len() >= ASKED_MOST || asked.numbers.iter().any(|(before, _)| before == number) {
        return Ok(false);
    }
    asked.numbers.push((number.to_owned(), now));
    tx.put(Table::Counters, key, rmp_serde::to_vec_named(&asked).map_err(Error::internal)?);
    Ok(true)
}
