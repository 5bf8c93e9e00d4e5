//! What is new comes into sight. The page opens at its newest line (`public/page.js`); what one's own press made is
//! brought into view, and whoever reads along at the foot goes on doing so. To whoever reads further up it is counted:
//! "2 new below".

use domain::locale::Locale;
use domain::view::incident::{LineKind, TimelinePage};
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use wasm_bindgen::JsCast;

use crate::pages::incident::on_screen::OnScreen;

/// Stands behind the newest line.
pub const NEWEST: &str = "newest";
/// Pixels between the newest line and the foot within which one reads along.
const ALONG: f64 = 60.0;
/// Pixels at the top that bar and title take: a line taller than the window is shown from its beginning.
pub const HEAD: f64 = 140.0;

#[derive(Clone, Copy)]
pub struct InSight {
    /// First and last entry of one's own press, until they have been shown.
    own: StoredValue<Option<(u64, u64)>>,
    /// Lines of others that came out of sight.
    below: RwSignal<u64>,
}

impl InSight {
    /// To be called in a component.
    pub fn new() -> Self {
        Self { own: StoredValue::new(None), below: RwSignal::new(0) }
    }

    /// The entries of one's own press are on their way.
    pub fn await_own(self, first: u64, last: u64) {
        self.own.try_set_value(Some((first, last)));
    }

    /// To be asked before lines are added.
    pub fn reads_along(self) -> bool {
        below_foot().is_some_and(|under| under < ALONG)
    }

    /// Lines after `before` were added to the page.
    pub fn take(self, page: &TimelinePage, before: u64, along: bool) {
        let newest = page.lines.last().map_or(before, |line| line.sequence);
        let own = self.own.try_get_value().flatten().filter(|(_, last)| *last <= newest);
        if let Some((first, last)) = own {
            self.own.try_set_value(None);
            keep_the_focus();
            // A fact that was chosen beside the timeline stays where one looks.
            let told = |kind: LineKind| kind != LineKind::System;
            if page.lines.iter().any(|line| (first..=last).contains(&line.sequence) && told(line.kind)) {
                self.show();
            }
            return;
        }
        let others = page.lines.iter().filter(|line| line.sequence > before).count() as u64;
        if others > 0 && along {
            self.show();
        } else if self.own.try_get_value().flatten().is_none() {
            self.below.try_update(|below| *below += others);
        }
    }

    /// The newest line stands at the foot, as soon as it is drawn.
    fn show(self) {
        self.below.try_set(0);
        request_animation_frame(|| {
            let Some(under) = below_foot().filter(|under| *under > 0.0) else { return };
            let top = of_page(".inc-main > .tl > li:last-child").map(|line| line.get_bounding_client_rect().top());
            window().scroll_by_with_x_and_y(0.0, top.map_or(under, |top| under.min((top - HEAD).max(0.0))));
        });
    }

    fn came_down(self) {
        if self.below.try_get_untracked().unwrap_or_default() > 0 && self.reads_along() {
            self.below.try_set(0);
        }
    }
}

/// How far the newest line lies under the foot of what one sees: the window, or the composer that sticks to it.
fn below_foot() -> Option<f64> {
    let mark = document().get_element_by_id(NEWEST)?.get_bounding_client_rect().bottom();
    let window = window().inner_height().ok()?.as_f64()?;
    let dock = of_page(".composer-dock").map_or(window, |dock| dock.get_bounding_client_rect().top());
    // One that is hidden has no place.
    let foot = if dock > 0.0 { dock.min(window) } else { window };
    Some(mark - foot)
}

fn of_page(selector: &str) -> Option<leptos::web_sys::Element> {
    document().query_selector(selector).ok().flatten()
}

/// The button that was pressed may be gone: then the title has the focus, and the next steps come after it.
fn keep_the_focus() {
    request_animation_frame(|| {
        let lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
        let title = of_page("h1[tabindex]").and_then(|title| title.dyn_into::<HtmlElement>().ok());
        if let Some(title) = title.filter(|_| lost) {
            // Refused by no title.
            let _ = title.focus();
        }
    });
}

/// How many lines of others came out of sight, and the way there.
#[component]
pub fn NewBelow(here: OnScreen) -> impl IntoView {
    let sight = here.sight;
    Effect::new(move || {
        let listening = window_event_listener(leptos::ev::scroll, move |_| sight.came_down());
        on_cleanup(move || listening.remove());
    });
    let words = move || format!("{} below", Locale::English.count(sight.below.get(), "new", "new"));
    view! {
        <div class="new-below" role="status">
            {move || (sight.below.get() > 0).then(|| view! {
                <button type="button" class="b b-small" on:click=move |_| sight.show()>{words}</button>
            })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_pressed_is_awaited_until_it_is_shown() {
        Owner::new().with(|| {
            let sight = InSight::new();
            sight.await_own(3, 5);
            assert_eq!(sight.own.get_value(), Some((3, 5)));
            sight.take(&TimelinePage::default(), 2, false);
            assert_eq!((sight.own.get_value(), sight.below.get_untracked()), (Some((3, 5)), 0), "not yet there");
        });
    }
}
