//! A month at a glance: each day with who has which hours, in the zone of who reads it.

use domain::clock::Span;

use super::line::is_gap;
use super::roster::{Roster, Standing};
use super::rota::{Stretch, Why};
use crate::time_text::{DaySpan, Reader};

#[derive(Clone, Debug, PartialEq)]
pub struct Month {
    pub title: String,
    pub before: String,
    pub after: String,
    /// Names of the rotations: the columns.
    pub rotations: Vec<String>,
    pub days: Vec<DayRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DayRow {
    pub name: String,
    pub is_today: bool,
    /// For each rotation.
    pub shifts: Vec<Vec<Shift>>,
}

/// Some hours of one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    /// Empty for the whole day.
    pub hours: String,
    /// `None`: nobody is on duty, and somebody should be.
    pub person: Option<String>,
    /// They stand in for somebody.
    pub instead: bool,
}

pub(super) fn month(roster: &Roster, reader: Reader, wanted: &str) -> Month {
    let month = reader.days_of_month(wanted);
    let row = |day: &DaySpan| DayRow {
        name: day.name.clone(),
        is_today: day.is_today,
        shifts: roster.rotations.iter().map(|one| shifts(roster, one, reader, day)).collect(),
    };
    Month {
        title: month.title,
        before: month.before,
        after: month.after,
        rotations: roster.rotations.iter().map(|one| one.record.name.clone()).collect(),
        days: month.days.iter().map(row).collect(),
    }
}

fn shifts(roster: &Roster, of: &Standing, reader: Reader, day: &DaySpan) -> Vec<Shift> {
    let whole = Span { from: day.from, to: day.to };
    let stretches = roster.stretches(of, whole).into_iter();
    let begun = |stretch: &Stretch<_>| roster.has_begun(of, stretch.span.from);
    let shown = stretches.filter(|stretch| stretch.person.is_some() || (is_gap(stretch) && begun(stretch)));
    let shift = |stretch: Stretch<_>| {
        let end = if stretch.span.to == day.to { "24:00".to_owned() } else { reader.time_of_day(stretch.span.to) };
        let hours = format!("{}–{end}", reader.time_of_day(stretch.span.from));
        Shift {
            hours: if stretch.span == whole { String::new() } else { hours },
            person: stretch.person.map(|person| roster.name(person)),
            instead: matches!(stretch.why, Why::StandIn | Why::Override),
        }
    };
    shown.map(shift).collect()
}
