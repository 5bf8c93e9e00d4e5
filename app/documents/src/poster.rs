//! A page to print and hang beside the printer: where to report, in words and as a code. It stands on white in either
//! theme.

use backend::Result;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let settings = asked.desk.settings()?;
    let address = format!("{}{}", settings.public_url.unwrap_or_else(|| asked.address.clone()), routes::REPORT);
    let organisation = settings.organisation;
    Document::new("Poster", move || view! { <Poster organisation=organisation address=address/> }).shown()
}

#[component]
fn Poster(organisation: String, address: String) -> impl IntoView {
    let short = address.trim_start_matches("https://").trim_start_matches("http://").to_owned();
    view! {
        <main id="main" class="poster">
            <p class="poster-org">{organisation}</p>
            <h1 tabindex="-1">"Something broken?"</h1>
            <p>"Tell the IT team. It takes a minute and needs no account."</p>
            <img class="poster-code" src=routes::POSTER_CODE alt="QR code of the address below" width="320" height="320"/>
            <p class="poster-address">{short}</p>
            <nav class="poster-tools" aria-label="Poster">
                <button type="button" class="b" data-print>"Print"</button>
                <a class="b" href=routes::READY>"Back"</a>
            </nav>
        </main>
    }
}
