//! A desk in memory with the people of our stories: Rui responds, Mara manages,
//! Ada administers, and Ana reports without an account.

use std::path::Path;

use axum::Router;
use backend::notices::{Notice, Recipient};
use backend::people::PersonRecord;
use backend::storage::{Order, Read, Storage, Table, decode};
use backend::{Backend, Caller, Clock};
use domain::ids::PersonId;
use kit::shell::SiteAssets;
use server::settings::{Settings, Surroundings};
use server::{AppState, data_folder, router};
use tokio_util::sync::CancellationToken;

use crate::asked::form;

pub use backend::demo::PASSWORD;
pub const BUILD: &str = "build-of-today";

pub struct Office {
    pub state: AppState,
    pub site: Router,
    pub stop: CancellationToken,
}

impl Office {
    pub fn open() -> Self {
        Self::with(&[])
    }

    /// A desk whose operator said these variables.
    pub fn with(variables: &[(&str, &str)]) -> Self {
        Self::by(Clock::System, variables)
    }

    /// The same on a day of its own.
    pub fn by(clock: Clock, variables: &[(&str, &str)]) -> Self {
        Self::at(clock, None, variables)
    }

    /// With a clock that the test moves, and a folder where copies and letters lie.
    pub fn at(clock: Clock, folder: Option<&Path>, variables: &[(&str, &str)]) -> Self {
        Self::on(Storage::in_memory(clock), folder, variables)
    }

    /// On a database that is there already.
    pub fn on(storage: Storage, folder: Option<&Path>, variables: &[(&str, &str)]) -> Self {
        let settings = settings(variables);
        let options = backend::Options { folder: folder.map(Path::to_owned), ..data_folder::options(&settings) };
        let backend = Backend::new(storage, options).unwrap();
        let stop = CancellationToken::new();
        let assets = SiteAssets { build_id: BUILD.into(), ..SiteAssets::default() };
        let state = AppState::new(backend, settings, assets, stop.clone());
        Self { site: router(state.clone()), state, stop }
    }

    /// Adds a person and signs them in; gives the cookie their browser sends.
    pub async fn signed_in(&self, name: &str, role: &str) -> String {
        let email = format!("{}@example.org", name.to_lowercase());
        let desk = &self.state.backend;
        desk.add_person(&desk.operator(), &email, name, role, PASSWORD).await.unwrap();
        self.sign_in(&email).await
    }

    pub async fn sign_in(&self, email: &str) -> String {
        let answer = form("/sign-in", &[("email", email), ("password", PASSWORD)]).of(&self.site).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer.header("set-cookie").split(';').next().unwrap().to_owned()
    }

    /// Whoever the cookie stands for.
    pub async fn caller(&self, cookie: &str) -> Caller {
        let session = cookie.split_once('=').unwrap().1;
        self.state.backend.caller_from_session(session).await.unwrap().unwrap()
    }

    /// Iris, who administers and whom no story knows.
    pub async fn administrator(&self) -> Caller {
        let desk = &self.state.backend;
        let known = desk.list_people(&desk.operator()).unwrap().iter().any(|person| person.name == "Iris");
        let cookie =
            if known { self.sign_in("iris@example.org").await } else { self.signed_in("Iris", "administrator").await };
        self.caller(&cookie).await
    }

    pub async fn responder(&self) -> String {
        self.signed_in("Rui", "responder").await
    }

    /// The link in the newest letter that is queued for this address.
    pub fn link_to(&self, address: &str) -> String {
        self.found_link_to(address).unwrap_or_else(|| panic!("no letter with a link for {address}"))
    }

    pub fn found_link_to(&self, address: &str) -> Option<String> {
        let rows =
            self.state.backend.storage().read(|read| read.scan(Table::Notices, &[], &[], Order::Ascending, 1_000));
        let notices = rows.unwrap().into_iter().map(|(_, value)| decode::<Notice>(&value).unwrap());
        let email_of = |person: &PersonId| {
            let found = self.state.backend.storage().read(|read| PersonRecord::find(read, *person)).unwrap().unwrap();
            found.email.map(|email| email.to_string()).unwrap_or_default()
        };
        let is_to = |notice: &Notice| match &notice.recipient {
            Recipient::Address(email) => email.to_string() == address,
            Recipient::Person(person) => email_of(person) == address,
        };
        let newest = notices.filter(is_to).filter(|notice| notice.link.is_some()).max_by_key(|notice| notice.at);
        newest.and_then(|notice| notice.link)
    }

    /// The id of somebody with an account, as forms carry it.
    pub fn id(&self, name: &str) -> String {
        let desk = &self.state.backend;
        let people = desk.list_people(&desk.operator()).unwrap();
        people.into_iter().find(|person| person.name == name).unwrap().id
    }

    /// Ana reports the printer.
    pub async fn reported(&self, title: &str) -> crate::asked::Answer {
        let fields = [("title", title), ("impact", "medium"), ("urgency", "high"), ("email", "ana@example.org")];
        form("/report", &fields).of(&self.site).await
    }
}

pub fn settings(variables: &[(&str, &str)]) -> Settings {
    let environment = variables.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let nowhere = std::env::temp_dir().join("sitrep-has-no-settings-here");
    Settings::load(&Surroundings { environment, folder: nowhere, ..Surroundings::default() }).unwrap()
}
