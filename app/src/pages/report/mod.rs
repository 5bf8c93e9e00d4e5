//! The report: anybody says what is broken, in under a minute, on a phone, with no account and with or without
//! script. What is known already stands above the form, so that many become one.

mod draft;
mod form;
mod planned;

use domain::report::ReportDraft;
use domain::search::likeliest;
use domain::view::public::ReportView;
use leptos::prelude::*;

use crate::api::report::report_page;
use crate::components::page_title::PageTitle;
use kit::components::known_lines::KnownLines;
use kit::components::when_read::WhenRead;
use kit::form::FormState;

use crate::pages::instead::{Coming, Failed};
use crate::refused_form::use_form_state;
use kit::ground::Solo;

use form::ReportForm;
use planned::PlannedHere;

#[component]
pub fn ReportPage() -> impl IntoView {
    let state = use_form_state();
    let page = OnceResource::new_blocking(report_page());
    view! {
        <Suspense fallback=Coming>
            {move || {
                let state = state.clone();
                Suspend::new(async move {
                    match page.await {
                        Ok(view) => view! { <Report view=view state=state/> }.into_any(),
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

#[component]
fn Report(view: ReportView, state: FormState) -> impl IntoView {
    let title = if state.is_refused() { "Not sent yet: report a problem" } else { "Report a problem" };
    let (known, nonce) = (view.known.clone(), view.nonce.clone());
    let at_once = view.reading.is_none();
    let draft = RwSignal::new(ReportDraft::default());
    let is_known = !known.is_empty();
    let services = view.services.clone();
    // The order changes with what is typed and chosen, and nothing else does.
    let known = Memo::new(move |_| {
        draft.with(|draft| {
            let chosen = services.iter().find(|service| service.id == draft.service);
            let service = chosen.map(|service| service.name.as_str()).unwrap_or_default();
            likeliest(&known, &format!("{} {}", draft.title, draft.description), service)
        })
    });
    view! {
        <PageTitle text=title/>
        <Solo organisation=view.organisation.clone()>
            <header class="stack stack-tight">
                <h1 tabindex="-1">"Report a problem"</h1>
                <p class="report-lead">
                    {at_once.then_some("Your IT team reads it as soon as you send it. ")}
                    "You get a private page where you see what happens; you need no account."
                </p>
                <WhenRead reading=view.reading.clone() phone=view.emergency_phone.clone()/>
            </header>
            <PlannedHere planned=view.planned.clone() as_of=view.as_of draft=draft chosen=state.value("service", "")/>
            {is_known.then(|| view! {
                <section class="stack stack-tight known-first" aria-labelledby="known-head">
                    <h2 id="known-head">"Is it one of these?"</h2>
                    <KnownLines lines=known nonce=nonce/>
                </section>
            })}
            <ReportForm view=view state=state draft=draft/>
        </Solo>
    }
}
