//! The one-click link: what it stops, stopping it, and taking that back; and making all such links void.

use domain::locale::Locale;
use domain::view::public::SubscriptionView;

use super::letter_choices::view;
use super::told_of_choices::tell;
use crate::Backend;
use crate::error::{Error, Result};
use crate::incidents::{self, want_morning_letter};
use crate::people::PersonRecord;
use crate::services::ServiceRecord;
use crate::settings::Settings;
use crate::storage::{Read, Tx};
use crate::subscriptions::{Choice, Scope, Topic, choice_of, forget, put};

impl Backend {
    /// What the link's button would do. Looking changes nothing: mail scanners look at every link.
    pub async fn unsubscribe_view(&self, token: &str) -> Result<SubscriptionView> {
        let (person, scope) = self.open_unsubscribe_token(token)?;
        self.storage().read(|read| {
            let person = PersonRecord::find(read, person)?.ok_or(Error::NotFound)?;
            let mut view = view(read, &person)?;
            view.stops = Some(words(read, scope)?);
            view.stopped = is_stopped(read, &person, scope)?;
            Ok(view)
        })
    }

    /// Stops what the link is about; pressing again changes nothing.
    pub async fn unsubscribe(&self, token: &str) -> Result<()> {
        self.set_by_link(token, Choice::Stopped).await
    }

    /// Takes the link's stop back.
    pub async fn resubscribe(&self, token: &str) -> Result<()> {
        self.set_by_link(token, Choice::Subscribed).await
    }

    /// Stops all letters of whoever holds the link, whatever it is about.
    pub async fn stop_everything(&self, token: &str) -> Result<()> {
        let (person, _) = self.open_unsubscribe_token(token)?;
        self.unsubscribe(&self.unsubscribe_token(person, Scope::All)).await
    }

    /// Every link in letters to whoever holds this one opens nothing from here on. The new one goes to their mailbox, not
    /// to whoever pressed.
    pub async fn revoke_letter_links(&self, token: &str) -> Result<()> {
        let (person, _) = self.open_unsubscribe_token(token)?;
        let desk = self.clone();
        let revoke = move |tx: &mut Tx<'_>| {
            let mut person = PersonRecord::find(tx, person)?.ok_or(Error::NotFound)?;
            person.choice_epoch += 1;
            person.save(tx)?;
            let token = desk.unsubscribe_token_at(person.id, Scope::All, person.choice_epoch);
            tell(tx, &desk, &person, Locale::English.links_made_void(), format!("/subscriptions/{token}"))
        };
        self.storage().write(revoke).await
    }

    async fn set_by_link(&self, token: &str, choice: Choice) -> Result<()> {
        let (person, scope) = self.open_unsubscribe_token(token)?;
        let (desk, link) = (self.clone(), format!("/u/{token}"));
        let set = move |tx: &mut Tx<'_>| {
            let mut person = PersonRecord::find(tx, person)?.ok_or(Error::NotFound)?;
            let (was_stopped, what) = (is_stopped(tx, &person, scope)?, words(tx, scope)?);
            match (scope, choice) {
                (Scope::All, _) => {
                    let stopped = choice == Choice::Stopped;
                    if person.stopped_all != stopped {
                        person.stopped_all = stopped;
                        person.save(tx)?;
                    }
                }
                (Scope::Morning, _) => {
                    let settings = Settings::load(tx, &desk.options().fixed)?;
                    want_morning_letter(tx, person.id, choice == Choice::Subscribed, &settings)?;
                }
                (Scope::Service(id), _) => put(tx, person.id, Topic::Service(id), choice)?,
                (Scope::Incident(id), Choice::Stopped) => put(tx, person.id, Topic::Incident(id), choice)?,
                (Scope::Incident(id), Choice::Subscribed) => forget(tx, person.id, Topic::Incident(id)),
            }
            let english = Locale::English;
            match (was_stopped, choice) {
                (false, Choice::Stopped) => tell(tx, &desk, &person, english.letters_stopped(&what), link.clone()),
                (true, Choice::Subscribed) => tell(tx, &desk, &person, english.letters_wanted(&what), link.clone()),
                (true, Choice::Stopped) | (false, Choice::Subscribed) => Ok(()),
            }
        };
        self.storage().write(set).await
    }
}

fn is_stopped(read: &dyn Read, person: &PersonRecord, scope: Scope) -> Result<bool> {
    let topic = match scope {
        Scope::All => return Ok(person.stopped_all),
        Scope::Morning => return Ok(person.morning.is_none()),
        Scope::Incident(id) => Topic::Incident(id),
        Scope::Service(id) => Topic::Service(id),
    };
    Ok(choice_of(read, person.id, topic)? == Some(Choice::Stopped))
}

/// A restricted incident keeps its number to itself: the link may have been forwarded.
fn words(read: &dyn Read, scope: Scope) -> Result<String> {
    let english = Locale::English;
    Ok(match scope {
        Scope::All => english.all_letters(),
        Scope::Morning => english.letter_of_the_morning(),
        Scope::Incident(id) => match incidents::find(read, id)? {
            Some(incident) if !incident.restricted => english.letters_about(&incident.number.to_string()),
            _ => english.letters_about_this_incident(),
        },
        Scope::Service(id) => {
            english.letters_about(&ServiceRecord::find(read, id)?.map(|s| s.name).unwrap_or_default())
        }
    })
}
