//! The board as it stands on this screen: its columns, renewed card by card after live changes, and the
//! menu that serves all cards.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use domain::incident::Status;
use domain::time::Moment;
use domain::view::board::{BoardFilter, BoardView, CardUpdate, CardView, Column};
use domain::view::planned::PlannedLine;
use domain::view::reach::CommonCause;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::focus::{Stand, stand_in};
use super::placing::{Touch, place, touches};
use crate::api::ApiError;
use crate::api::incidents::{board, cards, common_causes};
use crate::components::server_time::{browser_now, learn_server_time};
use crate::components::toast::{Toasts, use_toasts};
use crate::live::{Batch, LiveNews, Renewed, Renewing, renew_cards, renew_everything};
use crate::pages::board::asking::Asked;

/// How long a card that came or changed stands out.
const TOUCHED_FOR: Duration = Duration::from_millis(1_500);
/// A count that can no longer be known from here is fetched after this, however often it changes meanwhile.
const RECOUNT_AFTER: Duration = Duration::from_secs(5);
/// As often as `public/page.js` says times anew.
const TICK: Duration = Duration::from_secs(20);

#[derive(Clone, Copy)]
pub struct OnBoard {
    /// One for each of `Status::BOARD`, in that order.
    columns: RwSignal<Vec<Column>>,
    filter: StoredValue<BoardFilter>,
    renewing: Renewing,
    /// What may be the common cause of several, and whether a card that comes or goes can change that.
    pub causes: RwSignal<Vec<CommonCause>>,
    linked: bool,
    /// They are about to be asked for again.
    asking_causes: StoredValue<bool>,
    /// A fetch of everything is planned.
    recounting: StoredValue<bool>,
    /// What relative times are written from: the server's instant first, the browser's once something changed.
    pub as_of: RwSignal<Moment>,
    /// Planned work of today.
    pub planned: RwSignal<Vec<PlannedLine>>,
    /// The card whose menu is open.
    pub menu_of: RwSignal<Option<CardView>>,
    pub keys_shown: RwSignal<bool>,
    /// The dialog over the board.
    pub asked: RwSignal<Option<Asked>>,
    /// Cards that came or changed a moment ago.
    touched: StoredValue<HashMap<String, Touch>>,
    /// Cards that were pressed and are not drawn anew yet.
    waiting: StoredValue<HashSet<String>>,
    /// Where the focus goes when what had it is drawn anew.
    pub(super) stand: StoredValue<Stand>,
    pub toasts: Toasts,
}

impl OnBoard {
    /// To be called at the top of the page's component.
    pub fn new(view: BoardView, filter: BoardFilter) -> Self {
        let mut given = view.columns.into_iter();
        let empty = |status: Status| Column { status, cards: Vec::new(), count: 0, oldest: None };
        let columns = Status::BOARD.map(|status| given.next().unwrap_or_else(|| empty(status)));
        Self {
            columns: RwSignal::new(columns.into()),
            filter: StoredValue::new(filter),
            renewing: Renewing::begin(),
            causes: RwSignal::new(view.causes),
            linked: view.linked,
            asking_causes: StoredValue::new(false),
            recounting: StoredValue::new(false),
            as_of: RwSignal::new(view.as_of),
            planned: RwSignal::new(view.planned),
            menu_of: RwSignal::new(None),
            keys_shown: RwSignal::new(false),
            asked: RwSignal::new(None),
            touched: StoredValue::new(HashMap::new()),
            waiting: StoredValue::new(HashSet::new()),
            stand: StoredValue::new(Stand::new()),
            toasts: use_toasts(),
        }
    }

    /// A part of the column at that place.
    pub fn of_column<T: Default>(self, at: usize, part: impl FnOnce(&Column) -> T) -> T {
        self.columns.with(|columns| columns.get(at).map(part).unwrap_or_default())
    }

    /// What all columns come to now; anew as time passes.
    pub fn on_all<T>(self, come_to: impl FnOnce(&[Column], Moment) -> T) -> T {
        let now = self.as_of.get();
        self.columns.with(|columns| come_to(columns, now))
    }

    pub(super) fn stand_of(self, number: &str) -> Stand {
        let find = |columns: &Vec<Column>| {
            let of = |column: &Column| column.cards.iter().map(|card| card.number.clone()).collect::<Vec<_>>();
            columns.iter().map(of).find(|column| column.iter().any(|other| other == number))
        };
        let column = self.columns.try_with_untracked(find).flatten().unwrap_or_default();
        stand_in(&column, number)
    }

    /// Relative times go on while nothing changes.
    pub fn go_with_time(self) {
        let tick = move || {
            self.as_of.try_set(browser_now());
        };
        // Refused only where there is no window.
        if let Ok(interval) = set_interval_with_handle(tick, TICK) {
            on_cleanup(move || interval.clear());
        }
    }

    /// The card was pressed: it says that it is on its way, until it is drawn anew.
    pub fn wait_for(self, number: &str) {
        self.waiting.try_update_value(|waiting| waiting.insert(number.to_owned()));
        show_waiting(number, true);
    }

    pub fn is_waiting(self, number: &str) -> bool {
        self.waiting.with_value(|waiting| waiting.contains(number))
    }

    /// It has come, or nothing comes of it.
    pub fn arrived(self, number: &str) {
        if self.waiting.try_update_value(|waiting| waiting.remove(number)) == Some(true) {
            show_waiting(number, false);
        }
    }

