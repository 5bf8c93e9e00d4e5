//! How letters leave, with a test that shows the relay's own answer: it sends the form with another button.

use backend::settings::RelayFields;
use leptos::prelude::*;

use crate::settings::relay::{self, Stand};
use crate::tried::Tried;
use kit::components::text_field::TextField;
use kit::form::FormState;

#[component]
pub fn Mail(fixed: bool, folder: String, state: FormState) -> impl IntoView {
    let tried = view! { <Tried state=state.clone()/> };
    view! {
        <div class="form-section">
            <h2>"Mail"</h2>
            <Fields fixed=fixed folder=folder state=state/>
            <div class="row">
                <button type="submit" class="b" name="act" value="test" formnovalidate=true>"Send me a test letter"</button>
                <span class="help">"To your address above; nothing is saved yet."</span>
            </div>
            {tried}
        </div>
    }
}

#[component]
fn Fields(fixed: bool, folder: String, state: FormState) -> impl IntoView {
    view! {
        {if fixed {
            view! { <p class="quiet">"The mail server is set by the server’s environment."</p> }.into_any()
        } else {
            server(&folder, &state)
        }}
        <TextField
            name="mail_from"
            kind="email"
            label="Letters come from"
            help="An address people recognise, such as desk@example.org."
            value=state.value("mail_from", "")
            error=state.error("mail_from")
            optional=true
            autocomplete="off"
        />
        <TextField
            name="replies_to"
            kind="email"
            label="Answers go to"
            help="A mailbox somebody reads, such as it@example.org. Leave it empty if that is where letters come from."
            value=state.value("replies_to", "")
            error=state.error("replies_to")
            optional=true
            autocomplete="off"
        />
        <TextField
            name="mail_domains"
            label="Your mail domains"
            help="People with such an address may sign in by a mailed link. Separate several by spaces."
            value=state.value("mail_domains", "")
            error=state.error("mail_domains")
            optional=true
            placeholder="example.org"
            autocomplete="off"
        />
    }
}

fn server(folder: &str, state: &FormState) -> AnyView {
    let unnamed = "Its name, such as mail.example.org. Leave it empty if there is none yet:";
    let stand = Stand {
        id: &str::to_owned,
        value: &|name, otherwise| state.value(name, otherwise),
        error: &|name| state.error(name),
        unnamed: format!("{unnamed} letters are then kept as files in {folder}."),
        password: "What that user signs in with there.",
    };
    relay::fields(&RelayFields::of(&state.value("smtp_url", "")), &stand)
}
