//! A page to print and hang beside the printer: where to report, in words and as a code. It stands on white in either
//! theme.

use backend::Result;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use crate::openers::{WhoOpens, is_here_alone};
use kit::components::when_read::WhenRead;
use kit::ground::Solo;
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let settings = asked.desk.settings()?;
    let home = settings.public_url.clone().unwrap_or_else(|| asked.address.clone());
    let address = format!("{home}{}", routes::REPORT);
    let phone = settings.emergency_line();
    let organisation = settings.organisation;
    if is_here_alone(&address) {
        return Document::new("Poster", move || view! { <NoPoster organisation=organisation address=address/> })
            .shown();
    }
    let reading = asked.desk.hours_read(&asked.caller)?;
    Document::new(
        "Poster",
        move || view! { <Poster organisation=organisation address=address reading=reading phone=phone/> },
    )
    .shown()
}

/// A code that no phone can open is worse than none.
#[component]
fn NoPoster(organisation: String, address: String) -> impl IntoView {
    view! {
        <Solo organisation=organisation>
            <h1 tabindex="-1">"No poster yet"</h1>
            <WhoOpens address=address/>
            <p>"A poster would lead every phone nowhere. Say first in the "<a href=routes::SETTINGS>"settings"</a>" under which address people reach this desk."</p>
            <p><a class="b" href=routes::READY>"Back"</a></p>
        </Solo>
    }
}

#[component]
fn Poster(organisation: String, address: String, reading: Option<String>, phone: Option<String>) -> impl IntoView {
    let short = address.trim_start_matches("https://").trim_start_matches("http://").to_owned();
    view! {
        <main id="main" class="poster">
            <p class="poster-org">{organisation}</p>
            <h1 tabindex="-1">"Something broken?"</h1>
            <p>"Tell the IT team. It takes a minute and needs no account."</p>
            <WhenRead reading=reading phone=phone/>
            <img class="poster-code" src=routes::POSTER_CODE alt="QR code of the address below" width="320" height="320"/>
            <p class="poster-address">{short}</p>
            <nav class="poster-tools" aria-label="Poster">
                <button type="button" class="b" data-print>"Print"</button>
                <a class="b" href=routes::READY>"Back"</a>
            </nav>
        </main>
    }
}
