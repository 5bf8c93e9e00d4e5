//! `/reviews/{token}`: a published review, as whoever got its letter reads it.

use backend::Result;
use domain::locale::Locale;
use domain::view::reviews::PublicReview;
use leptos::prelude::*;

use super::chosen::Lines;
use super::publish::WasPublished;
use crate::{Answer, Asked, Document};

use kit::ground::Solo;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let view = asked.desk.public_review(&asked.part("token"))?;
    let organisation = asked.organisation()?;
    let title = format!("What we learned: {}", view.title);
    Document::new(title, move || view! { <Public view=view organisation=organisation/> }).shown()
}

#[component]
fn Public(view: PublicReview, organisation: String) -> impl IntoView {
    let parts = view.parts.into_iter().map(|part| {
        let heading = Locale::English.review_part(part.part);
        view! { <section class="stack stack-tight" aria-label=heading><h2>{heading}</h2><p class="review-words">{part.words}</p></section> }
    });
    let parts = parts.collect_view();
    let impact = view.impact.into_iter().map(|(name, value)| {
        view! { <li><span class="grow">{name}</span><span class="strong">{value}</span></li> }
    });
    let impact = impact.collect_view();
    let actions: Vec<_> = view.actions.into_iter().map(|words| view! { <li>{words}</li> }).collect();
    let actions = (!actions.is_empty()).then(|| {
        view! { <section class="stack stack-tight" aria-label="What we do"><h2>"What we do"</h2><ul class="rows">{actions}</ul></section> }
    });
    let lines = (!view.lines.is_empty()).then(|| {
        view! { <section class="stack stack-tight" aria-label="Timeline"><h2>"Timeline"</h2><Lines lines=view.lines/></section> }
    });
    view! {
        <Solo organisation=organisation>
            <header class="stack stack-tight">
                <p class="receipt-number"><span class="mono">{view.number}</span></p>
                <h1 tabindex="-1">{format!("What we learned: {}", view.title)}</h1>
                <WasPublished published=view.published/>
            </header>
            {parts}
            <section class="stack stack-tight" aria-label="In numbers"><h2>"In numbers"</h2><ul class="rows">{impact}</ul></section>
            {lines}
            {actions}
        </Solo>
    }
}
