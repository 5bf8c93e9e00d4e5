//! Now by the server's clock, for what the browser writes itself. Words that stand on the page already are kept true by
//! `public/page.js`, which corrects the browser's clock in the same way.

use std::sync::atomic::{AtomicI64, Ordering};

use domain::time::{Moment, SECOND};
use leptos::prelude::{document, window};
use leptos::web_sys::Event;

/// Milliseconds the server's clock is ahead of the browser's.
static AHEAD: AtomicI64 = AtomicI64::new(0);

/// Now, by the server's clock. For the browser only; the server has `as_of` from its snapshot.
pub fn browser_now() -> Moment {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of any date fit")]
    let here = js_sys::Date::now() as i64;
    Moment(here + AHEAD.load(Ordering::Relaxed))
}

/// A page that came slowly knows the time no better than this.
const OTHER_TIME: i64 = 10 * SECOND;

/// The same with what the stream says, and to the page's script as well. True when it is another time than this page
/// knew: a demonstration was moved on.
pub fn is_another_time(now: Moment) -> bool {
    let is_other = now.since(browser_now()).abs() > OTHER_TIME;
    if is_other {
        learn_server_time(now);
        if let Some(root) = document().document_element() {
            // Refused by no browser.
            let _ = root.set_attribute("data-now", &now.0.div_euclid(SECOND).to_string());
        }
        if let Ok(moved) = Event::new("sitrep-time") {
            let _ = window().dispatch_event(&moved);
        }
    }
    is_other
}

/// Tells how far the clocks are apart. Call it from an effect with the `as_of` of an answer that has just come.
pub fn learn_server_time(as_of: Moment) {
    let ahead = AHEAD.load(Ordering::Relaxed) + as_of.since(browser_now());
    AHEAD.store(ahead, Ordering::Relaxed);
}
