//! Coming in: with a password, or without one by a link mailed to the address. It never says whether it knows an
//! address.

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

/// What an earlier form left to say; it travels in the query so that a reload says it again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    LinkMailed,
    PasswordChanged,
}

pub async fn page(asked: &Asked) -> Result<Answer> {
    let said = match asked.word("said").as_deref() {
        Some("mailed") => Said::LinkMailed,
        Some("changed") => Said::PasswordChanged,
        _ => Said::Nothing,
    };
    let (organisation, state) = (asked.organisation()?, asked.form.clone());
    let next = asked.word("next").unwrap_or_default();
    Document::new("Sign in", move || {
        view! { <SignIn organisation=organisation state=state next=next said=said/> }
    })
    .shown()
}

#[component]
fn SignIn(organisation: String, state: FormState, next: String, said: Said) -> impl IntoView {
    let next = state.value("next", &next);
    // What was wrong, or what an earlier form left to say, is read first.
    let fresh = state.values.is_empty() && said == Said::Nothing;
    view! {
        <Solo organisation=organisation>
            <h1 tabindex="-1">"Sign in"</h1>
            <SaidNotice said=said/>
            <FormProblems state=state.clone()/>
            <form class="form" method="post" action=routes::SIGN_IN novalidate=true>
                <input type="hidden" name="next" value=next/>
                <TextField
                    name="email"
                    kind="email"
                    label="Mail address"
                    value=state.value("email", "")
                    error=state.error("email")
                    required=true
                    autocomplete="username"
                    autofocus=fresh
                />
                <TextField
                    name="password"
                    kind="password"
                    label="Password"
                    error=state.error("password")
                    autocomplete="current-password"
                />
                <div class="stack stack-tight sign-in-ways">
                    <Button kind=ButtonKind::Primary size=ButtonSize::Large submit=true>"Sign in"</Button>
                    <Button size=ButtonSize::Large submit=true attr:name="act" attr:value="link" attr:formnovalidate=true>
                        "Mail me a link instead"
                    </Button>
                    <p class="help">"The link needs no password. It works once, for an hour."</p>
                </div>
            </form>
            <footer class="solo-foot stack stack-tight">
                <p><a href=routes::RESET>"I forgot my password"</a></p>
                <p>"You only want to report something? "<a href=routes::REPORT>"You need no account for that."</a></p>
            </footer>
        </Solo>
    }
}

#[component]
fn SaidNotice(said: Said) -> impl IntoView {
    match said {
        Said::Nothing => None,
        Said::LinkMailed => Some(
            "Look into your mailbox: if this address belongs to us, a link to sign in is on its way. It works once, for an hour.",
        ),
        Said::PasswordChanged => Some("Your password is changed. Sign in with the new one."),
    }
    .map(|words| view! { <Notice tone=Tone::Good>{words}</Notice> })
}
