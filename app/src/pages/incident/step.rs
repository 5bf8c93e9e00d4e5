//! The steps that each status offers, in one table: the head's buttons, a card's menu, keys and dragging read it.

use domain::incident::{Press, Status};
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

/// What may come next, the likeliest first.
pub fn offers(status: Status, on_hold: bool) -> Vec<Offer> {
    let hold = if on_hold {
        press(Press::EndHold, Symbol::Pause, "End the hold").key("h")
    } else {
        ask(Ask::Hold, Symbol::Pause, "Hold…").key("h")
    };
    let resolve = || ask(Ask::Resolve, Symbol::Check, "Resolve…").key("r").to(Status::Resolved);
    let classify = ask(Ask::Classify, Symbol::Flag, "Change the priority…");
    let cancel = ask(Ask::Cancel, Symbol::Cross, "Cancel…");
    let merge = ask(Ask::Merge, Symbol::Link, "Merge into another…").key("d");
    match status {
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
            ask(Ask::Mitigate, Symbol::Eye, "Mitigate…").key("m").to(Status::Mitigated),
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
            ask(Ask::Reopen, Symbol::Bolt, "Re-open…").to(Status::Investigating),
            classify,
            merge,
        ],
        Status::Closed | Status::Cancelled | Status::Merged => Vec::new(),
    }
}

/// The one press that stops the response clock, with the priority the incident has.
pub fn take() -> Press {
    Press::Take { priority: None, reason: String::new() }
}

/// What that key does there.
pub fn on_key(key: &str, status: Status, on_hold: bool) -> Option<Step> {
    offers(status, on_hold).into_iter().find(|offer| !key.is_empty() && offer.key == key).map(|offer| offer.step)
}

/// The step from one column to another; none where the lifecycle has none.
pub fn between(from: Status, to: Status) -> Option<Step> {
    offers(from, false).into_iter().find(|offer| offer.to == Some(to)).map(|offer| offer.step)
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
