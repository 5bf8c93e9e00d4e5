//! When it began, was taken and worked again, and how one of these times is corrected.

use super::legal::field_id;
use domain::incident::Milestone;
use domain::locale::Locale;
use domain::view::clocks::{ClocksPage, InstantView};
use leptos::prelude::*;

use kit::components::Tone;
use kit::components::button::Button;
use kit::components::choice_field::{Offer, SelectField};
use kit::components::data_table::{DataTable, Head};
use kit::components::notice::Notice;
use kit::components::text_field::TextField;
use kit::components::time_text::TimeText;
use kit::form::FormState;
use kit::routes;

#[component]
pub fn Times(page: ClocksPage, state: FormState) -> impl IntoView {
    let heads = ["What", "When", "Recorded first"].map(Head::new).to_vec();
    let known = page.times.iter().filter(|of| of.at.is_some()).cloned();
    let rows = known.map(|of| view! { <Row of=of/> }).collect_view();
    let impossible = (!page.impossible.is_empty()).then(|| {
        let words = format!(
            "These times cannot all be right: {}. No figure counts it until they can.",
            page.impossible.join(", ")
        );
        view! { <Notice tone=Tone::Warn>{words}</Notice> }
    });
    let form = page.may_correct.then(|| view! { <Correct page=page.clone() state=state/> });
    view! {
        <section class="stack" aria-label="Times">
            <h2>"Times"</h2>
            {impossible}
            <DataTable caption="When it happened" heads=heads>{rows}</DataTable>
            {form}
        </section>
    }
}

#[component]
fn Row(of: InstantView) -> impl IntoView {
    let recorded = of.recorded.map(|recorded| match recorded {
        Some(at) => view! { <TimeText time=at/> }.into_any(),
        None => "nothing".into_any(),
    });
    view! {
        <tr>
            <th scope="row">{Locale::English.milestone(of.which)}</th>
            <td data-label="When" class="nowrap">{of.at.map(|at| view! { <TimeText time=at/> })}</td>
            <td data-label="Recorded first" class="nowrap">{recorded}</td>
        </tr>
    }
}

/// One time at a time: each is an entry of its own, with its reason.
#[component]
fn Correct(page: ClocksPage, state: FormState) -> impl IntoView {
    let own = if state.value("act", "") == "correct" { state } else { FormState::default() };
    let offers = page.times.iter().map(|of| Offer::new(of.which.code(), Locale::English.milestone(of.which))).collect();
    let taken = page.times.iter().find(|of| of.which == Milestone::Taken).or(page.times.first());
    let (which, typed) = taken.map_or(("", String::new()), |of| (of.which.code(), of.typed.clone()));
    let zone =
        format!("In your zone, {}. What was recorded first is kept, and the clocks are judged again.", page.zone);
    view! {
        <details class="fold" open=own.is_refused()>
            <summary>"Correct a time"</summary>
            <form class="form" method="post" action=routes::incident_clocks(&page.number) novalidate=true>
                <input type="hidden" name="act" value="correct"/>
                <input type="hidden" name="nonce" value=page.nonce.clone()/>
                <SelectField name="which" id=field_id(&own, "correct", "which") label="Which time" offers=offers value=own.value("which", which) blank="Choose" error=own.error("which")/>
                <TextField name="at" id=field_id(&own, "correct", "at") kind="datetime-local" label="When it was" value=own.value("at", &typed) error=own.error("at") help=zone/>
                <TextField name="reason" id=field_id(&own, "correct", "reason") label="How you know" value=own.value("reason", "") error=own.error("reason") autocomplete="off"/>
                <div><Button submit=true>"Correct it"</Button></div>
            </form>
        </details>
    }
}
