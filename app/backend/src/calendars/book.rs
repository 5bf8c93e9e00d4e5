use std::collections::BTreeMap;

use domain::clock::{Always, Hours};
use domain::ids::CalendarId;
use domain::incident::{Calendars, Incident};
use domain::time::Moment;

use super::record::{CalendarRecord, Expanded};
use crate::error::Result;
use crate::settings::Settings;
use crate::storage::Read;

/// The calendars by which some incidents are judged. Read from the settings as they are stored: what the environment
/// fixes is stored before the port opens (`desk/settle_zone.rs`), so that all who read the folder read the same.
#[derive(Debug, Default)]
pub struct Book(BTreeMap<CalendarId, Vec<Known>>);

/// A calendar as it was known until an instant.
#[derive(Debug)]
struct Known {
    until: Moment,
    expanded: Expanded,
}

impl Book {
    /// Those that these incidents name.
    pub fn of<'a>(read: &dyn Read, incidents: impl IntoIterator<Item = &'a Incident>) -> Result<Self> {
        let mut book = Self::default();
        for incident in incidents {
            for calendar in incident.sla.calendars() {
                book.open(read, calendar)?;
            }
        }
        Ok(book)
    }

    fn open(&mut self, read: &dyn Read, id: CalendarId) -> Result<()> {
        if !self.0.contains_key(&id)
            && let Some(record) = CalendarRecord::find(read, id)?
        {
            let known = |(until, expanded)| Known { until, expanded };
            self.0.insert(id, record.expanded(&Settings::stored(read)?).into_iter().map(known).collect());
        }
        Ok(())
    }
}

impl Calendars for Book {
    fn hours(&self, calendar: CalendarId, as_of: Moment) -> &dyn Hours {
        let known = self.0.get(&calendar).and_then(|all| all.iter().find(|known| as_of <= known.until).or(all.last()));
        known.map_or(&Always, |known| &known.expanded)
    }
}
