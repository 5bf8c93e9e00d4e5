use domain::Refusal;
use domain::classification::Priority;
use domain::field::Problem;
use domain::ids::{CalendarId, ServiceId};
use domain::incident::SlaClock;
use domain::locale::Locale;
use domain::permissions::{Action, Object, Section, Who};

use crate::Backend;
use crate::calendars::CalendarRecord;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::journal::{Difference, Fact, Value};
use crate::people::confirm_password;
use crate::services::ServiceRecord;
use crate::stamps::Stamps;
use crate::storage::{Read, Tx};
use crate::targets::{Confirmed, Parsed, ServiceTargets, Target, TargetsDraft, TargetsRecord, as_typed, field};

const TARGETS: Object = Object::Settings(Section::Targets);

impl Backend {
    /// New targets, for what is reported from now on: the general ones, or those of a service. `seen`: the revision of
    /// the form.
    pub async fn change_targets(
        &self,
        caller: &Caller,
        service: Option<ServiceId>,
        draft: TargetsDraft,
        seen: Option<u64>,
    ) -> Result<()> {
        let caller = caller.clone();
        let change = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, TARGETS)?;
            confirm_password::require(tx, &caller)?;
            let record = TargetsRecord::load(tx)?;
            let name = service.map_or(Ok(String::new()), |id| name_of(tx, id))?;
            let stands = lines(tx, &record, service)?;
            let typed = stands
                .iter()
                .map(|line| (line.field.as_str(), draft.typed(&line.field).trim() != line.value, line.said.clone()));
            record.stamps_of(service).none_overtaken(tx, &actor, seen, typed)?;
            let mut changed = record.clone();
            changed.put(service, draft.parse(tx)?);
            if changed == record {
                return Ok(());
            }
            let after = lines(tx, &changed, service)?;
            let differing: Vec<_> = stands.iter().zip(&after).filter(|(was, is)| was.said != is.said).collect();
            changed.version += 1;
            changed.touch(service, differing.iter().map(|(was, _)| was.field.as_str()), actor.who);
            changed.save(tx)?;
            let words = |words: &str| if words.is_empty() { Value::Nothing } else { Value::Words(words.to_owned()) };
            let changes = differing.into_iter().map(|(was, is)| Difference {
                field: was.words.clone(),
                before: words(&was.said),
                after: words(&is.said),
            });
            caller.note(tx, &actor, &Fact::TargetsChanged { service: name, changes: changes.collect() })?;
            Ok(())
        };
        self.storage().write(change).await
    }

    /// A service is judged like all others again.
    pub async fn drop_targets(&self, caller: &Caller, service: ServiceId, seen: Option<u64>) -> Result<()> {
        let caller = caller.clone();
        let change = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, TARGETS)?;
            confirm_password::require(tx, &caller)?;
            let mut record = TargetsRecord::load(tx)?;
            record.stamps_of(Some(service)).all_seen(seen)?;
            let before = record.services.len();
            record.services.retain(|own| own.service != service);
            if record.services.len() == before {
                return Err(Error::NotFound);
            }
            record.version += 1;
            record.save(tx)?;
            let name = name_of(tx, service)?;
            caller.note(tx, &actor, &Fact::TargetsDropped { service: name })?;
            Ok(())
        };
        self.storage().write(change).await
    }

    /// From now on they are promises: missed ones are written about and counted.
    pub async fn confirm_targets(&self, caller: &Caller) -> Result<()> {
        let caller = caller.clone();
        let confirm = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, TARGETS)?;
            confirm_password::require(tx, &caller)?;
            let mut record = TargetsRecord::load(tx)?;
            let Some(by) = actor.person_id() else { return Err(Refusal::NotAllowed.into()) };
            if record.confirmed.is_some() {
                return Ok(());
            }
            record.confirmed = Some(Confirmed { at: tx.now(), by, since: record.version });
            record.save(tx)?;
            caller.note(tx, &actor, &Fact::TargetsConfirmed)?;
            Ok(())
        };
        self.storage().write(confirm).await
    }
}

impl TargetsRecord {
    pub(super) fn put(&mut self, service: Option<ServiceId>, parsed: Parsed) {
        let Parsed { calendar, by_priority } = parsed;
        let Some(service) = service else {
            (self.calendar, self.general) = (calendar, by_priority);
            return;
        };
        match self.services.iter_mut().find(|other| other.service == service) {
            Some(own) => (own.calendar, own.by_priority) = (calendar, by_priority),
            None => self.services.push(ServiceTargets { service, calendar, by_priority, stamps: Stamps::default() }),
        }
    }

    fn own(&self, service: Option<ServiceId>) -> Option<&ServiceTargets> {
        self.services.iter().find(|own| Some(own.service) == service)
    }

    /// Of the form of a service, or of the general ones; a service without its own has none yet.
    fn stamps_of(&self, service: Option<ServiceId>) -> Stamps {
        let own = self.own(service).map(|own| &own.stamps);
        own.or(service.is_none().then_some(&self.stamps)).cloned().unwrap_or_default()
    }

    fn touch<'a>(&mut self, service: Option<ServiceId>, fields: impl IntoIterator<Item = &'a str>, who: Who) {
        match self.services.iter_mut().find(|own| Some(own.service) == service) {
            Some(own) => own.stamps.touch(fields, who),
            None => self.stamps.touch(fields, who),
        }
    }

    fn held_for(&self, service: Option<ServiceId>) -> (CalendarId, &[Target; 4]) {
        self.own(service).map_or((self.calendar, &self.general), |own| (own.calendar, &own.by_priority))
    }
}

/// One field of the form as it stands: its name, what it holds, and both in words.
struct Line {
    field: String,
    value: String,
    words: String,
    said: String,
}

fn lines(read: &dyn Read, record: &TargetsRecord, service: Option<ServiceId>) -> Result<Vec<Line>> {
    let (calendar, by_priority) = record.held_for(service);
    let name = CalendarRecord::find(read, calendar)?.map(|record| record.name).unwrap_or_default();
    let words = "hours".to_owned();
    let mut lines = vec![Line { field: "calendar".to_owned(), value: calendar.to_string(), words, said: name }];
    for (priority, target) in Priority::ALL.into_iter().zip(by_priority) {
        for (clock, span) in [(SlaClock::Response, target.response), (SlaClock::Resolution, target.resolution)] {
            let words = format!("{}: {}", priority.code(), Locale::English.clock(clock).to_lowercase());
            let (value, said) = (as_typed(span), Locale::English.working_time(span));
            lines.push(Line { field: field(priority, clock), value, words, said });
        }
    }
    Ok(lines)
}

fn name_of(read: &dyn Read, service: ServiceId) -> Result<String> {
    let service = ServiceRecord::find(read, service)?.filter(|service| !service.retired);
    service.map(|service| service.name).ok_or_else(|| Refusal::field("service", Problem::Unknown).into())
}
