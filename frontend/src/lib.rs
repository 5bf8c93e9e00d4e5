//! The wasm entry: it hands the server's page over to the app, and says so in plain words when the app breaks.
//! `bin` holds one program per live page, so that the linker leaves the others out. Nothing else lives here; pages
//! are in `app`.

use std::panic::PanicHookInfo;

use kit::routes::Live;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use leptos::web_sys;

const BROKEN: &str = "broken";

/// Called once by the program of the page.
pub fn take_over(of: Live, pages: fn() -> AnyView) {
    std::panic::set_hook(Box::new(report_panic));
    leptos::mount::hydrate_body(move || app::program(of, pages));
    spawn_local(mark_ready());
}

/// Parts of the page that wait for data take over a few ticks later than the rest; the mark promises them as well.
async fn mark_ready() {
    for _ in 0..3 {
        tick().await;
    }
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-ready", "true");
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
