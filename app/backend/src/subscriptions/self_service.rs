use domain::ids::{PersonId, ServiceId};
use domain::permissions::Action;

use super::offered::subscribe;
use super::{Topic, forget};
use crate::error::{Error, Result};
use crate::people::PersonRecord;
use crate::services::ServiceRecord;
use crate::storage::Tx;
use crate::{Backend, Caller};

impl Backend {
    /// Whoever is signed in hears of this service from now on.
    pub async fn subscribe(&self, caller: &Caller, service: ServiceId) -> Result<()> {
        let person = caller.person().ok_or(Error::SignedOut)?;
        self.subscribe_as(caller, Action::SubscribeSelf, person, service).await
    }

    /// A manager subscribes somebody else.
    pub async fn subscribe_other(&self, caller: &Caller, person: PersonId, service: ServiceId) -> Result<()> {
        self.subscribe_as(caller, Action::SubscribeOthers, person, service).await
    }

    /// Takes the subscription away; audiences still reach them.
    pub async fn leave_service(&self, caller: &Caller, service: ServiceId) -> Result<()> {
        let person = caller.person().ok_or(Error::SignedOut)?;
        let caller = caller.clone();
        let leave = move |tx: &mut Tx<'_>| {
            caller.may(tx, Action::SubscribeSelf)?;
            forget(tx, person, Topic::Service(service));
            Ok(())
        };
        self.storage().write(leave).await
    }

    async fn subscribe_as(&self, caller: &Caller, action: Action, person: PersonId, service: ServiceId) -> Result<()> {
        let caller = caller.clone();
        let join = move |tx: &mut Tx<'_>| {
            caller.may(tx, action)?;
            PersonRecord::find(tx, person)?.ok_or(Error::NotFound)?;
            ServiceRecord::find(tx, service)?.filter(|s| !s.retired).ok_or(Error::NotFound)?;
            subscribe(tx, person, service)
        };
        self.storage().write(join).await
    }
}
