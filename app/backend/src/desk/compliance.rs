//! `/compliance`: of a month, how many clocks stopped and how many promised updates came in time, by priority, and which.

use std::collections::BTreeMap;

use domain::classification::Priority;
use domain::ids::ServiceId;
use domain::locale::Locale;
use domain::permissions::Action;
use domain::time::Moment;
use domain::view::Choice;
use domain::view::compliance::{ComplianceCell, CompliancePage, ComplianceQuery, Counted, StoppedLine};

use crate::Backend;
use crate::calendars::Month;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::{KeptOrMissed, StoppedClock};
use crate::services::ServiceRecord;
use crate::settings::Settings;
use crate::storage::{self, Key, Order, Read, Record};
use crate::targets::TargetsRecord;
use crate::time_text::{self, Reader};

/// Lines that one page or file shows.
const LINES_MOST: usize = 10_000;

impl Backend {
    /// Figures of a month in the organisation's zone, over what whoever works here may see. Under aims there are
    /// none of clocks.
    pub fn compliance(&self, caller: &Caller, query: &ComplianceQuery) -> Result<CompliancePage> {
        let now = Moment(self.storage().now());
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            let settings = Settings::load(read, &self.options().fixed)?;
            let reader = Reader::of(read, &actor, &settings, now)?;
            let zone = time_text::zone(&settings.zone);
            let this = Month::of(now, zone);
            let month = if query.month.is_empty() { Some(this) } else { Month::typed(&query.month) };
            let month = month.ok_or(Error::NotFound)?;
            let whole = month.span(zone);
            let since = TargetsRecord::load(read)?.confirmed.map(|confirmed| confirmed.since);
            let service = query.service.parse::<ServiceId>().ok();
            let services = ServiceRecord::all(read)?;
            let name =
                |id: &ServiceId| services.iter().find(|service| service.id == *id).map(|service| service.name.clone());
            let mut cells: BTreeMap<(Counted, Priority), (u64, u64)> = BTreeMap::new();
            let (mut lines, mut impossible) = (Vec::new(), Vec::new());
            for row in counted(read, [whole.from, whole.to], since)? {
                if service.is_some_and(|service| !row.services.contains(&service)) {
                    continue;
                }
                if row.impossible {
                    impossible.push(line(row, reader, &name));
                    continue;
                }
                let cell = cells.entry((row.what, row.priority)).or_default();
                if row.in_time {
                    cell.0 += 1
                } else {
                    cell.1 += 1
                }
                if query.takes(row.what, row.priority, row.in_time) {
                    lines.push(line(row, reader, &name));
                }
            }
            let cell = |((what, priority), (in_time, late))| ComplianceCell { what, priority, in_time, late };
            Ok(CompliancePage {
                aims: since.is_none(),
                month: month.written(),
                words: month.in_words(),
                before: choice(month.before()),
                after: (month < this).then(|| choice(month.next())),
                services: services.iter().map(|of| Choice { id: of.id.to_string(), name: of.name.clone() }).collect(),
                cells: cells.into_iter().map(cell).collect(),
                lines,
                impossible,
            })
        })
    }
}

/// One clock that stopped, or one promised update that was judged.
struct Judged {
    number: String,
    title: String,
    what: Counted,
    priority: Priority,
    services: Vec<ServiceId>,
    in_time: bool,
    /// What it came to before a time was corrected.
    was_in_time: Option<bool>,
    /// Its times cannot all be right.
    impossible: bool,
    due: Option<Moment>,
    stopped: Moment,
    elapsed: Option<i64>,
}

fn line(row: Judged, reader: Reader, name: &dyn Fn(&ServiceId) -> Option<String>) -> StoppedLine {
    StoppedLine {
        services: row.services.iter().filter_map(name).collect(),
        elapsed: row.elapsed.map(|elapsed| Locale::English.exact_span(elapsed)),
        stopped: reader.time(row.stopped),
        due: row.due.map(|due| reader.time(due)),
        number: row.number,
        title: row.title,
        what: row.what,
        priority: row.priority,
        in_time: row.in_time,
        was_in_time: row.was_in_time,
    }
}

/// In their order. Clocks count from when their targets are promises; a promised update is one whatever the targets are.
fn counted(read: &dyn Read, bounds: [Moment; 2], since: Option<u32>) -> Result<Vec<Judged>> {
    let clocks = between::<StoppedClock>(read, bounds)?.into_iter();
    let clocks = clocks.filter(|clock| since.is_some_and(|since| clock.version >= since)).map(|clock| Judged {
        number: clock.number,
        title: clock.title,
        what: Counted::Clock(clock.clock),
        priority: clock.priority,
        services: clock.services,
        in_time: clock.in_time,
        was_in_time: clock.was_in_time,
        impossible: clock.impossible,
        due: clock.due,
        stopped: clock.stopped,
        elapsed: Some(clock.elapsed),
    });
    let promises = between::<KeptOrMissed>(read, bounds)?.into_iter().map(|promise| Judged {
        number: promise.number,
        title: promise.title,
        what: Counted::Promise,
        priority: promise.priority,
        services: promise.services,
        in_time: promise.kept,
        was_in_time: None,
        impossible: false,
        due: Some(promise.due),
        stopped: promise.at,
        elapsed: None,
    });
    let mut all: Vec<_> = clocks.chain(promises).collect();
    all.sort_by_key(|judged| judged.stopped);
    Ok(all)
}

/// Rows whose keys begin with an instant between these.
fn between<R: Record>(read: &dyn Read, [from, to]: [Moment; 2]) -> Result<Vec<R>> {
    let (from, to) = (Key::new().i64(from.0).done(), Key::new().i64(to.0).done());
    let rows = read.scan(R::TABLE, &from, &to, Order::Ascending, LINES_MOST)?;
    rows.iter().map(|(_, value)| storage::decode(value)).collect()
}

fn choice(month: Month) -> Choice {
    Choice { id: month.written(), name: month.in_words() }
}
