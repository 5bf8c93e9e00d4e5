//! `/settings/account`, for everybody who is signed in: who one is here, what one is written to about, the password,
//! and where one is signed in.

use domain::locale::Locale;
use domain::view::account::{AccountView, FrameView, SessionRow};
use domain::view::public::SubscriptionView;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::returned::{News, Slip, words_for};
use super::room::{ACCOUNT, Room, loaded};
use crate::api::ApiError;
use crate::api::frame::frame;
use crate::api::settings::{OwnAccount, account};
use crate::api::wire::load_once;
use crate::components::Tone;
use crate::components::badge::Badge;
use crate::components::button::{Button, ButtonKind, ButtonSize};
use crate::components::choice_field::{Checkbox, Offer, SelectField};
use crate::components::field::FieldError;
use crate::components::notice::Notice;
use crate::components::text_field::TextField;
use crate::components::time_text::TimeText;
use crate::form::{FormState, use_form_state};
use crate::pages::link::password_help;

const SAID: &[(&str, &str)] = &[
    ("details", "Saved. Your colleagues read the new name from now on."),
    ("password", "The password is changed. Everywhere else you are signed out."),
    ("ended", "Signed out there."),
    ("letters", "Saved."),
];

#[component]
pub fn AccountPage() -> impl IntoView {
    let state = use_form_state();
    let said = words_for(use_query_map().with_untracked(|query| query.get("said")), SAID);
    let page = load_once(look());
    loaded(page, move |frame, own| view! { <Account frame=frame own=own state=state.clone() said=said.clone()/> })
}

async fn look() -> Result<(FrameView, OwnAccount), ApiError> {
    let own = account().await?;
    Ok((frame().await?, own))
}

#[component]
fn Account(frame: FrameView, own: OwnAccount, state: FormState, said: Option<String>) -> impl IntoView {
    let OwnAccount { account, letters, zones, password_least } = own;
    let lead = format!("{} · {}", account.email, Locale::English.role(account.role));
    view! {
        <Room frame=frame here=ACCOUNT title="Your account" lead=lead>
            <News state=state.clone() said=said/>
            <Details account=account.clone() zones=zones slip=Slip::of(&state, "details", "")/>
            <Letters letters=letters slip=Slip::of(&state, "letters", "")/>
            <Password slip=Slip::of(&state, "password", "") least=password_least/>
            <Sessions sessions=account.sessions/>
        </Room>
    }
}

#[component]
fn Details(account: AccountView, zones: Vec<String>, slip: Slip) -> impl IntoView {
    let zones = zones.into_iter().map(|zone| Offer::new(zone.clone(), zone)).collect();
    let blank = format!("The organisation's: {}", account.organisation_zone);
    view! {
        <form class="panel form" method="post" action=ACCOUNT>
            <h2>"Who you are"</h2>
            {slip.hidden()}
            <TextField
                name="name"
                id=slip.field("name")
                label="Your name"
                help="As your colleagues read it on incidents and in letters."
                value=slip.value("name", &account.name)
                error=slip.error("name")
                autocomplete="name"
            />
            <SelectField
                name="zone"
                id=slip.field("zone")
                label="Your time zone"
                help="Letters to you tell the time in it. The screens keep the organisation's."
                offers=zones
                blank=blank
                value=slip.value("zone", &account.zone)
                error=slip.error("zone")
            />
            <div><Button kind=ButtonKind::Primary submit=true>"Save"</Button></div>
        </form>
    }
}

#[component]
fn Sessions(sessions: Vec<SessionRow>) -> impl IntoView {
    let others = sessions.iter().any(|session| !session.current);
    let rows = sessions.into_iter().map(|session| view! { <Session session=session/> }).collect_view();
    view! {
        <section class="stack stack-tight" aria-label="Where you are signed in">
            <h2>"Where you are signed in"</h2>
            <ul class="rows">{rows}</ul>
            {others.then(|| view! {
                <form method="post" action=ACCOUNT>
                    <input type="hidden" name="act" value="end-others"/>
                    <Button submit=true>"Sign out everywhere else"</Button>
                </form>
            })}
        </section>
    }
}

#[component]
fn Session(session: SessionRow) -> impl IntoView {
    let device = if session.device.is_empty() { "An unnamed browser".to_owned() } else { session.device };
    let label = format!("Sign out {device}");
    let act = if session.current {
        view! { <Badge tone=Tone::Good>"this browser"</Badge> }.into_any()
    } else {
        view! {
            <form method="post" action=ACCOUNT>
                <input type="hidden" name="act" value="end"/>
                <input type="hidden" name="id" value=session.id/>
                <Button kind=ButtonKind::Quiet size=ButtonSize::Small label=label submit=true>"Sign out"</Button>
            </form>
        }
        .into_any()
    };
    view! {
        <li>
            <span class="grow">
                {device}
                <small>{session.address}", signed in "<TimeText time=session.signed_in/>", last seen "<TimeText time=session.last_seen/></small>
            </span>
            {act}
        </li>
    }
}

#[component]
fn Password(slip: Slip, least: usize) -> impl IntoView {
    view! {
        <form class="panel form" method="post" action=ACCOUNT>
            <h2>"Change your password"</h2>
            {slip.hidden()}
            <TextField name="password_old" id=slip.field("old_password") kind="password" label="Password now" error=slip.error("old_password") autocomplete="current-password"/>
            <TextField name="password" id=slip.field("password") kind="password" label="New password" help=password_help(least) error=slip.error("password") autocomplete="new-password"/>
            <div><Button submit=true>"Change it"</Button></div>
        </form>
    }
}

#[component]
fn Letters(letters: SubscriptionView, slip: Slip) -> impl IntoView {
    let boxes = letters.services.into_iter().map(|service| {
        let checked = slip.ticked("services", &service.id, service.subscribed);
        view! { <Checkbox name="services" label=service.name value=service.id checked=checked/> }
    });
    let boxes = boxes.collect_view();
    let audiences = (!letters.audiences.is_empty()).then(|| letters.audiences.join(", "));
    view! {
        <form class="panel form" method="post" action=ACCOUNT>
            <h2>"What you are written to about"</h2>
            {slip.hidden()}
            {letters.stopped_all.then(|| view! {
                <Notice tone=Tone::Warn>"All letters are stopped. Tick a service and save to be written to again."</Notice>
            })}
            <fieldset class="field" id=slip.field("services") tabindex="-1">
                <legend>"Write to me about"</legend>
                <div class="starters">{boxes}</div>
                <FieldError id=slip.field("services") error=slip.error("services")/>
            </fieldset>
            {audiences.map(|names| view! { <p class="help">{format!("You are also told things as part of: {names}.")}</p> })}
            <div><Button submit=true>"Save"</Button></div>
        </form>
    }
}
