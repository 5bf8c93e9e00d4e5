//! What one address gets, and the choice of it, opened by a link from any letter; and the page where an address is
//! confirmed before anything is sent to it.

use backend::{Error, Result};
use domain::view::public::SubscriptionView;
use http::StatusCode;
use leptos::prelude::*;

use crate::instead::instead;
use crate::letter_wishes::{ACT, Wishes};
use crate::settings::Slip;
use crate::{Answer, Asked, Document};

use kit::components::Tone;
use kit::components::button::{Button, ButtonKind, ButtonSize};
use kit::components::choice_field::Checkbox;
use kit::components::empty_state::EmptyState;
use kit::components::field::FieldError;
use kit::components::icon::Symbol;
use kit::components::notice::Notice;
use kit::form::FormState;
use kit::ground::{FormProblems, Solo};
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let said = match asked.word("said").as_deref() {
        Some("confirmed") => Some("Confirmed. From now on you are written to."),
        Some(_) => Some("Saved."),
        None => None,
    };
    let (token, state) = (asked.part("token"), asked.form.clone());
    let view = asked.desk.subscription_page(&token).await?;
    let organisation = asked.organisation()?;
    Document::new("What you get", move || {
        view! { <Choices organisation=organisation view=view state=state token=token said=said/> }
    })
    .shown()
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
    let void = action.clone();
    let audiences = (!view.audiences.is_empty()).then(|| view.audiences.join(", "));
    view! {
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
            <form class="form" method="post" action=action.clone()>
                <h2>"How you are told"</h2>
                <Wishes wishes=view.wishes slip=Slip::of(&state, ACT, "")/>
            </form>
            {(!view.stopped_all).then(|| view! {
                <form class="form-section" method="post" action=action>
                    <p class="quiet">"Or nothing at all. What you report yourself is still answered."</p>
                    <div><Button submit=true attr:name="act" attr:value="stop">"Stop all letters"</Button></div>
                </form>
            })}
            <form class="form-section" method="post" action=void>
                <p class="quiet">"Whoever has a letter of yours can open this page. If one was forwarded, make its links void: a letter with a new link comes to you."</p>
                <div><Button submit=true attr:name="act" attr:value="void">"Make the links in my letters void"</Button></div>
            </form>
        </Solo>
    }
}

pub async fn confirm(asked: &Asked) -> Result<Answer> {
    let (token, state) = (asked.part("token"), asked.form.clone());
    let view = match asked.desk.confirmation_view(&token).await {
        Err(Error::Refused(_)) => return ended(asked).shown(),
        view => view?,
    };
    let (organisation, email, services) = (asked.organisation()?, view.email, view.services);
    Document::new("Confirm", move || {
        view! { <Confirm organisation=organisation email=email services=services state=state token=token/> }
    })
    .shown()
}

#[component]
fn Confirm(
    organisation: String,
    email: String,
    services: Vec<String>,
    state: FormState,
    token: String,
) -> impl IntoView {
    let about = if services.is_empty() {
        format!("{organisation} wants to write to {} when something is broken.", email)
    } else {
        format!("Letters to {} about {}.", email, services.join(", "))
    };
    view! {
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

fn ended(asked: &Asked) -> Document {
    instead(asked, "Link ended", StatusCode::NOT_FOUND, || {
        view! {
            <EmptyState symbol=Symbol::Link title="This link has expired" level=1>
                <p>"Ask again on the status page; a new link comes by mail."</p>
                <div class="row"><a class="b b-primary" href=routes::STATUS>"Go to the status page"</a></div>
            </EmptyState>
        }
    })
}
