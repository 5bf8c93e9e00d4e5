//! The steps that each status offers, in one table: the head's buttons, a card's menu, keys and dragging read it.

use domain::incident::{Press, Status};
use domain::view::board::{CardView, Marks};
use domain::view::incident::IncidentHead;
use kit::components::icon::Symbol;

use crate::pages::incident::ask::Ask;

/// Done at once, or after a few words.
#[derive(Clone, Debug)]
pub enum Step {
    Press(Box<Press>),
    Ask(Ask),
}

#[derive(Clone)]
pub struct Offer {
    pub step: Step,
    pub words: &'static str,
    pub symbol: Symbol,
    /// Empty where it has none.
    pub key: &'static str,
    /// The column of the board that it leads to.
    pub to: Option<Status>,
    /// It is one of the few that a page shows without a menu.
    pub leads_on: bool,
}

/// What an incident's offers depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    pub status: Status,
    pub on_hold: bool,
    /// It has no priority.
    pub request: bool,
    /// Cancelled, and it can be re-opened.
    pub reopens: bool,
    /// Somebody was alerted, and nobody has seen it.
    pub alerted: bool,
}

impl Stage {
    pub fn of(view: &IncidentHead) -> Self {
        let (status, on_hold, reopens) = (view.status, view.hold.is_some(), view.reopens_until.is_some());
        let alerted = view.alert.as_ref().is_some_and(|alert| !alert.seen);
        Self { status, on_hold, request: view.kind.is_request(), reopens, alerted }
    }

    /// No card is of what was cancelled.
    pub fn of_card(card: &CardView) -> Self {
        let on_hold = card.marks.has(Marks::HOLD);
        let alerted = card.marks.has(Marks::ALERTED);
        Self { status: card.status, on_hold, request: card.priority.is_none(), reopens: false, alerted }
    }
}

/// What may come next, the likeliest first.
pub fn offers(stage: Stage) -> Vec<Offer> {
    let all = of_status(stage);
    all.into_iter().filter(|offer| !stage.request || !matches!(offer.step, Step::Ask(Ask::Classify))).collect()
}

fn of_status(stage: Stage) -> Vec<Offer> {
    let reopen = || ask(Ask::Reopen, Symbol::Bolt, "Re-open…").key("o");
    let hold = if stage.on_hold {
        press(Press::EndHold, Symbol::Pause, "No longer waiting").key("h")
    } else {
        ask(Ask::Hold, Symbol::Pause, "Waiting for…").key("h")
    };
    let resolve = || ask(Ask::Resolve, Symbol::Check, "Resolve…").key("r").to(Status::Resolved);
    let classify = ask(Ask::Classify, Symbol::Flag, "Change the priority…");
    let cancel = ask(Ask::Cancel, Symbol::Cross, "Cancel…");
    let merge = ask(Ask::Merge, Symbol::Link, "Merge into another…").key("d");
    match stage.status {
        Status::Reported if stage.alerted => {
            let seen = press(Press::Acknowledge, Symbol::Eye, "I have seen it").leads_on();
            let mut all = of_status(Stage { alerted: false, ..stage });
            all.insert(1, seen);
            all
        }
        Status::Reported => vec![
            press(take(), Symbol::Hand, "Take").key("t").to(Status::Investigating),
            ask(Ask::TakeAndResolve, Symbol::Check, "Take and resolve…").key("r").to(Status::Resolved),
            hold,
            classify,
            merge,
            cancel,
        ],
        Status::Investigating => vec![
            resolve(),
            ask(Ask::Mitigate, Symbol::Eye, "Works again…").key("m").to(Status::Mitigated),
            hold.leads_on(),
            classify,
            merge,
            cancel,
        ],
        Status::Mitigated => vec![
            resolve(),
            ask(Ask::Resume, Symbol::Bolt, "Back to investigating…").to(Status::Investigating),
            hold.leads_on(),
            classify,
            merge,
            cancel,
        ],
        Status::Resolved => vec![
            press(Press::Close, Symbol::Check, "Close").leads_on(),
            reopen().to(Status::Investigating),
            classify,
            merge,
        ],
        Status::Cancelled if stage.reopens => vec![reopen().leads_on()],
        Status::Closed | Status::Cancelled | Status::Merged => Vec::new(),
    }
}

/// The one press that stops the response clock, with the priority the incident has.
pub fn take() -> Press {
    Press::Take { priority: None, reason: String::new() }
}

/// What that key does there.
pub fn on_key(key: &str, stage: Stage) -> Option<Step> {
    offers(stage).into_iter().find(|offer| !key.is_empty() && offer.key == key).map(|offer| offer.step)
}

/// Every key that some stage gives a meaning, with the words of its buttons, as the dialogs of keys list them.
pub fn keys() -> Vec<(&'static str, String)> {
    let mut keys: Vec<(&str, Vec<&str>)> = Vec::new();
    for stage in stages().filter(|stage| !stage.request) {
        for Offer { key, words, .. } in offers(stage).into_iter().filter(|offer| !offer.key.is_empty()) {
            match keys.iter_mut().find(|(known, _)| *known == key) {
                Some((_, all)) if all.contains(&words) => {}
                Some((_, all)) => all.push(words),
                None => keys.push((key, vec![words])),
            }
        }
    }
    keys.into_iter().map(|(key, all)| (key, all.join(" / "))).collect()
}

/// Each that there can be.
fn stages() -> impl Iterator<Item = Stage> {
    let ways = [(false, false), (true, false), (false, true), (true, true)];
    let all = Status::ALL.into_iter().flat_map(move |status| ways.map(|(on_hold, request)| (status, on_hold, request)));
    all.map(|(status, on_hold, request)| Stage { status, on_hold, request, reopens: true, alerted: true })
}

/// The step from one column to another; none where the lifecycle has none.
pub fn between(from: Status, to: Status) -> Option<Step> {
    let stage = Stage { status: from, on_hold: false, request: false, reopens: false, alerted: false };
    offers(stage).into_iter().find(|offer| offer.to == Some(to)).map(|offer| offer.step)
}

fn press(press: Press, symbol: Symbol, words: &'static str) -> Offer {
    Offer::of(Step::Press(Box::new(press)), symbol, words)
}

fn ask(ask: Ask, symbol: Symbol, words: &'static str) -> Offer {
    Offer::of(Step::Ask(ask), symbol, words)
}

impl Offer {
    fn of(step: Step, symbol: Symbol, words: &'static str) -> Self {
        Self { step, words, symbol, key: "", to: None, leads_on: false }
    }

    fn key(self, key: &'static str) -> Self {
        Self { key, ..self }
    }

    fn to(self, status: Status) -> Self {
        Self { to: Some(status), leads_on: true, ..self }
    }

    fn leads_on(self) -> Self {
        Self { leads_on: true, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dialogs_of_keys_list_every_key_of_every_stage_in_the_words_of_its_buttons() {
        let listed = keys();
        for stage in stages() {
            for offer in offers(stage).into_iter().filter(|offer| !offer.key.is_empty()) {
                let (_, words) = listed.iter().find(|(key, _)| *key == offer.key).unwrap();
                assert!(words.split(" / ").any(|one| one == offer.words), "{}: {words}", offer.words);
            }
        }
        assert_eq!(listed[0], ("t", "Take".to_owned()));
        assert!(listed.contains(&("h", "Waiting for\u{2026} / No longer waiting".to_owned())), "{listed:?}");
    }
}
