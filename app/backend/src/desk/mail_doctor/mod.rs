//! What it takes for letters to get through, for a page and for `sitrep doctor mail`: what the mail server offers, the
//! records that the sender's domain publishes, and what each header of a letter is for. Nothing is looked up: a machine
//! inside often sees other records than those who get the letters.

mod headers;
mod records;
mod server;

use std::time::Duration;

use domain::permissions::{Action, Object, Section};

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::mail::courier::{Relay, SmtpCourier};
use crate::outbox::{Sender, headers_of_test_letter};

/// A person waits for this on a screen.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub head: &'static str,
    pub about: String,
    pub lines: Vec<FindingLine>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingLine {
    pub name: String,
    /// To be copied as it stands, where there is something.
    pub value: String,
    pub words: String,
    /// Something has to be changed.
    pub wrong: bool,
}

impl FindingLine {
    fn new(name: impl Into<String>, value: impl Into<String>, words: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), words: words.into(), wrong: false }
    }

    fn wrong(name: impl Into<String>, value: impl Into<String>, words: impl Into<String>) -> Self {
        Self { wrong: true, ..Self::new(name, value, words) }
    }
}

impl Backend {
    pub async fn mail_doctor_page(&self, caller: &Caller) -> Result<Vec<Finding>> {
        self.storage().read(|read| caller.may_on(read, Action::Change, Object::Settings(Section::Mail)))?;
        self.mail_doctor().await
    }

    /// Whoever calls has asked whether the caller may.
    pub async fn mail_doctor(&self) -> Result<Vec<Finding>> {
        let settings = self.settings()?;
        let relay = settings.smtp_url.as_deref().map(Relay::parse);
        let sender = Sender::from_settings(settings)?;
        let (server, host) = match relay {
            None => (server::none(), None),
            Some(Err(refusal)) => (server::unreadable(&refusal), None),
            Some(Ok(relay)) => {
                let courier = SmtpCourier::new(relay.clone(), sender.domain(), PATIENCE);
                (server::examined(&relay, courier.examine().await), Some(relay.host))
            }
        };
        let records = records::to_publish(sender.from.address.as_str(), sender.domain(), host.as_deref());
        Ok(vec![server, records, headers::explained(headers_of_test_letter(self)?)])
    }
}
