//! The parts of a review, each a form of its own: whoever saves one overwrites no other, and reads both texts where
//! somebody was quicker.

use domain::locale::Locale;
use domain::view::reviews::{PartView, ReviewPage, ReviewView};
use leptos::prelude::*;

use crate::settings::returned::Slip;
use kit::components::Tone;
use kit::components::button::Button;
use kit::components::notice::Notice;
use kit::components::text_field::AreaField;
use kit::form::FormState;
use kit::routes;

/// Three to begin with; `all` shows the others as well, and so does whatever is written in one of them.
#[component]
pub fn Parts(review: ReviewView, page: ReviewPage, state: FormState, all: bool) -> impl IntoView {
    let came_back = |part: &PartView| Slip::of(&state, "part", part.part.code()).came_back();
    let grown =
        all || review.parts.iter().any(|part| !part.part.is_first() && (!part.words.is_empty() || came_back(part)));
    let shown = review.parts.into_iter().filter(|part| grown || part.part.is_first());
    let (revision, number, may) = (review.revision, page.number.clone(), page.may_change);
    let parts = shown.map(|part| {
        view! { <Part part=part revision=revision number=number.clone() may=may state=state.clone()/> }
    });
    let parts = parts.collect_view();
    let more = (!grown && may).then(|| {
        let href = format!("{}?all=on", routes::incident_review(&page.number));
        view! { <p><a href=href rel="external">"More: what contributed, what went well, what did not, where we were lucky"</a></p> }
    });
    view! { {parts}{more} }
}

#[component]
fn Part(part: PartView, revision: u64, number: String, may: bool, state: FormState) -> impl IntoView {
    let (code, heading) = (part.part.code(), Locale::English.review_part(part.part));
    let hint = (!part.named.is_empty()).then(|| {
        let words = Locale::English.blame_hint(&part.named);
        view! { <Notice tone=Tone::Warn>{words}</Notice> }
    });
    if !may {
        return (!part.words.is_empty())
            .then(|| view! { <section class="stack stack-tight"><h2>{heading}</h2><p class="review-words">{part.words}</p></section> })
            .into_any();
    }
    let slip = Slip::of(&state, "part", code);
    let drafted = (!part.draft.is_empty())
        .then(|| view! { <p class="help">"Drafted from the record: nothing is saved until you press Save."</p> });
    let value = if part.words.is_empty() { part.draft } else { part.words };
    view! {
        <form class="form panel" method="post" action=routes::incident_review(&number) novalidate=true>
            {slip.hidden()}
            {slip.drawn_at(revision)}
            <AreaField name=code id=slip.field(code) label=heading rows=4 value=slip.value(code, &value) error=slip.error(code)/>
            {drafted}
            {hint}
            <div><Button submit=true>{format!("Save \u{201c}{heading}\u{201d}")}</Button></div>
        </form>
    }
    .into_any()
}
