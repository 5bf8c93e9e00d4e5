//! A query with its names looked up: which services and people its words are about, and what its filters let through.
//! The board and search ask the same one. It says nothing about who may read what.

use std::cmp::Ordering;

use domain::classification::{IncidentType, Priority};
use domain::field::FieldError;
use domain::ids::{PersonId, ServiceId};
use domain::incident::Status;
use domain::permissions::Actor;
use domain::search::{Filter, Is, Key, Owner, Query, Test, When, fold};
use domain::time::Moment;
use domain::view::board::Marks;

use crate::error::Result;
use crate::people::{PersonRecord, with_account};
use crate::services::ServiceRecord;
use crate::storage::{self, Order, Read, Table};
use crate::time_text::Reader;

/// Whose names words may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    /// Of those with an account: who owns something is among them.
    Accounts,
    /// Of reporters too.
    Everybody,
}

pub(crate) struct Sieve {
    pub words: Vec<Sought>,
    pub without: Vec<Sought>,
    tests: Vec<(bool, Fits)>,
}

/// A folded word, and what is called so; both lists are sorted.
pub(crate) struct Sought {
    pub text: String,
    services: Vec<ServiceId>,
    people: Vec<PersonId>,
}

/// What is asked of an incident.
pub(crate) struct Facts<'a> {
    pub status: Status,
    pub priority: Option<Priority>,
    pub kind: IncidentType,
    pub marks: Marks,
    pub published: bool,
    pub reported_at: Moment,
    pub owner: Option<PersonId>,
    pub services: &'a [ServiceId],
}

enum Fits {
    Status(Vec<Status>),
    Priority(Vec<Priority>),
    Service(Vec<ServiceId>),
    Owner(Vec<PersonId>),
    Nobodys,
    Type(Vec<IncidentType>),
    Is(Is),
    Since(Moment),
    Before(Moment),
}

impl Sieve {
    /// A filter whose name or day there is none of is what is wrong with the query; `field` is where it was typed.
    pub fn of(
        read: &dyn Read,
        query: Query,
        field: &str,
        actor: &Actor,
        reader: Reader,
        names: Names,
    ) -> Result<Result<Self, FieldError>> {
        let services: Vec<_> = ServiceRecord::all(read)?.into_iter().map(|s| (s.id, fold(&s.name))).collect();
        let mut tests = Vec::new();
        for Filter { word, turned, test } in query.filters {
            match fits(read, test, &services, actor, reader)? {
                Ok(fits) => tests.push((turned, fits)),
                Err(key) => return Ok(Err(key.misread(field, &word))),
            }
        }
        let sought = |texts: Vec<String>| {
            let of = |text: String| {
                let mut named = ids(&services, &text);
                named.sort_unstable();
                Sought { text, services: named, people: Vec::new() }
            };
            texts.into_iter().map(of).collect::<Vec<_>>()
        };
        let mut sieve = Self { words: sought(query.words), without: sought(query.without), tests };
        sieve.look_up_people(read, names)?;
        Ok(Ok(sieve))
    }

    /// Its filters; the words are the business of whoever has the texts.
    pub fn fits(&self, facts: &Facts<'_>) -> bool {
        self.tests.iter().all(|(turned, fits)| fits.take(facts) != *turned)
    }

    pub fn has_filters(&self) -> bool {
        !self.tests.is_empty()
    }

    /// Whether words may fit an incident in whose texts they are not.
    pub fn names_anything(&self) -> bool {
        let named = |sought: &Sought| !sought.services.is_empty() || !sought.people.is_empty();
        self.words.iter().chain(&self.without).any(named)
    }

    fn look_up_people(&mut self, read: &dyn Read, names: Names) -> Result<()> {
        let mut sought: Vec<&mut Sought> = self.words.iter_mut().chain(&mut self.without).collect();
        if sought.is_empty() {
            return Ok(());
        }
        let mut ask = |person: &PersonRecord| {
            let called = called(person);
            for sought in sought.iter_mut().filter(|sought| called.contains(&sought.text)) {
                sought.people.push(person.id);
            }
        };
        match names {
            Names::Accounts => with_account(read)?.iter().for_each(ask),
            Names::Everybody => {
                let mut broken = None;
                read.scan_each(Table::Persons, &[], &[], Order::Ascending, &mut |_, value| {
                    match storage::decode::<PersonRecord>(value) {
                        Ok(person) => ask(&person),
                        Err(error) => broken = Some(error),
                    }
                    broken.is_none()
                })?;
                broken.map_or(Ok(()), Err)?;
            }
        }
        Ok(())
    }
}

