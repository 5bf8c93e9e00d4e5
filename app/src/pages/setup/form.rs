//! The fields of the first run, in four groups. In the browser it fills in what the browser knows: the zone and the
//! address it was opened under.

use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::{JsCast, JsValue};

use super::mail::Mail;
use crate::api::setup::SetUpView;
use crate::components::button::{Button, ButtonKind, ButtonSize};
use crate::components::choice_field::{Offer, RadioCards, SelectField};
use crate::components::page_title::PageTitle;
use crate::components::text_field::TextField;
use crate::form::FormState;
use crate::pages::link::password_help;
use crate::pages::solo::{FormProblems, Solo};
use crate::routes;

#[component]
pub fn SetUp(page: SetUpView, state: FormState, token: String) -> impl IntoView {
    let sending = RwSignal::new(false);
    let address = page.address.clone();
    Effect::new(move || fill_in_what_the_browser_knows(&address));
    view! {
        <PageTitle text="Set up"/>
        <Solo organisation="Sitrep">
            <header class="stack stack-tight">
                <h1 tabindex="-1">"Set up your incident desk"</h1>
                <p class="report-lead">"Once, in a few minutes. All of it can be changed later in the settings."</p>
            </header>
            <FormProblems state=state.clone()/>
            <form class="form" method="post" action=routes::SETUP novalidate=true on:submit=move |_| sending.set(true)>
                <input type="hidden" name="token" value=token.clone()/>
                // Enter presses a form's first button, and that must not be the test letter's.
                <button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true"></button>
                <Organisation page=page.clone() state=state.clone()/>
                <You state=state.clone() least=page.password_least/>
                <Mail fixed=page.fixed_relay state=state token=token/>
                <div class="form-section">
                    <Button kind=ButtonKind::Primary size=ButtonSize::Large submit=true pending=sending>"Set up and sign me in"</Button>
                </div>
            </form>
        </Solo>
    }
}

#[component]
fn Organisation(page: SetUpView, state: FormState) -> impl IntoView {
    let reach = vec![
        Offer::new("network", "Only our own network")
            .explained("Visitors see at once which service was reported broken."),
        Offer::new("internet", "Anybody on the internet").explained("Visitors see only what your team has published."),
    ];
    let zones = page.zones.into_iter().map(|zone| Offer::new(zone.clone(), zone)).collect();
    let address = page.fixed_address.is_none().then(|| {
        view! {
            <TextField
                name="public_url"
                kind="url"
                label="Address people type"
                help="Links in letters begin with it. With https, passwords travel unreadable."
                value=state.value("public_url", &page.address)
                error=state.error("public_url")
                required=true
            />
        }
    });
    view! {
        <div class="stack">
            <h2>"Your organisation"</h2>
            {locked("Name", page.fixed_organisation.clone())}
            {page.fixed_organisation.is_none().then(|| view! {
                <TextField
                    name="organisation"
                    label="Name"
                    value=state.value("organisation", "")
                    error=state.error("organisation")
                    required=true
                    autocomplete="organization"
                />
            })}
            {locked("Time zone", page.fixed_zone.clone())}
            {page.fixed_zone.is_none().then(|| view! {
                <SelectField
                    name="zone"
                    label="Time zone"
                    offers=zones
                    blank="Choose one"
                    value=state.value("zone", "")
                    error=state.error("zone")
                />
            })}
            {locked("Address people type", page.fixed_address.clone())}
            {address}
            <RadioCards
                name="reach"
                legend="Who can reach this address?"
                offers=reach
                value=state.value("reach", "network")
                error=state.error("reach")
            />
        </div>
    }
}

/// What the server's environment decides has no field.
fn locked(label: &'static str, value: Option<String>) -> impl IntoView {
    value.map(|value| view! {
        <p><span class="strong">{label}</span>": "{value}" "<span class="quiet">"(set by the server’s environment)"</span></p>
    })
}

#[component]
fn You(state: FormState, least: usize) -> impl IntoView {
    view! {
        <div class="form-section">
            <h2>"You, the first administrator"</h2>
            <TextField
                name="name"
                label="Your name"
                value=state.value("name", "")
                error=state.error("name")
                required=true
                autocomplete="name"
            />
            <TextField
                name="email"
                kind="email"
                label="Your mail address"
                value=state.value("email", "")
                error=state.error("email")
                required=true
                autocomplete="username"
            />
            <TextField
                name="password"
                kind="password"
                label="Password"
                help=password_help(least)
                error=state.error("password")
                required=true
                autocomplete="new-password"
            />
            <TextField
                name="security_handler"
                kind="email"
                label="Who handles security reports?"
                help="The mail address of one person; only they will read them. Leave it empty if that is you."
                value=state.value("security_handler", "")
                error=state.error("security_handler")
                optional=true
                autocomplete="off"
            />
        </div>
    }
}

/// Only where nothing else was typed or chosen.
fn fill_in_what_the_browser_knows(address: &str) {
    let field = |id: &str| document().get_element_by_id(id).map(JsCast::unchecked_into::<HtmlInputElement>);
    if let Some(zone) = field("zone").filter(|zone| zone.value().is_empty())
        && let Some(here) = zone_here()
    {
        // A list has the same `value`; a zone it does not offer leaves it empty.
        zone.set_value(&here);
    }
    if let Some(url) = field("public_url").filter(|url| url.value() == address)
        && let Ok(origin) = window().location().origin()
    {
        url.set_value(&origin);
    }
}

fn zone_here() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    js_sys::Reflect::get(&format.resolved_options(), &JsValue::from("timeZone")).ok()?.as_string()
}
