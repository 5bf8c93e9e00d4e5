//! What an open page of an incident fetches after a live event: the lines that are new or look otherwise, and no other.

use domain::audience::AudienceKind;
use domain::incident::Press;
use domain::time::SECOND;
use domain::view::incident::{TimelineLine, TimelinePage};
use domain::view::news::{Shown, TimelineNews};

use crate::office::{ADA, RUI, SOL};
use crate::outbox::House;

/// As the browser says which lines it shows.
fn shown(page: &TimelinePage) -> Shown {
    let lettered = page.lines.iter().filter(|line| line.letters.is_some());
    Shown {
        first: page.lines.first().unwrap().sequence,
        last: page.lines.last().unwrap().sequence,
        grows: !page.later,
        with_letters: lettered.map(|line| line.sequence).collect(),
        facts: String::new(),
    }
}

impl House {
    async fn page(&self, number: &str, before: Option<u64>) -> TimelinePage {
        let rui = self.office.signed_in(RUI).await;
        self.office.desk.timeline(&rui, number, before).await.unwrap()
    }

    async fn news(&self, number: &str, page: &TimelinePage) -> TimelineNews {
        let rui = self.office.signed_in(RUI).await;
        self.office.desk.incident_news(&rui, number, &shown(page)).await.unwrap().timeline
    }

    /// The lines that are fetched, of which each must look as on a page that is read anew.
    async fn changed(&self, number: &str, page: &TimelinePage) -> Vec<TimelineLine> {
        let TimelineNews::Changed(lines) = self.news(number, page).await else { panic!("the whole page") };
        let anew = self.page(number, None).await.lines;
        for line in &lines {
            assert!(anew.contains(line), "{line:?} is not in {anew:?}");
        }
        let missing = anew.iter().filter(|line| !lines.contains(line) && !page.lines.contains(line));
        assert_eq!(missing.count(), 0, "what was not fetched looks as it did");
        lines
    }

    async fn notes(&self, number: &str, text: &str) -> Option<u64> {
        self.rui(number, Press::Note { text: text.into() }).await.sequence
    }
}

fn sequences(lines: &[TimelineLine]) -> Vec<u64> {
    lines.iter().map(|line| line.sequence).collect()
}

#[tokio::test]
async fn a_note_and_what_its_undo_strikes_are_fetched_and_nothing_else() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.rui_takes(&number).await;
    let page = house.page(&number, None).await;
    assert_eq!(house.changed(&number, &page).await, [], "nothing happened since");
    house.office.wait(SECOND);
    let sequence = house.notes(&number, "Looked at the queue.").await.unwrap();
    assert_eq!(sequences(&house.changed(&number, &page).await), [sequence]);
    let page = house.page(&number, None).await;
    house.rui(&number, Press::Undo { sequence }).await;
    let lines = house.changed(&number, &page).await;
    assert_eq!(sequences(&lines), [sequence, sequence + 1]);
    assert!(lines[0].undone && !lines[1].undone);
}

#[tokio::test]
async fn how_letters_stand_is_fetched_while_there_is_a_word_about_it_and_once_more_when_there_is_none() {
    let house = House::open().await;
    let ada = house.office.signed_in(ADA).await;
    let executive = house.office.audience(AudienceKind::Executive);
    house.office.desk.add_member(&ada, executive, "Sol Vaz", SOL).await.unwrap();
    let number = house.ana_reports("Mail is down").await;
    house.rui_takes(&number).await;
    let before = house.page(&number, None).await;
    let (audiences, text) = (vec![executive], "We look into it.".to_owned());
    let told = house.rui(&number, Press::Tell { public_title: String::new(), audiences, text, promise: None }).await;
    let lines = house.changed(&number, &before).await;
    assert!(lines.last().is_some_and(|line| Some(line.sequence) == told.sequence && line.letters.is_some()));

    let waiting = house.page(&number, None).await;
    house.later(11 * SECOND).await;
    let lines = house.changed(&number, &waiting).await;
    assert_eq!(lines.last().map(|line| (line.sequence, line.letters)), told.sequence.map(|sequence| (sequence, None)));
    let page = house.page(&number, None).await;
    assert_eq!(house.changed(&number, &page).await, [], "everybody has it");
}

#[tokio::test]
async fn a_page_of_the_past_stays_what_it_is_and_one_that_slept_for_long_is_read_anew() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.rui_takes(&number).await;
    let asleep = house.page(&number, None).await;
    for at in 0..130 {
        house.notes(&number, &format!("Note no. {at}")).await;
    }
    let TimelineNews::Instead(newest) = house.news(&number, &asleep).await else { panic!("more than a page is new") };
    assert_eq!(newest, house.page(&number, None).await);
    let past = house.page(&number, newest.earlier).await;
    assert_eq!((past.later, past.earlier), (true, None));
    house.notes(&number, "Another").await;
    assert_eq!(house.news(&number, &past).await, TimelineNews::Changed(Vec::new()));
}

#[tokio::test]
async fn facts_come_only_where_they_are_others_than_those_that_are_shown() {
    let house = House::open().await;
    let rui = house.office.signed_in(RUI).await;
    let number = house.ana_reports("Mail is down").await;
    house.rui_takes(&number).await;
    let (page, shown_facts) =
        (house.page(&number, None).await, house.office.desk.incident_facts(&rui, &number).await.unwrap());
    let shown = Shown { facts: shown_facts.digest.clone(), ..shown(&page) };
    house.notes(&number, "Looked at the queue.").await;
    let news = house.office.desk.incident_news(&rui, &number, &shown).await.unwrap();
    assert_eq!((news.head.revision, news.facts), (shown.last + 1, None), "a note changes no fact");
    house.rui(&number, Press::Follow { person: house.office.id(ADA) }).await;
    let news = house.office.desk.incident_news(&rui, &number, &shown).await.unwrap();
    let facts = news.facts.expect("Ada follows it now");
    assert_eq!(facts.followers.len(), shown_facts.followers.len() + 1);
}
