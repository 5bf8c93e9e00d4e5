//! Relative times: their words, and what keeps them true while a page stays open. The first render uses the server's
//! `as_of`, so that browser and server agree; afterwards every element of class `rel`, and `d` on cards, with its
//! second in `data-u` is rewritten in place. It corrects the browser's clock by the server's.

use std::sync::atomic::{AtomicI64, Ordering};

use domain::locale::Locale;
use domain::time::{MINUTE, Moment, SECOND};
use leptos::prelude::*;

/// How soon a promise counts as near.
pub const NEAR: i64 = 15 * MINUTE;
const FRESHEN_EVERY: std::time::Duration = std::time::Duration::from_secs(20);

/// What an instant means to the reader, hence its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeSense {
    /// "5 min ago", "in 2 h".
    Event,
    /// "in 32 min", "12 min late".
    Deadline,
    /// How old something is: "3 h".
    Age,
}

impl TimeSense {
    pub fn words(self, at: Moment, now: Moment) -> String {
        let (locale, ahead) = (Locale::default(), at.since(now));
        let span = locale.span(ahead.abs());
        match self {
            Self::Age => span,
            Self::Deadline if ahead < 0 => format!("{span} late"),
            Self::Event if ahead <= 0 => locale.ago(now, at),
            Self::Deadline | Self::Event => format!("in {span}"),
        }
    }
}

/// The value of `data-u`.
pub(super) fn seconds(at: Moment) -> i64 {
    at.0.div_euclid(SECOND)
}

/// Milliseconds the server's clock is ahead of the browser's.
static AHEAD: AtomicI64 = AtomicI64::new(0);

/// Now, by the server's clock. For the browser only; the server has `as_of` from its snapshot.
pub fn browser_now() -> Moment {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of any date fit")]
    let here = js_sys::Date::now() as i64;
    Moment(here + AHEAD.load(Ordering::Relaxed))
}

/// Tells how far the clocks are apart. Call it from an effect with the `as_of` of an answer that has just come.
pub fn learn_server_time(as_of: Moment) {
    let ahead = AHEAD.load(Ordering::Relaxed) + as_of.since(browser_now());
    AHEAD.store(ahead, Ordering::Relaxed);
}

/// Stands once in the app; does nothing on the server.
#[component]
pub fn KeepTimesFresh() -> impl IntoView {
    Effect::new(|| {
        // Refused only where there is no window.
        let _ = set_interval_with_handle(freshen, FRESHEN_EVERY);
    });
}

fn freshen() {
    let now = browser_now();
    for class in ["d", "rel"] {
        let found = document().get_elements_by_class_name(class);
        for element in (0..found.length()).filter_map(|at| found.item(at)) {
            freshen_one(&element, now);
        }
    }
}

/// Writes into the text node that is there: the framework holds on to it.
fn freshen_one(element: &leptos::web_sys::Element, now: Moment) {
    let Some(at) = element.get_attribute("data-u").and_then(|seconds| seconds.parse::<i64>().ok()) else { return };
    let (at, classes) = (Moment(at * SECOND), element.class_list());
    let has = |class: &str| classes.contains(class);
    let sense = match () {
        () if has("d-a") => TimeSense::Age,
        () if has("rel-due") || has("d-p") || has("d-h") => TimeSense::Deadline,
        () => TimeSense::Event,
    };
    if let Some(text) = element.last_child() {
        text.set_node_value(Some(&sense.words(at, now)));
    }
    if has("d-p") {
        // Refused only for names with blanks.
        let _ = classes.toggle_with_force("l", at < now);
        let _ = classes.toggle_with_force("n", at >= now && at.since(now) <= NEAR);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::HOUR;

    #[test]
    fn times_read_as_rui_would_say_them() {
        let now = Moment(100 * HOUR);
        let at = |minutes: i64| now.plus(minutes * MINUTE);
        assert_eq!(TimeSense::Deadline.words(at(32), now), "in 32 min");
        assert_eq!(TimeSense::Deadline.words(at(-12), now), "12 min late");
        assert_eq!(TimeSense::Event.words(at(-5), now), "5 min ago");
        assert_eq!(TimeSense::Event.words(now, now), "just now");
        assert_eq!(TimeSense::Event.words(at(180), now), "in 3 h");
        assert_eq!(TimeSense::Age.words(at(-180), now), "3 h");
    }
}
