//! A receipt link that was passed on: every link sent to that reporter so far is void, and a new one is mailed to them.

use domain::ids::PersonId;
use domain::incident::Change;
use domain::permissions::Action;

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::change::open_gate;
use crate::incidents::{entry, index, merged, receipt_notice};
use crate::journal::Fact;
use crate::people::PersonRecord;
use crate::storage::Tx;

impl Backend {
    /// `person` reported or joined that incident.
    pub async fn revoke_receipts(&self, caller: &Caller, number: &str, person: PersonId) -> Result<()> {
        let (caller, number) = (caller.clone(), number.to_owned());
        let revoke = move |tx: &mut Tx<'_>| {
            let actor = caller.actor(tx)?;
            let incident = open_gate(tx, &actor, &number, Action::ChangeIncident)?;
            // Of a duplicate it is that one's receipt.
            let report = merged::report_of(tx, &incident, person)?;
            let incident = index::find(tx, report)?.ok_or(Error::NotFound)?;
            incident.reporter(person).ok_or(Error::NotFound)?;
            let mut found = PersonRecord::find(tx, person)?.ok_or(Error::NotFound)?;
            found.receipt_epoch += 1;
            found.save(tx)?;
            caller.note(tx, &actor, &Fact::ReceiptsRevoked { person })?;
            let entries = entry::entries(tx, incident.id)?;
            let begins = |change: &Change| {
                matches!(change, Change::Reported(reported) if reported.reporter == Some(person))
                    || matches!(change, Change::Joined { person: joined, .. } if *joined == person)
            };
            match entries.iter().find(|entry| entry.change.as_ref().is_some_and(begins)) {
                Some(entry) => receipt_notice::receipt_anew(tx, &incident, person, entry.sequence),
                None => Ok(()),
            }
        };
        self.storage().write(revoke).await
    }
}
