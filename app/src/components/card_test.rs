//! What a card may cost, and that nothing people type becomes markup.

use super::*;
use domain::incident::Status;
use domain::time::{HOUR, MINUTE};
use domain::view::letters::Delivery;

const NOW: Moment = Moment(1_795_446_000_000);

fn printer_card() -> CardView {
    CardView {
        number: "INC-1042".to_owned(),
        revision: 7,
        status: Status::Investigating,
        priority: Some(Priority::P2),
        title: "Nobody on the third floor can print from the accounting system".to_owned(),
        service: "Printing".to_owned(),
        owner: "RS".to_owned(),
        people: 12,
        duplicates: 0,
        reported_at: NOW.plus(-3 * HOUR),
        due: Some(Due { kind: DueKind::Promise, at: NOW.plus(32 * MINUTE) }),
        marks: Marks::HOLD.with(Marks::MAJOR, true),
        letters: None,
        alert: None,
    }
}

#[test]
fn a_card_says_what_rui_needs_at_three_in_the_morning() {
    let html = card_html(&printer_card(), NOW, true);
    for words in [
        "<b>P2</b>",
        "INC-1042",
        ">in 32 min<",
        "third floor",
        "Printing",
        "<i>RS</i>",
        "12 people",
        "waiting",
        "major",
    ] {
        assert!(html.contains(words), "{words} is missing in {html}");
    }
}

#[test]
fn a_card_says_that_an_update_has_not_reached_everybody() {
    let mut card = printer_card();
    card.letters = Some(Delivery { letters: 3, waiting: 3, ..Delivery::default() });
    assert!(card_html(&card, NOW, true).contains("<p class=l>0 of 3 delivered, waiting</p>"));
    assert!(!card_html(&printer_card(), NOW, true).contains("class=l"));
}

#[test]
fn the_chip_warns_and_is_late_in_words() {
    let chip = |minutes: i64| {
        let mut card = printer_card();
        card.due = Some(Due { kind: DueKind::Promise, at: NOW.plus(minutes * MINUTE) });
        card_html(&card, NOW, false)
    };
    assert!(chip(10).contains("\"d d-p n\""));
    assert!(chip(-12).contains("\"d d-p l\"") && chip(-12).contains("12 min late"));
    let mut card = printer_card();
    card.due = None;
    assert!(card_html(&card, NOW, false).contains(">3 h<"), "without anything due the age is shown");
}

#[test]
fn nothing_people_type_becomes_markup() {
    let attack = "\"><script>alert(1)</script><img src=x onerror='alert(1)'>&lt;";
    let mut card = printer_card();
    (card.title, card.service, card.owner, card.number) = (attack.into(), attack.into(), attack.into(), attack.into());
    let html = card_html(&card, NOW, true);
    let tags = html.matches('<').count();
    assert_eq!(tags, card_html(&printer_card(), NOW, true).matches('<').count(), "{html}");
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("onerror='"), "{html}");
    assert_eq!(html.matches('"').count(), card_html(&printer_card(), NOW, true).matches('"').count(), "{html}");
}

#[cfg(feature = "ssr")]
#[test]
fn a_card_costs_at_most_500_bytes_of_html_markers_included() {
    let html = Owner::new().with(|| view! { <Card card=printer_card() as_of=NOW acts=true/> }.to_html());
    assert!(html.len() <= 500, "{} bytes: {html}", html.len());
}

#[cfg(feature = "ssr")]
#[test]
fn the_server_writes_the_string_as_it_is() {
    let html = Owner::new().with(|| view! { <Card card=printer_card() as_of=NOW/> }.to_html());
    assert!(html.contains(&card_html(&printer_card(), NOW, false)), "{html}");
}
