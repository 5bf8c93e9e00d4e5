//! The first letter to stakeholders, harmless and true: what it will say, whom it reaches, and what they got.

use domain::locale::Locale;
use domain::view::settings::ReadyView;
use leptos::prelude::*;

use super::steps::{Look, Step};
use kit::components::button::{Button, ButtonKind};
use kit::components::text_field::AreaField;
use kit::routes;

const WORDS: &str = "This letter is to see that it reaches you. Nothing is broken, and there is nothing to do. When something \
                     that concerns you fails, you read here what it means for you and when you hear again.";

#[component]
pub fn FirstLetter(look: Look, view: ReadyView) -> impl IntoView {
    let (about, came) = (if view.told { "sent" } else { "not sent yet" }, view.first_letter.is_some());
    let people = Locale::English.people(u64::from(view.reaches));
    let content = match view.first_letter {
        Some((subject, text)) => view! {
            <figure class="stack stack-tight">
                <figcaption class="field-label">"What they got: "{subject}</figcaption>
                // A scrolling box must be reachable by keyboard.
                <pre class="letter-text" tabindex="0">{text}</pre>
            </figure>
        }
        .into_any(),
        None if view.told => view! {
            <p class="quiet">"It leaves ten seconds after the press. "<a href=routes::READY rel="external">"Load the page again"</a>" in a moment to read it."</p>
        }
        .into_any(),
        None if view.stakeholders == 0 => view! { <p>"First add somebody to tell, in the step “Stakeholders”."</p> }.into_any(),
        None if !view.tested => view! { <p>"First send the test report above: the letter is about it."</p> }.into_any(),
        None if view.reaches == 0 => view! {
            <p>"None of them can be written to yet. Whoever is outside your mail domains confirms first, by the letter they got."</p>
        }
        .into_any(),
        None => view! { <Compose look=look.clone() people=people/> }.into_any(),
    };
    view! {
        <Step title="A first letter to them" about=about done=look.done open=look.open || came>
            <p class="quiet">"The way they will hear of a true incident: an update about the test report, to every audience. Afterwards cancel the report on the board; they are then offered the end of it as well."</p>
            {content}
        </Step>
    }
}

#[component]
fn Compose(look: Look, people: String) -> impl IntoView {
    let slip = look.slip;
    view! {
        <form class="form" method="post" action=routes::READY>
            {slip.hidden()}
            <AreaField
                name="text"
                id=slip.field("text")
                label="What they read"
                value=slip.value("text", WORDS)
                error=slip.error("text")
                rows=5
            />
            <div><Button kind=ButtonKind::Primary submit=true>{format!("Send it to {people}")}</Button></div>
        </form>
    }
}
