//! "I forgot my password": asks for the address and mails a link. The answer is the same whether we know it or not.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::api::frame::frame;
use crate::api::wire::load_once;
use crate::components::Tone;
use crate::components::button::{Button, ButtonKind, ButtonSize};
use crate::components::notice::Notice;
use crate::components::page_title::PageTitle;
use crate::components::text_field::TextField;
use crate::form::{FormState, use_form_state};
use crate::pages::solo::{FormProblems, Solo, SoloComing, SoloFailed};
use crate::routes;

#[component]
pub fn ResetPage() -> impl IntoView {
    let state = use_form_state();
    let mailed = use_query_map().with_untracked(|query| query.get("said").is_some());
    let page = load_once(frame());
    view! {
        <Suspense fallback=SoloComing>
            {move || {
                let state = state.clone();
                Suspend::new(async move {
                    match page.await {
                        Ok(frame) => view! { <Reset organisation=frame.organisation state=state mailed=mailed/> }.into_any(),
                        Err(error) => view! { <SoloFailed error=error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

#[component]
fn Reset(organisation: String, state: FormState, mailed: bool) -> impl IntoView {
    view! {
        <PageTitle text="Forgotten password"/>
        <Solo organisation=organisation>
            <header class="stack stack-tight">
                <h1 tabindex="-1">"I forgot my password"</h1>
                <p class="report-lead">"We mail you a link with which you choose a new one."</p>
            </header>
            {mailed.then(|| view! {
                <Notice tone=Tone::Good>
                    "Look into your mailbox: if there is an account with this address, a link is on its way. It works once, for an hour."
                </Notice>
            })}
            <FormProblems state=state.clone()/>
            <form class="form" method="post" action=routes::RESET novalidate=true>
                <TextField
                    name="email"
                    kind="email"
                    label="Mail address"
                    value=state.value("email", "")
                    error=state.error("email")
                    required=true
                    autocomplete="username"
                />
                <div><Button kind=ButtonKind::Primary size=ButtonSize::Large submit=true>"Mail me a link"</Button></div>
            </form>
            <footer class="solo-foot"><a href=routes::SIGN_IN>"Back to sign in"</a></footer>
        </Solo>
    }
}
