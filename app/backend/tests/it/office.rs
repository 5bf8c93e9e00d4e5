//! The house the stories happen in: a desk in memory with a clock that is moved by hand, and the people in it.
//! Everybody comes in through public calls. Ada administers, Mara manages, Rui responds, Ana is an employee who
//! reports, Sol is a stakeholder who is only written to.
// Not every story needs every room of the house.
#![allow(dead_code)]

use backend::demo::enter_office;
use backend::journal::{Fact, recorded};
use backend::notices::{Notice, Recipient};
use backend::settings::Settings;
use backend::storage::{Order, Read, Storage, Table};
use backend::{Backend, Caller, Clock, Error, Options};
use domain::Refusal;
use domain::field::Problem;
use domain::ids::PersonId;
use domain::person::Email;
use domain::time::Moment;
use domain::view::incident::{Opened, TimelineLine};
use domain::view::own_incident::OwnIncident;

pub const ADA: &str = "ada@example.org";
pub const MARA: &str = "mara@example.org";
pub const RUI: &str = "rui@example.org";
pub const ANA: &str = "ana@example.org";
pub const SOL: &str = "sol@example.org";

pub use backend::demo::PASSWORD;
pub const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";
/// Everybody in the office comes from here.
pub const OFFICE: &str = "10.0.0.7";
pub const HOME: &str = "192.0.2.44";

/// Monday, 23 November 2026, 08:00 UTC.
pub const MORNING: i64 = 1_795_420_800_000;

pub struct Office {
    pub desk: Backend,
    pub clock: Clock,
}

impl Office {
    /// Before anybody has come: no administrator, no settings.
    pub fn empty() -> Self {
        Self::with(Options::default())
    }

    pub fn with(options: Options) -> Self {
        let clock = Clock::manual(MORNING);
        let desk = Backend::new(Storage::in_memory(clock.clone()), options).unwrap();
        Self { desk, clock }
    }

    /// Ada, Mara, Rui and Ana have accounts and passwords.
    pub async fn open() -> Self {
        let office = Self::empty();
        enter_office(&office.desk).await.unwrap();
        office
    }

    /// Through the command line.
    pub async fn add(&self, email: &str, name: &str, role: &str) -> PersonId {
        let operator = self.desk.operator();
        self.desk.add_person(&operator, email, name, role, PASSWORD).await.unwrap()
    }

    /// Links in letters begin with an address that somebody has set.
    pub async fn address_is_set(&self) {
        let set = |tx: &mut backend::storage::Tx<'_>| {
            let public_url = Some("https://desk.example.org".to_owned());
            Settings { public_url, ..Settings::stored(tx)? }.save(tx)
        };
        self.desk.storage().write(set).await.unwrap();
    }

    pub async fn reached_from_the_internet(&self) {
        let set = |tx: &mut backend::storage::Tx<'_>| {
            Settings { reach: backend::settings::Reach::Internet, ..Settings::stored(tx)? }.save(tx)
        };
        self.desk.storage().write(set).await.unwrap();
    }

    pub async fn cookie_of(&self, email: &str) -> String {
        self.desk.sign_in(email, PASSWORD, FIREFOX, OFFICE).await.unwrap().cookie
    }

    /// Signs in and comes back as whoever the cookie stands for.
    pub async fn signed_in(&self, email: &str) -> Caller {
        let cookie = self.cookie_of(email).await;
        self.who(&cookie).await.unwrap()
    }

    pub async fn who(&self, cookie: &str) -> Option<Caller> {
        self.desk.caller_from_session(cookie).await.unwrap()
    }

    /// What the page of an incident shows somebody who may not read its notes.
    pub async fn own(&self, who: &Caller, number: &str) -> OwnIncident {
        match self.desk.opened(who, number, None).await.unwrap() {
            Opened::Own(own) => *own,
            Opened::Team(page) => panic!("they read the whole of {}", page.head.number),
        }
    }

    /// The timeline as somebody of the team reads it.
    pub async fn lines(&self, who: &Caller, number: &str) -> Vec<TimelineLine> {
        self.desk.timeline(who, number, None).await.unwrap().lines
    }

    pub fn person(&self, email: &str) -> backend::people::PersonRecord {
        let email = Email::parse("email", email).unwrap();
        let found = self.desk.storage().read(|read| backend::people::PersonRecord::by_email(read, &email));
        found.unwrap().unwrap()
    }

    pub fn id(&self, email: &str) -> PersonId {
        self.person(email).id
    }

    /// The links in letters that are queued for this address, oldest first.
    pub fn links_to(&self, email: &str) -> Vec<String> {
        let email = Email::parse("email", email).unwrap();
        let notices = self.queued().into_iter().filter(|notice| match &notice.recipient {
            Recipient::Address(address) => *address == email,
            Recipient::Person(person) => self
                .desk
                .storage()
                .read(|read| {
                    let person = backend::people::PersonRecord::find(read, *person)?;
                    Ok(person.is_some_and(|person| person.email.as_ref() == Some(&email)))
                })
                .unwrap(),
        });
        notices.filter_map(|notice| notice.link).collect()
    }

    /// Everything that is queued to be mailed, in the order in which it is due.
    pub fn queued(&self) -> Vec<Notice> {
        let rows = self.desk.storage().read(|read| read.scan(Table::Notices, &[], &[], Order::Ascending, 1_000));
        rows.unwrap().iter().map(|(_, value)| backend::storage::decode(value).unwrap()).collect()
    }

    /// What the journal recorded, newest first.
    pub fn journal(&self) -> Vec<Fact> {
        let recorded = self.desk.storage().read(|read| recorded(read, None, 1_000)).unwrap();
        recorded.into_iter().filter_map(|entry| entry.fact).collect()
    }

    pub fn now(&self) -> Moment {
        Moment(self.desk.storage().now())
    }

    pub fn wait(&self, milliseconds: i64) {
        self.clock.advance(milliseconds);
    }
}

/// What a refused form says, field by field.
pub fn problems<T>(outcome: Result<T, Error>) -> Vec<(String, Problem)> {
    match outcome {
        Err(Error::Refused(Refusal::Fields(errors))) => {
            errors.into_iter().map(|error| (error.field, error.problem)).collect()
        }
        Err(other) => panic!("not refused by field but: {other}"),
        Ok(_) => panic!("not refused"),
    }
}

pub fn refusal<T>(outcome: Result<T, Error>) -> Refusal {
    match outcome {
        Err(Error::Refused(refusal)) => refusal,
        Err(other) => panic!("not refused but: {other}"),
        Ok(_) => panic!("not refused"),
    }
}

/// The last part of a link's path.
pub fn token_of(link: &str) -> &str {
    link.rsplit(['/', '=']).next().unwrap()
}
