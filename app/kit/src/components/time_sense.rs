//! The words of relative times. A page writes them as of its own instant; `public/page.js` says the same words again
//! while the page stays open, for every element of class `rel`, and `d` on cards, with its second in `data-u`.

use domain::locale::Locale;
use domain::time::{MINUTE, Moment, SECOND};

/// How soon a promise counts as near.
pub const NEAR: i64 = 15 * MINUTE;

/// What an instant means to the reader, hence its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeSense {
    /// "5 min ago", "in 2 h".
    Event,
    /// "in 32 min", "12 min late".
    Deadline,
    /// How old something is: "3 h".
    Age,
}

impl TimeSense {
    pub fn words(self, at: Moment, now: Moment) -> String {
        let (locale, ahead) = (Locale::default(), at.since(now));
        let span = locale.span(ahead.abs());
        match self {
            Self::Age => span,
            Self::Deadline if ahead < 0 => format!("{span} late"),
            Self::Event if ahead <= 0 => locale.ago(now, at),
            Self::Deadline | Self::Event => format!("in {span}"),
        }
    }
}

/// The value of `data-u`.
pub fn seconds(at: Moment) -> i64 {
    at.0.div_euclid(SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::HOUR;

    #[test]
    fn times_read_as_rui_would_say_them() {
        let now = Moment(100 * HOUR);
        let at = |minutes: i64| now.plus(minutes * MINUTE);
        assert_eq!(TimeSense::Deadline.words(at(32), now), "in 32 min");
        assert_eq!(TimeSense::Deadline.words(at(-12), now), "12 min late");
        assert_eq!(TimeSense::Event.words(at(-5), now), "5 min ago");
        assert_eq!(TimeSense::Event.words(now, now), "just now");
        assert_eq!(TimeSense::Event.words(at(180), now), "in 3 h");
        assert_eq!(TimeSense::Age.words(at(-180), now), "3 h");
    }
}
