//! The fields of the mail server: one for each thing it asks, or the address that says all of it.

use backend::settings::RelayFields;
use domain::view::settings::SettingsView;
use leptos::prelude::*;

use super::basics::typed;
use super::returned::Slip;
use kit::components::choice_field::{Offer, SelectField};
use kit::components::text_field::TextField;

const ADDRESS: &str = "smtps://user:password@mail.example.org, or smtp://mail.example.org:587 (STARTTLS is demanded off this machine; ?tls=none on a network you trust). What is written here counts in the place of the fields.";

/// Where the fields stand on a page, and what came back to them.
pub struct Stand<'a> {
    pub id: &'a dyn Fn(&str) -> String,
    /// Of a field, and otherwise.
    pub value: &'a dyn Fn(&str, &str) -> String,
    pub error: &'a dyn Fn(&str) -> Option<String>,
    /// What it means to name no server.
    pub unnamed: String,
    pub password: &'static str,
}

pub fn relay(view: &SettingsView, slip: &Slip) -> AnyView {
    let setting = view.field("smtp_url");
    if setting.locked_by.is_some() {
        return typed(view, slip, "smtp_url", "Mail server", ADDRESS).into_any();
    }
    let address = slip.value("smtp_url", "");
    let known = RelayFields::of(if address.is_empty() { &setting.value } else { &address });
    let stand = Stand {
        id: &|name| slip.field(name),
        value: &|name, otherwise| slip.value(name, otherwise),
        error: &|name| slip.error(name),
        unnamed: "Its name, such as mail.example.org. Empty: letters are kept as files.".to_owned(),
        password: "Empty: the stored one stays, for the same server, user and way.",
    };
    fields(&known, &stand)
}

pub fn fields(known: &RelayFields, stand: &Stand<'_>) -> AnyView {
    let Stand { id, value, error, unnamed, password } = stand;
    let address = value("smtp_url", "");
    let field = |name: &'static str, label: &'static str, help: &str, known: &str| {
        view! { <TextField name=name id=id(name) label=label help=help value=value(name, known) error=error(name) autocomplete="off"/> }
    };
    let ways = vec![
        Offer::new("starttls", "STARTTLS, mostly on port 587"),
        Offer::new("tls", "TLS from the start, mostly on port 465"),
        Offer::new("none", "Not encrypted: only on this machine or a network you trust"),
    ];
    let open = !address.is_empty() || error("smtp_url").is_some();
    view! {
        {field("smtp_host", "Mail server", unnamed, &known.host)}
        <div class="form-row">
            {field("smtp_port", "Port", "Empty: the usual one.", &known.port)}
            <SelectField name="smtp_security" id=id("smtp_security") label="Security" offers=ways value=value("smtp_security", &known.security) error=error("smtp_security")/>
        </div>
        <div class="form-row">
            {field("smtp_user", "User", "Empty where the server asks for none.", &known.user)}
            <TextField name="smtp_password" id=id("smtp_password") kind="password" label="Password" help=*password error=error("smtp_password") autocomplete="off"/>
        </div>
        <details class="fold" open=open>
            <summary>"Or as one address"</summary>
            <TextField name="smtp_url" id=id("smtp_url") label="Address of the mail server" help=ADDRESS value=address error=error("smtp_url") autocomplete="off"/>
        </details>
    }
    .into_any()
}
