//! When somebody reads what is reported, and by when an answer comes. Instants arrive as their reader reads them.

use crate::locale::Locale;

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Days of the week in a row, from Monday 0, with the hours they share.
pub type DaysRead = (u8, u8, Vec<(String, String)>);

impl Locale {
    /// Nobody reads it now.
    pub fn read_from(self, from: &str, phone: Option<&str>) -> String {
        format!("Read from {from}.{}", urgent(phone))
    }

    /// Somebody reads it now, and not for long.
    pub fn read_until(self, until: &str, phone: Option<&str>) -> String {
        format!("Read now, until {until}.{}", urgent(phone))
    }

    /// The hours in which it is read are over for good.
    pub fn read_some_time(self, phone: Option<&str>) -> String {
        format!("Read when somebody is there.{}", urgent(phone))
    }

    /// For paper, which is read at any time: `Read Monday to Friday 09:00 to 17:00, not on holidays.`
    pub fn read_in_week(
        self,
        days: &[DaysRead],
        zone: Option<&str>,
        has_holidays: bool,
        phone: Option<&str>,
    ) -> String {
        let days: Vec<_> = days.iter().map(|days| self.days_read(days)).collect();
        let zone = zone.map(|zone| format!(" ({zone})")).unwrap_or_default();
        let but = if has_holidays { ", not on holidays" } else { "" };
        format!("Read {}{zone}{but}.{}", days.join(", "), urgent(phone))
    }

    fn days_read(self, (first, last, hours): &DaysRead) -> String {
        let day = |day: u8| DAYS.get(usize::from(day)).copied().unwrap_or_default();
        let hours: Vec<_> = hours.iter().map(|(from, to)| format!("{from} to {to}")).collect();
        let days = if first == last { day(*first).to_owned() } else { format!("{} to {}", day(*first), day(*last)) };
        format!("{days} {}", hours.join(" and "))
    }

    /// An aim is what nobody has confirmed as a target: it is said, and promised by nobody.
    pub fn answer_by(self, by: &str, aim: bool) -> String {
        if aim { format!("The team aims to answer by {by}.") } else { format!("An answer is expected by {by}.") }
    }
}

fn urgent(phone: Option<&str>) -> String {
    phone.map(|phone| format!(" Urgent: call {phone}.")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_poster_names_the_days_and_hours() {
        let hours = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let week =
            [(0, 4, vec![hours("08:00", "12:00"), hours("13:00", "17:00")]), (6, 6, vec![hours("10:00", "12:00")])];
        assert_eq!(
            Locale::English.read_in_week(&week, Some("Europe/Lisbon"), true, Some("555")),
            "Read Monday to Friday 08:00 to 12:00 and 13:00 to 17:00, Sunday 10:00 to 12:00 (Europe/Lisbon), \
             not on holidays. Urgent: call 555."
        );
        assert_eq!(Locale::English.read_from("Mon 09:00", None), "Read from Mon 09:00.");
    }
}
