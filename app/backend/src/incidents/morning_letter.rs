//! The letter at the start of somebody's day, for who asked for it: when the first of the office hours of a day begins
//! where they are. Whoever is away has none, and where there is nothing to say none is sent.

use domain::ids::PersonId;
use domain::permissions::Action;
use domain::time::{DAY, Moment};

use crate::Backend;
use crate::calendars::WorkingDay;
use crate::caller::Caller;
use crate::duty::away;
use crate::error::{Error, Result};
use crate::incidents::morning::morning;
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::people::{PersonRecord, with_account};
use crate::settings::Settings;
use crate::storage::{Read, Tx};
use crate::timers::{self, Kind, Timer};

impl Backend {
    /// For whoever works on incidents.
    pub async fn want_morning_letter(&self, caller: &Caller, wanted: bool) -> Result<()> {
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        let choose = move |tx: &mut Tx<'_>| {
            caller.may(tx, Action::ReadBoard)?;
            let person = caller.person().ok_or(Error::Denied)?;
            want_morning_letter(tx, person, wanted, &Settings::load(tx, &fixed)?)
        };
        self.storage().write(choose).await
    }
}

/// Who wants this one wants letters again.
pub(crate) fn want_morning_letter(tx: &mut Tx<'_>, person: PersonId, wanted: bool, settings: &Settings) -> Result<()> {
    let before = PersonRecord::find(tx, person)?.ok_or(Error::NotFound)?;
    if before.morning.is_some() == wanted && !(wanted && before.stopped_all) {
        return Ok(());
    }
    let day = WorkingDay::of(tx, before.zone.as_deref(), settings)?;
    let morning = wanted.then(|| next(&day, Moment(tx.now())));
    let after = PersonRecord { morning, stopped_all: before.stopped_all && !wanted, ..before.clone() };
    set(tx, &before, &after)
}

/// It is due. Where that person's day has not begun, because they are elsewhere by now or somebody entered a day off, it
/// is for another morning.
pub(crate) fn morning_comes(tx: &mut Tx<'_>, person: PersonId, settings: &Settings) -> Result<()> {
    let found = PersonRecord::find(tx, person)?.filter(|person| person.morning.is_some());
    let Some(person) = found else { return Ok(()) };
    if !person.is_active_staff() {
        return set(tx, &person, &PersonRecord { morning: None, ..person.clone() });
    }
    let now = Moment(tx.now());
    let day = WorkingDay::of(tx, person.zone.as_deref(), settings)?;
    let there = day.has_begun(now) && !away(tx, now)?.contains_key(&person.id);
    if there && !morning(tx, &person, now, day.ends(now))?.groups.is_empty() {
        let mut notice = Notice::new(Recipient::Person(person.id), NoticeKind::Morning, now);
        notice.expires = Some(day.ends(now));
        queue_notice(tx, &notice)?;
    }
    set(tx, &person, &PersonRecord { morning: Some(next(&day, now)), ..person.clone() })
}

/// The timers that people ask for, as `verify` expects them.
pub(crate) fn morning_timers(read: &dyn Read) -> Result<Vec<Timer>> {
    Ok(with_account(read)?.iter().filter_map(timer).collect())
}

/// Hours that never come are asked for every day: somebody may enter others.
fn next(day: &WorkingDay, now: Moment) -> Moment {
    day.next(now).unwrap_or(now.plus(DAY))
}

fn set(tx: &mut Tx<'_>, before: &PersonRecord, after: &PersonRecord) -> Result<()> {
    let timers = [before, after].map(|person| timer(person).into_iter().collect::<Vec<_>>());
    timers::follow(tx, &timers[0], &timers[1]);
    after.save(tx)
}

fn timer(person: &PersonRecord) -> Option<Timer> {
    person.morning.map(|due| Timer { due, kind: Kind::MorningLetter, subject: person.id.0, which: 0 })
}
