//! What one address gets, and the choice of it, opened by a link from any letter; and the page where an address is
//! confirmed before anything is sent to it.

use domain::view::public::SubscriptionView;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::api::ApiError;
use crate::api::frame::frame;
use crate::api::public::{Confirmation, confirmation_page, subscription_page};
use crate::api::wire::load_once;
use crate::components::Tone;
use crate::components::button::{Button, ButtonKind, ButtonSize};
use crate::components::choice_field::Checkbox;
use crate::components::empty_state::EmptyState;
use crate::components::field::FieldError;
use crate::components::icon::Symbol;
use crate::components::notice::Notice;
use crate::components::page_title::PageTitle;
use crate::form::{FormState, use_form_state};
use crate::pages::around::Instead;
use crate::pages::solo::{FormProblems, Solo, SoloComing, SoloFailed};
use crate::routes;

#[component]
pub fn SubscriptionsPage() -> impl IntoView {
    let state = use_form_state();
    let token = use_params_map().with_untracked(|params| params.get("token").unwrap_or_default());
    let said = use_query_map().with_untracked(|query| query.get("said"));
    let said = match said.as_deref() {
        Some("confirmed") => Some("Confirmed. From now on you are written to."),
        Some(_) => Some("Saved."),
        None => None,
    };
    let page = load_once(choices(token.clone()));
    view! {
        <Suspense fallback=SoloComing>
            {move || {
                let (state, token) = (state.clone(), token.clone());
                Suspend::new(async move {
                    match page.await {
                        Ok((organisation, view)) => {
                            view! { <Choices organisation=organisation view=view state=state token=token said=said/> }
                                .into_any()
                        }
                        Err(error) => view! { <SoloFailed error=error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

async fn choices(token: String) -> Result<(String, SubscriptionView), ApiError> {
    let view = subscription_page(token).await?;
    Ok((frame().await?.organisation, view))
}

#[component]
fn Choices(
    organisation: String,
    view: SubscriptionView,
    state: FormState,
    token: String,
    said: Option<&'static str>,
) -> impl IntoView {
    let action = routes::subscriptions(&token);
    let boxes = view.services.into_iter().map(|service| {
        view! { <Checkbox name="services" label=service.name value=service.id checked=service.subscribed/> }
    });
    let boxes = boxes.collect_view();
    let audiences = (!view.audiences.is_empty()).then(|| view.audiences.join(", "));
    view! {
        <PageTitle text="What you get"/>
        <Solo organisation=organisation>
            <header class="stack stack-tight">
                <h1 tabindex="-1">"What you get"</h1>
                <p class="report-lead">{format!("Letters to {}.", view.email)}</p>
            </header>
            {said.map(|words| view! { <Notice tone=Tone::Good>{words}</Notice> })}
            {view.stopped_all.then(|| view! {
                <Notice tone=Tone::Warn>"All letters are stopped. Tick a service and save to be written to again."</Notice>
            })}
            <FormProblems state=state.clone()/>
            <form class="form" method="post" action=action.clone()>
                <fieldset class="field" id="services" tabindex="-1">
                    <legend>"Write to me about"</legend>
                    <div class="starters">{boxes}</div>
                    <FieldError id="services" error=state.error("services")/>
                </fieldset>
                {audiences.map(|names| view! {
                    <p class="help">{format!("Your organisation also tells you things as part of: {names}.")}</p>
                })}
                <div><Button kind=ButtonKind::Primary submit=true>"Save"</Button></div>
            </form>
            {(!view.stopped_all).then(|| view! {
                <form class="form-section" method="post" action=action>
                    <p class="quiet">"Or nothing at all. What you report yourself is still answered."</p>
                    <div><Button submit=true attr:name="act" attr:value="stop">"Stop all letters"</Button></div>
                </form>
            })}
        </Solo>
    }
}

#[component]
pub fn ConfirmPage() -> impl IntoView {
    let state = use_form_state();
    let token = use_params_map().with_untracked(|params| params.get("token").unwrap_or_default());
    let page = load_once(asked(token.clone()));
    view! {
        <Suspense fallback=SoloComing>
            {move || {
                let (state, token) = (state.clone(), token.clone());
                Suspend::new(async move {
                    match page.await {
                        Ok((organisation, asked)) => {
                            view! { <Confirm organisation=organisation asked=asked state=state token=token/> }.into_any()
                        }
                        Err(ApiError::Refused(_)) => view! { <ConfirmEnded/> }.into_any(),
                        Err(error) => view! { <SoloFailed error=error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

async fn asked(token: String) -> Result<(String, Confirmation), ApiError> {
    let asked = confirmation_page(token).await?;
    Ok((frame().await?.organisation, asked))
}

#[component]
fn Confirm(organisation: String, asked: Confirmation, state: FormState, token: String) -> impl IntoView {
    let about = if asked.services.is_empty() {
        format!("{organisation} wants to write to {} when something is broken.", asked.email)
    } else {
        format!("Letters to {} about {}.", asked.email, asked.services.join(", "))
    };
    view! {
        <PageTitle text="Confirm"/>
        <Solo organisation=organisation>
            <header class="stack stack-tight">
                <h1 tabindex="-1">"Do you want these letters?"</h1>
                <p class="report-lead">{about}" If you did not ask for them, do nothing."</p>
            </header>
            <FormProblems state=state/>
            <form method="post" action=routes::confirm_subscription(&token)>
                <Button kind=ButtonKind::Primary size=ButtonSize::Large submit=true>"Yes, write to me"</Button>
            </form>
        </Solo>
    }
}

#[component]
fn ConfirmEnded() -> impl IntoView {
    #[cfg(feature = "ssr")]
    super::not_found::answer_not_found();
    view! {
        <PageTitle text="Link ended"/>
        <Instead>
            <EmptyState symbol=Symbol::Link title="This link has expired" level=1>
                <p>"Ask again on the status page; a new link comes by mail."</p>
                <div class="row"><a class="b b-primary" href=routes::STATUS>"Go to the status page"</a></div>
            </EmptyState>
        </Instead>
    }
}
