//! The wasm entry: it hands the server's page over to the app, and says so in plain words when the app breaks.
//! `bin` holds one program per area, so that the linker leaves the others' pages out. Nothing else lives here; pages
//! are in `app`.

use std::panic::PanicHookInfo;

use app::routes::Area;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use leptos::web_sys;

const BROKEN: &str = "broken";

/// Called once by the program of the area.
pub fn take_over<V: IntoView + 'static>(area: Area, pages: fn() -> V) {
    std::panic::set_hook(Box::new(report_panic));
    leptos::mount::hydrate_body(move || app::area(area, pages));
    spawn_local(mark_hydrated());
}

/// Called once by a program that adds to a page which another has taken over.
pub fn join_in<V: IntoView + 'static>(parts: fn() -> V) {
    std::panic::set_hook(Box::new(report_panic));
    leptos::mount::mount_to_body(parts);
}

/// Parts of the page that wait for data take over a few ticks later than the rest; the mark promises them as well.
async fn mark_hydrated() {
    for _ in 0..3 {
        tick().await;
    }
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-hydrated", "true");
    }
}

/// After a panic nothing on the page reacts any more. Saying so is better than a page that looks alive.
fn report_panic(panic: &PanicHookInfo<'_>) {
    web_sys::console::error_1(&panic.to_string().into());
    // Errors are dropped: there is no further way to tell the reader.
    let _ = show_banner();
}

fn show_banner() -> Option<()> {
    let page = document();
    if page.get_element_by_id(BROKEN).is_some() {
        return None;
    }
    let banner = page.create_element("div").ok()?;
    banner.set_id(BROKEN);
    banner.set_attribute("role", "alert").ok()?;
    banner.set_attribute("class", "strip is-bad").ok()?;
    banner.set_text_content(Some("Something broke on this page. "));
    let reload = page.create_element("a").ok()?;
    // `external`: the router, which is dead now, must not touch this press.
    reload.set_attribute("rel", "external").ok()?;
    reload.set_attribute("href", &page.location()?.href().ok()?).ok()?;
    reload.set_text_content(Some("Reload"));
    banner.append_child(&reload).ok()?;
    page.body()?.prepend_with_node_1(&banner).ok()
}
