//! The fields of the first run, in four groups. The script fills in what the browser knows: the zone and the address it
//! was opened under.

use backend::calendars::COUNTRIES;
use backend::desk::NO_HOLIDAYS;
use backend::people::PASSWORD_LEAST;
use backend::settings::Fixed;
use backend::time_text::zones;
use leptos::prelude::*;

use super::mail::Mail;
use crate::link::password_help;
use crate::openers::WhoOpens;
use kit::components::button::{Button, ButtonKind, ButtonSize};
use kit::components::choice_field::{Offer, RadioCards, SelectField};
use kit::components::text_field::TextField;
use kit::form::FormState;
use kit::ground::{FormProblems, Solo};
use kit::routes;

#[component]
pub fn SetUp(fixed: Fixed, address: String, mail_folder: String, state: FormState, token: String) -> impl IntoView {
    let (fixed_relay, given) = (fixed.smtp_url.is_some(), address.clone());
    view! {
        <Solo organisation="Sitrep">
            <header class="stack stack-tight">
                <h1 tabindex="-1">"Set up your incident desk"</h1>
                <p class="report-lead">"Once, in a few minutes. All of it can be changed later in the settings."</p>
            </header>
            <FormProblems state=state.clone()/>
            <form class="form" method="post" action=routes::SETUP novalidate=true data-fill=given>
                <input type="hidden" name="token" value=token.clone()/>
                // Enter presses a form's first button, and that must not be the test letter's.
                <button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true"></button>
                <Organisation fixed=fixed address=address state=state.clone()/>
                <You state=state.clone()/>
                <Mail fixed=fixed_relay folder=mail_folder state=state/>
                <div class="form-section">
                    <Button kind=ButtonKind::Primary size=ButtonSize::Large submit=true>"Set up and sign me in"</Button>
                </div>
            </form>
        </Solo>
    }
}

#[component]
fn Organisation(fixed: Fixed, address: String, state: FormState) -> impl IntoView {
    let reach = vec![
        Offer::new("network", "Only our own network")
            .explained("Visitors see at once which service was reported broken."),
        Offer::new("internet", "Anybody on the internet").explained("Visitors see only what your team has published."),
    ];
    let zones = zones().into_iter().map(|zone| Offer::new(zone.clone(), zone)).collect();
    let mut holidays: Vec<_> = COUNTRIES.iter().map(|country| Offer::new(country.code, country.name)).collect();
    holidays.push(Offer::new(NO_HOLIDAYS, "None for now"));
    let given = state.value("public_url", &address);
    let typed = given.clone();
    let address = fixed.public_url.is_none().then(|| {
        view! {
            <TextField
                name="public_url"
                kind="url"
                label="Address people type"
                help="Links in letters begin with it. It can be changed later."
                value=typed
                error=state.error("public_url")
                required=true
            />
        }
    });
    let opened = fixed.public_url.clone().unwrap_or(given);
    view! {
        <div class="stack">
            <h2>"Your organisation"</h2>
            {locked("Name", fixed.organisation.clone())}
            {fixed.organisation.is_none().then(|| view! {
                <TextField
                    name="organisation"
                    label="Name"
                    value=state.value("organisation", "")
                    error=state.error("organisation")
                    required=true
                    autocomplete="organization"
                />
            })}
            {locked("Time zone", fixed.zone.clone())}
            {fixed.zone.is_none().then(|| view! {
                <SelectField
                    name="zone"
                    label="Time zone"
                    offers=zones
                    blank="Choose one"
                    value=state.value("zone", "")
                    error=state.error("zone")
                />
            })}
            <SelectField
                name="holidays"
                label="Public holidays"
                help="Days off of the office hours, in which clocks run: those of the whole country. Others are added under Settings, Hours."
                offers=holidays
                blank="Of the country of the time zone, if we know it"
                value=state.value("holidays", "")
                error=state.error("holidays")
            />
            {locked("Address people type", fixed.public_url.clone())}
            {address}
            <WhoOpens address=opened/>
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
fn You(state: FormState) -> impl IntoView {
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
                help=password_help(PASSWORD_LEAST)
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
