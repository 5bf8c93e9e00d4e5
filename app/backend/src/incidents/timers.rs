//! What an incident does by itself: the timers that its state asks for, and what happens when one fires.

use domain::ids::IncidentId;
use domain::incident::{Bell, Command, Facts, Incident, SlaClock, decide};
use domain::permissions::{Action, Actor, Object, Relation, Task};
use domain::time::Moment;

use crate::calendars::Book;
use crate::caller::must_be_permitted;
use crate::error::Result;
use crate::incidents::record::{Hand, record};
use crate::incidents::{IndexRow, bells, index};
use crate::settings::Settings;
use crate::storage::{Table, Tx};
use crate::timers::{self, Kind, Timer};

/// Every timer that this state asks for.
fn wanted(incident: &Incident, book: &Book) -> Vec<Timer> {
    let (subject, watch) = (incident.id.0, incident.hold_watch());
    let due = [
        (Kind::IncidentCloses, incident.closes_at),
        (Kind::ReporterReminded, watch.and_then(|watch| watch.remind_at)),
        (Kind::ChaseDue, incident.chase_at()),
        (Kind::HoldReviewed, watch.and_then(|watch| watch.review_at)),
    ];
    let timer = |(kind, due): (Kind, Option<Moment>)| due.map(|due| Timer { due, kind, subject, which: 0 });
    let clocks = SlaClock::ALL.into_iter().flat_map(|clock| Bell::ALL.map(|bell| (clock, bell)));
    let bells = clocks.filter(|(clock, bell)| !incident.sla.has_rung(*clock, *bell)).filter_map(|(clock, bell)| {
        let due = incident.rings_at(clock, bell, book)?;
        // What comes on the instant is in time.
        Some(Timer { due: due.plus(1), kind: Kind::ClockRings, subject, which: bells::which(clock, bell) })
    });
    let promise = Bell::ALL.into_iter().filter_map(|bell| {
        let due = incident.promise_rings_at(bell)?.plus(1);
        Some(Timer { due, kind: Kind::PromiseRings, subject, which: bells::of_promise(bell) })
    });
    let legal = incident.legal_bells().into_iter().map(|(deadline, bell, due)| {
        // Of a deadline as well what comes on the instant is in time.
        Timer { due: due.plus(1), kind: Kind::LegalRings, subject, which: bells::which_legal(deadline, bell) }
    });
    due.into_iter().filter_map(timer).chain(bells).chain(promise).chain(legal).collect()
}

/// Brings the timers of an incident in step with its state.
pub(super) fn follow(tx: &mut Tx<'_>, before: Option<&Incident>, after: &Incident) -> Result<()> {
    let book = Book::of(tx, before.into_iter().chain([after]))?;
    timers::follow(tx, &before.map(|before| wanted(before, &book)).unwrap_or_default(), &wanted(after, &book));
    Ok(())
}

/// The same after its calendars have changed.
pub(super) fn follow_calendars(tx: &mut Tx<'_>, incident: &Incident, before: &Book, after: &Book) {
    timers::follow(tx, &wanted(incident, before), &wanted(incident, after));
}

/// Those that an older program did not set.
pub(super) fn made_anew(tx: &mut Tx<'_>, incident: &Incident) -> Result<()> {
    let book = Book::of(tx, [incident])?;
    wanted(incident, &book).iter().for_each(|timer| timers::set(tx, timer));
    Ok(())
}

/// The rows of its timers, as `verify` expects them.
pub(crate) fn rows(incident: &Incident, book: &Book) -> Vec<IndexRow> {
    let rows = wanted(incident, book).into_iter().map(|timer| timer.row());
    rows.map(|(key, value)| (Table::Timers, key, value)).collect()
}

/// What the state asked for at this instant. A refusal means that the incident went on meanwhile: the timer is spent all
/// the same.
pub(crate) fn by_itself(tx: &mut Tx<'_>, incident: IncidentId, command: &Command, settings: &Settings) -> Result<()> {
    let Some(before) = index::find(tx, incident)? else { return Ok(()) };
    let actor = Actor::system(Task::Timers);
    must_be_permitted(&actor, Action::ChangeIncident, Object::Incident(Relation::of(&actor, &before)))?;
    match decide(Some(&before), &Facts::default(), command, &actor, Moment(tx.now())) {
        Ok(changes) if changes.is_empty() => Ok(()),
        Ok(changes) => record(tx, Some(before), &changes, Hand::of(actor.who), settings).map(|_| ()),
        Err(refusal) => {
            tracing::info!(?refusal, "a timer found nothing to do");
            Ok(())
        }
    }
}
