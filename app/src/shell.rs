//! The document around a live page, written on the server only: the head, and the few lines of script that load the
//! wasm. `HydrationScripts` of Leptos is not used, because it depends on a compile-time variable and on a file
//! beside the executable. The shell must not know where assets come from; it reads their addresses from context.

use axum::http::header::COOKIE;
use axum::http::request::Parts;
use kit::components::icon::Sprite;
use kit::routes::Live;
use kit::shell::{HeadParts, Program, SiteAssets, chosen_theme};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::App;

/// The server's clock in seconds, for the page's script.
#[derive(Clone, Copy)]
pub struct ServerNow(pub i64);

/// The whole document. Context needed: `SiteAssets`, `ServerNow` and, for the theme, the request's `Parts`.
pub fn shell() -> impl IntoView {
    let assets = use_context::<SiteAssets>().unwrap_or_default();
    let parts = use_context::<Parts>();
    let theme = parts.as_ref().and_then(theme);
    let program = parts.and_then(|parts| own_program(&assets, parts.uri.path()));
    let (nonce, now) = (use_nonce(), use_context::<ServerNow>().map(|now| now.0));
    let build = assets.build_id.to_string();
    view! {
        <!DOCTYPE html>
        <html lang="en" data-live data-theme=theme data-build=build data-now=now>
            <head>
                <HeadParts assets=assets theme=theme nonce=nonce.map(|nonce| nonce.to_string())/>
                {program.map(|program| view! { <Hydration program=program/> })}
                <MetaTags/>
            </head>
            <body>
                <App/>
                <Sprite/>
            </body>
        </html>
    }
}

fn theme(parts: &Parts) -> Option<&'static str> {
    chosen_theme(parts.headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok()))
}

/// The program of the page at this path.
fn own_program(assets: &SiteAssets, path: &str) -> Option<Program> {
    let live = Live::of(path)?;
    assets.programs.iter().find(|program| program.of == live).cloned()
}

/// Fetches script and wasm side by side, then hands the page over to the app.
#[component]
fn Hydration(program: Program) -> impl IntoView {
    let nonce = use_nonce();
    let Program { js, wasm, .. } = program;
    let start = format!("import init from {js:?};init({{module_or_path:{wasm:?}}})");
    view! {
        <link rel="modulepreload" href=js.to_string() nonce=nonce.clone()/>
        <link rel="preload" href=wasm.to_string() r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
        <script type="module" nonce=nonce>{start}</script>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_live_page_loads_its_own_program() {
        let program = |of: Live| Program { of, js: of.name().into(), wasm: "w".into() };
        let assets = SiteAssets { programs: Live::ALL.map(program).to_vec(), ..SiteAssets::default() };
        let program_of = |path: &str| own_program(&assets, path).map(|program| program.js.to_string());
        assert_eq!(program_of("/report").as_deref(), Some("report"));
        assert_eq!(program_of("/board").as_deref(), Some("board"));
        assert_eq!(program_of("/incidents/INC-42").as_deref(), Some("incident"));
        assert_eq!(program_of("/incidents/INC-42/messages"), None, "a document has none");
    }
}
