//! Behind the "stop" link of every letter. Looking changes nothing; the one button stops what the link is about, and
//! a mail program may press it for the reader.

use domain::view::public::SubscriptionView;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api::ApiError;
use crate::api::frame::frame;
use crate::api::public::unsubscribe_page;
use crate::api::wire::load_once;
use crate::components::Tone;
use crate::components::button::{Button, ButtonKind, ButtonSize};
use crate::components::notice::Notice;
use crate::components::page_title::PageTitle;
use crate::form::{FormState, use_form_state};
use crate::pages::solo::{FormProblems, Solo, SoloComing, SoloFailed};
use crate::routes;

#[component]
pub fn UnsubscribePage() -> impl IntoView {
    let state = use_form_state();
    let token = use_params_map().with_untracked(|params| params.get("token").unwrap_or_default());
    let page = load_once(look(token.clone()));
    view! {
        <Suspense fallback=SoloComing>
            {move || {
                let (state, token) = (state.clone(), token.clone());
                Suspend::new(async move {
                    match page.await {
                        Ok((organisation, view)) => {
                            view! { <Unsubscribe organisation=organisation view=view state=state token=token/> }.into_any()
                        }
                        Err(error) => view! { <SoloFailed error=error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

async fn look(token: String) -> Result<(String, SubscriptionView), ApiError> {
    let view = unsubscribe_page(token).await?;
    Ok((frame().await?.organisation, view))
}

#[component]
fn Unsubscribe(organisation: String, view: SubscriptionView, state: FormState, token: String) -> impl IntoView {
    let what = view.stops.unwrap_or_default();
    let (action, choices) = (routes::unsubscribe(&token), routes::subscriptions(&token));
    let stopped = view.stopped || view.stopped_all;
    let title = if stopped { "These letters are stopped" } else { "Stop these letters?" };
    view! {
        <PageTitle text=title/>
        <Solo organisation=organisation>
            <header class="stack stack-tight">
                <h1 tabindex="-1">{title}</h1>
                <p class="report-lead">{format!("To {}: {what}.", view.email)}</p>
            </header>
            <FormProblems state=state/>
            {if stopped {
                view! {
                    <Notice tone=Tone::Good>"Nothing more of this comes to you. Letters under way may still arrive."</Notice>
                    <form method="post" action=action>
                        <Button submit=true attr:name="act" attr:value="again">"Write to me again"</Button>
                    </form>
                }.into_any()
            } else {
                view! {
                    <form method="post" action=action>
                        <Button kind=ButtonKind::Primary size=ButtonSize::Large submit=true>{format!("Stop {what}")}</Button>
                    </form>
                }.into_any()
            }}
            <footer class="solo-foot"><a href=choices>"Choose what you get"</a></footer>
        </Solo>
    }
}
