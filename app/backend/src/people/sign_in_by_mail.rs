//! Signing in by a mailed link, for employees whose address ends in one of our domains. Who was never here becomes
//! an employee when they follow it. Staff have passwords and get no such letter. The answer to the question is
//! always the same, and so is the work done for it.

use domain::Refusal;
use domain::permissions::Who;
use domain::person::{Email, Role};

use super::ask_password_reset::mail;
use super::one_time_link::{self, Purpose};
use super::session::Browser;
use super::{PersonRecord, PersonState, SignedIn, has_room_for, sign_in};
use crate::Backend;
use crate::error::Result;
use crate::journal::{self, Fact};
use crate::notices::{NoticeKind, Recipient};
use crate::settings::Settings;
use crate::storage::Tx;

impl Backend {
    /// Asks for the letter.
    pub async fn sign_in_by_mail(&self, email: &str) -> Result<()> {
        let email = Email::parse("email", email)?;
        if !self.door().letters_asked.one_more(&email.folded(), self.storage().real_now()) {
            return Ok(());
        }
        self.storage().write(move |tx| ask(tx, &email)).await
    }

    /// The button behind the link.
    pub async fn enter_by_link(&self, token: &str, device: &str, address: &str) -> Result<SignedIn> {
        let token = token.to_owned();
        let browser = Browser::new(device, address);
        self.storage().write(move |tx| enter(tx, &token, &browser)).await
    }
}

fn ask(tx: &mut Tx<'_>, email: &Email) -> Result<()> {
    let ours = Settings::stored(tx)?.mail_domains.iter().any(|domain| domain == email.domain());
    let known = PersonRecord::by_email(tx, email)?;
    match known {
        Some(person) if ours && may_enter(&person) => {
            let link = one_time_link::make(tx, Purpose::SignIn, &person)?;
            mail(tx, Recipient::Person(person.id), NoticeKind::SignInLink, link)
        }
        None if ours => {
            let link = one_time_link::make_for_address(tx, Purpose::SignIn, email)?;
            mail(tx, Recipient::Address(email.clone()), NoticeKind::SignInLink, link)
        }
        _ => one_time_link::make_for_address(tx, Purpose::PasswordReset, email).map(drop),
    }
}

fn may_enter(person: &PersonRecord) -> bool {
    // Anybody on a list reads what goes there.
    !person.is_list() && person.state != PersonState::Disabled && person.role.is_none_or(|role| role == Role::Employee)
}

fn enter(tx: &mut Tx<'_>, token: &str, browser: &Browser) -> Result<SignedIn> {
    let (link, person) = one_time_link::consume(tx, token, Purpose::SignIn)?;
    let email = link.email.ok_or(Refusal::LinkSpent)?;
    // Somebody may have entered the address since the link was made.
    let known = match person {
        Some(person) => person,
        None => PersonRecord::of_address(tx, &email)?,
    };
    let mut person = Some(known).filter(may_enter).ok_or(Refusal::LinkSpent)?;
    if person.name.is_empty() {
        person.name = person.email.as_ref().map(name_of).unwrap_or_default();
    }
    person.address_confirmed = true;
    person.state = PersonState::Active;
    if person.role.is_none() {
        if !has_room_for(tx, 1)? {
            return Err(Refusal::NotAllowed.into());
        }
        person.role = Some(Role::Employee);
        let added = Fact::PersonAdded { person: person.id, role: Role::Employee };
        journal::record_from(tx, Who::Person(person.id), Some(&browser.whence()), &added)?;
    }
    sign_in::signed_in(tx, person, browser, false)
}

/// `ana.silva@…` is called "Ana Silva" until somebody says otherwise.
pub(crate) fn name_of(email: &Email) -> String {
    let local = email.as_str().split('@').next().unwrap_or_default();
    let words = local.split(['.', '_', '-', '+']).filter(|word| !word.is_empty());
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    words.map(capital).collect::<Vec<_>>().join(" ")
}
