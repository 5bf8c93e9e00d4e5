//! What the clocks of an incident say by themselves: three quarters of a target, and its end; and the same of the update
//! that stakeholders wait for.

use domain::clock::State;
use domain::ids::IncidentId;
use domain::incident::{Bell, Change, Command, Incident, SlaClock, apply};
use domain::time::Moment;

use crate::calendars::Book;
use crate::error::Result;
use crate::incidents::{by_itself, index};
use crate::settings::Settings;
use crate::storage::{Read, Tx};

/// Tells the timers of one incident apart. The numbers are on disk.
pub(super) fn which(clock: SlaClock, bell: Bell) -> u64 {
    let clock = match clock {
        SlaClock::Response => 1,
        SlaClock::Resolution => 2,
    };
    let bell = match bell {
        Bell::Warning => 1,
        Bell::Breach => 2,
    };
    clock * 10 + bell
}

/// The same of the update that stakeholders wait for.
pub(super) fn of_promise(bell: Bell) -> u64 {
    match bell {
        Bell::Warning => 1,
        Bell::Breach => 2,
    }
}

/// The update that stakeholders wait for draws near, or was missed. Whatever came meanwhile took the timer along.
pub(crate) fn ring_promise(tx: &mut Tx<'_>, incident: IncidentId, number: u64, settings: &Settings) -> Result<()> {
    let bell = Bell::ALL.into_iter().find(|bell| of_promise(*bell) == number);
    bell.map_or(Ok(()), |bell| by_itself(tx, incident, &Command::RingPromise { bell }, settings))
}

/// The same of those of a legal deadline, by its place.
pub(super) fn which_legal(deadline: u32, bell: Bell) -> u64 {
    let bell = match bell {
        Bell::Warning => 1,
        Bell::Breach => 2,
    };
    u64::from(deadline) * 10 + bell
}

/// The place of the deadline that a timer is about.
pub(crate) fn legal_deadline(which: u64) -> u32 {
    u32::try_from(which / 10).unwrap_or(u32::MAX)
}

/// A corrected time shows that a target had been missed: then that is on record, and can be explained.
pub(super) fn found_late(read: &dyn Read, before: &Incident, changes: &[Change], now: Moment) -> Result<Vec<Change>> {
    if !changes.iter().any(|change| matches!(change, Change::TimeCorrected { .. })) {
        return Ok(Vec::new());
    }
    let mut after = Some(before.clone());
    changes.iter().for_each(|change| apply(&mut after, change, now));
    let Some(after) = after else { return Ok(Vec::new()) };
    let book = Book::of(read, [&after])?;
    let late = SlaClock::ALL.into_iter().filter(|clock| after.sla.breach(*clock).is_none()).filter_map(|clock| {
        let ledger = after.ledger(clock, &book, after.changed_at)?;
        let due = ledger.due.filter(|_| ledger.state == State::MetLate)?;
        Some(Change::ClockRang { clock, bell: Bell::Breach, due })
    });
    Ok(late.collect())
}

/// A clock has come so far. After a downtime the warning and the end of one clock fall together: then only the end is
/// told. Whatever stopped the clock meanwhile took the timer along.
pub(crate) fn ring(tx: &mut Tx<'_>, incident: IncidentId, number: u64, settings: &Settings) -> Result<()> {
    let Some(before) = index::find(tx, incident)? else { return Ok(()) };
    let all = SlaClock::ALL.into_iter().flat_map(|clock| Bell::ALL.map(|bell| (clock, bell)));
    let Some((clock, bell)) = all.into_iter().find(|(clock, bell)| which(*clock, *bell) == number) else {
        return Ok(());
    };
    let book = Book::of(tx, [&before])?;
    let now = Moment(tx.now());
    let rung = |bell| before.rings_at(clock, bell, &book).filter(|due| *due < now);
    let Some((bell, due)) = rung(Bell::Breach).map(|due| (Bell::Breach, due)).or(rung(bell).map(|due| (bell, due)))
    else {
        return Ok(());
    };
    by_itself(tx, incident, &Command::Ring { clock, bell, due }, settings)
}
