//! The document around the app, written on the server only: head, theme, and the few lines of script that load the
//! wasm. `HydrationScripts` of Leptos is not used, because it depends on a compile-time variable and on a file
//! beside the executable. The shell must not know where assets come from; it reads their addresses from context.

use std::sync::Arc;

use axum::http::header::COOKIE;
use axum::http::request::Parts;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::App;

/// The addresses of what the browser fetches, and the name of the build they belong to. In a debug build that has no
/// front end yet they are absent, and pages work as plain HTML.
#[derive(Clone, Debug, Default)]
pub struct SiteAssets {
    pub css: Option<Arc<str>>,
    pub js: Option<Arc<str>>,
    pub wasm: Option<Arc<str>>,
    pub icon: Option<Arc<str>>,
    pub manifest: Option<Arc<str>>,
    /// Changes whenever the front end does; the browser sends it with every call.
    pub build_id: Arc<str>,
}

/// The whole document. Context needed: `SiteAssets` and, for the theme, the request's `Parts`.
pub fn shell() -> impl IntoView {
    let assets = use_context::<SiteAssets>().unwrap_or_default();
    let theme = use_context::<Parts>().and_then(|parts| chosen_theme(&parts));
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme data-build=assets.build_id.to_string()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content=theme.unwrap_or("light dark")/>
                {assets.css.as_deref().map(|css| view! { <link rel="stylesheet" href=css.to_owned()/> })}
                {assets.icon.as_deref().map(|icon| view! { <link rel="icon" type="image/svg+xml" href=icon.to_owned()/> })}
                {assets.manifest.as_deref().map(|manifest| view! { <link rel="manifest" href=manifest.to_owned()/> })}
                <Hydration assets=assets.clone()/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Fetches script and wasm side by side, then hands the page over to the app.
#[component]
fn Hydration(assets: SiteAssets) -> impl IntoView {
    let (js, wasm) = (assets.js?, assets.wasm?);
    let nonce = use_nonce();
    let script = hydration_script(&js, &wasm);
    Some(view! {
        <link rel="modulepreload" href=js.to_string() nonce=nonce.clone()/>
        <link rel="preload" href=wasm.to_string() r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
        <script type="module" nonce=nonce>{script}</script>
    })
}

fn hydration_script(js: &str, wasm: &str) -> String {
    format!("import init,{{hydrate}} from {js:?};init({{module_or_path:{wasm:?}}}).then(()=>hydrate())")
}

/// The theme the reader chose, remembered in a cookie so that the first paint is right. Without one the system decides.
fn chosen_theme(parts: &Parts) -> Option<&'static str> {
    let cookies = parts.headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok());
    cookies.flat_map(|header| header.split(';')).find_map(|cookie| match cookie.trim() {
        "theme=light" => Some("light"),
        "theme=dark" => Some("dark"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_of(cookie: Option<&str>, assets: SiteAssets) -> String {
        let mut request = axum::http::Request::get("/");
        if let Some(cookie) = cookie {
            request = request.header(COOKIE, cookie);
        }
        let parts = request.body(()).expect("a request").into_parts().0;
        chosen_theme(&parts).unwrap_or("none").to_owned() + &hydration_script("/a.js", &assets.build_id)
    }

    #[test]
    fn the_theme_rui_chose_is_read_among_other_cookies() {
        assert!(page_of(Some("sid=1; theme=dark"), SiteAssets::default()).starts_with("dark"));
        assert!(page_of(Some("theme=\"><script>"), SiteAssets::default()).starts_with("none"));
        assert!(page_of(None, SiteAssets::default()).starts_with("none"));
    }
}
