//! Whoever stands in for somebody who is away is told when that is entered, and the day before it begins.

use domain::clock::Span;
use domain::ids::{AbsenceId, PersonId};
use domain::time::{DAY, Moment};

use super::record::AbsenceRecord;
use super::roster::Roster;
use super::rota::Why;
use crate::error::Result;
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::storage::{Read, Tx};
use crate::timers::{self, Timer};

/// Letters about one absence; what comes later in it the page shows.
const TOLD_MOST: usize = 20;
/// How far ahead of now hours of an absence are looked at.
const LOOKS_AHEAD: i64 = 92 * DAY;
const PAGE: &str = "/on-call";

/// Some hours that are theirs now and were not before.
struct StandsIn {
    person: PersonId,
    rotation: String,
    span: Span,
}

/// Those who stand in because of this absence, which is stored already; `before` is the roster without it.
pub(super) fn tell_stand_ins(tx: &mut Tx<'_>, before: &Roster, absence: &AbsenceRecord) -> Result<()> {
    if let Some(timer) = absence.timer() {
        timers::set(tx, &timer);
    }
    let after = Roster::load(tx)?;
    let within = hours(absence, Moment(tx.now()));
    let mut all = standing_in(&after, within);
    all.retain(|one| {
        let standing = before.rotations.iter().find(|standing| standing.record.name == one.rotation);
        standing.is_none_or(|standing| before.at(standing, one.span.from).0 != Some(one.person))
    });
    tell(tx, absence, all)
}

/// The day before: whoever stands in by then.
pub(crate) fn remind(tx: &mut Tx<'_>, id: AbsenceId) -> Result<()> {
    let Some(mut absence) = AbsenceRecord::all(tx)?.into_iter().find(|one| one.id == id) else { return Ok(()) };
    if absence.reminds.take().is_none() {
        return Ok(());
    }
    absence.save(tx)?;
    let roster = Roster::load(tx)?;
    let mut all = standing_in(&roster, hours(&absence, Moment(tx.now())));
    // Others who are away at the same time have a letter of their own.
    all.retain(|one| roster.is_turn_of(&one.rotation, absence.person, one.span.from));
    tell(tx, &absence, all)
}

/// The timers that absences ask for, as `verify` expects them.
pub(crate) fn reminders(read: &dyn Read) -> Result<Vec<Timer>> {
    Ok(AbsenceRecord::all(read)?.into_iter().filter_map(|absence| absence.timer()).collect())
}

/// Whether those hours are still theirs.
pub(crate) fn is_on_duty(read: &dyn Read, person: PersonId, rotation: &str, at: Moment) -> Result<bool> {
    let roster = Roster::load(read)?;
    let standing = roster.rotations.iter().find(|standing| standing.record.name == rotation);
    Ok(standing.is_some_and(|standing| roster.at(standing, at).0 == Some(person)))
}

fn hours(absence: &AbsenceRecord, now: Moment) -> Span {
    Span { from: absence.from.max(now), to: absence.to.min(absence.from.max(now).plus(LOOKS_AHEAD)) }
}

fn standing_in(roster: &Roster, within: Span) -> Vec<StandsIn> {
    let mut all = Vec::new();
    for standing in &roster.rotations {
        for stretch in roster.stretches(standing, within).into_iter().filter(|one| one.why == Why::StandIn) {
            let rotation = standing.record.name.clone();
            all.extend(stretch.person.map(|person| StandsIn { person, rotation, span: stretch.span }));
        }
    }
    all
}

fn tell(tx: &mut Tx<'_>, absence: &AbsenceRecord, all: Vec<StandsIn>) -> Result<()> {
    for StandsIn { person, rotation, span } in all.into_iter().take(TOLD_MOST) {
        let mut notice = Notice::new(Recipient::Person(person), NoticeKind::StandIn, Moment(tx.now()));
        notice.actor = absence.by.filter(|by| *by != person);
        notice.words = Some(rotation);
        notice.link = Some(PAGE.to_owned());
        notice.span = Some(span);
        notice.expires = Some(span.to);
        queue_notice(tx, &notice)?;
    }
    Ok(())
}
