//! What targets would have come to over the last month, before anybody is held to them.

use domain::classification::Priority;
use domain::clock::State;
use domain::ids::ServiceId;
use domain::incident::{Incident, SlaClock};
use domain::permissions::{Action, Object, Section};
use domain::time::{DAY, Moment};
use domain::view::targets::{Tried, TriedRow};

use crate::Backend;
use crate::calendars::Book;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::reported_since;
use crate::storage::Read;
use crate::targets::{TargetsDraft, TargetsRecord};

/// How far back it is looked.
const MONTH: i64 = 31 * DAY;

impl Backend {
    /// By priority and clock: how many of the last month were in time, and how many would have been. Each is judged by the
    /// priority and the services it has now. Restricted ones, requests and what was put aside stay out.
    pub fn try_targets(&self, caller: &Caller, service: Option<ServiceId>, draft: &TargetsDraft) -> Result<Tried> {
        let now = Moment(self.storage().now());
        self.storage().read(|read| {
            caller.may_on(read, Action::Change, Object::Settings(Section::Targets))?;
            let mut record = TargetsRecord::load(read)?;
            record.put(service, draft.parse(read)?);
            let (incidents, cut) = reported_since(read, now.plus(-MONTH))?;
            let mut rows = Vec::new();
            for priority in Priority::ALL {
                for clock in SlaClock::ALL {
                    let of: Vec<_> = incidents.iter().filter(|of| of.shown_priority() == Some(priority)).collect();
                    rows.push(row(read, &record, &of, priority, clock, now)?);
                }
            }
            Ok(Tried { rows, cut })
        })
    }
}

fn row(
    read: &dyn Read,
    record: &TargetsRecord,
    incidents: &[&Incident],
    priority: Priority,
    clock: SlaClock,
    now: Moment,
) -> Result<TriedRow> {
    let mut row = TriedRow { priority, clock, in_time: 0, of: 0, would_be: 0 };
    for incident in incidents {
        let services: Vec<_> = incident.affected.iter().map(|affected| affected.service).collect();
        let other = incident.judged_by(record.terms(&services)[priority as usize]);
        let book = Book::of(read, [*incident, &other])?;
        let held = |incident: &Incident| {
            incident.ledger(clock, &book, now).map(|ledger| !ledger.breached && ledger.state != State::Cancelled)
        };
        if let (Some(now), Some(then)) = (held(incident), held(&other)) {
            row.of += 1;
            row.in_time += u64::from(now);
            row.would_be += u64::from(then);
        }
    }
    Ok(row)
}
