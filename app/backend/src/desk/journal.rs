//! The journal as managers and administrators read it, newest first. Heads of incidents' chains are for `verify`
//! and stay out: how often they come would tell how much goes on where the reader may not look.

use domain::incident::Incident;
use domain::locale::{Locale, Names};
use domain::permissions::{Action, Actor, Object, Relation, Section, Task, Who, permits};
use domain::time::Moment;
use domain::view::settings::JournalLine;

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::{NameBook, find, find_by_number};
use crate::journal::{Fact, Kind, Recorded, recorded, sentence};
use crate::people::confirm_password;
use crate::settings::Settings;
use crate::storage::Read;
use crate::time_text::Reader;

/// Most lines of one page.
pub const PAGE_MOST: usize = 200;
/// Entries looked at for one page, shown or not.
const LOOKED_AT_MOST: usize = 5_000;
const CHUNK: usize = 200;

/// What is looked for: entries of one kind, lines with these words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JournalFilter {
    pub kind: Option<Kind>,
    pub words: String,
}

/// One page of the journal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JournalPage {
    pub lines: Vec<JournalLine>,
    /// Pass it on to get the next page.
    pub older: Option<u64>,
}

impl Backend {
    /// At most `limit` lines that fit, before the entry of that sequence.
    pub fn read_journal(
        &self,
        caller: &Caller,
        filter: &JournalFilter,
        before: Option<u64>,
        limit: usize,
    ) -> Result<JournalPage> {
        let (now, real_now) = (Moment(self.storage().now()), self.storage().real_now());
        self.storage().read(|read| {
            let actor = caller.may_on(read, Action::Read, Object::Settings(Section::Journal))?;
            confirm_password::require_at(read, caller, real_now)?;
            let reader = Reader::of(read, &actor, &Settings::load(read, &self.options().fixed)?, now)?;
            let names = NameBook::new(read);
            page(&Pen { read, actor: &actor, reader, names: &names }, filter, before, limit.clamp(1, PAGE_MOST))
        })
    }
}

/// What a line is written with.
struct Pen<'a> {
    read: &'a dyn Read,
    actor: &'a Actor,
    reader: Reader,
    names: &'a dyn Names,
}

impl Pen<'_> {
    fn line(&self, entry: &Recorded) -> Result<JournalLine> {
        let whence = entry.whence.as_ref().map(|from| match (from.address.as_str(), from.device.as_str()) {
            ("", device) => device.to_owned(),
            (address, "") => address.to_owned(),
            (address, device) => format!("{address}, {device}"),
        });
        Ok(JournalLine {
            at: self.reader.time(entry.at),
            who: who(&entry.who, self.names),
            act: self.act(entry)?,
            whence: whence.unwrap_or_default(),
        })
    }
}

impl Pen<'_> {
    fn act(&self, entry: &Recorded) -> Result<String> {
        let Some(fact) = &entry.fact else { return Ok("did something whose record has been deleted".to_owned()) };
        let about = about(self.read, fact)?.filter(|incident| sees(self.actor, incident));
        let number = about.map(|incident| incident.number.to_string());
        Ok(sentence(Locale::English, fact, number.as_deref(), self.names, self.reader))
    }
}

impl JournalFilter {
    fn takes(&self, entry: &Recorded) -> bool {
        match &entry.fact {
            Some(Fact::IncidentHead { .. }) => false,
            Some(fact) => self.kind.is_none_or(|kind| fact.kind() == kind),
            None => self.kind.is_none(),
        }
    }

    /// Every word stands somewhere in the line.
    fn fits(&self, line: &JournalLine) -> bool {
        let said = format!("{} {} {}", line.who, line.act, line.whence).to_lowercase();
        self.words.to_lowercase().split_whitespace().all(|word| said.contains(word))
    }
}

