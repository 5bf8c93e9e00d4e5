//! "Write to me at": somebody who joined without an address gives one. It counts as if they had typed it when they
//! joined, for whoever types an address may be anybody: its owner is counted in their place, and the link to what the
//! owner may read goes there. The answer is the same whether we know the address or not.

use domain::incident::{Command, Press, decide};
use domain::person::Email;
use domain::time::Moment;

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::join::may_join;
use crate::incidents::record::{Hand, record};
use crate::incidents::{ReceiptLink, facts, index};
use crate::people::{PersonRecord, PersonState};
use crate::settings::Settings;
use crate::storage::Tx;

impl Backend {
    pub async fn write_to_me(&self, token: &str, email: &str) -> Result<()> {
        let link = self.link(token)?;
        let email = Email::parse("email", email)?;
        let fixed = self.options().fixed.clone();
        self.storage()
            .write(move |tx| {
                let settings = Settings::load(tx, &fixed)?;
                exchange(tx, link, &email, &settings)
            })
            .await
    }
}

/// Nobody knows them, and nothing reaches them: only then an address stands for them.
pub(super) fn is_out_of_reach(person: &PersonRecord) -> bool {
    person.email.is_none() && person.state == PersonState::NoAccount
}

fn exchange(tx: &mut Tx<'_>, link: ReceiptLink, email: &Email, settings: &Settings) -> Result<()> {
    let actor = Caller::receipt(link.incident, link.person).actor(tx)?;
    let before =
        index::find(tx, link.incident)?.filter(|incident| may_join(&actor, incident)).ok_or(Error::NotFound)?;
    let asking = PersonRecord::find(tx, link.person)?.ok_or(Error::NotFound)?;
    if !is_out_of_reach(&asking) {
        return Err(Error::Denied);
    }
    let person = match PersonRecord::by_email(tx, email)? {
        Some(person) => person.id,
        None => {
            let person = PersonRecord::without_account(tx, asking.name, Some(email.clone()))?;
            person.save(tx)?;
            person.id
        }
    };
    let now = Moment(tx.now());
    let (join, leave) = (Command::Join { person }, Command::from(Press::Leave));
    let mut changes =
        decide(Some(&before), &facts::gather(tx, Some(&before), &join, &actor, settings)?, &join, &actor, now)?;
    changes.extend(decide(
        Some(&before),
        &facts::gather(tx, Some(&before), &leave, &actor, settings)?,
        &leave,
        &actor,
        now,
    )?);
    record(tx, Some(before), &changes, Hand::of(actor.who), settings).map(|_| ())
}