impl Sought {
    /// It is the name of one of these. `people` need not be in any order.
    pub fn is_name_of(&self, services: &[ServiceId], people: &[PersonId]) -> bool {
        let service = |id: &ServiceId| self.services.binary_search(id).is_ok();
        // The table of people is read in the order of ids.
        let person = |id: &PersonId| self.people.binary_search(id).is_ok();
        services.iter().any(service) || people.iter().any(person)
    }
}

impl Fits {
    fn take(&self, facts: &Facts<'_>) -> bool {
        match self {
            Self::Status(any) => any.contains(&facts.status),
            Self::Priority(any) => facts.priority.is_some_and(|priority| any.contains(&priority)),
            Self::Service(any) => facts.services.iter().any(|service| any.contains(service)),
            Self::Owner(any) => facts.owner.is_some_and(|owner| any.contains(&owner)),
            Self::Nobodys => facts.owner.is_none(),
            Self::Type(any) => any.contains(&facts.kind),
            Self::Is(is) => stands_so(*is, facts),
            Self::Since(at) => facts.reported_at.cmp(at) != Ordering::Less,
            Self::Before(at) => facts.reported_at.cmp(at) == Ordering::Less,
        }
    }
}

fn stands_so(is: Is, facts: &Facts<'_>) -> bool {
    match is {
        Is::Open => facts.status.is_open(),
        Is::Ended => facts.status.is_final(),
        Is::Held => facts.marks.has(Marks::HOLD),
        Is::OverdueHold => facts.marks.has(Marks::OVERDUE_HOLD),
        Is::Major => facts.marks.has(Marks::MAJOR),
        Is::Restricted => facts.marks.has(Marks::RESTRICTED),
        Is::Unverified => facts.marks.has(Marks::UNVERIFIED),
        Is::Reopened => facts.marks.has(Marks::REOPENED),
        Is::Published => facts.published,
    }
}

/// The key is answered where its value names nothing there is.
fn fits(
    read: &dyn Read,
    test: Test,
    services: &[(ServiceId, String)],
    actor: &Actor,
    reader: Reader,
) -> Result<Result<Fits, Key>> {
    Ok(match test {
        Test::Status(any) => Ok(Fits::Status(any)),
        Test::Priority(any) => Ok(Fits::Priority(any)),
        Test::Type(any) => Ok(Fits::Type(any)),
        Test::Is(is) => Ok(Fits::Is(is)),
        Test::Service(part) => named(ids(services, &part), Key::Service).map(Fits::Service),
        Test::Owner(Owner::Me) => Ok(Fits::Owner(actor.person_id().into_iter().collect())),
        Test::Owner(Owner::Nobody) => Ok(Fits::Nobodys),
        Test::Owner(Owner::Named(part)) => {
            let fits = |person: &PersonRecord| called(person).contains(&part);
            let people = with_account(read)?.into_iter().filter(fits).map(|person| person.id).collect();
            named(people, Key::Owner).map(Fits::Owner)
        }
        Test::Since(when) => span(&when, reader).map(|(from, _)| Fits::Since(from)).ok_or(Key::Since),
        Test::Until(when) => span(&when, reader).map(|(_, end)| Fits::Before(end)).ok_or(Key::Until),
    })
}

fn named<T>(found: Vec<T>, key: Key) -> Result<Vec<T>, Key> {
    if found.is_empty() { Err(key) } else { Ok(found) }
}

fn ids(services: &[(ServiceId, String)], part: &str) -> Vec<ServiceId> {
    services.iter().filter(|(_, name)| name.contains(part)).map(|(id, _)| *id).collect()
}

/// Beginning and end of what was typed, in the reader's zone.
fn span(when: &When, reader: Reader) -> Option<(Moment, Moment)> {
    match when {
        When::Day(day) => reader.day(day),
        When::DaysBack(days) => reader.days_back(*days),
        When::Ago(span) => {
            let at = reader.now().plus(-span);
            Some((at, at))
        }
    }
}

fn called(person: &PersonRecord) -> String {
    let address = person.email.as_ref().map(|email| email.as_str()).unwrap_or_default();
    format!("{}\n{}", fold(&person.name), fold(address))
}