fn page(pen: &Pen<'_>, filter: &JournalFilter, before: Option<u64>, limit: usize) -> Result<JournalPage> {
    let mut lines = Vec::new();
    let mut before = before;
    for _ in 0..LOOKED_AT_MOST / CHUNK {
        let chunk = recorded(pen.read, before, CHUNK)?;
        let at_the_end = chunk.len() < CHUNK;
        for entry in chunk {
            if lines.len() == limit {
                return Ok(JournalPage { lines, older: before });
            }
            before = Some(entry.sequence);
            if filter.takes(&entry) {
                lines.extend(Some(pen.line(&entry)?).filter(|line| filter.fits(line)));
            }
        }
        if at_the_end {
            return Ok(JournalPage { lines, older: None });
        }
    }
    Ok(JournalPage { lines, older: before })
}

fn who(who: &Who, names: &dyn Names) -> String {
    match who {
        Who::Person(person) => names.person(*person),
        Who::Visitor => "Somebody".to_owned(),
        Who::Receipt { .. } => "A reporter".to_owned(),
        Who::Operator => "The command line".to_owned(),
        Who::Task(Task::SetUp) => "Set-up".to_owned(),
        Who::Task(_) => "Sitrep".to_owned(),
    }
}

/// The incident that a fact is about, if it is about one.
#[expect(clippy::too_many_lines, reason = "one match, a line for each fact")]
fn about(read: &dyn Read, fact: &Fact) -> Result<Option<Incident>> {
    Ok(match fact {
        Fact::RestrictedViewed { incident }
        | Fact::MembersByLastResort { incident }
        | Fact::GlassBroken { incident, .. } => find(read, *incident)?,
        Fact::AccessAsked { number } => find_by_number(read, number)?,
        Fact::SetUp
        | Fact::SignedIn
        | Fact::SignInFailed { .. }
        | Fact::SignedOut
        | Fact::PasswordChanged
        | Fact::PersonAdded { .. }
        | Fact::RoleChanged { .. }
        | Fact::PersonDisabled { .. }
        | Fact::PersonEnabled { .. }
        | Fact::PrivateReadGranted { .. }
        | Fact::PrivateReadWithdrawn { .. }
        | Fact::SessionRevoked { .. }
        | Fact::SettingsChanged { .. }
        | Fact::ServiceChanged { .. }
        | Fact::ServiceAdded { .. }
        | Fact::ServiceRetired { .. }
        | Fact::AudienceChanged { .. }
        | Fact::AudienceAdded { .. }
        | Fact::AudienceRenamed { .. }
        | Fact::AudienceEntered { .. }
        | Fact::AudienceLeft { .. }
        | Fact::TargetsChanged { .. }
        | Fact::TargetsDropped { .. }
        | Fact::TargetsConfirmed
        | Fact::TargetsApplied { .. }
        | Fact::CalendarAdded { .. }
        | Fact::CalendarChanged { .. }
        | Fact::RotationAdded { .. }
        | Fact::EscalationChanged { .. }
        | Fact::PushTargetAdded { .. }
        | Fact::PushTargetChanged { .. }
        | Fact::PushTargetRemoved { .. }
        | Fact::OwnAlertsChanged { .. }
        | Fact::RotationChanged { .. }
        | Fact::RotationRemoved { .. }
        | Fact::DutyOverridden { .. }
        | Fact::DutyOverrideRemoved { .. }
        | Fact::AwayEntered { .. }
        | Fact::AwayRemoved { .. }
        | Fact::DutyFeedMade
        | Fact::DutyFeedEnded
        | Fact::OldLettersSent { .. }
        | Fact::OldLettersDropped { .. }
        | Fact::BackedUp { .. }
        | Fact::DamageFound
        | Fact::Restored
        | Fact::IncidentHead { .. }
        | Fact::InvitationSent { .. }
        | Fact::InvitationAccepted
        | Fact::PasswordSetFor { .. }
        | Fact::ReceiptsRevoked { .. }
        | Fact::ReportersErased { .. }
        | Fact::OwnDetailsChanged { .. }
        | Fact::PlaybookAdded { .. }
        | Fact::PlaybookChanged { .. }
        | Fact::PlaybookRetired { .. }
        | Fact::PlannedAdded { .. }
        | Fact::PlannedChanged { .. }
        | Fact::PlannedEnded { .. }
        | Fact::PlannedTold { .. } => None,
    })
}

fn sees(reader: &Actor, incident: &Incident) -> bool {
    permits(reader, Action::ReadIncident, Object::Incident(Relation::of(reader, incident)))
}
