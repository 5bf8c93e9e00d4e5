//! "I forgot my password": asks for the address and mails a link. The answer is the same whether we know it or not.

use backend::Result;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use kit::components::Tone;
use kit::components::button::{Button, ButtonKind, ButtonSize};
use kit::components::notice::Notice;
use kit::components::text_field::TextField;
use kit::form::FormState;
use kit::ground::{FormProblems, Solo};
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let (organisation, state, mailed) = (asked.organisation()?, asked.form.clone(), asked.word("said").is_some());
    Document::new("Forgotten password", move || {
        view! { <Reset organisation=organisation state=state mailed=mailed/> }
    })
    .shown()
}

#[component]
fn Reset(organisation: String, state: FormState, mailed: bool) -> impl IntoView {
    view! {
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
