//! The list, which shows also what no column of the board has room for, in any order.

use backend::Caller;
use domain::incident::{HoldReason, Press};
use domain::report::ReportDraft;
use domain::time::{HOUR, MINUTE};
use domain::view::board::{BoardFilter, ListView};
use domain::view::sorting::ListSort;

use crate::lifecycle::draft;
use crate::office::{ADA, Office, RUI};

impl Office {
    fn sorted(&self, who: &Caller, sort: &str, from: Option<&str>) -> ListView {
        self.desk.listed_incidents(who, &BoardFilter::default(), ListSort::parse(sort), from).unwrap()
    }

    fn titles(&self, who: &Caller, sort: &str) -> Vec<String> {
        self.sorted(who, sort, None).cards.into_iter().map(|card| card.title).collect()
    }

    async fn hits(&self, title: &str, impact: &str, urgency: &str) -> String {
        self.wait(MINUTE);
        let report = ReportDraft { impact: impact.into(), urgency: urgency.into(), ..draft(title) };
        self.visitor_reports(report).await.number
    }

    async fn rui_promises_word(&self, rui: &Caller, number: &str, within: i64) {
        let ada = self.signed_in(ADA).await;
        let audience = self.desk.list_audiences(&ada).await.unwrap().remove(0).id.parse().unwrap();
        self.press(rui, number, Press::Take { priority: None, reason: String::new() }).await.unwrap();
        let (text, promise) = ("We look into it.".into(), Some(self.now().plus(within)));
        let tell = Press::Tell { public_title: "Slow".into(), audiences: vec![audience], text, promise };
        self.press(rui, number, tell).await.unwrap();
    }
}

#[tokio::test]
async fn rui_finds_in_the_list_what_no_column_shows_page_by_page_in_any_order_and_with_the_filter() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    for number in 0..120 {
        let noun = if number % 2 == 0 { "printer" } else { "screen" };
        office.visitor_reports(draft(&format!("Broken {noun} {number}"))).await;
    }
    let printers = BoardFilter { q: "printer".into(), ..BoardFilter::default() };
    for (filter, all) in [(BoardFilter::default(), 120), (printers, 60)] {
        for sort in ["", "title", "-title", "owner", "-people", "number"] {
            let (mut seen, mut from) = (Vec::new(), None);
            loop {
                let page = office.desk.listed_incidents(&rui, &filter, ListSort::parse(sort), from.as_deref()).unwrap();
                seen.extend(page.cards.into_iter().map(|card| card.number));
                match page.next {
                    Some(next) => from = Some(next),
                    None => break,
                }
            }
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), all, "{sort}");
        }
    }
    let nowhere = office.desk.listed_incidents(&rui, &BoardFilter::default(), ListSort::default(), Some("ff"));
    assert!(nowhere.is_err(), "no place of the list");
}

#[tokio::test]
async fn what_is_late_stands_first_then_the_higher_priority_whatever_the_column() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    office.hits("A small thing", "low", "low").await;
    let promised = office.hits("Late news", "low", "low").await;
    let held = office.hits("Held too long", "medium", "high").await;
    let bigger = office.hits("A bigger thing", "medium", "high").await;
    for taken in [&held, &bigger] {
        office.press(&rui, taken, Press::Take { priority: None, reason: String::new() }).await.unwrap();
    }
    office.rui_promises_word(&rui, &promised, HOUR).await;
    let until = Some(office.now().plus(HOUR));
    let hold = Press::Hold { reason: HoldReason::Vendor, note: "A part is ordered".into(), until };
    office.press(&rui, &held, hold).await.unwrap();
    assert_eq!(office.titles(&rui, ""), ["Held too long", "A bigger thing", "A small thing", "Late news"]);
    office.wait(2 * HOUR);
    assert_eq!(office.titles(&rui, ""), ["Late news", "Held too long", "A bigger thing", "A small thing"]);
}

#[tokio::test]
async fn rui_sorts_by_any_head_and_what_has_no_such_value_stands_at_the_end_both_ways() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    for (title, impact) in [("b: Ärger mit der Post", "low"), ("a: Zoom", "high"), ("C: mail", "medium")] {
        office.hits(title, impact, "low").await;
    }
    office.press(&rui, "INC-3", Press::Take { priority: None, reason: String::new() }).await.unwrap();
    let first =
        |sort: &str| office.titles(&rui, sort).into_iter().map(|title| title[..1].to_owned()).collect::<String>();
    for (sort, expected) in [
        ("title", "abC"),
        ("-title", "Cba"),
        ("number", "baC"),
        ("-number", "Cab"),
        ("age", "Cab"),
        ("-age", "baC"),
        ("status", "abC"),
        ("-status", "Cab"),
    ] {
        assert_eq!(first(sort), expected, "{sort}");
    }
    for sort in ["owner", "-owner"] {
        let cards = office.sorted(&rui, sort, None).cards;
        assert_eq!(cards.iter().map(|card| card.owner.as_str()).collect::<Vec<_>>(), ["Rui Costa", "", ""], "{sort}");
    }
}
