//! The fold of a rota: turns, those who are away, overrides and hours, as stretches that tile a span of time. Local
//! times become instants as calendars mean them (`local_time.rs`), so a week with a change of clocks has 167 or 169
//! hours, and at no instant are there two people or none by accident.

use chrono::{Days, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use domain::clock::Span;
use domain::time::Moment;

use crate::calendars::{Weekly, of_day};
use crate::local_time::{begins, wall};

/// Turns that one change of clocks can pass over; where the date line moved, it was a day.
const PASSED_MOST: i64 = 3;

/// Who takes turns, from when, in which hours. `people` is never empty and `every_days` never zero.
#[derive(Clone, Debug)]
pub(crate) struct Rota<P> {
    pub zone: Tz,
    /// When the first turn begins, and at which time of day each one hands over.
    pub first: NaiveDateTime,
    pub every_days: u32,
    pub people: Vec<P>,
    /// `None`: always.
    pub hours: Option<Weekly>,
}

/// Somebody instead of whose turn it is; `None` is nobody. Of two that overlap the later in the list holds.
#[derive(Clone, Debug)]
pub(crate) struct Override<P> {
    pub span: Span,
    pub person: Option<P>,
}

#[derive(Clone, Debug)]
pub(crate) struct Absence<P> {
    pub span: Span,
    pub person: P,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Why {
    Turn,
    StandIn,
    Override,
    Nobody,
    OutOfHours,
}

/// Who is on duty for how long, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch<P> {
    pub span: Span,
    pub person: Option<P>,
    pub why: Why,
}

/// What changes the turns of one rota.
#[derive(Debug)]
pub(crate) struct Exceptions<'a, P> {
    pub overrides: &'a [Override<P>],
    pub absences: &'a [Absence<P>],
}

impl<P> Clone for Exceptions<'_, P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for Exceptions<'_, P> {}

impl<P: Clone + PartialEq> Rota<P> {
    /// The stretches of a span, in order and without a gap; neighbours differ.
    pub fn stretches(&self, within: Span, exceptions: Exceptions<'_, P>) -> Vec<Stretch<P>> {
        let cuts = self.cuts(within, exceptions);
        let mut stretches: Vec<Stretch<P>> = Vec::new();
        for ends in cuts.windows(2) {
            let span = Span { from: ends[0], to: ends[1] };
            let (person, why) = self.at(span.from, exceptions);
            match stretches.last_mut() {
                Some(last) if last.person == person && last.why == why => last.span.to = span.to,
                _ => stretches.push(Stretch { span, person, why }),
            }
        }
        stretches
    }

    /// Who is on duty at an instant. An override wins over all, hours over the turn.
    pub fn at(&self, now: Moment, exceptions: Exceptions<'_, P>) -> (Option<P>, Why) {
        if let Some(instead) = exceptions.overrides.iter().rfind(|one| holds(one.span, now)) {
            return (instead.person.clone(), Why::Override);
        }
        if !self.open_at(now) {
            return (None, Why::OutOfHours);
        }
        let Some(turn) = self.turn_at(now) else { return (None, Why::Nobody) };
        let away = |person: &P| exceptions.absences.iter().any(|one| one.person == *person && holds(one.span, now));
        let own = turn.rem_euclid(self.people.len() as i64) as usize;
        let mut in_order = self.people.iter().cycle().skip(own).take(self.people.len()).enumerate();
        match in_order.find(|(_, person)| !away(person)) {
            Some((0, person)) => (Some(person.clone()), Why::Turn),
            Some((_, person)) => (Some(person.clone()), Why::StandIn),
            None => (None, Why::Nobody),
        }
    }

    /// Every instant at which something may change, with both ends of the span.
    fn cuts(&self, within: Span, exceptions: Exceptions<'_, P>) -> Vec<Moment> {
        let mut cuts = vec![within.from, within.to];
        cuts.extend(exceptions.overrides.iter().flat_map(|one| [one.span.from, one.span.to]));
        cuts.extend(exceptions.absences.iter().flat_map(|one| [one.span.from, one.span.to]));
        cuts.extend(self.hand_overs(within));
        if self.hours.is_some() {
            let days = days_around(within, self.zone);
            cuts.extend(days.flat_map(|day| self.opens_on(day)).flat_map(|span| [span.from, span.to]));
        }
        cuts.retain(|cut| within.from <= *cut && *cut <= within.to);
        cuts.sort_unstable();
        cuts.dedup();
        cuts
    }

    fn hand_overs(&self, within: Span) -> impl Iterator<Item = Moment> + '_ {
        let first = self.turn_by_wall(wall(within.from, self.zone)).max(0);
        let last = self.turn_by_wall(wall(within.to, self.zone)) + PASSED_MOST;
        (first..=last).filter_map(|turn| self.turn_begins(turn))
    }

    /// When the first turn begins.
    pub fn begins(&self) -> Option<Moment> {
        self.turn_begins(0)
    }

    /// Where that turn begins; `None` beyond the end of the calendar.
    fn turn_begins(&self, turn: i64) -> Option<Moment> {
        let days = u64::try_from(turn).ok()?.checked_mul(u64::from(self.every_days))?;
        Some(begins(self.first.checked_add_days(Days::new(days))?, self.zone))
    }

    /// The turn that runs, counted from the first; `None` before it. A wall that was set back shows an earlier time
    /// again, but a turn that has begun goes on.
    fn turn_at(&self, now: Moment) -> Option<i64> {
        let by_wall = self.turn_by_wall(wall(now, self.zone));
        let candidates = (by_wall..=by_wall + PASSED_MOST).rev();
        candidates.filter(|turn| *turn >= 0).find(|turn| self.turn_begins(*turn).is_some_and(|begins| begins <= now))
    }

    /// By what a wall shows; negative before the first.
    fn turn_by_wall(&self, local: NaiveDateTime) -> i64 {
        let days = local.signed_duration_since(self.first).num_milliseconds().div_euclid(domain::time::DAY);
        days.div_euclid(i64::from(self.every_days))
    }

    fn open_at(&self, now: Moment) -> bool {
        self.hours.as_ref().is_none_or(|hours| is_open(hours, self.zone, now))
    }

    fn opens_on(&self, day: NaiveDate) -> impl Iterator<Item = Span> + '_ {
        self.hours.iter().flat_map(move |weekly| opens(weekly, self.zone, day))
    }
}

/// Whether it is within these hours, as a wall there shows them.
pub(super) fn is_open(hours: &Weekly, zone: Tz, now: Moment) -> bool {
    days_around(Span { from: now, to: now }, zone).any(|day| opens(hours, zone, day).any(|open| holds(open, now)))
}

fn opens(hours: &Weekly, zone: Tz, day: NaiveDate) -> impl Iterator<Item = Span> + '_ {
    use chrono::Datelike;
    hours.of_day(day.weekday()).map(move |hours| of_day(day, hours, zone))
}

fn holds(span: Span, at: Moment) -> bool {
    span.from <= at && at < span.to
}

/// The days of a span, with one on either side: what began the day before may last until now.
fn days_around(span: Span, zone: Tz) -> impl Iterator<Item = NaiveDate> {
    let (first, last) = (wall(span.from, zone).date(), wall(span.to, zone).date());
    let first = first.pred_opt().unwrap_or(first);
    let last = last.succ_opt().unwrap_or(last);
    first.iter_days().take_while(move |day| *day <= last)
}
