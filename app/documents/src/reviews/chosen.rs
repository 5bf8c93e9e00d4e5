//! The timeline of a review: lines of the record that somebody chooses, and one line of their own.

use domain::view::reviews::{ReviewLine, ReviewPage, ReviewView};
use leptos::prelude::*;

use crate::settings::returned::Slip;
use kit::components::button::Button;
use kit::components::choice_field::Checkbox;
use kit::components::text_field::TextField;
use kit::form::FormState;
use kit::routes;

#[component]
pub fn Chosen(review: ReviewView, page: ReviewPage, state: FormState) -> impl IntoView {
    let shown: Vec<ReviewLine> = review.lines.iter().filter(|line| line.chosen).cloned().collect();
    let slip = Slip::of(&state, "lines", "");
    let came_back = slip.came_back();
    let boxes = review.lines.iter().filter(|line| line.sequence > 0).map(|line| {
        let checked = slip.ticked("chosen", &line.sequence.to_string(), line.chosen);
        let label = format!("{} {}", line.at.text, line.words);
        view! { <Checkbox name="chosen" label=label value=line.sequence.to_string() checked=checked/> }
    });
    let boxes = boxes.collect_view();
    let (at, words) = review.own_line.clone();
    let form = page.may_change.then(|| {
        view! {
            <details class="fold" open=came_back>
                <summary>"Choose what stands here"</summary>
                <form class="form" method="post" action=routes::incident_review(&page.number) novalidate=true>
                    {slip.hidden()}
                    {slip.drawn_at(review.revision)}
                    <fieldset class="field">
                        <legend>"Lines of the record"</legend>
                        <p class="help">"Whoever reads the published review sees these without who did it and without what was written. A line that names somebody is left out for them."</p>
                        <div class="stack stack-tight">{boxes}</div>
                    </fieldset>
                    <div class="form-row">
                        <TextField name="line_at" id=slip.field("line_at") kind="datetime-local" label="A line of your own: when" value=slip.value("line_at", &at) error=slip.error("line_at") optional=true/>
                        <TextField name="line" id=slip.field("line") label="What happened then" value=slip.value("line", &words) error=slip.error("line") optional=true/>
                    </div>
                    <div><Button submit=true>"Save the timeline"</Button></div>
                </form>
            </details>
        }
    });
    view! {
        <section class="stack stack-tight" aria-label="Timeline">
            <h2>"Timeline"</h2>
            <Lines lines=shown/>
            {form}
        </section>
    }
}

#[component]
pub fn Lines(lines: Vec<ReviewLine>) -> impl IntoView {
    let lines = lines.into_iter().map(|line| {
        view! { <li><time datetime=line.at.iso>{line.at.text}</time><span class="grow">{line.words}</span></li> }
    });
    view! { <ol class="rows">{lines.collect_view()}</ol> }
}
