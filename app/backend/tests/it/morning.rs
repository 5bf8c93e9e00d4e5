//! The letter at the start of Rui's day. It is Monday, 08:00, and office hours begin at nine. What Ana reports is a P4,
//! to be taken within one working day.

use backend::calendars::{CalendarDraft, OFFICE_HOURS};
use backend::duty::AwayDraft;
use domain::incident::{HoldReason, Press};
use domain::time::{DAY, HOUR, MINUTE};

use crate::office::{ADA, ANA, MARA, RUI, token_of};
use crate::outbox::{House, Read};

impl House {
    async fn wants_it(&self, who: &str) {
        let who = self.office.signed_in(who).await;
        self.office.desk.want_morning_letter(&who, true).await.unwrap();
        self.office.verified();
    }

    fn mornings(&self, to: &str) -> Vec<Read> {
        self.letters(to).into_iter().filter(|letter| letter.subject.starts_with("Your day")).collect()
    }
}

#[tokio::test]
async fn rui_reads_at_nine_what_the_day_holds_and_nothing_when_it_holds_nothing() {
    let house = House::open().await;
    house.office.address_is_set().await;
    house.wants_it(RUI).await;
    let number = house.ana_reports("The printer is out of paper").await;
    house.clocks_pass(59 * MINUTE).await;
    assert_eq!(house.mornings(RUI).len(), 0);
    house.clocks_pass(2 * MINUTE).await;
    let letter = house.mornings(RUI).pop().unwrap();
    assert_eq!(letter.subject, "Your day: 1 due today");
    assert!(letter.text.contains(&format!("{number} The printer is out of paper")), "{}", letter.text);
    assert!(letter.text.contains("Take by 17:00 UTC, nobody has it"), "{}", letter.text);
    assert!(letter.text.contains("https://desk.example.org/due") && letter.unsubscribe, "{}", letter.text);
    assert_eq!(house.mornings(MARA).len(), 0, "only who asked for it");
    house.clocks_pass(DAY).await;
    assert_eq!(house.mornings(RUI).pop().unwrap().subject, "Your day: 1 late");
    house.rui_takes(&number).await;
    house.clocks_pass(DAY).await;
    assert_eq!(house.mornings(RUI).len(), 2, "nothing is due on Wednesday");
    let (note, until) = ("Paper is ordered".to_owned(), Some(house.office.now().plus(HOUR)));
    house.rui(&number, Press::Hold { reason: HoldReason::Vendor, note, until }).await;
    house.clocks_pass(DAY).await;
    assert_eq!(house.mornings(RUI).pop().unwrap().subject, "Your day: 1 wait over");
}

#[tokio::test]
async fn nobody_is_written_to_on_a_day_off_or_away_and_others_read_whose_owner_is() {
    let house = House::open().await;
    house.wants_it(RUI).await;
    house.wants_it(MARA).await;
    let ada = house.office.signed_in(ADA).await;
    let (name, hours, off) = ("Office hours".into(), "mon-fri 09:00-17:00".into(), "2026-11-23 Founders' day".into());
    let holiday = CalendarDraft { name, hours, off, ..CalendarDraft::default() };
    house.office.desk.change_calendar(&ada, OFFICE_HOURS, holiday, Some(0)).await.unwrap();
    let number = house.ana_reports("The printer is out of paper").await;
    house.clocks_pass(2 * HOUR).await;
    assert_eq!(house.mornings(RUI).len(), 0, "it is a day off");
    house.rui_takes(&number).await;
    let rui = house.office.signed_in(RUI).await;
    let away = AwayDraft { to: "2026-11-26T09:00".into(), ..AwayDraft::default() };
    house.office.desk.be_away(&rui, away).await.unwrap();
    house.clocks_pass(DAY).await;
    assert_eq!(house.mornings(RUI).len(), 0);
    let letter = house.mornings(MARA).pop().unwrap();
    assert_eq!(letter.subject, "Your day: 1 whose owner is away");
    assert!(letter.text.contains("Rui Costa is away until Thu 09:00 UTC"), "{}", letter.text);
}

#[tokio::test]
async fn the_day_begins_where_somebody_is_and_the_link_in_the_letter_stops_it() {
    let house = House::open().await;
    house.office.address_is_set().await;
    let rui = house.office.signed_in(RUI).await;
    house.office.desk.change_own_details(&rui, "Rui Costa", "America/New_York", None).await.unwrap();
    house.wants_it(RUI).await;
    house.ana_reports("The printer is out of paper").await;
    house.clocks_pass(2 * HOUR).await;
    assert_eq!(house.mornings(RUI).len(), 0, "it is five in the morning in New York");
    house.clocks_pass(4 * HOUR + MINUTE).await;
    let letter = house.mornings(RUI).pop().unwrap();
    let stop = letter.text.split_whitespace().find(|word| word.contains("/u/")).unwrap().to_owned();
    house.office.desk.unsubscribe(token_of(&stop)).await.unwrap();
    house.office.verified();
    house.clocks_pass(DAY).await;
    assert_eq!(house.mornings(RUI).len(), 1);
    assert_eq!(house.office.desk.account(&rui).unwrap().morning, Some(false));
}

#[tokio::test]
async fn what_is_restricted_is_in_no_letter_and_ana_cannot_ask_for_one() {
    let house = House::open().await;
    let ana = house.office.signed_in(ANA).await;
    assert!(house.office.desk.want_morning_letter(&ana, true).await.is_err());
    assert_eq!(house.office.desk.account(&ana).unwrap().morning, None);
    house.wants_it(RUI).await;
    let number = house.ana_reports("The printer is out of paper").await;
    house.rui(&number, Press::Restrict).await;
    house.clocks_pass(2 * HOUR).await;
    assert_eq!(house.mornings(RUI).len(), 0);
    let number = house.ana_reports("A second printer").await;
    house.clocks_pass(DAY).await;
    assert_eq!(house.mornings(RUI).len(), 1);
    // Restricted while somebody could read the letter among the messages.
    let filter = backend::outbox::LetterFilter::default();
    let listed = || house.stored(&filter).into_iter().filter(|letter| letter.subject.starts_with("Your day")).count();
    assert_eq!(listed(), 1);
    let about = house.stored(&filter).into_iter().find(|letter| letter.subject.starts_with("Your day")).unwrap();
    let found = house.office.desk.storage().read(|read| backend::incidents::find_by_number(read, &number)).unwrap();
    assert_eq!(about.incidents, [found.unwrap().id], "so that it is read by those who may see all of it");
}
