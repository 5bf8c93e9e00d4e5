//! The steps, each a fold with its form; the letter to stakeholders is `letter.rs`.

use domain::locale::Locale;
use domain::service::Starter;
use domain::view::settings::ReadyView;
use leptos::prelude::*;

use crate::openers::is_here_alone;
use crate::settings::returned::Slip;
use kit::components::Tone;
use kit::components::button::{Button, ButtonKind, LinkButton};
use kit::components::choice_field::{Checkbox, Offer, SelectField};
use kit::components::field::FieldError;
use kit::components::notice::Notice;
use kit::components::text_field::AreaField;
use kit::routes;

/// How a step stands, and what its form brought back.
#[derive(Clone)]
pub struct Look {
    pub done: bool,
    pub open: bool,
    pub slip: Slip,
}

#[component]
pub fn Step(
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

#[component]
pub fn Services(look: Look, view: ReadyView) -> impl IntoView {
    let count = view.services.len();
    let about = if count == 0 { "none yet".to_owned() } else { format!("{count} so far") };
    let boxes = view.starters.iter().map(|name| {
        let checked = look.slip.ticked("services", name, count == 0);
        view! { <Checkbox name="services" label=name.clone() value=name.clone() checked=checked help=usual(name)/> }
    });
    let boxes = boxes.collect_view();
    let has = (count > 0).then(|| format!("You have {}.", view.services.join(", ")));
    let nothing_left = view.starters.is_empty();
    view! {
        <Step title="Services" about=about done=look.done open=look.open>
            <p class="quiet">"What people report about, with the weight and the needs that are usual: what is critical counts for more. Untick what you do not have."</p>
            {has.map(|words| view! { <p>{words}" "<a href=routes::SERVICES>"Change them, or add your own"</a></p> })}
            {(!nothing_left).then(|| view! {
                <form class="form" method="post" action=routes::READY>
                    {look.slip.hidden()}
                    <fieldset class="field" id=look.slip.field("services") tabindex="-1">
                        <legend class="visually-hidden">"Services"</legend>
                        <div class="starters">{boxes}</div>
                        <FieldError id=look.slip.field("services") error=look.slip.error("services")/>
                    </fieldset>
                    <div><Button kind=ButtonKind::Primary submit=true>"Add these services"</Button></div>
                </form>
            })}
        </Step>
    }
}

/// What a starter comes with.
fn usual(name: &str) -> String {
    let Some(starter) = Starter::named(name) else { return String::new() };
    let weight = Locale::English.criticality(starter.criticality);
    if starter.needs.is_empty() { weight.to_owned() } else { format!("{weight}, needs {}", starter.needs.join(", ")) }
}

#[component]
pub fn Team(look: Look, view: ReadyView) -> impl IntoView {
    let about = match view.team {
        0 | 1 => "only you yet".to_owned(),
        more => format!("{more} people"),
    };
    let slip = look.slip;
    view! {
        <Step title="Your team" about=about done=look.done open=look.open>
            <p class="quiet">"Those who work on incidents. Each gets a letter with a link to choose a password, and can take incidents from then on."</p>
            <form class="form" method="post" action=routes::READY>
                {slip.hidden()}
                <AreaField
                    name="people"
                    id=slip.field("people")
                    label="Names and addresses"
                    help="Paste them as they are, one on a line: Rui Costa <rui@example.org>, or only the address."
                    value=slip.value("people", "")
                    error=slip.error("people")
                    rows=4
                />
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
    let slip = look.slip;
    view! {
        <Step title="Stakeholders" about=about done=look.done open=look.open>
            <p class="quiet">"Those who must be told. They need no account, get nothing until somebody presses Send, and can stop it with one press."</p>
            <form class="form" method="post" action=routes::READY>
                {slip.hidden()}
                <SelectField
                    name="audience"
                    id=slip.field("audience")
                    label="They belong to"
                    offers=audiences
                    value=slip.value("audience", "executive")
                    error=slip.error("audience")
                />
                <AreaField
                    name="people"
                    id=slip.field("people")
                    label="Names and addresses"
                    help="One on a line: Sol Vaz <sol@example.org>, or only the address."
                    value=slip.value("people", "")
                    error=slip.error("people")
                    rows=4
                />
                <div><Button kind=ButtonKind::Primary submit=true>"Add them"</Button></div>
            </form>
        </Step>
    }
}

#[component]
pub fn Test(look: Look, view: ReadyView) -> impl IntoView {
    let about = if view.tested { "sent" } else { "not sent yet" };
    let folder = view.mail_folder;
    let relay = view.mail.to_folder.then(|| view! {
        <Notice tone=Tone::Plain>"No mail server is set yet: letters are kept as files in "<code>{folder}</code>"."</Notice>
    });
    let trouble = view.mail.paused.map(|answer| {
        view! {
            <Notice tone=Tone::Bad>"Mail is paused. This came back: "<code>{answer}</code></Notice>
        }
    });
    let caption = if view.mail.to_folder { "The letter, kept as a file" } else { "The letter you got" };
    let letter = view.letter.map(|text| {
        view! {
            <figure class="stack stack-tight">
                <figcaption class="field-label">{caption}</figcaption>
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
            <p class="quiet">"Send one in your own name and see what a reporter gets. It is a true incident on the board; cancel it after the next step."</p>
            {relay}
            {trouble}
            {(!view.tested).then(|| view! {
                <form method="post" action=routes::READY>
                    {look.slip.hidden()}
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
    let here_alone = is_here_alone(&view.report_url);
    view! {
        <Step title="A poster" about="to print" done=false open=true>
            <p class="quiet">"It says where to report, with a code for phones. Hang it where people stand when something fails."</p>
            {if view.report_url.starts_with('/') {
                view! { <p>"First say in the "<a href=routes::SETTINGS>"settings"</a>" under which address people reach Sitrep: the code leads there."</p> }
                    .into_any()
            } else {
                view! { <p class="mono">{view.report_url}</p> }.into_any()
            }}
            {(!here_alone).then(|| view! { <p><LinkButton href=routes::POSTER>"Open the poster"</LinkButton></p> })}
            {here_alone.then(|| view! { <p>"There is none yet: no phone could open that address."</p> })}
        </Step>
    }
}
