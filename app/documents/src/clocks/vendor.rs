//! Where it stands at the vendor it waits for: its number there, when they were asked last, and when somebody asks again.

use domain::view::clocks::ClocksPage;
use leptos::prelude::*;

use super::legal::Form;
use kit::components::time_text::TimeText;
use kit::form::FormState;

/// Nothing of what waits for no vendor.
#[component]
pub fn Vendor(page: ClocksPage, state: FormState) -> impl IntoView {
    page.vendor.clone().map(|vendor| {
        let of = Form { page: page.clone(), state };
        let form = page.may_explain.then(|| {
            let ticket = vendor.ticket.clone().unwrap_or_default();
            let fields = view! {
                {of.typed("chase", "ticket", "Their ticket number", &ticket)}
                {of.words("chase", "note", "What they said", true)}
                {of.instant("chase", "again", "Chase again at", &vendor.again_typed)}
            };
            of.folded("chase", "You asked them", "Keep it", fields.into_any())
        });
        view! {
            <section class="stack" aria-label="At the vendor">
                <h2>"At the vendor"</h2>
                <dl class="facts">
                    <div><dt>"Since"</dt><dd><TimeText time=vendor.since/></dd></div>
                    {vendor.ticket.map(|ticket| view! { <div><dt>"Their ticket"</dt><dd>{ticket}</dd></div> })}
                    {vendor.last.map(|at| view! { <div><dt>"Last chased"</dt><dd><TimeText time=at/></dd></div> })}
                    {vendor.note.map(|note| view! { <div><dt>"What they said"</dt><dd>{note}</dd></div> })}
                    {vendor.again.map(|at| view! { <div><dt>"Chase again at"</dt><dd><TimeText time=at/></dd></div> })}
                </dl>
                {form}
            </section>
        }
    })
}
