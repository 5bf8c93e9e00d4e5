//! Whose eyes an answer is for: the zone of who asks, as they set it in their account, else the organisation's.

use domain::permissions::Actor;
use domain::time::Moment;

use super::PersonRecord;
use crate::error::Result;
use crate::settings::Settings;
use crate::storage::Read;
use crate::time_text::Reader;

impl Reader {
    pub(crate) fn of(read: &dyn Read, actor: &Actor, settings: &Settings, now: Moment) -> Result<Self> {
        let person = actor.person_id().map_or(Ok(None), |person| PersonRecord::find(read, person))?;
        Ok(Self::new(person.as_ref().and_then(|person| person.zone.as_deref()), &settings.zone, now))
    }
}
