//! A page to print and hang beside the printer: where to report, in words and as a code. It stands on white in either
//! theme.

use leptos::prelude::*;

use crate::api::setup::{PosterView, poster};
use crate::api::wire::load_once;
use crate::components::page_title::PageTitle;
use crate::pages::solo::{SoloComing, SoloFailed};
use crate::routes;

#[component]
pub fn PosterPage() -> impl IntoView {
    let page = load_once(poster());
    view! {
        <Suspense fallback=SoloComing>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(view) => view! { <Poster view=view/> }.into_any(),
                    Err(error) => view! { <SoloFailed error=error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Poster(view: PosterView) -> impl IntoView {
    let short = view.address.trim_start_matches("https://").trim_start_matches("http://").to_owned();
    view! {
        <PageTitle text="Poster"/>
        <main id="main" class="poster">
            <p class="poster-org">{view.organisation}</p>
            <h1 tabindex="-1">"Something broken?"</h1>
            <p>"Tell the IT team. It takes a minute and needs no account."</p>
            <img class="poster-code" src=routes::POSTER_CODE alt="QR code of the address below" width="320" height="320"/>
            <p class="poster-address">{short}</p>
            <nav class="poster-tools" aria-label="Poster">
                <button type="button" class="b" on:click=move |_| drop(window().print())>"Print"</button>
                <a class="b" href=routes::READY>"Back"</a>
            </nav>
        </main>
    }
}
