//! The fields of the mail server: one for each thing it asks, or the address that says all of it.

use backend::settings::RelayFields;
use domain::view::settings::SettingsView;
use leptos::prelude::*;

use super::basics::typed;
use super::returned::Slip;
use kit::components::choice_field::{Offer, SelectField};
use kit::components::text_field::TextField;

const ADDRESS: &str = "smtps://user:password@mail.example.org, or smtp://mail.example.org:587 (STARTTLS is demanded off this machine; ?tls=none on a network you trust). What is written here counts in the place of the fields.";

pub fn relay(view: &SettingsView, slip: &Slip) -> AnyView {
    let setting = view.field("smtp_url");
    if setting.locked_by.is_some() {
        return typed(view, slip, "smtp_url", "Mail server", ADDRESS).into_any();
    }
    let address = slip.value("smtp_url", "");
    let known = RelayFields::of(if address.is_empty() { &setting.value } else { &address });
    let field = |name: &'static str, label: &'static str, help: &'static str, value: &str| {
        view! {
            <TextField name=name id=slip.field(name) label=label help=help value=slip.value(name, value) error=slip.error(name) autocomplete="off"/>
        }
    };
    let ways = vec![
        Offer::new("starttls", "STARTTLS, mostly on port 587"),
        Offer::new("tls", "TLS from the start, mostly on port 465"),
        Offer::new("none", "Not encrypted: only on this machine or a network you trust"),
    ];
    let open = !address.is_empty() || slip.error("smtp_url").is_some();
    view! {
        {field("smtp_host", "Mail server", "Its name, such as mail.example.org. Empty: letters are kept as files.", &known.host)}
        <div class="form-row">
            {field("smtp_port", "Port", "Empty: the usual one.", &known.port)}
            <SelectField name="smtp_security" id=slip.field("smtp_security") label="Security" offers=ways value=slip.value("smtp_security", &known.security) error=slip.error("smtp_security")/>
        </div>
        <div class="form-row">
            {field("smtp_user", "User", "Empty where the server asks for none.", &known.user)}
            <TextField name="smtp_password" id=slip.field("smtp_password") kind="password" label="Password" help="Empty: the stored one stays, for the same server, user and way." error=slip.error("smtp_password") autocomplete="off"/>
        </div>
        <details class="fold" open=open>
            <summary>"Or as one address"</summary>
            <TextField name="smtp_url" id=slip.field("smtp_url") label="Address of the mail server" help=ADDRESS value=address error=slip.error("smtp_url") autocomplete="off"/>
        </details>
    }
    .into_any()
}
