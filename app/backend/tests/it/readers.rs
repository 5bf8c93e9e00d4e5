//! One way to write an instant for a reader: in their zone, with its name where it is not the organisation's.

use backend::Caller;
use backend::desk::JournalFilter;
use backend::settings::Settings;
use domain::audience::AudienceKind;
use domain::incident::Press;
use domain::time::{HOUR, SECOND};
use domain::view::letters::LettersQuery;

use crate::office::{ADA, ANA, MARA, RUI, token_of};
use crate::outbox::House;

/// As Mara in Lima reads Monday, 08:00 in Lisbon.
const MORNING: &str = "03:00 UTC-05";

impl House {
    /// It stands in Lisbon; Mara and Ana are in Lima. Mara has told the executives of Ana's report, of whom she is one.
    async fn in_lisbon_and_lima(&self) -> String {
        let office = &self.office;
        office.address_is_set().await;
        let set = |tx: &mut backend::storage::Tx<'_>| {
            Settings { zone: "Europe/Lisbon".to_owned(), ..Settings::stored(tx)? }.save(tx)
        };
        office.desk.storage().write(set).await.unwrap();
        let (ada, mara) = (office.signed_in(ADA).await, office.signed_in(MARA).await);
        for (traveller, name) in [(&mara, "Mara Reis"), (&office.signed_in(ANA).await, "Ana Silva")] {
            office.desk.change_own_details(traveller, name, "America/Lima", None).await.unwrap();
        }
        let audiences = office.desk.list_audiences(&ada).await.unwrap();
        let executive = audiences.iter().find(|one| one.kind == AudienceKind::Executive).unwrap().id.parse().unwrap();
        office.desk.add_member(&ada, executive, "Mara Reis", MARA).await.unwrap();
        let number = self.ana_reports("No mail since this morning").await;
        office.press(&mara, &number, Press::Take { priority: None, reason: String::new() }).await.unwrap();
        let tell = Press::Tell {
            public_title: "Mail does not arrive".into(),
            audiences: vec![executive],
            text: "We make room on a disk.".into(),
            promise: Some(office.now().plus(7 * HOUR)),
        };
        office.press(&mara, &number, tell).await.unwrap();
        self.later(11 * SECOND).await;
        number
    }
}

#[tokio::test]
async fn mara_in_lima_reads_the_same_instant_on_the_page_and_in_the_letter() {
    let house = House::open().await;
    let number = house.in_lisbon_and_lima().await;
    let letters = house.letters(MARA);
    let told = letters.iter().find(|letter| letter.text.contains("We make room on a disk.")).unwrap();
    assert!(told.text.contains("Next update by 10:00 UTC-05."), "{}", told.text);
    let (mara, rui) = (house.office.signed_in(MARA).await, house.office.signed_in(RUI).await);
    let page = house.office.desk.incident_head(&mara, &number).await.unwrap();
    assert_eq!(page.promise.unwrap().text, "10:00 UTC-05");
    assert_eq!((page.as_of.text.as_str(), page.zone.as_str()), (MORNING, "America/Lima"));
    let of_rui = house.office.desk.incident_head(&rui, &number).await.unwrap();
    assert_eq!(of_rui.promise.unwrap().text, "15:00", "the house's, without its name");
    // Ana's receipt says what her letters say, whoever opens it.
    let receipt = house.letters(ANA).remove(0).text;
    let link = receipt.split_whitespace().find(|word| word.contains("/r/")).unwrap();
    assert_eq!(house.office.desk.receipt(token_of(link)).unwrap().reported.text, MORNING);
}

#[tokio::test]
async fn every_screen_of_mara_tells_time_as_lima_does_and_visitors_read_the_houses() {
    let house = House::open().await;
    house.in_lisbon_and_lima().await;
    let (desk, mara) = (&house.office.desk, house.office.signed_in(MARA).await);
    let letters = desk.letters(&mara, &LettersQuery::default()).unwrap().letters;
    let people = desk.list_people(&mara).unwrap();
    let journal = desk.read_journal(&mara, &JournalFilter::default(), None, 10).unwrap().lines;
    let sessions = desk.account(&mara).unwrap().sessions;
    let status = desk.status_page(&mara).unwrap();
    let home = desk.home_of(&house.office.signed_in(ANA).await).unwrap();
    let mut times: Vec<_> = letters.into_iter().map(|letter| letter.at).collect();
    times.extend(people.into_iter().filter_map(|person| person.last_seen));
    times.extend(journal.into_iter().map(|line| line.at));
    times.extend(sessions.into_iter().flat_map(|session| [session.signed_in, session.last_seen]));
    times.extend(status.incidents.into_iter().map(|line| line.since));
    times.extend(home.own.into_iter().map(|own| own.reported));
    times.push(status.as_of);
    assert!(times.len() > 15, "{times:?}");
    let strays: Vec<_> = times.iter().filter(|time| time.text != MORNING).collect();
    assert!(strays.is_empty(), "{strays:?}");
    let visitor = desk.status_page(&Caller::visitor()).unwrap();
    assert_eq!((visitor.as_of.text.as_str(), visitor.incidents[0].since.text.as_str()), ("08:00", "08:00"));
}

#[tokio::test]
async fn a_time_that_mara_types_is_meant_as_she_reads_times() {
    let house = House::open().await;
    house.in_lisbon_and_lima().await;
    let typed = |caller: &Caller| house.office.desk.instant(caller, "until", "2026-11-24T09:30").unwrap();
    let (mara, rui) = (house.office.signed_in(MARA).await, house.office.signed_in(RUI).await);
    assert_eq!(typed(&mara).since(typed(&rui)), 5 * HOUR);
}
