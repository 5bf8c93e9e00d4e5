//! One card of the board. A page holds 200, so a card is one element of the framework whose content is one string,
//! built here by the only function that does; it escapes everything a person typed. Server and browser build the
//! same string. Presses are heard by the board (`closest("li.c")`, whose id is the number), never by the card.

use domain::classification::Priority;
use domain::locale::Locale;
use domain::time::Moment;
use domain::view::board::{CardView, Due, DueKind, Marks};
use leptos::prelude::*;

use kit::components::time_sense::{NEAR, TimeSense, seconds};

/// The id of the one menu that serves every card's button.
pub const CARD_MENU: &str = "card-menu";
/// Bytes a card takes beside what people typed.
const MARKUP_BYTES: usize = 300;

/// `acts` adds the menu's button and makes the card draggable.
#[component]
pub fn Card(card: CardView, as_of: Moment, #[prop(optional)] acts: bool) -> impl IntoView {
    let html = card_html(&card, as_of, acts);
    view! { <li id=card.number class=card_class(card.priority) draggable=acts.then_some("true") inner_html=html></li> }
}

pub fn card_class(priority: Option<Priority>) -> &'static str {
    match priority {
        Some(Priority::P1) => "c p1",
        Some(Priority::P2) => "c p2",
        Some(Priority::P3) => "c p3",
        Some(Priority::P4) => "c p4",
        None => "c",
    }
}

/// What stands inside the `<li>`. The parts are named in `style/card.css`.
pub fn card_html(card: &CardView, as_of: Moment, acts: bool) -> String {
    let mut html = String::with_capacity(MARKUP_BYTES + card.title.len() + card.service.len());
    html.push_str("<p class=h><b>");
    html.push_str(card.priority.map_or("Request", Priority::code));
    html.push_str("</b><span>");
    push_escaped(&mut html, &card.number);
    html.push_str("</span>");
    push_chip(&mut html, card, as_of);
    html.push_str("</p><a class=t href=\"");
    push_escaped(&mut html, &kit::routes::incident(&card.number));
    html.push_str("\">");
    push_escaped(&mut html, &card.title);
    html.push_str("</a><p class=f>");
    push_facts(&mut html, card);
    html.push_str("</p>");
    push_letters(&mut html, card);
    push_alert(&mut html, card);
    if acts {
        html.push_str("<button class=m popovertarget=card-menu aria-label=\"Act on ");
        push_escaped(&mut html, &card.number);
        html.push_str("\"></button>");
    }
    html
}

/// What is due, else how old it is.
fn push_chip(html: &mut String, card: &CardView, as_of: Moment) {
    let (class, sense, at) = match card.due {
        None => ("d d-a", TimeSense::Age, card.reported_at),
        Some(Due { kind: DueKind::Close, at }) => ("d d-c", TimeSense::Event, at),
        Some(Due { kind: DueKind::Hold | DueKind::Chase, at }) if at < as_of => ("d d-h n", TimeSense::Deadline, at),
        Some(Due { kind: DueKind::Hold | DueKind::Chase, at }) => ("d d-h", TimeSense::Deadline, at),
        Some(Due { kind: DueKind::Promise, at }) if at < as_of => ("d d-p l", TimeSense::Deadline, at),
        Some(Due { kind: DueKind::Promise, at }) if at.since(as_of) <= NEAR => ("d d-p n", TimeSense::Deadline, at),
        Some(Due { kind: DueKind::Promise, at }) => ("d d-p", TimeSense::Deadline, at),
        Some(Due { kind: DueKind::Response | DueKind::Resolution | DueKind::Legal, at }) if at < as_of => {
            ("d d-s l", TimeSense::Deadline, at)
        }
        Some(Due { kind: DueKind::Response | DueKind::Resolution | DueKind::Legal, at }) if at.since(as_of) <= NEAR => {
            ("d d-s n", TimeSense::Deadline, at)
        }
        Some(Due { kind: DueKind::Response | DueKind::Resolution | DueKind::Legal, at }) => {
            ("d d-s", TimeSense::Deadline, at)
        }
    };
    html.push_str("<span class=\"");
    html.push_str(class);
    html.push_str("\" data-u=");
    html.push_str(&seconds(at).to_string());
    html.push('>');
    html.push_str(&sense.words(at, as_of));
    html.push_str("</span>");
}

fn push_facts(html: &mut String, card: &CardView) {
    html.push_str("<span>");
    push_escaped(html, &card.service);
    html.push_str("</span>");
    if !card.owner.is_empty() {
        html.push_str(if card.marks.has(Marks::MINE) { "<i class=me>" } else { "<i>" });
        push_escaped(html, &card.owner);
        html.push_str("</i>");
    }
    if card.people > 1 {
        html.push_str("<span>");
        html.push_str(&Locale::default().people(card.people.into()));
        html.push_str("</span>");
    }
    if card.duplicates > 0 {
        html.push_str("<span>");
        html.push_str(&Locale::default().count(card.duplicates.into(), "duplicate", "duplicates"));
        html.push_str("</span>");
    }
    for (mark, tag, words) in MARKS {
        if card.marks.has(mark) {
            html.push_str(tag);
            html.push_str(words);
            html.push_str("</em>");
        }
    }
}

/// Some of those an update is for have not got it.
fn push_letters(html: &mut String, card: &CardView) {
    if let Some(letters) = &card.letters {
        html.push_str("<p class=l>");
        html.push_str(&Locale::default().delivery(letters));
        html.push_str("</p>");
    }
}

/// Nobody has taken it: who was woken, and who is next.
fn push_alert(html: &mut String, card: &CardView) {
    if let Some(alert) = &card.alert {
        html.push_str("<p class=l>");
        push_escaped(html, alert);
        html.push_str("</p>");
    }
}

const MARKS: [(Marks, &str, &str); 9] = [
    (Marks::MAJOR, "<em class=mj>", "major"),
    (Marks::MAJOR_PROPOSED, "<em>", "major?"),
    (Marks::RESTRICTED, "<em class=rs>", "restricted"),
    (Marks::HOLD, "<em>", "waiting"),
    (Marks::OVERDUE_HOLD, "<em class=sb>", "too long"),
    (Marks::STILL_BROKEN, "<em class=sb>", "still broken"),
    (Marks::REOPENED, "<em>", "re-opened"),
    (Marks::UNVERIFIED, "<em>", "unverified"),
    (Marks::HELD, "<em>", "P1 once taken"),
];

/// Safe between tags and inside double quotes.
fn push_escaped(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        html.push_str(&rest[..at]);
        html.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    html.push_str(rest);
}

#[cfg(test)]
#[path = "card_test.rs"]
mod tests;