    pub fn filter(self) -> BoardFilter {
        self.filter.get_value()
    }

    pub fn touch_of(self, number: &str) -> Option<Touch> {
        self.touched.with_value(|touched| touched.get(number).copied())
    }

    /// The card of that number, wherever it stands.
    pub fn card(self, number: &str) -> Option<CardView> {
        let find = |columns: &Vec<Column>| {
            columns.iter().flat_map(|column| &column.cards).find(|card| card.number == number).cloned()
        };
        self.columns.try_with_untracked(find).flatten()
    }

    /// What the live stream says.
    pub fn hear(self, news: &LiveNews) {
        match news {
            LiveNews::Changed(changes) => {
                let newer =
                    changes.iter().filter(|c| self.card(&c.number).is_none_or(|card| c.is_news_at(card.revision)));
                self.renew(newer.map(|c| c.number.clone()).collect());
            }
            LiveNews::Everything => renew_everything(self),
        }
    }

    /// Fetches these cards and puts them where they belong now.
    pub fn renew(self, numbers: Vec<String>) {
        let filtered = self.filter.try_with_value(|filter| *filter != BoardFilter::default()).unwrap_or_default();
        if numbers.is_empty() {
            return;
        }
        // A filter is the server's business: it is asked for the whole board again.
        if filtered { renew_everything(self) } else { renew_cards(self, numbers) }
    }

    fn place(self, updates: Vec<CardUpdate>) {
        let mut drifted = false;
        let mut touched = Vec::new();
        self.hold_focus();
        self.columns.try_update(|columns| {
            for update in updates {
                let number = update.number.clone();
                let placed = place(columns, update);
                drifted |= placed.drifted;
                touched.extend(placed.touch.map(|touch| (number, touch)));
                // Cards are drawn when the signal is let go, and ask then.
            }
            self.mark(&touched);
        });
        self.settle_focus();
        self.unmark_soon(touched);
        if drifted {
            self.recount_soon();
        } else if self.linked {
            self.ask_causes_soon();
        }
    }

    fn show(self, columns: Vec<Column>) {
        let touched = self.columns.try_with_untracked(|before| touches(before, &columns)).unwrap_or_default();
        self.mark(&touched);
        self.hold_focus();
        self.columns.try_set(columns);
        self.settle_focus();
        self.unmark_soon(touched);
    }

    fn mark(self, touched: &[(String, Touch)]) {
        self.touched.try_update_value(|all| all.extend(touched.iter().cloned()));
    }

    /// Takes the classes off again: the browser would play them once more for a card that is moved.
    fn unmark_soon(self, touched: Vec<(String, Touch)>) {
        if touched.is_empty() {
            return;
        }
        let unmark = move || {
            for (number, _) in touched {
                self.touched.try_update_value(|all| all.remove(&number));
                if let Some(card) = document().get_element_by_id(&number) {
                    // Refused only for names with blanks.
                    let _ = card.class_list().remove_2("new", "hit");
                }
            }
        };
        set_timeout(unmark, TOUCHED_FOR);
    }

    /// What came, went or hits another service may have changed them.
    fn ask_causes_soon(self) {
        if self.asking_causes.try_update_value(|planned| std::mem::replace(planned, true)) == Some(false) {
            let ask = move || {
                if self.asking_causes.try_set_value(false).is_none() {
                    spawn_local(async move {
                        if let Ok(causes) = common_causes().await {
                            self.causes.try_set(causes);
                        }
                    });
                }
            };
            set_timeout(ask, RECOUNT_AFTER);
        }
    }

    fn recount_soon(self) {
        let planned = self.recounting.try_update_value(|planned| std::mem::replace(planned, true));
        if planned == Some(false) {
            let recount = move || {
                if self.recounting.try_set_value(false).is_none() {
                    renew_everything(self);
                }
            };
            set_timeout(recount, RECOUNT_AFTER);
        }
    }
}

fn show_waiting(number: &str, waits: bool) {
    let Some(card) = document().get_element_by_id(number) else { return };
    // Refused only for names with blanks.
    let _ = card.class_list().toggle_with_force("wait", waits);
    let _ = if waits { card.set_attribute("aria-busy", "true") } else { card.remove_attribute("aria-busy") };
}

impl Renewed for OnBoard {
    fn renewing(self) -> Renewing {
        self.renewing
    }

    async fn fetch(self, batch: Batch) -> Result<(), ApiError> {
        match batch {
            Batch::Cards(numbers) => {
                let updates = cards(numbers.clone()).await?;
                numbers.iter().for_each(|number| self.arrived(number));
                if self.as_of.try_set(browser_now()).is_none() {
                    self.place(updates);
                }
            }
            Batch::Everything => {
                let Some(filter) = self.filter.try_get_value() else { return Ok(()) };
                let view = board(filter).await?;
                let waiting = self.waiting.try_update_value(std::mem::take).unwrap_or_default();
                waiting.iter().for_each(|number| show_waiting(number, false));
                learn_server_time(view.as_of);
                if self.as_of.try_set(view.as_of).is_none() {
                    self.causes.try_set(view.causes);
                    self.show(view.columns);
                    self.planned.try_set(view.planned);
                }
            }
        }
        Ok(())
    }
}
