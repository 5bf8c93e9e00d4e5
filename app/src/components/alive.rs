//! Whether the page reacts yet. Until then a form that only script can send must not be sent: the browser would put
//! what was typed into the address, and lose it.

use leptos::prelude::*;

/// False on the server and until the browser has taken the page over. To be called in a component.
pub fn use_alive() -> Signal<bool> {
    let alive = RwSignal::new(false);
    Effect::new(move || alive.set(true));
    alive.into()
}
