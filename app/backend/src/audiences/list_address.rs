//! An address that goes on to several people, such as `all@example.org`: told as one list, without anything that belongs
//! to one of them.

use domain::Refusal;
use domain::field::Problem;
use domain::ids::{AudienceId, PersonId};
use domain::permissions::Action;

use super::AudienceRecord;
use super::record::is_member;
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::people::{PersonRecord, confirm_password};
use crate::{Backend, Caller};

impl Backend {
    /// Says of a member that it is a list, or one person after all. Whoever has an account is none.
    pub async fn mark_list(&self, caller: &Caller, audience: AudienceId, person: PersonId, list: bool) -> Result<()> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.may(tx, Action::SubscribeOthers)?;
                confirm_password::require(tx, &caller)?;
                let audience = AudienceRecord::find(tx, audience)?.ok_or(Error::NotFound)?;
                if !is_member(tx, audience.id, person)? {
                    return Err(Error::NotFound);
                }
                let mut record = PersonRecord::find(tx, person)?.ok_or(Error::NotFound)?;
                if record.role.is_some() {
                    return Err(Refusal::field("person", Problem::NotEligible).into());
                }
                if record.list == list {
                    return Ok(());
                }
                record.list = list;
                // Links that went there before are in many hands.
                record.receipt_epoch += u32::from(list);
                record.choice_epoch += u32::from(list);
                record.save(tx)?;
                caller.note(tx, &actor, &Fact::AudienceChanged { name: audience.name })?;
                Ok(())
            })
            .await
    }
}

/// Lists among those who are told, each with how many others have an address there and may get it twice.
pub fn doubled<'a>(people: impl Iterator<Item = &'a PersonRecord> + Clone) -> Vec<(String, u64)> {
    let lists = people.clone().filter(|person| person.is_list()).filter_map(|list| list.email.clone());
    let others = |domain: &str| {
        let there = |person: &&PersonRecord| person.email.as_ref().is_some_and(|email| email.domain() == domain);
        people.clone().filter(|person| !person.is_list()).filter(there).count() as u64
    };
    lists.map(|list| (list.to_string(), others(list.domain()))).filter(|(_, others)| *others > 0).collect()
}
