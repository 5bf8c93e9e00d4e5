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
        let relays = [settings.smtp_url.clone(), settings.second_smtp_url.clone()];
        let sender = Sender::from_settings(settings)?;
        let (mut found, mut host) = (Vec::new(), None);
        for (head, url) in [server::FIRST, server::SECOND].into_iter().zip(relays) {
            match url.as_deref().map(Relay::parse) {
                None if head == server::FIRST => found.push(server::none()),
                None => {}
                Some(Err(refusal)) => found.push(server::unreadable(head, &refusal)),
                Some(Ok(relay)) => {
                    let courier = SmtpCourier::new(relay.clone(), sender.domain(), PATIENCE);
                    found.push(server::examined(head, &relay, courier.examine().await));
                    host = host.or(Some(relay.host));
                }
            }
        }
        let records = records::to_publish(sender.from.address.as_str(), sender.domain(), host.as_deref());
        found.extend([records, headers::explained(headers_of_test_letter(self)?)]);
        Ok(found)
    }
}
