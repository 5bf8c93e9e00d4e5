//! The first run: one form makes the organisation, its first administrator and their session. Afterwards there is
//! no set-up any more.

use domain::Refusal;
use domain::field::{Fields, Problem};
use domain::ids::PersonId;
use domain::permissions::{Action, Actor, Object, Section, Task};
use domain::person::{Email, Role};
use domain::text::PersonName;
use serde::{Deserialize, Serialize};

use super::set_up_link;
use crate::Backend;
use crate::calendars::Country;
use crate::caller::must_be_permitted;
use crate::desk::hours::begin_with;
use crate::desk::settle_zone::move_zone;
use crate::error::Result;
use crate::journal::{self, Fact};
use crate::notices::Trouble;
use crate::people::attempts::Place;
use crate::people::password::{Credential, acceptable};
use crate::people::session::Browser;
use crate::people::{PersonRecord, PersonState, SignedIn, invite, name_of, sign_in, with_new_account};
use crate::settings::{Fixed, RelayFields, Settings, SettingsDraft};
use crate::storage::Tx;
use crate::team::first_day;

/// The choice of days off that leaves them all to later.
pub const NO_HOLIDAYS: &str = "none";

/// What the one form makes.
const FILLED_IN: [Object; 5] = [
    Object::Settings(Section::Basics),
    Object::Settings(Section::Mail),
    Object::Settings(Section::People),
    Object::Settings(Section::Targets),
    Object::Audiences,
];

/// The fields of `/setup`, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetUpDraft {
    pub organisation: String,
    pub zone: String,
    /// Whose public holidays are off, by its code; `none`, or nothing for the country of the zone.
    pub holidays: String,
    pub public_url: String,
    /// `network` or `internet`.
    pub reach: String,
    pub mail_domains: String,
    pub name: String,
    pub email: String,
    pub password: String,
    /// The address of whoever handles security reports; empty means the administrator. Somebody else is invited.
    pub security_handler: String,
    pub smtp_url: String,
    /// Counts where there is no `smtp_url`.
    #[serde(skip)]
    pub relay: RelayFields,
    pub mail_from: String,
    /// A mailbox that somebody reads.
    pub replies_to: String,
}

#[derive(Clone)]
struct Parsed {
    settings: Settings,
    name: PersonName,
    email: Email,
    security_handler: Option<Email>,
    holidays: String,
}

impl Backend {
    pub async fn set_up(&self, token: &str, draft: &SetUpDraft, device: &str, address: &str) -> Result<SignedIn> {
        self.set_up_state(token)?;
        let stored = self.storage().read(|read| Settings::stored(read))?;
        let parsed = draft.parse(&stored, &self.options().fixed)?;
        let hash = self.hash_password(&draft.password, &Place::Link(token.to_owned())).await?;
        let token = token.to_owned();
        let browser = Browser::new(device, address);
        let signed_in = self.storage().write(move |tx| begin(tx, &token, &parsed, &hash, &browser)).await?;
        // It is set up whatever the mail server says; what is wrong with it stands above the next page.
        if let Err(error) = self.try_mail().await {
            tracing::error!("the mail settings could not be tried: {error}");
        }
        Ok(signed_in)
    }
}

impl SetUpDraft {
    /// The mail server as one address, however it was typed.
    pub(super) fn relay_address(&self) -> Result<String, Refusal> {
        if self.smtp_url.trim().is_empty() { self.relay.address(None) } else { Ok(self.smtp_url.clone()) }
    }

    fn settings(&self) -> SettingsDraft {
        SettingsDraft::default()
            .with("organisation", &self.organisation)
            .with("zone", &self.zone)
            .with("public_url", &self.public_url)
            .with("reach", &self.reach)
            .with("mail_domains", &self.mail_domains)
            .with("smtp_url", self.relay_address().unwrap_or_default())
            .with("mail_from", &self.mail_from)
            .with("replies_to", &self.replies_to)
    }

    /// The settings as far as what is typed can be understood; the rest stays as it is.
    pub(super) fn so_far(&self, mut settings: Settings, fixed: &Fixed) -> Settings {
        for (line, typed) in self.settings().lines(fixed) {
            drop(line.write(&mut settings, typed));
        }
        settings
    }

    fn parse(&self, stored: &Settings, fixed: &Fixed) -> Result<Parsed> {
        let mut fields = Fields::default();
        let mut settings = stored.clone();
        for (line, typed) in self.settings().lines(fixed) {
            fields.take(line.write(&mut settings, typed));
        }
        fields.take_all(self.relay_address());
        let name = fields.take(PersonName::parse("name", &self.name));
        let email = fields.take(Email::parse("email", &self.email));
        fields.take(acceptable("password", &self.password, email.as_ref()));
        if !matches!(self.holidays.trim(), "" | NO_HOLIDAYS) && Country::of(self.holidays.trim()).is_none() {
            fields.refuse("holidays", Problem::Unknown);
        }
        let security_handler = fields.take(Email::parse_optional("security_handler", &self.security_handler)).flatten();
        let (Some(name), Some(email)) = (name, email) else { return Err(fields.into_refusal().into()) };
        fields.finish()?;
        let own = email.folded();
        let security_handler = security_handler.filter(|handler| handler.folded() != own);
        let holidays = self.holidays.trim().to_owned();
        Ok(Parsed { settings, name, email, security_handler, holidays })
    }
}

fn begin(tx: &mut Tx<'_>, token: &str, parsed: &Parsed, hash: &str, browser: &Browser) -> Result<SignedIn> {
    set_up_link::check(tx, token, tx.now())?;
    set_up_link::spend(tx);
    let who = Actor::system(Task::SetUp);
    for object in FILLED_IN {
        must_be_permitted(&who, Action::Change, object)?;
    }
    let mut person = with_new_account(tx, &parsed.email, &parsed.name, Role::Administrator)?;
    person.state = PersonState::Active;
    person.address_confirmed = true;
    person.save(tx)?;
    Credential::save(tx, person.id, hash)?;
    let mut settings = parsed.settings.clone();
    settings.security_handlers = match &parsed.security_handler {
        Some(handler) => vec![invited(tx, &who, handler)?],
        None => Vec::new(),
    };
    move_zone(tx, |tx| settings.save(tx))?;
    Trouble::forget(tx);
    begin_with(tx, &parsed.holidays, &parsed.settings.zone, who.who)?;
    first_day::begin(tx, &person, who.who)?;
    journal::record(tx, who.who, &Fact::SetUp)?;
    let fact = Fact::PersonAdded { person: person.id, role: Role::Administrator };
    journal::record(tx, who.who, &fact)?;
    sign_in::signed_in(tx, person, browser, true)
}

fn invited(tx: &mut Tx<'_>, by: &Actor, email: &Email) -> Result<PersonId> {
    let known = PersonRecord::by_email(tx, email)?.filter(|person| person.role.is_some());
    match known {
        Some(staff) if staff.is_active_staff() => return Ok(staff.id),
        Some(_) => return Err(Refusal::field("security_handler", Problem::NotEligible).into()),
        None => {}
    }
    let name = PersonName::parse("security_handler", &name_of(email))
        .or_else(|_| PersonName::parse("security_handler", email.as_str()))
        .map_err(|_| Refusal::field("security_handler", Problem::NotAnAddress))?;
    invite::enter(tx, by, None, email, &name, Role::Responder)
}
