//! Coming in: with a password, or without one by a link mailed to the address. It never says whether it knows an
//! address.

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

/// What an earlier form left to say; it travels in the query so that a reload says it again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    LinkMailed,
    PasswordChanged,
}

#[component]
pub fn SignInPage() -> impl IntoView {
    let state = use_form_state();
    let query = use_query_map();
    let next = query.with_untracked(|query| query.get("next").unwrap_or_default());
    let said = match query.with_untracked(|query| query.get("said")).as_deref() {
        Some("mailed") => Said::LinkMailed,
        Some("changed") => Said::PasswordChanged,
        _ => Said::Nothing,
    };
    let page = load_once(frame());
    view! {
        <Suspense fallback=SoloComing>
            {move || {
                let (state, next) = (state.clone(), next.clone());
                Suspend::new(async move {
                    match page.await {
                        Ok(frame) => {
                            view! { <SignIn organisation=frame.organisation state=state next=next said=said/> }.into_any()
                        }
                        Err(error) => view! { <SoloFailed error=error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

#[component]
fn SignIn(organisation: String, state: FormState, next: String, said: Said) -> impl IntoView {
    let next = state.value("next", &next);
    view! {
        <PageTitle text="Sign in"/>
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
