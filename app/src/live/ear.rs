//! What listens: to the stream, to the tab being hidden or shown, to the network coming back. It gathers what it hears
//! into batches and does the retries, because the browser's own know no patience and keep an old cursor.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};
use std::time::Duration;

use domain::time::Moment;
use domain::view::account::FrameView;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::{Event, EventTarget, MessageEvent};
use serde::Deserialize;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::EventSource;

use crate::api::ApiError;
use crate::api::frame::frame;
use crate::components::server_time::is_another_time;

use super::{LiveChange, LiveNews, LiveStatus, NUMBERS_MOST};

/// A batch waits a random time up to this.
const SCATTER_MS: f64 = 250.0;
/// Batches are at least this far apart.
const BETWEEN_BATCHES_MS: f64 = 1_000.0;
const FIRST_RETRY_MS: f64 = 1_000.0;
const LONGEST_RETRY_MS: f64 = 30_000.0;
/// One dropped connection is a restart or a tunnel; from the second on the reader is told.
const DROPS_UNTOLD: u32 = 1;

const STREAM_EVENTS: [&str; 7] = ["hello", "change", "letters", "planned", "strips", "reset", "error"];

/// Listens to the stream, the tab and the network.
pub(super) struct Ear {
    me: Weak<Ear>,
    status: ArcRwSignal<LiveStatus>,
    frame: ArcRwSignal<Option<FrameView>>,
    told: Box<dyn Fn(LiveNews)>,
    /// The newest place in the stream that was heard of.
    cursor: RefCell<String>,
    source: RefCell<Option<EventSource>>,
    listener: OnceCell<Closure<dyn Fn(Event)>>,
    drops: Cell<u32>,
    retry: Cell<Option<TimeoutHandle>>,
    gathered: RefCell<BTreeMap<String, Option<u64>>>,
    everything: Cell<bool>,
    batch: Cell<Option<TimeoutHandle>>,
    last_batch: Cell<f64>,
    left: Cell<bool>,
}

impl Ear {
    pub(super) fn new(
        cursor: String,
        status: ArcRwSignal<LiveStatus>,
        frame: ArcRwSignal<Option<FrameView>>,
        told: Box<dyn Fn(LiveNews)>,
    ) -> Rc<Self> {
        let ear = Rc::new_cyclic(|me: &Weak<Self>| Self {
            me: me.clone(),
            status,
            frame,
            told,
            cursor: RefCell::new(cursor),
            source: RefCell::default(),
            listener: OnceCell::new(),
            drops: Cell::default(),
            retry: Cell::default(),
            gathered: RefCell::default(),
            everything: Cell::default(),
            batch: Cell::default(),
            last_batch: Cell::new(f64::MIN),
            left: Cell::default(),
        });
        for (target, event) in ear.surroundings() {
            // Refused by no browser.
            let _ = target.add_event_listener_with_callback(event, ear.callback());
        }
        ear
    }

