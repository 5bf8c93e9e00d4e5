//! The board as it stands on this screen: a signal per column, renewed card by card after live changes.

use std::collections::HashSet;

use domain::incident::Status;
use domain::time::Moment;
use domain::view::board::{BoardFilter, BoardView, CardUpdate, CardView, Column};
use domain::view::incident::IncidentView;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::incidents::{board, cards};
use crate::components::relative_time::{browser_now, learn_server_time};
use crate::components::toast::{Toasts, use_toasts};
use crate::live::LiveNews;
use crate::pages::incident::Ask;

#[derive(Clone, Copy)]
pub struct OnBoard {
    columns: [ColumnSignals; 4],
    filter: StoredValue<BoardFilter>,
    /// What relative times are written from: the server's instant first, the browser's once something changed.
    pub as_of: RwSignal<Moment>,
    /// The card whose menu is open.
    pub menu_of: RwSignal<Option<CardView>>,
    /// The incident that is asked something in a dialog.
    pub asked: RwSignal<Option<(IncidentView, Ask)>>,
    pub keys_shown: RwSignal<bool>,
    /// Numbers of cards that changed while one looked.
    touched: RwSignal<HashSet<String>>,
    pub toasts: Toasts,
}

#[derive(Clone, Copy)]
pub struct ColumnSignals {
    pub status: Status,
    pub cards: RwSignal<Vec<CardView>>,
    pub count: RwSignal<u64>,
    pub oldest: RwSignal<Option<Moment>>,
}

impl OnBoard {
    /// To be called at the top of the page's component.
    pub fn new(view: BoardView, filter: BoardFilter) -> Self {
        let mut given = view.columns.into_iter();
        let columns = Status::BOARD.map(|status| {
            let empty = || Column { status, cards: Vec::new(), count: 0, oldest: None };
            let column = given.next().unwrap_or_else(empty);
            ColumnSignals {
                status,
                cards: RwSignal::new(column.cards),
                count: RwSignal::new(column.count),
                oldest: RwSignal::new(column.oldest),
            }
        });
        Self {
            columns,
            filter: StoredValue::new(filter),
            as_of: RwSignal::new(view.as_of),
            menu_of: RwSignal::new(None),
            asked: RwSignal::new(None),
            keys_shown: RwSignal::new(false),
            touched: RwSignal::new(HashSet::new()),
            toasts: use_toasts(),
        }
    }

    pub fn columns(self) -> [ColumnSignals; 4] {
        self.columns
    }

    pub fn is_touched(self, number: &str) -> bool {
        self.touched.with_untracked(|touched| touched.contains(number))
    }

    /// The card of that number, wherever it stands.
    pub fn card(self, number: &str) -> Option<CardView> {
        self.columns.iter().find_map(|column| {
            column.cards.try_with_untracked(|cards| cards.iter().find(|card| card.number == number).cloned()).flatten()
        })
    }

    /// What the live stream says.
    pub fn hear(self, news: &LiveNews) {
        let filtered = self.filter.try_with_value(|filter| *filter != BoardFilter::default()).unwrap_or_default();
        match news {
            // A filter is the server's business: it is asked for the whole board again.
            LiveNews::Changed(changes) if !filtered => {
                let newer =
                    changes.iter().filter(|c| self.card(&c.number).is_none_or(|card| card.revision < c.revision));
                self.renew_cards(newer.map(|c| c.number.clone()).collect());
            }
            _ => self.renew_all(),
        }
    }

    /// Fetches these cards and puts them where they belong now.
    pub fn renew_cards(self, numbers: Vec<String>) {
        if numbers.is_empty() {
            return;
        }
        spawn_local(async move {
            // When the call fails, the strip of the live stream says that we are cut off.
            let Ok(updates) = cards(numbers).await else { return };
            if self.as_of.try_set(browser_now()).is_none() {
                updates.into_iter().for_each(|update| self.place(update));
            }
        });
    }

    /// Fetches the whole board anew.
    pub fn renew_all(self) {
        let Some(filter) = self.filter.try_get_value() else { return };
        spawn_local(async move {
            let Ok(view) = board(filter).await else { return };
            learn_server_time(view.as_of);
            if self.as_of.try_set(view.as_of).is_some() {
                return;
            }
            for (signals, column) in self.columns.iter().zip(view.columns) {
                signals.cards.try_set(column.cards);
                signals.count.try_set(column.count);
                signals.oldest.try_set(column.oldest);
            }
        });
    }

    fn place(self, update: CardUpdate) {
        self.touched.try_update(|touched| touched.insert(update.number.clone()));
        for column in self.columns {
            let stood = column.cards.try_with_untracked(|cards| cards.iter().any(|c| c.number == update.number));
            if stood == Some(true) {
                column.cards.try_update(|cards| cards.retain(|card| card.number != update.number));
                column.count.try_update(|count| *count = count.saturating_sub(1));
            }
        }
        let Some(card) = update.card else { return };
        let Some(column) = self.columns.into_iter().find(|column| column.status == card.status) else { return };
        column.oldest.try_update(|oldest| *oldest = Some(oldest.map_or(card.reported_at, |o| o.min(card.reported_at))));
        column.count.try_update(|count| *count += 1);
        column.cards.try_update(|cards| {
            let order = |card: &CardView| (card.priority, card.reported_at);
            let at = cards.partition_point(|other| order(other) <= order(&card));
            cards.insert(at, card);
        });
    }
}
