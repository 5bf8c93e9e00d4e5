//! One line of who is on duty now, for the board.

use domain::clock::Span;
use domain::permissions::{Action, Actor, Object, permits};
use domain::time::{DAY, Moment};

use super::page::until;
use super::roster::{Roster, Standing};
use super::rota::{Stretch, Why};
use crate::error::Result;
use crate::storage::Read;
use crate::time_text::Reader;

/// How far ahead the line warns of hours in which nobody is on duty.
const WARNS_AHEAD: i64 = DAY;
/// How far ahead the end of a turn is looked for.
pub(super) const LOOKS_AHEAD: i64 = 60 * DAY;

/// "On duty: Rui until Mon 09:00", with what is open in the next day; `None` for who may not read it, and before the
/// first rotation.
pub(crate) fn line(read: &dyn Read, actor: &Actor, reader: Reader) -> Result<Option<String>> {
    if !permits(actor, Action::Read, Object::Duty) {
        return Ok(None);
    }
    let roster = Roster::load(read)?;
    if roster.rotations.is_empty() {
        return Ok(None);
    }
    let parts: Vec<_> = roster.rotations.iter().filter_map(|one| of_rotation(&roster, one, reader)).collect();
    let words = if parts.is_empty() { "nobody at this hour".to_owned() } else { parts.join("; ") };
    Ok(Some(format!("On duty: {words}")))
}

/// "Network: Rui until 18:00, nobody from 18:00 until Tue 09:00"; nothing outside its hours.
fn of_rotation(roster: &Roster, of: &Standing, reader: Reader) -> Option<String> {
    let words: Vec<_> = [on_duty(roster, of, reader), gap(roster, of, reader)].into_iter().flatten().collect();
    // With one rotation there is nothing to tell apart.
    let name = if roster.rotations.len() == 1 { String::new() } else { format!("{}: ", of.record.name) };
    (!words.is_empty()).then(|| format!("{name}{}", words.join(", ")))
}

fn on_duty(roster: &Roster, of: &Standing, reader: Reader) -> Option<String> {
    let (person, _) = roster.at(of, reader.now());
    let name = roster.name(person?);
    Some(format!("{name}{}", until_words(roster, of, reader, reader.now())))
}

fn gap(roster: &Roster, of: &Standing, reader: Reader) -> Option<String> {
    let now = reader.now();
    let ahead = roster.stretches(of, Span { from: now, to: now.plus(WARNS_AHEAD) });
    let from = ahead.iter().find(|stretch| is_gap(stretch))?.span.from;
    let begins = if from <= now { String::new() } else { format!(" from {}", reader.time(from).text) };
    Some(format!("nobody{begins}{}", until_words(roster, of, reader, from)))
}

fn until_words(roster: &Roster, of: &Standing, reader: Reader, at: Moment) -> String {
    until(roster, of, at).map(|until| format!(" until {}", reader.time(until).text)).unwrap_or_default()
}

/// Nobody, within the hours in which somebody should be.
pub(super) fn is_gap<P>(stretch: &Stretch<P>) -> bool {
    stretch.person.is_none() && stretch.why != Why::OutOfHours
}
