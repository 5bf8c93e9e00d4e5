//! When somebody reads what is reported, as visitors, receipts and letters are told. The office is open from Monday to
//! Friday, 09:00 to 17:00, in UTC; what Vera reports is to be taken within 30 minutes.

use backend::Caller;
use backend::calendars::{CalendarDraft, OFFICE_HOURS};
use backend::duty::RotationDraft;
use backend::incidents::NewReport;
use backend::letters::{Links, Reader, letter_for, text, write};
use backend::notices::{NoticeKind, Recipient};
use backend::settings::SettingsDraft;
use backend::targets::TargetsDraft;
use backend::time_text;
use domain::classification::IncidentType;
use domain::ids::PersonId;
use domain::incident::Press;
use domain::locale::Locale;
use domain::report::ReportDraft;
use domain::time::{DAY, HOUR, MINUTE};
use domain::view::account::Strip;

use crate::lifecycle::draft;
use crate::office::*;

const FRIDAY_EVENING: i64 = 4 * DAY + 10 * HOUR;

impl Office {
    /// What the report page says, and with it the status page.
    fn reading(&self) -> Option<String> {
        let visitor = Caller::visitor();
        let said = self.desk.report_page(&visitor).unwrap().reading;
        assert_eq!(self.desk.status_page(&visitor).unwrap().reading, said);
        said
    }

    async fn calls(&self, phone: &str) {
        let ada = self.signed_in(ADA).await;
        let typed = SettingsDraft::default().with("emergency_phone", phone);
        self.desk.change_settings(&ada, &typed).await.unwrap();
    }

    async fn is_closed_on(&self, days: &str) {
        let ada = self.signed_in(ADA).await;
        let (zone, hours_from) = Default::default();
        let hours = "mon-fri 09:00-17:00".to_owned();
        let closed = CalendarDraft { name: "Office hours".into(), zone, hours, hours_from, off: days.into() };
        self.desk.change_calendar(&ada, OFFICE_HOURS, closed, None).await.unwrap();
    }

    async fn rui_is_on_duty(&self, first: &str, hours: &str) {
        let mara = self.signed_in(MARA).await;
        let rota = RotationDraft {
            name: "Network".into(),
            zone: "UTC".into(),
            first: first.into(),
            every_days: "7".into(),
            people: vec![self.id(RUI).to_string()],
            hours: hours.into(),
        };
        self.desk.add_rotation(&mara, rota).await.unwrap();
    }

    fn first_word(&self, token: &str) -> Option<String> {
        self.desk.receipt(token).unwrap().first_word
    }

    async fn confirm(&self) {
        let ada = self.signed_in(ADA).await;
        self.desk.confirm_targets(&ada).await.unwrap();
    }

    /// The receipt that waits for somebody, as the letter that is written now.
    fn receipt_letter(&self, person: PersonId) -> String {
        let waiting = self
            .queued()
            .into_iter()
            .find(|notice| notice.kind == NoticeKind::Receipt && notice.recipient == Recipient::Person(person));
        let waiting = waiting.unwrap();
        let links = Links { incident: None, receipt: None, public_words: None, status: None, stop: None };
        let about = waiting.incident.unwrap();
        let letter =
            self.desk.storage().read(|read| letter_for(read, about, person, std::slice::from_ref(&waiting), &links));
        let times = time_text::Reader::new(None, "UTC", self.now());
        let reader = Reader { locale: Locale::English, times, organisation: "Harbour".into() };
        text(&write(&letter.unwrap().unwrap(), &reader))
    }
}

fn take() -> Press {
    Press::Take { priority: None, reason: String::new() }
}

#[tokio::test]
async fn on_a_friday_evening_it_is_read_from_monday_on_and_with_a_holiday_from_tuesday_on() {
    let office = Office::open().await;
    office.wait(FRIDAY_EVENING);
    assert_eq!(office.reading().as_deref(), Some("Read from Mon 09:00."), "there is no phone to name");
    office.calls("555 0100").await;
    assert_eq!(office.reading().as_deref(), Some("Read from Mon 09:00. Urgent: call 555 0100."));
    office.is_closed_on("2026-11-30 Founders' day").await;
    assert_eq!(office.reading().as_deref(), Some("Read from Tue 09:00. Urgent: call 555 0100."));
}

#[tokio::test]
async fn within_the_hours_nothing_is_said_until_they_end_soon() {
    let office = Office::open().await;
    assert_eq!(office.reading().as_deref(), Some("Read from 09:00."), "it is Monday, eight o'clock");
    office.wait(HOUR);
    assert_eq!(office.reading(), None);
    office.wait(7 * HOUR + 15 * MINUTE);
    assert_eq!(office.reading().as_deref(), Some("Read now, until 17:00."));
    office.is_closed_on("2026-11-23 16:00-17:00 Fire drill").await;
    assert_eq!(office.reading().as_deref(), Some("Read from Tue 09:00."));
}

#[tokio::test]
async fn whoever_is_on_duty_reads_it_outside_the_hours_as_well() {
    let office = Office::open().await;
    office.wait(FRIDAY_EVENING);
    office.rui_is_on_duty("2026-11-28T10:00", "sat-sun 10:00-12:00").await;
    assert_eq!(office.reading().as_deref(), Some("Read from Sat 10:00."), "Rui's turn comes before Monday");
    office.wait(17 * HOUR);
    assert_eq!(office.reading().as_deref(), Some("Read now, until 12:00."));
    office.wait(2 * HOUR);
    assert_eq!(office.reading().as_deref(), Some("Read from Sun 10:00."));
}

