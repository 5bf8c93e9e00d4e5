//! `sitrep ack`: whoever holds the machine says for somebody of the team that they have seen an incident, who may sit
//! where no browser is. What that person may not see does not exist here either.

use domain::Refusal;
use domain::field::Problem;
use domain::incident::{Command, Press, decide};
use domain::permissions::{Action, Actor, Object, Who};
use domain::person::Email;
use domain::time::Moment;

use crate::Backend;
use crate::caller::{Caller, must_be_permitted};
use crate::error::Result;
use crate::incidents::record::{Hand, record};
use crate::incidents::{Origin, facts, open_gate};
use crate::people::PersonRecord;
use crate::settings::Settings;
use crate::storage::Tx;

impl Backend {
    /// Answers with the name of whoever has seen it, and whether that is new.
    pub async fn acknowledge_for(&self, caller: &Caller, number: &str, email: &str) -> Result<(String, bool)> {
        let email = Email::parse("email", email)?;
        let (caller, number, fixed) = (caller.clone(), number.trim().to_uppercase(), self.options().fixed.clone());
        let acknowledge = move |tx: &mut Tx<'_>| {
            must_be_permitted(&caller.actor(tx)?, Action::AcknowledgeFor, Object::Desk)?;
            let unknown = || Refusal::field("email", Problem::NotEligible);
            let person =
                PersonRecord::by_email(tx, &email)?.filter(PersonRecord::is_active_staff).ok_or_else(unknown)?;
            let actor = Actor { who: Who::Person(person.id), role: person.role, private_read: person.private_read };
            let incident = open_gate(tx, &actor, &number, Action::ChangeIncident)?;
            let settings = Settings::load(tx, &fixed)?;
            let command = Command::from(Press::Acknowledge);
            let facts = facts::gather(tx, Some(&incident), &command, &actor, &settings)?;
            let changes = decide(Some(&incident), &facts, &command, &actor, Moment(tx.now()))?;
            if changes.is_empty() {
                return Ok((person.name, false));
            }
            let hand = Hand { origin: Origin::CommandLine, ..Hand::of(actor.who) };
            record(tx, Some(incident), &changes, hand, &settings)?;
            Ok((person.name, true))
        };
        self.storage().write(acknowledge).await
    }
}
