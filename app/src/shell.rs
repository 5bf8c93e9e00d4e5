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
use crate::components::icon::Sprite;
use crate::pages::dialogs::LOADER;
use crate::routes::Area;

/// The addresses of what the browser fetches, and the name of the build they belong to. In a debug build that has no
/// front end yet they are absent, and pages work as plain HTML.
#[derive(Clone, Debug, Default)]
pub struct SiteAssets {
    pub css: Option<Arc<str>>,
    pub scripts: Vec<AreaScript>,
    /// What shows the dialogs of the board.
    pub dialogs: Option<Program>,
    pub icon: Option<Arc<str>>,
    pub manifest: Option<Arc<str>>,
    /// Changes whenever the front end does; the browser sends it with every call.
    pub build_id: Arc<str>,
}

/// What makes the pages of one area react.
#[derive(Clone, Debug)]
pub struct AreaScript {
    pub area: Area,
    pub program: Program,
}

/// The addresses of one program of the browser.
#[derive(Clone, Debug)]
pub struct Program {
    pub js: Arc<str>,
    pub wasm: Arc<str>,
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
                {own_script(&assets).map(|script| view! { <Hydration script=script dialogs=assets.dialogs.clone()/> })}
                <MetaTags/>
            </head>
            <body>
                <App/>
                <Sprite/>
            </body>
        </html>
    }
}

/// The script of the area that the asked page belongs to.
fn own_script(assets: &SiteAssets) -> Option<AreaScript> {
    let area = Area::of(use_context::<Parts>()?.uri.path());
    assets.scripts.iter().find(|script| script.area == area).cloned()
}

/// Fetches script and wasm side by side, then hands the page over to the app.
#[component]
fn Hydration(script: AreaScript, dialogs: Option<Program>) -> impl IntoView {
    let nonce = use_nonce();
    let AreaScript { area, program } = script;
    let dialogs = dialogs.filter(|_| area == Area::Board);
    let start = dialogs.as_ref().map(loading_script).unwrap_or_default() + &starting_script(&program);
    view! {
        <link rel="modulepreload" href=program.js.to_string() nonce=nonce.clone()/>
        <link rel="preload" href=program.wasm.to_string() r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
        <script type="module" nonce=nonce>{start}</script>
    }
}

fn starting_script(Program { js, wasm }: &Program) -> String {
    format!("import init from {js:?};init({{module_or_path:{wasm:?}}})")
}

/// Fetches the program when it is first called, and again only after that has failed.
fn loading_script(Program { js, wasm }: &Program) -> String {
    format!(
        "let d;window.{LOADER}=()=>d??=import({js:?}).then(m=>m.default({{module_or_path:{wasm:?}}}))\
         .catch(e=>{{d=null;throw e}});"
    )
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

    fn theme_of(cookies: &str) -> Option<&'static str> {
        let request = axum::http::Request::get("/").header(COOKIE, cookies).body(()).expect("a request");
        chosen_theme(&request.into_parts().0)
    }

    #[test]
    fn the_theme_rui_chose_is_read_among_other_cookies() {
        assert_eq!(theme_of("sid=1; theme=dark"), Some("dark"));
        assert_eq!(theme_of("theme=\"><script>"), None);
        assert_eq!(theme_of(""), None);
    }

    #[test]
    fn each_page_loads_the_script_of_its_own_area() {
        let program = |area: Area| Program { js: area.name().into(), wasm: "w".into() };
        let scripts = Area::ALL.map(|area| AreaScript { area, program: program(area) }).to_vec();
        let assets = SiteAssets { scripts, ..SiteAssets::default() };
        let script_of = |url: &str| {
            Owner::new().with(|| {
                let request = axum::http::Request::get(url).body(()).expect("a request");
                provide_context(request.into_parts().0);
                own_script(&assets).map(|script| script.program.js.to_string()).unwrap_or_default()
            })
        };
        assert_eq!(script_of("/report?service=mail"), "door");
        assert_eq!(script_of("/board?view=list"), "board");
        assert_eq!(script_of("/incidents/INC-42"), "incident");
        assert_eq!(script_of("/incidents/INC-42/messages"), "house");
    }
}
