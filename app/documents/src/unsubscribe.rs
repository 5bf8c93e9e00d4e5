//! Behind the "stop" link of every letter. Looking changes nothing; the one button stops what the link is about, and
//! a mail program may press it for the reader.

use backend::Result;
use domain::view::public::SubscriptionView;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use kit::components::Tone;
use kit::components::button::{Button, ButtonKind, ButtonSize};
use kit::components::notice::Notice;
use kit::form::FormState;
use kit::ground::{FormProblems, Solo};
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let (token, state) = (asked.part("token"), asked.form.clone());
    let view = asked.desk.unsubscribe_view(&token).await?;
    let organisation = asked.organisation()?;
    Document::new(title(&view), move || {
        view! { <Unsubscribe organisation=organisation view=view state=state token=token/> }
    })
    .shown()
}

fn is_stopped(view: &SubscriptionView) -> bool {
    view.stopped || view.stopped_all
}

fn title(view: &SubscriptionView) -> &'static str {
    if is_stopped(view) { "These letters are stopped" } else { "Stop these letters?" }
}

#[component]
fn Unsubscribe(organisation: String, view: SubscriptionView, state: FormState, token: String) -> impl IntoView {
    let (title, stopped) = (title(&view), is_stopped(&view));
    let what = view.stops.unwrap_or_default();
    let (action, choices) = (routes::unsubscribe(&token), routes::subscriptions(&token));
    view! {
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
