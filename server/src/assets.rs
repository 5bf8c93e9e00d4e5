//! The browser's files, held in the binary and served under addresses that hold a hash of their content, so that a
//! browser may keep them for ever. Debug builds read the same files from the target folder when they are there.
//! This module knows no page; the shell learns the addresses through `site_assets`.

mod answer;
mod site;

use std::sync::OnceLock;

use axum::Router;
use axum::routing::get;
use kit::shell::SiteAssets;

use self::site::Site;

/// An erased server and an unerased browser disagree about markers, and no page would hydrate.
#[cfg(any(all(site_is_erased, not(erase_components)), all(site_is_typed, erase_components)))]
compile_error!("the browser's half was not built as the server's half is; see server/build/front.rs");

/// Where assets live. Everybody may read them; none depends on who asks.
pub const ASSET_ROUTE: &str = "/assets/{revision}/{*name}";

pub fn asset_routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route(ASSET_ROUTE, get(answer::answer))
}

/// What the shell needs, to be put into the context of each render.
pub fn site_assets() -> SiteAssets {
    site().shell()
}

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(Site::load)
}
