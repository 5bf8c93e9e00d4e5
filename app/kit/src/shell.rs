//! What stands in the head of every document, whichever kind of page it is: style, icon, theme, and the one script of
//! our own. It must not know where the files come from; the server says their addresses.

use std::sync::Arc;

use leptos::prelude::*;

use crate::routes::Live;

/// The addresses of what the browser fetches, and the name of the build they belong to. In a debug build that has no
/// front end yet they are absent, and pages work as plain HTML.
#[derive(Clone, Debug, Default)]
pub struct SiteAssets {
    pub css: Option<Arc<str>>,
    /// `public/page.js`.
    pub script: Option<Arc<str>>,
    pub programs: Vec<Program>,
    pub icon: Option<Arc<str>>,
    pub manifest: Option<Arc<str>>,
    /// Changes whenever the front end does; the browser sends it with every call.
    pub build_id: Arc<str>,
}

/// What makes one live page react.
#[derive(Clone, Debug)]
pub struct Program {
    pub of: Live,
    pub js: Arc<str>,
    pub wasm: Arc<str>,
}

/// In the extensions of a request that came through a proxy nobody has named.
#[derive(Clone, Copy, Debug)]
pub struct UnnamedProxy;

/// A theme that the reader chose, remembered in a cookie so that the first paint is right. Without one the system
/// decides. `cookies` are the values of the request's `Cookie` headers.
pub fn chosen_theme<'a>(cookies: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    cookies.flat_map(|header| header.split(';')).find_map(|cookie| match cookie.trim() {
        "theme=light" => Some("light"),
        "theme=dark" => Some("dark"),
        _ => None,
    })
}

/// The head's own part of every page; `nonce` where the page's policy asks for one.
#[component]
pub fn HeadParts(
    assets: SiteAssets,
    theme: Option<&'static str>,
    #[prop(optional_no_strip)] nonce: Option<String>,
) -> impl IntoView {
    view! {
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        // A proxy's stricter policy would make our own forms post with `Origin: null`; what the page says comes last.
        <meta name="referrer" content="same-origin"/>
        <meta name="color-scheme" content=theme.unwrap_or("light dark")/>
        {assets.css.as_deref().map(|css| view! { <link rel="stylesheet" href=css.to_owned()/> })}
        {assets.icon.as_deref().map(|icon| view! { <link rel="icon" type="image/svg+xml" href=icon.to_owned()/> })}
        {assets.manifest.as_deref().map(|manifest| view! { <link rel="manifest" href=manifest.to_owned()/> })}
        {assets.script.as_deref().map(|script| view! { <script defer src=script.to_owned() nonce=nonce></script> })}
    }
}

#[cfg(test)]
mod tests {
    use super::chosen_theme;

    #[test]
    fn the_theme_rui_chose_is_read_among_other_cookies() {
        let theme_of = |cookies: &str| chosen_theme([cookies].into_iter());
        assert_eq!(theme_of("sid=1; theme=dark"), Some("dark"));
        assert_eq!(theme_of("theme=\"><script>"), None);
        assert_eq!(theme_of(""), None);
    }
}
