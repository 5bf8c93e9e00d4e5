//! Figures of availability in words.

use crate::availability::{Cause, Percent};
use crate::locale::Locale;
use crate::view::availability::{HitDay, ServiceDays};

impl Locale {
    /// "99.5", without the zeros that say nothing.
    pub fn percent(self, percent: Percent) -> String {
        let (whole, rest) = (percent.0 / 1_000, percent.0 % 1_000);
        let rest = format!("{rest:03}");
        match rest.trim_end_matches('0') {
            "" => whole.to_string(),
            rest => format!("{whole}.{rest}"),
        }
    }

    pub fn outage(self, cause: Cause) -> &'static str {
        match cause {
            Cause::Down => "down",
            Cause::Degraded => "degraded",
            Cause::Planned => "planned, not counted",
        }
    }

    /// The last days of a service in one line. Without a target no figure pretends to a promise.
    pub fn service_days(self, of: &ServiceDays) -> String {
        let days = self.count(u64::from(of.days), "day", "days");
        let mut said = Vec::new();
        if of.down > 0 {
            said.push(format!("down for {}", self.exactly(of.down)));
        }
        if of.degraded > 0 {
            said.push(format!("in part only for {}", self.exactly(of.degraded)));
        }
        if said.is_empty() {
            said.push("no known outage".to_owned());
        }
        let figure = of.figure.map(|figure| format!("; {} % there", self.percent(figure))).unwrap_or_default();
        format!("Last {days}: {}{figure}", said.join(", "))
    }

    /// What was wrong on one day.
    pub fn hit_day(self, day: &HitDay) -> String {
        let down = (day.down > 0).then(|| format!("down for {}", self.exactly(day.down)));
        let degraded = (day.degraded > 0).then(|| format!("in part only for {}", self.exactly(day.degraded)));
        down.into_iter().chain(degraded).collect::<Vec<_>>().join(", ")
    }

    /// So many seconds to the second: "2 h 5 min 3 s".
    pub fn exactly(self, seconds: i64) -> String {
        let parts =
            [(seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
        let said: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count} {unit}")).collect();
        if said.is_empty() { "0 s".to_owned() } else { said.join(" ") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_people_write_them() {
        let read = |typed: &str| Percent::parse("target", typed).ok().map(|percent| Locale::English.percent(percent));
        for (typed, words) in
            [("99.5", "99.5"), ("99,95 %", "99.95"), ("100", "100"), ("99.500", "99.5"), ("0.001", "0.001")]
        {
            assert_eq!(read(typed).as_deref(), Some(words), "{typed}");
        }
        for typed in ["", ".5", "100.1", "0", "-1", "99.9999", "many", "1e2", "99.5.1", "9 9"] {
            assert_eq!(read(typed), None, "{typed}");
        }
        assert_eq!(Locale::English.exactly(93_784), "1 d 2 h 3 min 4 s");
        assert_eq!(Locale::English.exactly(0), "0 s");
    }
}
