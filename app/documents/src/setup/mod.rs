//! The first run: one page, opened by the one-time link that the server prints. It asks what cannot be guessed, and
//! ends in "ready in six steps". Once there is an administrator it does not exist.

mod form;
mod mail;

use backend::{Error, Result};
use domain::Refusal;
use http::StatusCode;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use form::SetUp;
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let state = asked.form.clone();
    let token = state.value("token", &asked.word("token").unwrap_or_default());
    match asked.desk.set_up_state(&token) {
        Ok(_) => {}
        Err(Error::Refused(Refusal::SetUpDone)) => return Err(Error::NotFound),
        Err(Error::Refused(_)) => return link_ended().shown(),
        Err(error) => return Err(error),
    }
    let fixed = asked.desk.options().fixed.clone();
    let (address, mail_folder) = (asked.address.clone(), asked.desk.mail_folder());
    let page = move || view! { <SetUp fixed=fixed address=address mail_folder=mail_folder state=state token=token/> };
    Document::new("Set up", page).shown()
}

fn link_ended() -> Document {
    let page = || {
        view! {
            <main id="main" class="solo">
                <EmptyState symbol=Symbol::Link title="This is not the newest set-up link" level=1>
                    <p>
                        "It works for an hour after the server was started, and only the newest one does. Start Sitrep again and open the line that begins with "
                        <code>"set-up:"</code>"."
                    </p>
                </EmptyState>
            </main>
        }
    };
    Document::new("Set-up link ended", page).with_status(StatusCode::NOT_FOUND)
}
