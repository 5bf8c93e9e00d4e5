use domain::classification::Priority;
use domain::ids::{CalendarId, ServiceId};
use domain::incident::SlaClock;
use domain::permissions::{Action, Object, Section};
use domain::time::Moment;
use domain::view::Choice;
use domain::view::targets::{TargetField, TargetsForm, TargetsPage};

use super::apply::to_retarget;
use crate::Backend;
use crate::calendars::CalendarRecord;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::NameBook;
use crate::people::PersonRecord;
use crate::services::ServiceRecord;
use crate::settings::Settings;
use crate::stamps::Stamps;
use crate::targets::{Target, TargetsRecord, as_typed, field};
use crate::time_text::Reader;

impl Backend {
    pub fn targets_page(&self, caller: &Caller) -> Result<TargetsPage> {
        let now = Moment(self.storage().now());
        self.storage().read(|read| {
            let actor = caller.may_on(read, Action::Read, Object::Settings(Section::Targets))?;
            let settings = Settings::load(read, &self.options().fixed)?;
            let reader = Reader::of(read, &actor, &settings, now)?;
            let record = TargetsRecord::load(read)?;
            let names = NameBook::new(read);
            let own = record.services.iter().map(|own| {
                let service = names.service_choice(own.service);
                form(&own.stamps, Some(service), own.calendar, &own.by_priority)
            });
            let confirmed = match record.confirmed {
                Some(confirmed) => {
                    let by = PersonRecord::find(read, confirmed.by)?.map(|person| person.name).unwrap_or_default();
                    Some((by, reader.time(Moment(confirmed.at))))
                }
                None => None,
            };
            let has_own = |id: ServiceId| record.services.iter().any(|own| own.service == id);
            let others =
                ServiceRecord::all(read)?.into_iter().filter(|service| !service.retired && !has_own(service.id));
            let calendars = CalendarRecord::all(read)?.into_iter();
            Ok(TargetsPage {
                general: form(&record.stamps, None, record.calendar, &record.general),
                services: own.collect(),
                others: others.map(|service| Choice { id: service.id.to_string(), name: service.name }).collect(),
                calendars: calendars.map(|each| Choice { id: each.id.to_string(), name: each.name }).collect(),
                confirmed,
                applies_to: to_retarget(read, &record)?.len() as u64,
            })
        })
    }
}

fn form(stamps: &Stamps, service: Option<Choice>, calendar: CalendarId, by_priority: &[Target; 4]) -> TargetsForm {
    let fields = Priority::ALL.into_iter().zip(by_priority).flat_map(|(priority, target)| {
        [(SlaClock::Response, target.response), (SlaClock::Resolution, target.resolution)].map(|(clock, span)| {
            TargetField { name: field(priority, clock), priority, clock, value: as_typed(span), span }
        })
    });
    TargetsForm { service, calendar: calendar.to_string(), fields: fields.collect(), revision: stamps.revision() }
}