    fn surroundings(&self) -> [(EventTarget, &'static str); 2] {
        [(document().into(), "visibilitychange"), (window().into(), "online")]
    }

    /// One listener for all, so that nothing is dropped while it runs; it holds no life of its own.
    fn callback(&self) -> &js_sys::Function {
        let listener = self.listener.get_or_init(|| {
            let me = self.me.clone();
            Closure::new(move |event: Event| {
                if let Some(ear) = me.upgrade() {
                    ear.hear(&event);
                }
            })
        });
        listener.as_ref().unchecked_ref()
    }

    fn hear(&self, event: &Event) {
        match event.type_().as_str() {
            "hello" => self.greeted(event),
            // Letters bring no revision with them.
            "change" | "letters" => {
                if let Some(change) = self.data::<LiveChange>(event) {
                    let mut gathered = self.gathered.borrow_mut();
                    let newest = gathered.entry(change.number).or_insert(change.revision);
                    // One without a revision is news whatever is shown.
                    *newest = newest.zip(change.revision).map(|(before, now)| before.max(now));
                    drop(gathered);
                    self.plan_batch();
                }
            }
            "reset" | "planned" => {
                self.remember_place(event);
                self.everything.set(true);
                self.plan_batch();
            }
            "strips" => {
                self.ask_what_is_wrong();
                // What waits for mail, say, waits on every card.
                self.everything.set(true);
                self.plan_batch();
            }
            "error" => self.dropped(),
            "visibilitychange" if document().hidden() => self.close(),
            _ => self.open(),
        }
    }

    fn greeted(&self, event: &Event) {
        #[derive(Deserialize)]
        struct Hello {
            build: String,
            /// Another build may not say it.
            now: Option<Moment>,
        }
        self.drops.set(0);
        let ours = document().document_element().and_then(|root| root.get_attribute("data-build")).unwrap_or_default();
        let hello = self.data::<Hello>(event);
        if hello.as_ref().is_some_and(|hello| hello.build != ours) {
            self.close();
            self.say(LiveStatus::OtherBuild);
            return;
        }
        self.say(LiveStatus::Live);
        if hello.and_then(|hello| hello.now).is_some_and(is_another_time) {
            self.everything.set(true);
            self.plan_batch();
        }
    }

    fn data<T: serde::de::DeserializeOwned>(&self, event: &Event) -> Option<T> {
        self.remember_place(event);
        let text = event.dyn_ref::<MessageEvent>()?.data().as_string()?;
        serde_json::from_str(&text).ok()
    }

    fn remember_place(&self, event: &Event) {
        if let Some(id) = event.dyn_ref::<MessageEvent>().map(MessageEvent::last_event_id)
            && !id.is_empty()
        {
            *self.cursor.borrow_mut() = id;
        }
    }

    /// Opens unless it is open, nobody looks, or only a reload helps.
    pub(super) fn open(&self) {
        let never = self.left.get() || self.status.get_untracked() == LiveStatus::OtherBuild;
        if never || document().hidden() || self.source.borrow().is_some() {
            return;
        }
        stop(&self.retry);
        let Ok(source) = EventSource::new(&kit::routes::live(&self.cursor.borrow())) else { return };
        for event in STREAM_EVENTS {
            let _ = source.add_event_listener_with_callback(event, self.callback());
        }
        *self.source.borrow_mut() = Some(source);
    }

    /// The browser's own retries know no patience and keep an old cursor, so ours replace them.
    fn dropped(&self) {
        self.close();
        let drops = self.drops.get() + 1;
        self.drops.set(drops);
        if drops > DROPS_UNTOLD {
            self.ask_why();
        } else {
            self.say(LiveStatus::Connecting);
        }
        let full = (FIRST_RETRY_MS * f64::from(1_u32 << drops.min(16))).min(LONGEST_RETRY_MS);
        self.later(&self.retry, full * (0.25 + 0.75 * js_sys::Math::random()), Self::open);
    }

    /// The stream says only that something about the desk itself has changed.
    fn ask_what_is_wrong(&self) {
        let ours = self.frame.clone();
        spawn_local(async move {
            if let Ok(frame) = frame().await {
                ours.set(Some(frame));
            }
        });
    }

    /// A stream that is refused does not say why; a call does.
    fn ask_why(&self) {
        if self.status.get_untracked() != LiveStatus::SignedOut {
            self.say(LiveStatus::Lost);
        }
        let me = self.me.clone();
        spawn_local(async move {
            let why = match frame().await {
                Ok(frame) if frame.viewer.is_none() => LiveStatus::SignedOut,
                Err(ApiError::OtherBuild) => LiveStatus::OtherBuild,
                _ => LiveStatus::Lost,
            };
            // Unless the stream is back meanwhile.
            if let Some(ear) = me.upgrade().filter(|ear| ear.drops.get() > 0 && !ear.left.get()) {
                ear.say(why);
            }
        });
    }

    fn plan_batch(&self) {
        let rest = self.last_batch.get() + BETWEEN_BATCHES_MS - js_sys::Date::now();
        let planned = self.batch.take();
        if planned.is_some() {
            self.batch.set(planned);
            return;
        }
        self.later(&self.batch, rest.max(0.0) + SCATTER_MS * js_sys::Math::random(), Self::hand_on);
    }

    fn hand_on(&self) {
        self.batch.set(None);
        self.last_batch.set(js_sys::Date::now());
        if self.everything.take() {
            self.gathered.borrow_mut().clear();
            (self.told)(LiveNews::Everything);
            return;
        }
        let mut changes = Vec::new();
        while changes.len() < NUMBERS_MOST {
            let Some((number, revision)) = self.gathered.borrow_mut().pop_first() else { break };
            changes.push(LiveChange { number, revision });
        }
        if !self.gathered.borrow().is_empty() {
            self.plan_batch();
        }
        if !changes.is_empty() {
            (self.told)(LiveNews::Changed(changes));
        }
    }

    fn later(&self, slot: &Cell<Option<TimeoutHandle>>, milliseconds: f64, act: fn(&Self)) {
        stop(slot);
        let me = self.me.clone();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few seconds, never negative")]
        let wait = Duration::from_millis(milliseconds as u64);
        let act = move || {
            if let Some(ear) = me.upgrade().filter(|ear| !ear.left.get()) {
                act(&ear);
            }
        };
        // Without a timer the next event of the stream or the tab does it.
        slot.set(set_timeout_with_handle(act, wait).ok());
    }

    fn say(&self, status: LiveStatus) {
        if self.status.get_untracked() != status {
            self.status.set(status);
        }
    }

    fn close(&self) {
        stop(&self.retry);
        if let Some(source) = self.source.borrow_mut().take() {
            source.close();
        }
    }

    /// For good.
    pub(super) fn leave(&self) {
        self.left.set(true);
        self.close();
        stop(&self.batch);
        for (target, event) in self.surroundings() {
            let _ = target.remove_event_listener_with_callback(event, self.callback());
        }
    }
}

fn stop(slot: &Cell<Option<TimeoutHandle>>) {
    if let Some(timer) = slot.take() {
        timer.clear();
    }
}
