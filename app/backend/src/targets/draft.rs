//! Targets as somebody typed them: `15m`, `4h`, `3d`, where a day is a working day.

use domain::classification::Priority;
use domain::english::clocks::WORKING_DAY;
use domain::field::{FieldError, Fields, Problem};
use domain::ids::CalendarId;
use domain::incident::SlaClock;
use domain::time::{HOUR, MINUTE};

use super::record::Target;
use crate::calendars::CalendarRecord;
use crate::error::Result;
use crate::storage::Read;

/// The longest target that means anything.
const TARGET_MOST: i64 = 250 * WORKING_DAY;

/// The fields of one form by name: `P1_response`, `P1_resolution`, ..., `calendar`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetsDraft(Vec<(String, String)>);

/// A draft whose every field holds.
pub(crate) struct Parsed {
    pub calendar: CalendarId,
    pub by_priority: [Target; 4],
}

impl TargetsDraft {
    pub fn of(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(fields.into_iter().collect())
    }

    pub(crate) fn typed(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, typed)| typed)
    }

    /// All problems at once.
    pub(crate) fn parse(&self, read: &dyn Read) -> Result<Parsed> {
        let mut fields = Fields::default();
        let calendar = self.typed("calendar").parse::<CalendarId>().ok();
        let known = calendar.map_or(Ok(None), |id| CalendarRecord::find(read, id))?;
        if known.is_none() {
            fields.refuse("calendar", Problem::Unknown);
        }
        let by_priority = Priority::ALL.map(|priority| Target {
            response: self.target(&mut fields, priority, SlaClock::Response),
            resolution: self.target(&mut fields, priority, SlaClock::Resolution),
        });
        fields.finish()?;
        Ok(Parsed { calendar: calendar.unwrap_or(CalendarId(0)), by_priority })
    }

    fn target(&self, fields: &mut Fields, priority: Priority, clock: SlaClock) -> i64 {
        let name = field(priority, clock);
        fields.take(target_typed(&name, self.typed(&name))).unwrap_or_default()
    }
}

/// The name of a field.
pub fn field(priority: Priority, clock: SlaClock) -> String {
    format!("{}_{}", priority.code(), clock.code())
}

fn target_typed(field: &str, typed: &str) -> std::result::Result<i64, FieldError> {
    let refused = |problem| Err(FieldError::new(field, problem));
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return refused(Problem::Missing);
    }
    let (number, unit) = typed.split_at(typed.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(typed.len()));
    let unit = match unit.trim() {
        "m" | "min" => MINUTE,
        "h" => HOUR,
        "d" => WORKING_DAY,
        _ => return refused(Problem::Malformed),
    };
    let span = number.parse::<i64>().ok().and_then(|number| number.checked_mul(unit));
    match span {
        Some(span) if span > 0 && span <= TARGET_MOST => Ok(span),
        _ => refused(Problem::Malformed),
    }
}

/// As a field shows it, to be typed back.
pub fn as_typed(target: i64) -> String {
    match target {
        days if days % WORKING_DAY == 0 => format!("{}d", days / WORKING_DAY),
        hours if hours % HOUR == 0 => format!("{}h", hours / HOUR),
        minutes => format!("{}m", minutes / MINUTE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_can_be_typed_back_as_it_is_shown() {
        for typed in ["15m", "4h", "1d", "5d", "90m", "12h"] {
            assert_eq!(as_typed(target_typed("f", typed).unwrap()), typed);
        }
        assert_eq!(target_typed("f", "8h").unwrap(), WORKING_DAY, "a working day, and shown so");
        assert_eq!(target_typed("f", " 30 MIN ").unwrap(), 30 * MINUTE);
    }

    #[test]
    fn nonsense_is_refused_under_its_own_field() {
        for typed in ["", "0h", "-1h", "4", "h", "1w", "1.5h", "99999d", "9223372036854775807d", "\u{fc}h"] {
            assert_eq!(target_typed("P1_response", typed).unwrap_err().field, "P1_response", "{typed}");
        }
    }
}
