//! The browser's side of the live stream: one `EventSource` for a page, closed while nobody looks at the tab.
//!
//! It learns which incidents changed, never what about them, and hands the numbers on in small batches, so that many
//! open pages do not all ask at the same instant. It must not know what a page then does. On the server it does nothing.

mod ear;
mod renewals;
mod renewing;

use std::cell::RefCell;
use std::rc::Rc;

use domain::view::account::{FrameView, Strip as Trouble};
use leptos::prelude::*;
use serde::Deserialize;

use crate::api::ApiError;
use ear::Ear;
use kit::components::Tone;
use kit::components::button::{Button, ButtonSize};
use kit::components::notice::Strip;
use kit::routes;

pub use renewals::Batch;
pub use renewing::{Renewed, Renewing, renew_cards, renew_everything};

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
    /// The session is over: waiting helps nobody.
    SignedOut,
    /// The server is newer than this page.
    OtherBuild,
    /// Changes arrive, and what they are about could not be fetched.
    Behind,
}

/// What a page is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiveNews {
    /// At most `NUMBERS_MOST`, each once.
    Changed(Vec<LiveChange>),
    /// Something was missed: what is on the screen may all be old.
    Everything,
}

/// An incident is now at this revision, or its letters stand otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LiveChange {
    pub number: String,
    /// `None` for its letters, which are no entry of its timeline.
    pub revision: Option<u64>,
}

impl LiveChange {
    /// Whether a page that shows this revision has not seen it yet.
    pub fn is_news_at(&self, shown: u64) -> bool {
        self.revision.is_none_or(|revision| revision > shown)
    }
}

/// The stream of one page; lives as long as the owner in which `follow` was called.
#[derive(Clone)]
pub struct Live {
    status: ArcRwSignal<LiveStatus>,
    behind: Signal<Option<ApiError>>,
    again: ArcTrigger,
    /// The frame, once what is wrong with the desk or who is on duty has changed since the page was made.
    frame: ArcRwSignal<Option<FrameView>>,
}

impl Live {
    /// Stream and fetches together.
    fn status(&self) -> LiveStatus {
        together(self.status.get(), self.behind.get().as_ref())
    }

    /// What is wrong with the desk now; `given` came with the page.
    pub fn strips(&self, given: &FrameView) -> Signal<Vec<Trouble>> {
        let (changed, given) = (self.frame.clone(), given.strips.clone());
        Signal::derive(move || changed.get().map_or_else(|| given.clone(), |frame| frame.strips))
    }

    /// Who is on duty now; `given` came with the page.
    pub fn on_duty(&self, given: &FrameView) -> Signal<Option<String>> {
        let (changed, given) = (self.frame.clone(), given.on_duty.clone());
        Signal::derive(move || changed.get().map_or_else(|| given.clone(), |frame| frame.on_duty))
    }

    /// What is on the screen may be old.
    pub fn is_stale(&self) -> bool {
        !matches!(self.status(), LiveStatus::Connecting | LiveStatus::Live)
    }
}

fn together(stream: LiveStatus, fetch: Option<&ApiError>) -> LiveStatus {
    match (stream, fetch) {
        (LiveStatus::OtherBuild, _) | (_, Some(ApiError::OtherBuild)) => LiveStatus::OtherBuild,
        (LiveStatus::SignedOut, _) | (_, Some(ApiError::SignedOut)) => LiveStatus::SignedOut,
        (LiveStatus::Connecting | LiveStatus::Live, Some(_)) => LiveStatus::Behind,
        (stream, _) => stream,
    }
}

/// Follows changes from `cursor` on, the one that came with the page's own data.
pub fn follow(cursor: impl Into<String>, renewing: Renewing, told: impl Fn(LiveNews) + 'static) -> Live {
    let status = ArcRwSignal::new(LiveStatus::default());
    let live = Live { status, behind: renewing.behind(), again: ArcTrigger::new(), frame: ArcRwSignal::new(None) };
    let (cursor, mine) = (cursor.into(), live.clone());
    let told = RefCell::new(Some(told));
    Effect::new(move || {
        let Some(told) = told.take() else { return };
        let ear = Ear::new(cursor.clone(), mine.status.clone(), mine.frame.clone(), Box::new(told));
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
    let status = {
        let live = live.clone();
        Memo::new(move |_| live.status())
    };
    let shown = move || {
        match status.get() {
        LiveStatus::Connecting | LiveStatus::Live => None,
        LiveStatus::Lost => Some(view! { <Lost again=live.again.clone()/> }.into_any()),
        LiveStatus::SignedOut => Some(
            view! {
                <Strip tone=Tone::Warn>
                    "You are signed out: changes by others do not arrive. "<a href=sign_in_and_back() rel="external">"Sign in"</a>
                </Strip>
            }
            .into_any(),
        ),
        LiveStatus::OtherBuild => Some(
            view! {
                <Strip tone=Tone::Accent>
                    "There is a new version of Sitrep. "
                    <Button size=ButtonSize::Small on_press=Callback::new(|()| reload())>"Reload"</Button>
                </Strip>
            }
            .into_any(),
        ),
        LiveStatus::Behind => Some(
            view! {
                <Strip tone=Tone::Warn>
                    "The newest changes could not be fetched: what you see may be old. Sitrep tries again by itself."
                </Strip>
            }
            .into_any(),
        ),
    }
    };
    view! { <div class="live-state" aria-live="polite">{shown}</div> }
}

#[component]
fn Lost(again: ArcTrigger) -> impl IntoView {
    let press = Callback::new(move |()| again.notify());
    view! {
        <Strip tone=Tone::Warn>
            "Not live: changes by others do not arrive. Sitrep tries again by itself. "
            <Button size=ButtonSize::Small on_press=press>"Try now"</Button>
        </Strip>
    }
}

/// Shown in the browser only.
fn sign_in_and_back() -> String {
    let here = location();
    let path = here.pathname().unwrap_or_default() + &here.search().unwrap_or_default();
    format!("{}?next={}", routes::SIGN_IN, String::from(js_sys::encode_uri_component(&path)))
}

fn reload() {
    // Refused only for a document that is going away.
    let _ = location().reload();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rui_reads_the_one_thing_he_can_do_something_about() {
        use LiveStatus::{Behind, Live, Lost, OtherBuild, SignedOut};
        assert_eq!(together(Live, None), Live);
        assert_eq!(together(Live, Some(&ApiError::Busy)), Behind);
        assert_eq!(together(Lost, Some(&ApiError::Unreachable)), Lost);
        assert_eq!(together(Live, Some(&ApiError::SignedOut)), SignedOut);
        assert_eq!(together(Lost, Some(&ApiError::OtherBuild)), OtherBuild);
    }
}
