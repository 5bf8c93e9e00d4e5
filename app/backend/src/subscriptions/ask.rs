use domain::field::{Fields, Problem};
use domain::permissions::Action;
use domain::person::Email;
use domain::time::Moment;

use super::offered::offered;
use super::{ASKED_MOST, Confirmation, queue_confirmation};
use crate::error::Result;
use crate::retention::SUBSCRIPTION_CONFIRMATION;
use crate::{Backend, Caller};

impl Backend {
    /// Anybody asks for letters to an address; a letter to it asks whether they mean it. The answer is the same
    /// for addresses we know and for those we do not, and beyond three letters an hour nothing is sent.
    pub async fn ask_subscription(&self, caller: &Caller, email: &str, services: &[String]) -> Result<()> {
        let mut fields = Fields::default();
        let email = fields.take(Email::parse("email", email));
        match services.iter().filter(|id| !id.trim().is_empty()).count() {
            0 => fields.refuse("services", Problem::Missing),
            now if now > ASKED_MOST => fields.refuse("services", Problem::TooMany { most: ASKED_MOST, now }),
            _ => {}
        }
        let Some(email) = email else { return Err(fields.into_refusal().into()) };
        fields.finish()?;
        let asked = self.storage().read(|read| {
            caller.may(read, Action::SubscribeSelf)?;
            offered(read, services)
        })?;
        let now = self.storage().now();
        if !self.door().letters_asked.one_more(&email.folded(), now) {
            return Ok(());
        }
        let until = Moment(now + SUBSCRIPTION_CONFIRMATION);
        let topic = asked.iter().map(|service| service.name.as_str()).collect::<Vec<_>>().join(", ");
        let confirmation = Confirmation { email, services: asked.iter().map(|service| service.id).collect(), until };
        let token = self.seal_confirmation(&confirmation)?;
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.may(tx, Action::SubscribeSelf)?;
                queue_confirmation(tx, &confirmation, &topic, &token, actor.person_id())
            })
            .await
    }
}
