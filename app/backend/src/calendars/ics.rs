//! The days of a calendar file, as public holidays are handed out.

use icalendar::{Calendar, CalendarDateTime, Component as _, DatePerhapsTime};

use super::record::DayOff;

/// Every event of whole days; `None` for what is no calendar file, or has none.
pub(super) fn days_off(file: &str) -> Option<Vec<DayOff>> {
    let calendar: Calendar = file.parse().ok()?;
    let days: Vec<_> = calendar
        .events()
        .filter_map(|event| {
            let (from, to) = match (event.get_start()?, event.get_end()) {
                (DatePerhapsTime::Date(from), Some(DatePerhapsTime::Date(after))) => {
                    // The end of an event no longer belongs to it; some write the same day twice.
                    (from.to_string(), after.pred_opt().unwrap_or(after).max(from).to_string())
                }
                (DatePerhapsTime::Date(from), _) => (from.to_string(), from.to_string()),
                (
                    DatePerhapsTime::DateTime(CalendarDateTime::Floating(from)),
                    Some(DatePerhapsTime::DateTime(CalendarDateTime::Floating(to))),
                ) => {
                    let written = |at: chrono::NaiveDateTime| at.format("%Y-%m-%dT%H:%M").to_string();
                    (written(from), written(to))
                }
                _ => return None,
            };
            let name = event.get_summary().unwrap_or_default().chars().take(100).collect();
            Some(DayOff { from, to, name })
        })
        .collect();
    (!days.is_empty()).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_of_a_holiday_file_are_read_with_their_names() {
        let file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261227\r\nSUMMARY:Christmas\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20270101\r\nSUMMARY:New Year\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let off = |from: &str, to: &str, name: &str| DayOff { from: from.into(), to: to.into(), name: name.into() };
        assert_eq!(
            days_off(file).unwrap(),
            [off("2026-12-25", "2026-12-26", "Christmas"), off("2027-01-01", "2027-01-01", "New Year")]
        );
        assert!(days_off("BEGIN:VCALENDAR").is_none());
        assert!(days_off("hello").is_none());
    }
}
