//! What stands behind mailed links that work once: an invitation, a new password, a way in. Looking changes nothing,
//! because mail scanners look at every link; only the button consumes it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api::ApiError;
use crate::api::frame::frame;
use crate::api::public::{LinkHolder, LinkKind, link_page};
use crate::api::wire::load_once;
use crate::components::button::{Button, ButtonKind, ButtonSize};
use crate::components::empty_state::EmptyState;
use crate::components::icon::Symbol;
use crate::components::page_title::PageTitle;
use crate::components::text_field::TextField;
use crate::form::{FormState, use_form_state};
use crate::pages::around::Instead;
use crate::pages::solo::{FormProblems, Solo, SoloComing, SoloFailed};
use crate::routes;

#[component]
pub fn InvitePage() -> impl IntoView {
    view! { <LinkPage kind=LinkKind::Invitation/> }
}

#[component]
pub fn NewPasswordPage() -> impl IntoView {
    view! { <LinkPage kind=LinkKind::PasswordReset/> }
}

#[component]
pub fn EnterPage() -> impl IntoView {
    view! { <LinkPage kind=LinkKind::SignIn/> }
}

#[component]
fn LinkPage(kind: LinkKind) -> impl IntoView {
    let state = use_form_state();
    let token = use_params_map().with_untracked(|params| params.get("token").unwrap_or_default());
    let page = load_once(look(kind, token.clone()));
    view! {
        <Suspense fallback=SoloComing>
            {move || {
                let (state, token) = (state.clone(), token.clone());
                Suspend::new(async move {
                    match page.await {
                        Ok((organisation, holder)) => {
                            view! { <Link kind=kind organisation=organisation holder=holder state=state token=token/> }
                                .into_any()
                        }
                        Err(ApiError::Refused(_)) => view! { <LinkEnded kind=kind/> }.into_any(),
                        Err(error) => view! { <SoloFailed error=error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

async fn look(kind: LinkKind, token: String) -> Result<(String, LinkHolder), ApiError> {
    let holder = link_page(kind, token).await?;
    Ok((frame().await?.organisation, holder))
}

#[component]
fn Link(kind: LinkKind, organisation: String, holder: LinkHolder, state: FormState, token: String) -> impl IntoView {
    let LinkHolder { name, email, password_least } = holder;
    let (title, lead, button, action) = match kind {
        LinkKind::Invitation => (
            if name.is_empty() { "Welcome".to_owned() } else { format!("Welcome, {name}") },
            format!(
                "You were invited to the incident desk of {organisation}. Choose a password; your address {email} is your name here."
            ),
            "Set password and sign in",
            routes::invitation(&token),
        ),
        LinkKind::PasswordReset => (
            "Choose a new password".to_owned(),
            format!("For {email}. Every browser that is signed in with the old one will be signed out."),
            "Change password",
            routes::reset(&token),
        ),
        LinkKind::SignIn => (
            "Sign in".to_owned(),
            format!("You sign in as {email}. This link works once."),
            "Sign in now",
            routes::enter(&token),
        ),
    };
    let with_password = kind != LinkKind::SignIn;
    view! {
        <PageTitle text=title.clone()/>
        <Solo organisation=organisation>
            <header class="stack stack-tight"><h1 tabindex="-1">{title}</h1><p class="report-lead">{lead}</p></header>
            <FormProblems state=state.clone()/>
            <form class="form" method="post" action=action>
                {with_password.then(|| view! {
                    // Lets password stores file the new password under the right name.
                    <input type="hidden" name="username" autocomplete="username" value=email/>
                    <TextField
                        name="password"
                        kind="password"
                        label="Password"
                        help=password_help(password_least)
                        error=state.error("password")
                        required=true
                        autocomplete="new-password"
                    />
                })}
                <div><Button kind=ButtonKind::Primary size=ButtonSize::Large submit=true>{button}</Button></div>
            </form>
        </Solo>
    }
}

#[component]
fn LinkEnded(kind: LinkKind) -> impl IntoView {
    #[cfg(feature = "ssr")]
    super::not_found::answer_not_found();
    let (words, href, way) = match kind {
        LinkKind::Invitation => {
            ("Ask an administrator to invite you again, or sign in if you have a password.", routes::SIGN_IN, "Sign in")
        }
        LinkKind::PasswordReset => ("Ask for a new one; it works for an hour.", routes::RESET, "Mail me a new link"),
        LinkKind::SignIn => ("Ask for a new one; it works for an hour.", routes::SIGN_IN, "Sign in"),
    };
    view! {
        <PageTitle text="Link ended"/>
        <Instead>
            <EmptyState symbol=Symbol::Link title="This link was used or has expired" level=1>
                <p>{words}</p>
                <div class="row"><a class="b b-primary" href=href>{way}</a></div>
            </EmptyState>
        </Instead>
    }
}

pub fn password_help(least: usize) -> String {
    format!("At least {least} characters. Three or four words in a row are good and easy to keep.")
}
