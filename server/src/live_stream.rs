//! `/live`: tells an open page that something changed. Carries topics and
//! identifiers, never content, and only to whoever `may_hear` of it, asked with
//! the rights of that instant. Only the server decides that
//! something was missed, and says `reset`; the cursor is opaque to the browser.
//! It greets with what time it is, and again when a demonstration was moved on.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use backend::storage::{Cursor, LiveEvent, Topic};
use backend::{Backend, Caller, may_hear};
use domain::permissions::Actor;
use domain::view::account::Strip;
use futures::Stream;
use http::header::{CACHE_CONTROL, HeaderName};
use http::{HeaderMap, HeaderValue};
use serde::Deserialize;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::time::{Instant, Interval, MissedTickBehavior};
use tokio_util::sync::CancellationToken;

use crate::refusal::{Asker, SIGNED_OUT, TOO_MANY};
use crate::state::AppState;
use crate::streams::Seat;

/// Under the 30 s after which common proxies close a silent connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// A session that somebody ends closes its streams at once; one that runs out is noticed by then.
const RECHECK: Duration = Duration::from_secs(60);
/// What is wrong with us is looked at so often for each stream; the desk itself looks no more than every two seconds.
const LOOK_AT_US: Duration = Duration::from_secs(3);
/// Browsers come back after a random time between these, so that a restart of
/// ours is no stampede.
const RETRY_MS: std::ops::Range<u64> = 2_000..10_000;
const NO_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// The cursor of the page's own snapshot; `Last-Event-ID` is newer when present.
#[derive(Deserialize)]
pub struct Since {
    since: Option<String>,
}

pub async fn live(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    Query(since): Query<Since>,
    headers: HeaderMap,
) -> Response {
    let Some(person) = caller.person() else { return SIGNED_OUT.to(Asker::Stream) };
    let Some(seat) = state.streams.take(person) else { return TOO_MANY.to(Asker::Stream) };
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    let watch = Watch::begin(&state, caller, last.or(since.since), seat);
    let answer = Sse::new(watch.stream()).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    let never_kept =
        [(CACHE_CONTROL, HeaderValue::from_static("no-store")), (NO_BUFFERING, HeaderValue::from_static("no"))];
    (never_kept, answer).into_response()
}

/// One open stream.
struct Watch {
    backend: Backend,
    caller: Caller,
    changes: Receiver<Arc<LiveEvent>>,
    rechecks: watch::Receiver<()>,
    moves: watch::Receiver<()>,
    build_id: Arc<str>,
    /// Bounded by what storage remembers; nothing else is ever queued.
    ready: VecDeque<Event>,
    recheck: Interval,
    look: Interval,
    /// What the page was told is wrong with us.
    strips: Vec<Strip>,
    /// Who it was told is on duty.
    on_duty: Option<String>,
    stop: CancellationToken,
    _seat: Seat,
}

impl Watch {
    fn begin(state: &AppState, caller: Caller, since: Option<String>, seat: Seat) -> Self {
        let backend = state.backend.clone();
        let live = backend.storage().live();
        let (mut rechecks, moves) = (live.rechecks(), live.moves());
        // Between the guard that let this caller in and this line the session may have ended.
        rechecks.mark_changed();
        let now = backend.storage().live().cursor();
        let known = match &since {
            Some(sealed) => backend.open_cursor(sealed),
            None => Some(now),
        };
        let (missed, changes) = match &known {
            Some(cursor) => backend.storage().live().subscribe_since(cursor),
            None => (None, backend.storage().live().subscribe()),
        };
        let (recheck, look) = (every(RECHECK), every(LOOK_AT_US));
        let strips = backend.strips_for(&caller).unwrap_or_default();
        let on_duty = backend.on_duty_for(&caller).unwrap_or_default();
        let (build_id, ready) = (Arc::clone(&state.assets.build_id), VecDeque::new());
        let stop = state.stop.clone();
        let mut watch = Self {
            backend,
            caller,
            changes,
            rechecks,
            moves,
            build_id,
            ready,
            recheck,
            look,
            strips,
            on_duty,
            stop,
            _seat: seat,
        };
        watch.greet();
        match missed {
            Some(missed) => watch.tell_all(&missed),
            None => watch.ready.push_back(watch.reset()),
        }
        watch
    }

