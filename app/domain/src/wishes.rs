//! Which of the letters about services somebody wants, and when: how bad it has to be, planned work or not, at once or
//! once a day, and in which hours of the night they want none of what can wait.

use serde::{Deserialize, Serialize};

use crate::classification::Priority;
use crate::field::{Fields, Problem};
use crate::refusal::Refusal;

/// Nothing chosen is everything, at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LetterWishes {
    /// Nothing of what is less pressing than this. Of services that they subscribed to only.
    pub least: Priority,
    /// Planned work as well. Of services that they subscribed to only.
    pub planned: bool,
    /// One letter each morning instead of one for each update. Of services that they subscribed to only.
    pub daily: bool,
    /// Whatever brings an update of a P3 or P4 waits until these hours are over.
    pub quiet: Option<Quiet>,
}

/// Minutes of the day where they are; over midnight where the end lies before the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quiet {
    pub from: u32,
    pub to: u32,
}

/// The fields of the form, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WishesDraft {
    /// `P1` to `P4`.
    pub least: String,
    pub planned: bool,
    pub daily: bool,
    /// As a field of time holds them, `22:00`; both or none.
    pub quiet_from: String,
    pub quiet_to: String,
}

impl Default for LetterWishes {
    fn default() -> Self {
        Self { least: Priority::P4, planned: true, daily: false, quiet: None }
    }
}

impl LetterWishes {
    /// Nothing that anybody chose.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// `None` is what has no priority: it can wait as long as anything can.
    pub fn wants(&self, priority: Option<Priority>) -> bool {
        priority.unwrap_or(Priority::P4) <= self.least
    }
}

impl Quiet {
    /// Whether that minute of the day lies in it.
    pub fn holds(self, minute: u32) -> bool {
        if self.from <= self.to {
            self.from <= minute && minute < self.to
        } else {
            self.from <= minute || minute < self.to
        }
    }
}

impl WishesDraft {
    pub fn parse(&self) -> Result<LetterWishes, Refusal> {
        let mut fields = Fields::default();
        let least = fields.take(Priority::parse("least", &self.least));
        let from = minute(&mut fields, "quiet_from", &self.quiet_from, &self.quiet_to);
        let to = minute(&mut fields, "quiet_to", &self.quiet_to, &self.quiet_from);
        if from.is_some() && from == to {
            fields.refuse("quiet_to", Problem::Malformed);
        }
        fields.finish()?;
        let quiet = from.zip(to).map(|(from, to)| Quiet { from, to });
        Ok(LetterWishes { least: least.unwrap_or(Priority::P4), planned: self.planned, daily: self.daily, quiet })
    }
}

fn minute(fields: &mut Fields, name: &str, typed: &str, other: &str) -> Option<u32> {
    let typed = typed.trim();
    if typed.is_empty() {
        if !other.trim().is_empty() {
            fields.refuse(name, Problem::Missing);
        }
        return None;
    }
    let of = |part: &str, most: u32| {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u32>().ok().filter(|number| digits && *number < most)
    };
    let parsed = typed.split_once(':').and_then(|(hour, minute)| Some(of(hour, 24)? * 60 + of(minute, 60)?));
    if parsed.is_none() {
        fields.refuse(name, Problem::Malformed);
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(from: &str, to: &str) -> WishesDraft {
        WishesDraft { least: "P2".into(), quiet_from: from.into(), quiet_to: to.into(), ..WishesDraft::default() }
    }

    #[test]
    fn a_night_goes_over_midnight_and_a_lunch_does_not() {
        let night = draft("22:00", "6:30").parse().unwrap().quiet.unwrap();
        assert!([22 * 60, 0, 389].into_iter().all(|minute| night.holds(minute)) && !night.holds(390));
        let lunch = Quiet { from: 720, to: 780 };
        assert!(lunch.holds(720) && !lunch.holds(780) && !lunch.holds(0));
    }

    #[test]
    fn half_a_night_and_no_time_at_all_are_refused_beside_their_fields() {
        for (from, to, field) in
            [("22:00", "", "quiet_to"), ("", "6:00", "quiet_from"), ("25:00", "6:00", "quiet_from")]
        {
            let Err(Refusal::Fields(errors)) = draft(from, to).parse() else { panic!("{from} {to} was taken") };
            assert_eq!(errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), [field]);
        }
        assert!(draft("6:00", "6:00").parse().is_err() && draft("", "").parse().unwrap().quiet.is_none());
    }

    #[test]
    fn a_request_is_as_little_pressing_as_anything() {
        let wishes = draft("", "").parse().unwrap();
        assert!(wishes.wants(Some(Priority::P2)) && !wishes.wants(Some(Priority::P3)) && !wishes.wants(None));
        assert!(LetterWishes::default().wants(None) && LetterWishes::default().is_plain());
    }
}
