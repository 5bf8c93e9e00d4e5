//! The page of all choices, opened by a link from any letter or by whoever is signed in.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{PersonId, ServiceId};
use domain::locale::Locale;
use domain::permissions::Action;
use domain::view::public::{SubscribedService, SubscriptionView};

use super::told_of_choices::tell;
use crate::audiences::audiences_of;
use crate::error::{Error, Result};
use crate::people::PersonRecord;
use crate::services::ServiceRecord;
use crate::storage::{Read, Tx};
use crate::subscriptions::{Choice, Topic, choice_of, choices_of, forget, offered, subscribe};
use crate::{Backend, Caller};

impl Backend {
    pub async fn subscription_page(&self, token: &str) -> Result<SubscriptionView> {
        let (person, _) = self.open_unsubscribe_token(token)?;
        self.storage().read(|read| view(read, &PersonRecord::find(read, person)?.ok_or(Error::NotFound)?))
    }

    /// Subscribes to exactly these services. Ticking one lifts an earlier "stop everything".
    pub async fn change_subscriptions(&self, token: &str, services: &[String]) -> Result<()> {
        let (person, _) = self.open_unsubscribe_token(token)?;
        self.choose(By::Link(format!("/subscriptions/{token}")), person, services).await
    }

    /// The same page for whoever is signed in.
    pub async fn own_subscriptions(&self, caller: &Caller) -> Result<SubscriptionView> {
        self.storage().read(|read| {
            caller.actor(read)?;
            let person = caller.person().ok_or(Error::SignedOut)?;
            view(read, &PersonRecord::find(read, person)?.ok_or(Error::NotFound)?)
        })
    }

    pub async fn change_own_subscriptions(&self, caller: &Caller, services: &[String]) -> Result<()> {
        let person = caller.person().ok_or(Error::SignedOut)?;
        self.choose(By::Themselves(caller.clone()), person, services).await
    }

    async fn choose(&self, by: By, person: PersonId, services: &[String]) -> Result<()> {
        let (services, desk) = (services.to_vec(), self.clone());
        let choose = move |tx: &mut Tx<'_>| {
            if let By::Themselves(caller) = &by {
                caller.may(tx, Action::SubscribeSelf)?;
            }
            let mut found = PersonRecord::find(tx, person)?.ok_or(Error::NotFound)?;
            let wanted = offered(tx, &services)?.into_iter().map(|service| service.id).collect::<BTreeSet<_>>();
            let changed = differences(tx, &found, &wanted)?;
            for (topic, choice) in choices_of(tx, person)? {
                if let Topic::Service(service) = topic
                    && choice == Choice::Subscribed
                    && !wanted.contains(&service)
                {
                    forget(tx, person, topic);
                }
            }
            for service in &wanted {
                subscribe(tx, person, *service)?;
            }
            if !wanted.is_empty() && found.stopped_all {
                found.stopped_all = false;
                found.save(tx)?;
            }
            match &by {
                By::Link(link) if !changed.is_empty() => tell(tx, &desk, &found, changed.join("\n"), link.clone()),
                By::Link(_) | By::Themselves(_) => Ok(()),
            }
        };
        self.storage().write(choose).await
    }
}

/// Who chooses.
enum By {
    /// Whoever holds a link from a letter, which this leads back to.
    Link(String),
    Themselves(Caller),
}

/// What it changes that these services are wanted and no others, in words.
fn differences(read: &dyn Read, person: &PersonRecord, wanted: &BTreeSet<ServiceId>) -> Result<Vec<String>> {
    let english = Locale::English;
    let mut changed = Vec::new();
    for service in ServiceRecord::all(read)? {
        let before = choice_of(read, person.id, Topic::Service(service.id))? == Some(Choice::Subscribed);
        let what = english.letters_about(&service.name);
        match (before, wanted.contains(&service.id)) {
            (false, true) => changed.push(english.letters_wanted(&what)),
            (true, false) => changed.push(english.letters_stopped(&what)),
            (true, true) | (false, false) => {}
        }
    }
    if person.stopped_all && !wanted.is_empty() {
        changed.push(english.letters_wanted(&english.all_letters()));
    }
    Ok(changed)
}

/// What one person has chosen, with every service they could choose.
pub(super) fn view(read: &dyn Read, person: &PersonRecord) -> Result<SubscriptionView> {
    let choices: BTreeMap<_, _> = choices_of(read, person.id)?.into_iter().collect();
    let services = ServiceRecord::all(read)?.into_iter().filter(|service| !service.retired);
    Ok(SubscriptionView {
        email: person.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        stops: None,
        stopped: false,
        services: services
            .map(|service| SubscribedService {
                id: service.id.to_string(),
                subscribed: choices.get(&Topic::Service(service.id)) == Some(&Choice::Subscribed),
                name: service.name,
            })
            .collect(),
        audiences: audiences_of(read, person.id)?.into_iter().map(|audience| audience.name).collect(),
        stopped_all: person.stopped_all,
        wishes: person.wishes.clone(),
    })
}
