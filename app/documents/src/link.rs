//! What stands behind mailed links that work once: an invitation, a new password, a way in. Looking changes nothing,
//! because mail scanners look at every link; only the button consumes it.

use backend::people::{PASSWORD_LEAST, Purpose};
use backend::{Error, Result};
use http::StatusCode;
use leptos::prelude::*;

use crate::instead::instead;
use crate::{Answer, Asked, Document};

use kit::components::button::{Button, ButtonKind, ButtonSize};
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::components::text_field::TextField;
use kit::form::FormState;
use kit::ground::{FormProblems, Solo};
use kit::routes;

pub async fn invitation(asked: &Asked) -> Result<Answer> {
    page(asked, Purpose::Invitation)
}

pub async fn new_password(asked: &Asked) -> Result<Answer> {
    page(asked, Purpose::PasswordReset)
}

pub async fn enter(asked: &Asked) -> Result<Answer> {
    page(asked, Purpose::SignIn)
}

/// Whom the link is for.
struct Holder {
    name: String,
    email: String,
}

fn page(asked: &Asked, purpose: Purpose) -> Result<Answer> {
    let token = asked.part("token");
    let holder = match asked.desk.link_state(&token) {
        Ok(link) if link.purpose == purpose => Holder { name: link.name, email: link.email },
        Ok(_) | Err(Error::Refused(_)) => return ended(asked, purpose).shown(),
        Err(error) => return Err(error),
    };
    let (organisation, state) = (asked.organisation()?, asked.form.clone());
    let words = Words::of(purpose, &organisation, &holder, &token);
    Document::new(words.title.clone(), move || {
        view! { <Link purpose=purpose words=words organisation=organisation holder=holder state=state/> }
    })
    .shown()
}

struct Words {
    title: String,
    lead: String,
    button: &'static str,
    action: String,
}

impl Words {
    fn of(purpose: Purpose, organisation: &str, holder: &Holder, token: &str) -> Self {
        let Holder { name, email } = holder;
        match purpose {
            Purpose::Invitation => Self {
                title: if name.is_empty() { "Welcome".to_owned() } else { format!("Welcome, {name}") },
                lead: format!(
                    "You were invited to the incident desk of {organisation}. Choose a password; your address {email} is your name here."
                ),
                button: "Set password and sign in",
                action: routes::invitation(token),
            },
            Purpose::PasswordReset => Self {
                title: "Choose a new password".to_owned(),
                lead: format!("For {email}. Every browser that is signed in with the old one will be signed out."),
                button: "Change password",
                action: routes::reset(token),
            },
            Purpose::SignIn => Self {
                title: "Sign in".to_owned(),
                lead: format!("You sign in as {email}. This link works once."),
                button: "Sign in now",
                action: routes::enter(token),
            },
        }
    }
}

#[component]
fn Link(purpose: Purpose, words: Words, organisation: String, holder: Holder, state: FormState) -> impl IntoView {
    let Words { title, lead, button, action } = words;
    let with_password = purpose != Purpose::SignIn;
    view! {
        <Solo organisation=organisation>
            <header class="stack stack-tight"><h1 tabindex="-1">{title}</h1><p class="report-lead">{lead}</p></header>
            <FormProblems state=state.clone()/>
            <form class="form" method="post" action=action>
                {with_password.then(|| view! {
                    // Lets password stores file the new password under the right name.
                    <input type="hidden" name="username" autocomplete="username" value=holder.email/>
                    <TextField
                        name="password"
                        kind="password"
                        label="Password"
                        help=password_help(PASSWORD_LEAST)
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

fn ended(asked: &Asked, purpose: Purpose) -> Document {
    let (words, href, way) = match purpose {
        Purpose::Invitation => {
            ("Ask an administrator to invite you again, or sign in if you have a password.", routes::SIGN_IN, "Sign in")
        }
        Purpose::PasswordReset => ("Ask for a new one; it works for an hour.", routes::RESET, "Mail me a new link"),
        Purpose::SignIn => ("Ask for a new one; it works for an hour.", routes::SIGN_IN, "Sign in"),
    };
    instead(asked, "Link ended", StatusCode::NOT_FOUND, move || {
        view! {
            <EmptyState symbol=Symbol::Link title="This link was used or has expired" level=1>
                <p>{words}</p>
                <div class="row"><a class="b b-primary" href=href>{way}</a></div>
            </EmptyState>
        }
    })
}

pub fn password_help(least: usize) -> String {
    format!("At least {least} characters. Three or four words in a row are good and easy to keep.")
}
