//! Each says when they may be alerted, and names a second address, which counts once a link that was sent there came
//! back. Nobody says it for somebody else.

use data_encoding::BASE64URL_NOPAD;
use domain::Refusal;
use domain::field::{FieldError, Problem};
use domain::ids::PersonId;
use domain::permissions::{Action, Object};
use domain::person::Email;
use domain::time::Moment;

use super::alert_prefs::AlertPrefs;
use super::hours_typed;
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::retention::SUBSCRIPTION_CONFIRMATION;
use crate::storage::Tx;
use crate::{Backend, Caller};

const PURPOSE: &str = "second address";
const TOPIC: &str = "short letters when you are alerted";
const HOURS: &str = "alert_hours";
const SECOND: &str = "second";
const MAC_BYTES: usize = 16;
/// Person and instant, an address, a signature, in base 64.
const LONGEST: usize = 600;

#[derive(Clone, Debug, PartialEq)]
pub struct OwnAlerts {
    /// As the field holds them; empty is always.
    pub hours: String,
    pub second: Option<String>,
    /// The link that was followed asks for this one, and is waiting for the press.
    pub asked: Option<String>,
    pub revision: u64,
}

impl Backend {
    /// `None` for who is never alerted. `token` is of the link that led here.
    pub fn own_alerts(&self, caller: &Caller, token: Option<&str>) -> Result<Option<OwnAlerts>> {
        self.storage().read(|read| {
            let actor = match caller.may_on(read, Action::ChangeOwnDuty, Object::Duty) {
                Err(Error::Denied) => return Ok(None),
                actor => actor?,
            };
            let person = actor.person_id().ok_or(Error::Denied)?;
            let prefs = AlertPrefs::of(read, person)?;
            let asked = token.and_then(|token| self.second_address_of(token)).filter(|(of, _)| *of == person);
            Ok(Some(OwnAlerts {
                hours: hours_typed::written(prefs.hours.as_ref()),
                second: prefs.second.as_ref().map(ToString::to_string),
                asked: asked.map(|(_, email)| email.to_string()),
                revision: prefs.stamps.revision(),
            }))
        })
    }

    pub async fn change_alert_hours(&self, caller: &Caller, typed: &str, seen: Option<u64>) -> Result<()> {
        let hours = hours_typed::parse(typed).ok_or_else(|| refused(HOURS, Problem::Malformed))?;
        self.change_own_alerts(caller, HOURS, seen, move |prefs| {
            let now = hours_typed::written(prefs.hours.as_ref());
            prefs.hours.clone_from(&hours);
            now
        })
        .await
    }

    pub async fn drop_second_address(&self, caller: &Caller, seen: Option<u64>) -> Result<()> {
        let drop = |prefs: &mut AlertPrefs| prefs.second.take().map(|email| email.to_string()).unwrap_or_default();
        self.change_own_alerts(caller, SECOND, seen, drop).await
    }

    /// Sends a link to it. Beyond three letters an hour to one address nothing is sent, and the answer is the same.
    pub async fn ask_second_address(&self, caller: &Caller, typed: &str) -> Result<()> {
        let email = Email::parse(SECOND, typed)?;
        let now = self.storage().now();
        let person = self.storage().read(|read| caller.may_on(read, Action::ChangeOwnDuty, Object::Duty))?;
        let person = person.person_id().ok_or(Error::Denied)?;
        if !self.door().letters_asked.one_more(&email.folded(), now) {
            return Ok(());
        }
        let expires = Moment(now + SUBSCRIPTION_CONFIRMATION);
        let (caller, token) = (caller.clone(), self.second_address_token(person, &email, expires));
        let ask = move |tx: &mut Tx<'_>| {
            caller.may_on(tx, Action::ChangeOwnDuty, Object::Duty)?;
            let recipient = Recipient::Address(email.clone());
            let mut notice = Notice::new(recipient, NoticeKind::ConfirmSubscription, Moment(tx.now()));
            notice.words = Some(TOPIC.to_owned());
            notice.link = Some(format!("/settings/account?second={token}"));
            notice.expires = Some(expires);
            notice.actor = Some(person);
            queue_notice(tx, &notice)
        };
        self.storage().write(ask).await
    }

    /// Whoever named it followed the link that was sent there.
    pub async fn confirm_second_address(&self, caller: &Caller, token: &str) -> Result<()> {
        let (person, email) = self.second_address_of(token).ok_or(Refusal::LinkSpent)?;
        if caller.person() != Some(person) {
            return Err(Refusal::LinkSpent.into());
        }
        self.change_own_alerts(caller, SECOND, None, move |prefs| {
            prefs.second.replace(email.clone()).map(|email| email.to_string()).unwrap_or_default()
        })
        .await
    }

    /// `change` answers with what stood there before.
    async fn change_own_alerts(
        &self,
        caller: &Caller,
        field: &'static str,
        seen: Option<u64>,
        change: impl Fn(&mut AlertPrefs) -> String + Send + 'static,
    ) -> Result<()> {
        let caller = caller.clone();
        let change = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::ChangeOwnDuty, Object::Duty)?;
            let before = AlertPrefs::of(tx, actor.person_id().ok_or(Error::Denied)?)?;
            let mut after = before.clone();
            let now = change(&mut after);
            if before == after {
                return Ok(());
            }
            before.stamps.none_overtaken(tx, &actor, seen, [(field, true, now)])?;
            after.stamps.touch([field], actor.who);
            after.save(tx)?;
            let words = if field == HOURS { "hours" } else { "second address" };
            caller.note(tx, &actor, &Fact::OwnAlertsChanged { fields: vec![words.to_owned()] })
        };
        self.storage().write(change).await
    }

    fn second_address_token(&self, person: PersonId, email: &Email, until: Moment) -> String {
        let mut bytes = [person.0.to_be_bytes().as_slice(), &until.0.to_be_bytes(), email.as_str().as_bytes()].concat();
        bytes.extend(&self.keys().sign(PURPOSE, &[&bytes])[..MAC_BYTES]);
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// Forged, damaged and expired ones are nothing.
    fn second_address_of(&self, token: &str) -> Option<(PersonId, Email)> {
        let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok().filter(|_| token.len() <= LONGEST)?;
        let (said, mac) = bytes.split_last_chunk::<MAC_BYTES>()?;
        let right = self.keys().sign(PURPOSE, &[said]);
        if !bool::from(subtle::ConstantTimeEq::ct_eq(&right[..MAC_BYTES], &mac[..])) {
            return None;
        }
        let (person, rest) = said.split_first_chunk::<8>()?;
        let (until, email) = rest.split_first_chunk::<8>()?;
        let email = Email::parse(SECOND, std::str::from_utf8(email).ok()?).ok()?;
        let holds = self.storage().now() < i64::from_be_bytes(*until);
        holds.then_some((PersonId(u64::from_be_bytes(*person)), email))
    }
}

fn refused(field: &str, problem: Problem) -> Refusal {
    Refusal::Fields(vec![FieldError::new(field, problem)])
}
