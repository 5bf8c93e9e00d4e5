//! Going away: what somebody has goes to others, each incident to one person, in one press. It is decided as if each were
//! given by itself, so who gets it is told, and whoever may not see it cannot; one that cannot go stops all of them, and
//! nothing is given.

use std::collections::BTreeMap;

use domain::Refusal;
use domain::field::{FieldError, Problem};
use domain::ids::PersonId;
use domain::incident::{Incident, Press};
use domain::locale::Locale;
use domain::permissions::{Action, Actor};
use domain::time::Moment;
use domain::view::Choice;
use domain::view::hand_over::{HandOverPage, HandOverRow, field};

use crate::Backend;
use crate::caller::Caller;
use crate::duty::away;
use crate::error::{Error, Result};
use crate::incidents::board::staff;
use crate::incidents::change::change;
use crate::incidents::{ChangeRequest, index, open_incidents_of_person};
use crate::people::active_staff;
use crate::settings::Settings;
use crate::storage::{Read, Tx};
use crate::time_text::Reader;

/// Incidents that one page lists and one press gives: they are one transaction, which others wait for.
pub const GIVEN_MOST: usize = 100;

/// As posted: ids of people, empty for "keep it".
#[derive(Clone, Debug, Default)]
pub struct GiveAway {
    /// Whoever gets what is given to nobody by itself.
    pub all: String,
    /// By number.
    pub each: BTreeMap<String, String>,
}

impl Backend {
    /// How many open incidents the caller has.
    pub fn open_incidents_held(&self, caller: &Caller) -> Result<u64> {
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            Ok(open_incidents_of_person(read, actor.person_id().ok_or(Error::Denied)?)?.len() as u64)
        })
    }

    pub fn hand_over_page(&self, caller: &Caller) -> Result<HandOverPage> {
        let (settings, now) = (self.settings()?, Moment(self.storage().now()));
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            let me = actor.person_id().ok_or(Error::Denied)?;
            let reader = Reader::of(read, &actor, &settings, now)?;
            let (mine, away) = (held(read, me)?, away(read, now)?);
            let named = |choice: Choice| {
                let until = choice.id.parse::<PersonId>().ok().and_then(|person| away.get(&person));
                let name = until.map(|until| Locale::English.away_until(&choice.name, &reader.time(*until).text));
                Choice { name: name.unwrap_or(choice.name), ..choice }
            };
            let people = active_staff(read)?.into_iter().filter(|person| person.id != me).collect::<Vec<_>>();
            let more = mine.len().saturating_sub(GIVEN_MOST) as u64;
            let rows = mine.into_iter().take(GIVEN_MOST).map(|incident| HandOverRow {
                number: incident.number.to_string(),
                priority: incident.shown_priority(),
                roles: Locale::English.roles_held(
                    incident.owner == Some(me),
                    incident.incident_manager == Some(me),
                    incident.communications_lead == Some(me),
                ),
                title: incident.title,
            });
            let rows = rows.collect();
            Ok(HandOverPage {
                as_of: reader.time(now),
                rows,
                more,
                people: staff(&people).into_iter().map(named).collect(),
            })
        })
    }

    /// Answers how many went to somebody. What is not one's own any more stays where it is.
    pub async fn give_away(&self, caller: &Caller, typed: GiveAway) -> Result<usize> {
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        let give = move |tx: &mut Tx<'_>| {
            let actor = caller.may(tx, Action::ReadBoard)?;
            let me = actor.person_id().ok_or(Error::Denied)?;
            let settings = Settings::load(tx, &fixed)?;
            let (mut given, mut errors) = (0, Vec::new());
            for incident in held(tx, me)?.into_iter().take(GIVEN_MOST) {
                let number = incident.number.to_string();
                let own = typed.each.get(&number).map(|typed| typed.trim()).filter(|typed| !typed.is_empty());
                let (name, typed) = match own {
                    Some(own) => (field(&number), own),
                    None => ("all".to_owned(), typed.all.trim()),
                };
                if typed.is_empty() {
                    continue;
                }
                match give(tx, &actor, &incident, typed, &settings) {
                    Ok(()) => given += 1,
                    Err(Error::Refused(Refusal::Fields(fields))) => {
                        // Of one that was given with all the others its own field says so.
                        let name =
                            if name == "all" && typed.parse::<PersonId>().is_ok() { field(&number) } else { name };
                        errors.extend(fields.into_iter().map(|error| FieldError::new(&name, error.problem)));
                    }
                    Err(other) => return Err(other),
                }
            }
            errors.dedup();
            match (given, errors.is_empty()) {
                (_, false) => Err(Refusal::Fields(errors).into()),
                (0, true) => Err(Refusal::field("all", Problem::Missing).into()),
                (given, true) => Ok(given),
            }
        };
        self.storage().write(give).await
    }
}

/// Open incidents on which they hold a role, the one reported first before the others.
fn held(read: &dyn Read, person: PersonId) -> Result<Vec<Incident>> {
    let mut held = Vec::new();
    for id in open_incidents_of_person(read, person)? {
        held.extend(index::find(read, id)?);
    }
    held.sort_by_key(|incident| (incident.shown_priority().is_none(), incident.shown_priority(), incident.reported_at));
    Ok(held)
}

/// Every role that the actor has there. The last of those that command goes last: with it goes the right to give them.
fn give(tx: &mut Tx<'_>, actor: &Actor, incident: &Incident, to: &str, settings: &Settings) -> Result<()> {
    let me = actor.person_id();
    let person = to.parse::<PersonId>().map_err(|_| Refusal::field("owner", Problem::Unknown))?;
    if Some(person) == me {
        return Err(Refusal::field("owner", Problem::NotEligible).into());
    }
    let to = Some(person);
    let roles = [
        (incident.owner, Press::Assign { owner: to }),
        (incident.communications_lead, Press::NameCommunicationsLead { person: to }),
        (incident.incident_manager, Press::NameManager { person: to }),
    ];
    for (_, press) in roles.into_iter().filter(|(holder, _)| *holder == me) {
        let number = incident.number.to_string();
        let request = ChangeRequest { number, press: press.clone(), also: None, seen: None, nonce: String::new() };
        change(tx, actor, &request, &press, settings)?;
    }
    Ok(())
}
