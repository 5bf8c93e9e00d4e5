//! The list, which shows also what no column of the board has room for.

use domain::view::board::BoardFilter;

use crate::lifecycle::draft;
use crate::office::{Office, RUI};

#[tokio::test]
async fn rui_finds_in_the_list_what_no_column_shows_page_by_page_and_with_the_filter() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    for number in 0..120 {
        let noun = if number % 2 == 0 { "printer" } else { "screen" };
        office.visitor_reports(draft(&format!("Broken {noun} {number}"))).await;
    }
    let printers = BoardFilter { q: "printer".into(), ..BoardFilter::default() };
    for (filter, all) in [(BoardFilter::default(), 120), (printers, 60)] {
        let (mut seen, mut from) = (Vec::new(), None);
        loop {
            let (cards, next) = office.desk.listed_incidents(&rui, &filter, from.as_deref()).unwrap();
            seen.extend(cards.into_iter().map(|card| card.number));
            match next {
                Some(next) => from = Some(next),
                None => break,
            }
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), all);
    }
    assert!(office.desk.listed_incidents(&rui, &BoardFilter::default(), Some("ff")).is_err(), "no place of the list");
}