    fn stream(self) -> impl Stream<Item = Result<Event, Infallible>> {
        futures::stream::unfold(self, |mut watch| async move {
            let event = watch.next().await?;
            Some((Ok(event), watch))
        })
    }

    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            let change = tokio::select! {
                () = self.stop.cancelled() => return None,
                _ = self.recheck.tick() => {
                    self.actor()?;
                    continue;
                }
                _ = self.look.tick() => {
                    self.look_at_us();
                    continue;
                }
                asked = self.rechecks.changed() => {
                    asked.ok()?;
                    self.actor()?;
                    continue;
                }
                moved = self.moves.changed() => {
                    moved.ok()?;
                    self.greet();
                    continue;
                }
                change = self.changes.recv() => change,
            };
            match change {
                Ok(change) => {
                    let actor = self.actor()?;
                    self.tell(&actor, &change);
                }
                Err(RecvError::Lagged(_)) => {
                    self.changes = self.changes.resubscribe();
                    return Some(self.reset());
                }
                Err(RecvError::Closed) => return None,
            }
        }
    }

    /// Which build this is, and what time: a page that finds another than its own fetches itself anew.
    fn greet(&mut self) {
        let data = serde_json::json!({ "build": self.build_id, "now": self.backend.storage().now() });
        self.ready.push_back(Event::default().event("hello").retry(retry()).data(data.to_string()));
    }

    /// The rights of this instant; `None` when the session has ended.
    fn actor(&self) -> Option<Actor> {
        self.backend.still_signed_in(&self.caller).ok()
    }

    fn tell_all(&mut self, missed: &[Arc<LiveEvent>]) {
        let Some(actor) = self.actor() else { return };
        for change in missed {
            self.tell(&actor, change);
        }
    }

    fn tell(&mut self, actor: &Actor, event: &LiveEvent) {
        if may_hear(actor, &event.topic) {
            let (topic, about) = said(&event.topic);
            let id = self.sealed(event.sequence);
            self.ready.push_back(Event::default().event(topic).id(id).data(about.to_string()));
        }
    }

    /// Says that the strips or who is on duty are others now, not which: the page fetches its frame again.
    fn look_at_us(&mut self) {
        let Ok(strips) = self.backend.strips_for(&self.caller) else { return };
        let Ok(on_duty) = self.backend.on_duty_for(&self.caller) else { return };
        if strips != self.strips || on_duty != self.on_duty {
            (self.strips, self.on_duty) = (strips, on_duty);
            self.ready.push_back(Event::default().event("strips").data("{}"));
        }
    }

    /// Everything may have changed; go on from now.
    fn reset(&self) -> Event {
        let now = self.backend.storage().live().cursor();
        Event::default().event("reset").id(self.backend.seal_cursor(now)).data("{}")
    }

    fn sealed(&self, sequence: u64) -> String {
        let epoch = self.backend.storage().live().cursor().epoch;
        self.backend.seal_cursor(Cursor { epoch, sequence })
    }
}

fn every(period: Duration) -> Interval {
    let mut interval = tokio::time::interval_at(Instant::now() + period, period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}

fn retry() -> Duration {
    let mut random = [0; 8];
    // Without randomness everybody waits the shortest time: a stampede, no harm.
    let _ = getrandom::fill(&mut random);
    let spread = RETRY_MS.end - RETRY_MS.start;
    Duration::from_millis(RETRY_MS.start + u64::from_le_bytes(random) % spread)
}

/// The event of a topic, and what it carries.
fn said(topic: &Topic) -> (&'static str, serde_json::Value) {
    match topic {
        Topic::Incident(change) => {
            ("change", serde_json::json!({ "number": change.number, "revision": change.revision }))
        }
        Topic::Letters { number, .. } => ("letters", serde_json::json!({ "number": number })),
        Topic::Planned => ("planned", serde_json::json!({})),
    }
}
