//! The five steps, each a fold with its form.

use domain::view::settings::ReadyView;
use leptos::prelude::*;

use crate::components::Tone;
use crate::components::button::{Button, ButtonKind, LinkButton};
use crate::components::choice_field::{Checkbox, Offer, SelectField};
use crate::components::notice::Notice;
use crate::components::text_field::{AreaField, TextField};
use crate::form::FormState;
use crate::routes;

/// How a step stands, and what its form brought back.
#[derive(Clone)]
pub struct Look {
    pub done: bool,
    pub open: bool,
    pub state: FormState,
}

#[component]
fn Step(
    #[prop(into)] title: String,
    #[prop(into)] about: String,
    done: bool,
    open: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <li class=done.then_some("done")>
            <details open=open>
                <summary><h2>{title}</h2><small>{about}</small></summary>
                <div class="five-body">{children()}</div>
            </details>
        </li>
    }
}

/// The password once more, when ten minutes have passed since it was last typed.
#[component]
fn Again(state: FormState) -> impl IntoView {
    let wanted = state.values.contains_key("ask_password");
    wanted.then(|| view! {
        <TextField name="password" kind="password" label="Your password, once more" error=state.error("password") autocomplete="current-password"/>
    })
}

#[component]
pub fn Services(look: Look, view: ReadyView) -> impl IntoView {
    let count = view.services.len();
    let about = if count == 0 { "none yet".to_owned() } else { format!("{count} so far") };
    // When the form came back, what was ticked in it; at first all.
    let came_back = look.state.value("act", "") == "services";
    let ticked = look.state.value("services", "");
    let is_ticked = |name: &str| if came_back { ticked.lines().any(|tick| tick == name) } else { count == 0 };
    let boxes = view.starters.iter().map(|name| {
        view! { <Checkbox name="services" label=name.clone() value=name.clone() checked=is_ticked(name)/> }
    });
    let boxes = boxes.collect_view();
    let has = (count > 0).then(|| format!("You have {}.", view.services.join(", ")));
    let nothing_left = view.starters.is_empty();
    view! {
        <Step title="Services" about=about done=look.done open=look.open>
            <p class="quiet">"What people report about. Untick what you do not have; add your own later under Services."</p>
            {has.map(|words| view! { <p>{words}</p> })}
            {(!nothing_left).then(|| view! {
                <form class="form" method="post" action=routes::READY>
                    <input type="hidden" name="act" value="services"/>
                    <div class="starters">{boxes}</div>
                    <Again state=look.state/>
                    <div><Button kind=ButtonKind::Primary submit=true>"Add these services"</Button></div>
                </form>
            })}
        </Step>
    }
}

#[component]
pub fn Team(look: Look, view: ReadyView) -> impl IntoView {
    let about = match view.team {
        0 | 1 => "only you yet".to_owned(),
        more => format!("{more} people"),
    };
    let value = if look.open { look.state.value("people", "") } else { String::new() };
    view! {
        <Step title="Your team" about=about done=look.done open=look.open>
            <p class="quiet">"Those who work on incidents. Each gets a letter with a link to choose a password, and can take incidents from then on."</p>
            <form class="form" method="post" action=routes::READY>
                <input type="hidden" name="act" value="team"/>
                <AreaField
                    name="people"
                    id="team-people"
                    label="Names and addresses"
                    help="Paste them as they are, one on a line: Rui Costa <rui@example.org>, or only the address."
                    value=value
                    error=look.state.error("people")
                    rows=4
                />
                <Again state=look.state/>
                <div><Button kind=ButtonKind::Primary submit=true>"Invite them"</Button></div>
            </form>
        </Step>
    }
}

#[component]
pub fn Stakeholders(look: Look, view: ReadyView) -> impl IntoView {
    let about = match view.stakeholders {
        0 => "nobody yet".to_owned(),
        1 => "1 person".to_owned(),
        more => format!("{more} people"),
    };
    let audiences = vec![
        Offer::new("executive", "Executive: what it means for the business"),
        Offer::new("technical", "Technical: symptoms, causes, actions"),
        Offer::new("affected", "Everyone affected: what does not work, what to do"),
    ];
    let value = if look.open { look.state.value("people", "") } else { String::new() };
    view! {
        <Step title="Stakeholders" about=about done=look.done open=look.open>
            <p class="quiet">"Those who must be told. They need no account, get nothing until somebody presses Send, and can stop it with one press."</p>
            <form class="form" method="post" action=routes::READY>
                <input type="hidden" name="act" value="stakeholders"/>
                <SelectField
                    name="audience"
                    label="They belong to"
                    offers=audiences
                    value=look.state.value("audience", "executive")
                    error=look.state.error("audience")
                />
                <AreaField
                    name="people"
                    id="stakeholder-people"
                    label="Names and addresses"
                    help="One on a line: Sol Vaz <sol@example.org>, or only the address."
                    value=value
                    error=look.state.error("people")
                    rows=4
                />
                <Again state=look.state/>
                <div><Button kind=ButtonKind::Primary submit=true>"Enter them"</Button></div>
            </form>
        </Step>
    }
}

#[component]
pub fn Test(look: Look, view: ReadyView) -> impl IntoView {
    let about = if view.tested { "sent" } else { "not sent yet" };
    let relay = view.mail.to_folder.then(|| view! {
        <Notice tone=Tone::Plain>"No mail server is set yet: letters land as files in the folder “mail” of the data folder."</Notice>
    });
    let trouble = view.mail.paused.map(|answer| {
        view! {
            <Notice tone=Tone::Bad>"Mail is paused. The mail server said: "<code>{answer}</code></Notice>
        }
    });
    let letter = view.letter.map(|text| {
        view! {
            <figure class="stack stack-tight">
                <figcaption class="field-label">"The letter you got"</figcaption>
                // A scrolling box must be reachable by keyboard.
                <pre class="letter-text" tabindex="0">{text}</pre>
            </figure>
        }
    });
    let coming = (view.tested && letter.is_none()).then(|| view! {
        <p class="quiet">"The letter is on its way. "<a href=routes::READY rel="external">"Load the page again"</a>" in a moment."</p>
    });
    view! {
        <Step title="A test report" about=about done=look.done open=look.open || letter.is_some()>
            <p class="quiet">"Send one in your own name and see what a reporter gets. It is a true incident on the board; cancel it afterwards."</p>
            {relay}
            {trouble}
            {(!view.tested).then(|| view! {
                <form method="post" action=routes::READY>
                    <input type="hidden" name="act" value="test"/>
                    <Button kind=ButtonKind::Primary submit=true>"Send a test report"</Button>
                </form>
            })}
            {coming}
            {letter}
        </Step>
    }
}

#[component]
pub fn PosterStep(view: ReadyView) -> impl IntoView {
    view! {
        <Step title="A poster" about="to print" done=false open=true>
            <p class="quiet">"It says where to report, with a code for phones. Hang it where people stand when something fails."</p>
            <p class="mono">{view.report_url}</p>
            <p><LinkButton href=routes::POSTER>"Open the poster"</LinkButton></p>
        </Step>
    }
}
