//! Public holidays are ticked, at set-up or later. It is Monday, 23 November 2026.

use backend::calendars::{CalendarDraft, CalendarRecord, OFFICE_HOURS};
use backend::desk::HolidayTicks;
use domain::field::Problem;
use domain::view::targets::HolidayOffer;

use crate::office::{ADA, Office, RUI, problems};

impl Office {
    fn days_off(&self) -> Vec<String> {
        let found = self.desk.storage().read(|read| CalendarRecord::find(read, OFFICE_HOURS)).unwrap().unwrap();
        found.off.iter().map(|off| format!("{} {}", off.from, off.name)).collect()
    }
}

fn ticked(offer: &HolidayOffer) -> Vec<String> {
    offer.days.iter().filter(|row| row.ticked).map(|row| row.day.clone()).collect()
}

fn ticks(offer: &HolidayOffer, days: Vec<String>) -> HolidayTicks {
    HolidayTicks { country: offer.country.clone(), year: offer.year.to_string(), days }
}

#[tokio::test]
async fn ada_ticks_those_of_portugal_leaves_one_out_and_keeps_the_closing_days_of_the_house() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let (name, hours, off) =
        ("Office hours".into(), "mon-fri 09:00-17:00".into(), "2026-12-28..2026-12-31 Closed".into());
    let closed = CalendarDraft { name, hours, off, ..CalendarDraft::default() };
    office.desk.change_calendar(&ada, OFFICE_HOURS, closed, Some(0)).await.unwrap();
    let offer = office.desk.holiday_offer(&ada, OFFICE_HOURS, "").unwrap();
    assert_eq!((offer.country.as_str(), offer.days.len()), ("", 0), "UTC is no country's");
    let offer = office.desk.holiday_offer(&ada, OFFICE_HOURS, "PT").unwrap();
    assert_eq!((offer.year, offer.days.len(), ticked(&offer).len()), (2026, 24, 24), "two years, all of them offered");
    let mut days = ticked(&offer);
    days.retain(|day| day != "2026-12-08");
    office.desk.tick_holidays(&ada, OFFICE_HOURS, ticks(&offer, days)).await.unwrap();
    let off = office.days_off();
    assert_eq!(off.len(), 24, "{off:?}");
    assert!(off.contains(&"2026-12-25 Natal".to_owned()) && off.contains(&"2026-12-28 Closed".to_owned()));
    assert!(!off.iter().any(|off| off.starts_with("2026-12-08")));
    let again = office.desk.holiday_offer(&ada, OFFICE_HOURS, "PT").unwrap();
    assert_eq!(ticked(&again).len(), 23, "the one left out stays so");
    office.desk.tick_holidays(&ada, OFFICE_HOURS, ticks(&again, Vec::new())).await.unwrap();
    assert_eq!(office.days_off(), ["2026-12-28 Closed"]);
    office.verified();
}

#[tokio::test]
async fn what_nobody_was_shown_is_refused_and_rui_reads_only() {
    let office = Office::open().await;
    let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
    let offer = office.desk.holiday_offer(&rui, OFFICE_HOURS, "DE").unwrap();
    assert!(office.desk.tick_holidays(&rui, OFFICE_HOURS, ticks(&offer, ticked(&offer))).await.is_err());
    let with = |country: &str, year: &str, day: &str| HolidayTicks {
        country: country.into(),
        year: year.into(),
        days: vec![day.to_owned()],
    };
    for (typed, field) in [
        (with("XX", "2026", "2026-12-25"), "country"),
        (with("DE", "1999", "2026-12-25"), "day"),
        (with("DE", "soon", "2026-12-25"), "day"),
        (with("DE", "2026", "2026-12-24"), "day"),
        (with("DE", "2026", "<b>"), "day"),
    ] {
        let refused = problems(office.desk.tick_holidays(&ada, OFFICE_HOURS, typed).await);
        assert_eq!(refused, [(field.to_owned(), Problem::Unknown)]);
    }
    assert_eq!(office.days_off(), [""; 0]);
}
