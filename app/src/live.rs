//! The browser's side of the live stream: one `EventSource` for a page, closed while nobody looks at the tab.
//!
//! It learns which incidents changed, never what about them, and hands the numbers on in small batches, so that many
//! open pages do not all ask at the same instant. It must not know what a page then does. On the server it does nothing.

mod ear;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use serde::Deserialize;

use crate::components::Tone;
use crate::components::button::{Button, ButtonSize};
use crate::components::notice::Strip;
use ear::Ear;

/// Numbers handed on at once; the calls that fetch them take no more.
pub const NUMBERS_MOST: usize = 50;

/// How fresh the page is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LiveStatus {
    #[default]
    Connecting,
    Live,
    /// Changes do not arrive; it tries again by itself.
    Lost,
    /// The server is newer than this page.
    OtherBuild,
}

/// What a page is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiveNews {
    /// At most `NUMBERS_MOST`, each once.
    Changed(Vec<LiveChange>),
    /// Something was missed: what is on the screen may all be old.
    Everything,
}

/// An incident is now at this revision.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LiveChange {
    pub number: String,
    pub revision: u64,
}

/// The stream of one page; lives as long as the owner in which `follow` was called.
#[derive(Clone)]
pub struct Live {
    pub status: ArcRwSignal<LiveStatus>,
    again: ArcTrigger,
}

/// Follows changes from `cursor` on, the one that came with the page's own data.
pub fn follow(cursor: impl Into<String>, told: impl Fn(LiveNews) + 'static) -> Live {
    let live = Live { status: ArcRwSignal::new(LiveStatus::default()), again: ArcTrigger::new() };
    let (cursor, mine) = (cursor.into(), live.clone());
    let told = RefCell::new(Some(told));
    Effect::new(move || {
        let Some(told) = told.take() else { return };
        let ear = Ear::new(cursor.clone(), mine.status.clone(), Box::new(told));
        let kept = StoredValue::new_local(Rc::clone(&ear));
        on_cleanup(move || kept.try_with_value(|ear| ear.leave()).unwrap_or_default());
        let again = mine.again.clone();
        Effect::new(move || {
            again.track();
            ear.open();
        });
    });
    live
}

/// A strip when the page is not live, with what to do about it.
#[component]
pub fn LiveState(live: Live) -> impl IntoView {
    let Live { status, again } = live;
    let shown = move || match status.get() {
        LiveStatus::Connecting | LiveStatus::Live => None,
        LiveStatus::Lost => {
            let again = again.clone();
            let press = Callback::new(move |()| again.notify());
            Some(
                view! {
                    <Strip tone=Tone::Warn>
                        "Not live: changes by others do not arrive. Sitrep tries again by itself. "
                        <Button size=ButtonSize::Small on_press=press>"Try now"</Button>
                    </Strip>
                }
                .into_any(),
            )
        }
        LiveStatus::OtherBuild => Some(
            view! {
                <Strip tone=Tone::Accent>
                    "There is a new version of Sitrep. "
                    <Button size=ButtonSize::Small on_press=Callback::new(|()| reload())>"Reload"</Button>
                </Strip>
            }
            .into_any(),
        ),
    };
    view! { <div class="live-state" aria-live="polite">{shown}</div> }
}

fn reload() {
    // Refused only for a document that is going away.
    let _ = location().reload();
}
