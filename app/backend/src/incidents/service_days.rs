//! The last days of a service as visitors see them: by what the team confirmed, from the day the service was added, in
//! the organisation's zone. Where the internet can look, an outage counts once its incident is published; restricted
//! incidents have none.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use domain::availability::{Cause, Part, Terms, availability};
use domain::clock::{Always, Span};
use domain::time::{Moment, SECOND};
use domain::view::availability::{HitDay, ServiceDays};

use crate::error::Result;
use crate::incidents::{index, outages_within};
use crate::local_time::{begins, wall};
use crate::services::ServiceRecord;
use crate::settings::{Reach, Settings};
use crate::storage::Read;
use crate::time_text::zone;

/// Today among them.
const DAYS_SHOWN: u64 = 90;

pub(super) fn service_days(
    read: &dyn Read,
    settings: &Settings,
    service: &ServiceRecord,
    now: Moment,
) -> Result<ServiceDays> {
    let zone = zone(&settings.zone);
    let today = wall(now, zone).date();
    let earliest = today.checked_sub_days(Days::new(DAYS_SHOWN - 1)).unwrap_or(today);
    let added = service.added_at.map(|at| (at, wall(at, zone).date()));
    let first = added.map_or(earliest, |(_, day)| day.max(earliest)).min(today);
    let from = added.map_or(begin(first, zone), |(at, _)| at.max(begin(first, zone)));
    let observed = Span { from, to: now.max(from) };
    let mut outages = Vec::new();
    for row in outages_within(read, service.id, observed)? {
        let shown = settings.reach == Reach::Network
            || index::find(read, row.incident)?.is_some_and(|incident| incident.is_published());
        if shown {
            outages.push(row.outage(now));
        }
    }
    let found = availability(Terms { observed, hours: &Always, count_planned: false }, &outages);
    Ok(ServiceDays {
        days: u32::try_from((today - first).num_days() + 1).unwrap_or(1),
        first: first.to_string(),
        hit: hit(&found.parts, first, zone),
        down: found.down / SECOND,
        degraded: found.degraded / SECOND,
        figure: service.target.and_then(|_| found.percent()),
    })
}

/// The parts of an outage on each day that it reached.
fn hit(parts: &[Part], first: NaiveDate, zone: Tz) -> Vec<HitDay> {
    let mut days: BTreeMap<NaiveDate, (i64, i64)> = BTreeMap::new();
    for part in parts {
        let mut day = wall(part.from, zone).date();
        loop {
            let next = day.succ_opt().unwrap_or(day);
            let ends = if next == day { part.to } else { begin(next, zone) };
            let length = part.to.min(ends).since(part.from.max(begin(day, zone)));
            let (down, degraded) = days.entry(day).or_default();
            match part.cause {
                Cause::Down => *down += length,
                Cause::Degraded => *degraded += length,
                Cause::Planned => {}
            }
            if part.to <= ends {
                break;
            }
            day = next;
        }
    }
    let of = |(day, (down, degraded)): (NaiveDate, (i64, i64))| HitDay {
        place: u32::try_from((day - first).num_days()).unwrap_or(0),
        date: day.to_string(),
        name: day.format("%a %-d %b").to_string(),
        down: down / SECOND,
        degraded: degraded / SECOND,
    };
    days.into_iter().map(of).collect()
}

fn begin(day: NaiveDate, zone: Tz) -> Moment {
    begins(day.and_time(NaiveTime::MIN), zone)
}
