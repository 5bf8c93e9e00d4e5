//! Instants and spans. Zones are expanded on the server only: chrono-tz would add 1.6 MB to the wasm.

use serde::{Deserialize, Serialize};

/// An instant: milliseconds since 1970 in UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// Instants that people type lie no farther than this from what they are about: the others are slips, and calendars
/// have an end.
pub const TYPED_REACH: i64 = 10 * 365 * DAY;

/// How long a press can be undone, and how long letters about it wait.
pub const UNDO_WINDOW: i64 = 10 * SECOND;

impl Moment {
    #[must_use]
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// Milliseconds from `earlier` to here; negative when `earlier` is later.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// How people write a span: a whole number and its unit.
pub const SPAN_FORMS: &str = "90s, 15m, 3h or 2d";

/// Milliseconds of a span that was typed; `None` for what has another form, and for none at all.
pub fn span_typed(text: &str) -> Option<i64> {
    let text = text.trim();
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let unit = match unit {
        "s" => SECOND,
        "m" => MINUTE,
        "h" => HOUR,
        "d" => DAY,
        _ => return None,
    };
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.parse::<i64>().ok().filter(|number| digits && *number > 0)?;
    number.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_reads_as_people_write_it_and_nothing_else_does() {
        let read = [("90s", 90 * SECOND), ("15m", 15 * MINUTE), ("3h", 3 * HOUR), (" 2d ", 2 * DAY)];
        for (typed, span) in read {
            assert_eq!(span_typed(typed), Some(span), "{typed}");
        }
        for typed in
            ["", "h", "3", "0h", "-3h", "+3h", "3 h", "1.5h", "3H", "3w", "1h30m", "3\u{fc}", "9999999999999999999d"]
        {
            assert_eq!(span_typed(typed), None, "{typed}");
        }
        assert_eq!(span_typed("9223372036854775807d"), None, "more than there is");
        assert!(
            SPAN_FORMS
                .split([',', ' '])
                .filter(|word| !["", "or"].contains(word))
                .all(|form| span_typed(form).is_some())
        );
    }
}
