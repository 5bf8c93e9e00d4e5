//! In whose name letters go out, and the addresses of pages they point to. Both come from the settings.

use domain::ids::{IncidentId, PersonId};
use domain::incident::Incident;
use domain::person::Email;

use crate::Backend;
use crate::error::{Error, Result};
use crate::incidents::ReceiptLink;
use crate::keys::Keys;
use crate::letters::Links;
use crate::mail::compose::Correspondent;
use crate::mail::reply_token;
use crate::settings::{Proof, ReplyWay, Settings};
use crate::storage::Read;
use crate::subscriptions::Scope;

/// The local part of the sender until somebody sets an address.
const FALLBACK_USER: &str = "sitrep";
/// The domain when we have no name that mail takes.
const LOCAL: &str = "localhost";

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sender {
    pub from: Correspondent,
    /// Without a slash at the end; `None` before set-up: letters then carry no link.
    base: Option<String>,
    replies: ReplyWay,
    pub organisation: String,
    pub zone: String,
}

impl Sender {
    pub fn load(desk: &Backend, read: &dyn Read) -> Result<Self> {
        let settings = Settings::load(read, &desk.options().fixed)?;
        let replies = ReplyWay::of(&settings, &Proof::load(read)?);
        Ok(Self { replies, ..Self::from_settings(settings)? })
    }

    /// As if no answer had been seen yet.
    pub fn from_settings(settings: Settings) -> Result<Self> {
        let replies = ReplyWay::of(&settings, &Proof::default());
        let base = settings.public_url.map(|url| url.trim_end_matches('/').to_owned());
        let stored = settings.mail_from.as_deref().and_then(|from| Email::parse("mail_from", from).ok());
        let address = match stored.or_else(|| address_at(&domain_of(base.as_deref()))) {
            Some(address) => address,
            None => address_at(LOCAL).ok_or_else(|| Error::internal("no sender address can be made"))?,
        };
        let name = Some(format!("{} incident desk", settings.organisation));
        Ok(Self {
            from: Correspondent { name, address },
            base,
            replies,
            organisation: settings.organisation,
            zone: settings.zone,
        })
    }

    /// The domain of Message-IDs and List-Ids: the sender's, never this machine's name.
    pub fn domain(&self) -> &str {
        self.from.address.domain()
    }

    /// This desk reads what is answered to a letter about one incident.
    pub fn reads_answers(&self) -> bool {
        self.replies.desk.is_some()
    }

    /// Where the answer to a letter goes; of one that is in no thread nobody here could say what it answers.
    pub fn reply_to(&self, keys: &Keys, thread: Option<(PersonId, IncidentId)>) -> Option<Email> {
        let desk = self.replies.desk.as_ref().zip(thread).map(|(address, (person, incident))| {
            let token = reply_token::make(keys, incident, person);
            let plus = reply_token::with_plus(address, &token).filter(|_| self.replies.plus);
            plus.unwrap_or_else(|| address.clone())
        });
        desk.or_else(|| self.replies.human.clone())
    }

    /// A path becomes an address; what is one already stays.
    pub fn page(&self, path: &str) -> Option<String> {
        if path.starts_with('/') {
            self.base.as_ref().map(|base| format!("{base}{path}"))
        } else {
            Some(path.to_owned())
        }
    }

    /// A receipt only for whoever has one: to everybody else its page does not exist.
    /// `report` is the incident that theirs is kept under: this one, or a duplicate of it.
    pub fn links(&self, desk: &Backend, incident: &Incident, report: IncidentId, person: PersonId) -> Links {
        let token = desk.receipt_token(ReceiptLink { incident: report, person });
        let opens = desk.caller_from_receipt(&token).is_ok();
        Links {
            incident: self.page(&format!("/incidents/{}", incident.number)),
            receipt: self.page(&format!("/r/{token}")).filter(|_| opens),
            public_words: self.page(&format!("/status#{}", incident.number)),
            status: self.page("/status"),
            stop: self.page(&format!("/u/{}", desk.unsubscribe_token(person, Scope::Incident(incident.id)))),
        }
    }
}

/// `None` for hosts that browsers take and mail does not, as names with an underscore.
fn address_at(domain: &str) -> Option<Email> {
    Email::parse("mail_from", &format!("{FALLBACK_USER}@{domain}")).ok()
}

/// The host of the public address, where it is a name; addresses of machines are no mail domains.
fn domain_of(base: Option<&str>) -> String {
    let host = base.and_then(|base| url::Url::parse(base).ok()).and_then(|url| match url.host() {
        Some(url::Host::Domain(name)) => Some(name.to_owned()),
        _ => None,
    });
    host.unwrap_or_else(|| LOCAL.to_owned())
}
