//! What the page of planned work shows the team.

use domain::locale::Locale;
use domain::permissions::{Action, Object};
use domain::time::Moment;
use domain::view::Choice;
use domain::view::planned::{PlannedAudience, PlannedPage, PlannedRow, ToldLine};

use super::recipients::recipients;
use super::shown::line;
use super::tell::may_remind;
use super::{PlannedDraft, PlannedRecord};
use crate::audiences::AudienceRecord;
use crate::error::Result;
use crate::services::ServiceRecord;
use crate::storage::Read;
use crate::time_text::Reader;
use crate::{Backend, Caller};

impl Backend {
    /// All of it. Of the one whose id is `open`, also whom one can tell.
    pub fn planned_page(&self, caller: &Caller, open: &str) -> Result<PlannedPage> {
        let (settings, now) = (self.settings()?, Moment(self.storage().now()));
        self.storage().read(|read| {
            let actor = caller.may_on(read, Action::Read, Object::Planned)?;
            let reader = Reader::of(read, &actor, &settings, now)?;
            let row = |record: &PlannedRecord| row(read, record, reader, record.id.to_string() == open);
            let services = ServiceRecord::all(read)?.into_iter().filter(|service| !service.retired);
            Ok(PlannedPage {
                as_of: now,
                zone: reader.zone().to_owned(),
                standing: PlannedRecord::standing(read)?.iter().map(row).collect::<Result<_>>()?,
                past: PlannedRecord::past(read)?.iter().map(row).collect::<Result<_>>()?,
                services: services.map(|s| Choice { id: s.id.to_string(), name: s.name }).collect(),
            })
        })
    }
}

fn row(read: &dyn Read, record: &PlannedRecord, reader: Reader, open: bool) -> Result<PlannedRow> {
    let typed = PlannedDraft::of(record, reader);
    let told = record.told.iter().map(|told| ToldLine {
        at: reader.time(told.at),
        what: Locale::English.planned_telling(told.telling).to_owned(),
        people: told.people,
    });
    let mut reminded = Vec::new();
    for audience in &record.remind {
        reminded.extend(AudienceRecord::find(read, *audience)?.map(|audience| audience.name));
    }
    Ok(PlannedRow {
        id: record.id.to_string(),
        line: line(read, record, reader)?,
        note: record.note.clone(),
        end: record.ended.map(|(end, at)| (end, reader.time(at))),
        begins_typed: typed.begins,
        ends_typed: typed.ends,
        told: told.collect(),
        reminded,
        may_remind: may_remind(record, reader.now()),
        audiences: if open { audiences(read, record)? } else { Vec::new() },
        revision: record.stamps.revision(),
    })
}

fn audiences(read: &dyn Read, record: &PlannedRecord) -> Result<Vec<PlannedAudience>> {
    let count = |audience: AudienceRecord| {
        let people = recipients(read, record, &[audience.id])?.len() as u64;
        Ok(PlannedAudience { id: audience.id.to_string(), name: audience.name, people })
    };
    AudienceRecord::all(read)?.into_iter().map(count).collect()
}
