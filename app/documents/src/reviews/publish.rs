//! Reading a review before it is published, and publishing it.

use domain::locale::Locale;
use domain::view::reviews::{PublishedView, ReviewPage, ReviewView};
use leptos::prelude::*;

use crate::settings::returned::Slip;
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::Checkbox;
use kit::components::field::FieldError;
use kit::form::FormState;
use kit::routes;

#[component]
pub fn Publish(review: ReviewView, page: ReviewPage, state: FormState) -> impl IntoView {
    let published = review.published.clone().map(|published| view! { <WasPublished published=published/> });
    let readers = match review.readers.as_slice() {
        [] => "Nobody else has read it as it stands.".to_owned(),
        readers => format!("Read as it stands by {}.", readers.join(", ")),
    };
    let path = routes::incident_review(&page.number);
    let read = (page.may_change && !review.has_read).then(|| {
        let slip = Slip::of(&state, "read", "");
        view! {
            <form method="post" action=path.clone()>
                {slip.hidden()}
                {slip.drawn_at(review.revision)}
                <Button submit=true>"I have read it"</Button>
            </form>
        }
    });
    let who = (!page.may_publish).then(|| {
        view! { <p class="quiet">"It is published by whoever may speak to stakeholders: who is in command of it, and managers."</p> }
    });
    let press = page.may_publish.then(|| view! { <Press review=review page=page state=state/> });
    view! {
        <section class="panel stack" aria-label="Publish">
            <h2>"Publish"</h2>
            {published}
            <p>{readers}</p>
            {read}
            {who}
            {press}
        </section>
    }
}

#[component]
fn Press(review: ReviewView, page: ReviewPage, state: FormState) -> impl IntoView {
    let slip = Slip::of(&state, "publish", "");
    let boxes = review.audiences.iter().map(|(audience, people)| {
        let checked = slip.ticked("audiences", &audience.id, false);
        let label = format!("{} ({})", audience.name, Locale::English.people(*people));
        view! { <Checkbox name="audiences" label=label value=audience.id.clone() checked=checked/> }
    });
    let boxes = boxes.collect_view();
    let unread = !slip.value("unread", "").is_empty();
    let whom = if page.restricted {
        "It is restricted: its members are told that it is published, and read it here."
    } else {
        "The letter holds what is written above, and a link to the page, which opens without signing in."
    };
    view! {
        <form class="form" method="post" action=routes::incident_review(&page.number) novalidate=true>
            {slip.hidden()}
            {slip.drawn_at(review.revision)}
            <fieldset class="field" id=slip.field("audiences") tabindex="-1">
                <legend>"Who should read it"</legend>
                <p class="help">{whom}</p>
                <div class="starters">{boxes}</div>
                <FieldError id=slip.field("audiences") error=slip.error("audiences")/>
            </fieldset>
            <div class="field" id=slip.field("unread") tabindex="-1">
                <Checkbox name="unread" label="Publish it though nobody else has read it; the letter says so" checked=unread/>
                <FieldError id=slip.field("unread") error=slip.error("unread")/>
            </div>
            <div id=slip.field("happened") tabindex="-1">
                <FieldError id=slip.field("happened") error=slip.error("happened")/>
                <Button kind=ButtonKind::Primary submit=true>"Publish and send"</Button>
            </div>
        </form>
    }
}

/// When, by whom, who read it before, and what was changed since.
#[component]
pub fn WasPublished(published: PublishedView) -> impl IntoView {
    let read = if published.read_by.is_empty() {
        "Nobody else had read it.".to_owned()
    } else {
        format!("{} had read it.", published.read_by)
    };
    let to = Locale::English.people(published.people);
    let later = published.later.into_iter().map(|(at, what)| {
        view! { <li><time datetime=at.iso>{at.text}</time><span class="grow">{what}</span></li> }
    });
    let later: Vec<_> = later.collect();
    let later = (!later.is_empty()).then(|| {
        view! {
            <section class="stack stack-tight" aria-label="Changed since">
                <h3>"Changed since"</h3>
                <ul class="rows">{later}</ul>
            </section>
        }
    });
    view! {
        <p>
            "Published "<time datetime=published.at.iso>{published.at.text}</time>
            {format!(" by {}, to {to} in {}. {read}", published.by, published.audiences)}
        </p>
        {later}
    }
}