#[tokio::test]
async fn around_the_clock_there_is_nothing_to_say_and_a_poster_names_no_hours() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    office.wait(FRIDAY_EVENING);
    office.is_closed_on("2026-11-30 Founders' day").await;
    office.calls("555 0100").await;
    let poster = office.desk.hours_read(&ada).unwrap();
    assert_eq!(
        poster.as_deref(),
        Some("Read Monday to Friday 09:00 to 17:00, not on holidays. Urgent: call 555 0100.")
    );
    office.rui_is_on_duty("2026-11-23T09:00", "").await;
    assert_eq!((office.reading(), office.desk.hours_read(&ada).unwrap()), (None, None), "Rui is always on duty");
    let other = Office::open().await;
    let ada = other.signed_in(ADA).await;
    let page = other.desk.targets_page(&ada).unwrap();
    let typed = page.general.fields.iter().map(|field| (field.name.clone(), field.value.clone()));
    let always = TargetsDraft::of(typed.chain([("calendar".to_owned(), "0000000000000002".to_owned())]));
    other.desk.change_targets(&ada, None, always, Some(0)).await.unwrap();
    assert_eq!((other.reading(), other.desk.hours_read(&ada).unwrap()), (None, None));
}

#[tokio::test]
async fn a_receipt_names_when_an_answer_is_expected_until_somebody_takes_it() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    office.wait(FRIDAY_EVENING);
    let report = || async { office.visitor_reports(draft("Mail is down")).await };
    let aimed = report().await;
    let token = aimed.token.unwrap();
    let said = office.first_word(&token).unwrap();
    assert_eq!(said, "Read from Mon 09:00. The team aims to answer by Mon 09:30.", "nobody has confirmed any target");
    office.confirm().await;
    let said = office.first_word(&token).unwrap();
    assert_eq!(said, "Read from Mon 09:00. An answer is expected by Mon 09:30.");
    office.wait(2 * DAY + 15 * HOUR + MINUTE);
    assert_eq!(office.first_word(&token).as_deref(), Some("An answer is expected by 09:30."));
    office.wait(HOUR);
    assert_eq!(office.first_word(&token), None, "what is late is promised no more");
    let other = office.visitor_reports(draft("Files are gone")).await;
    let token = other.token.unwrap();
    assert_eq!(office.first_word(&token).as_deref(), Some("An answer is expected by 10:31."));
    office.press(&rui, &other.number, take()).await.unwrap();
    assert_eq!(office.first_word(&token), None);
}

#[tokio::test]
async fn a_message_of_the_team_is_the_answer() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let report = office.visitor_reports(draft("Mail is down")).await;
    let token = report.token.unwrap();
    assert!(office.first_word(&token).is_some());
    office.press(&rui, &report.number, Press::Message { text: "We know of it".into() }).await.unwrap();
    assert_eq!(office.first_word(&token), None);
}

#[tokio::test]
async fn the_letter_says_the_same_with_its_zone_and_nothing_that_is_past_when_it_is_written() {
    let office = Office::open().await;
    office.confirm().await;
    office.calls("555 0100").await;
    office.wait(FRIDAY_EVENING);
    let ana = office.signed_in(ANA).await;
    office.desk.report(&ana, NewReport::by_web(draft("Mail is down"), false)).await.unwrap();
    let letter = office.receipt_letter(office.id(ANA));
    let said = "Read from Mon 09:00 UTC. Urgent: call 555 0100. An answer is expected by Mon 09:30 UTC.";
    assert!(letter.replace('\n', " ").contains(said), "{letter}");
    // The relay was away over the weekend.
    office.wait(2 * DAY + 15 * HOUR + MINUTE);
    let letter = office.receipt_letter(office.id(ANA));
    assert!(!letter.contains("Read from") && letter.contains("An answer is expected by 09:30 UTC."), "{letter}");
    office.wait(HOUR);
    assert!(!office.receipt_letter(office.id(ANA)).contains("is expected"), "late");
}

#[tokio::test]
async fn a_request_names_when_it_is_read_and_a_restricted_report_nothing() {
    let office = Office::open().await;
    office.confirm().await;
    office.calls("555 0100").await;
    let kind = IncidentType::Request;
    let wish = NewReport { kind, ..NewReport::by_web(draft("A second screen"), false) };
    let wish = office.desk.report(&Caller::visitor(), wish).await.unwrap().token.unwrap();
    assert_eq!(office.first_word(&wish).as_deref(), Some("Read from 09:00. Urgent: call 555 0100."));
    let (ada, ana) = (office.signed_in(ADA).await, office.signed_in(ANA).await);
    let handled = SettingsDraft::default().with("security_handlers", office.id(ADA).to_string());
    office.desk.change_settings(&ada, &handled).await.unwrap();
    let private = ReportDraft { restricted: "on".into(), ..draft("A stolen laptop") };
    let private = office.desk.report(&ana, NewReport::by_web(private, false)).await.unwrap().token.unwrap();
    assert_eq!(office.first_word(&private), None);
    let letter = office.receipt_letter(office.id(ANA));
    assert!(!letter.contains("Read from") && !letter.contains("answer is expected"), "{letter}");
}

#[tokio::test]
async fn in_december_those_who_may_change_it_are_told_that_a_calendar_has_no_holidays_next_year() {
    let office = Office::open().await;
    let (ada, mara) = (office.signed_in(ADA).await, office.signed_in(MARA).await);
    let told = |who: &Caller| office.desk.strips_for(who).unwrap().contains(&Strip::NoHolidaysNextYear);
    office.is_closed_on("2026-12-25 Christmas Day").await;
    assert!(!told(&ada), "there is time in November");
    office.wait(10 * DAY);
    assert!(told(&ada) && !told(&mara), "Mara could do nothing about it");
    office.is_closed_on("2026-12-25 Christmas Day\n2027-12-25 Christmas Day").await;
    assert!(!told(&ada));
}
