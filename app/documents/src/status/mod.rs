//! Services now, what is published about them, and letters about a service for whoever wants them. It needs neither
//! script nor account.

mod bars;
mod history;

pub use history::page as history;

use backend::Result;
use backend::retention::ENDED_SHOWN;
use domain::locale::Locale;
use domain::service::Standing;
use domain::time::{DAY, Moment};
use domain::view::account::FrameView;
use domain::view::planned::PlannedLine;
use domain::view::public::{KnownLine, ServiceLine, StatusView};
use leptos::prelude::*;

use crate::messages::capital;
use crate::{Answer, Asked, Document};

use bars::Bars;

use kit::components::Tone;
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::Checkbox;
use kit::components::field::FieldError;
use kit::components::notice::Notice;
use kit::components::text_field::TextField;
use kit::components::when_read::WhenRead;
use kit::form::FormState;
use kit::ground::Around;
use kit::ground::FormProblems;
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let (frame, view) = (asked.frame()?, asked.desk.status_page(&asked.caller)?);
    let said = match asked.word("said").as_deref() {
        Some("void") => {
            Some("The links in older letters open nothing any more. A letter with a new one is on its way.")
        }
        Some(_) => Some("Look into your mailbox and confirm there that these letters are wanted."),
        None => None,
    };
    let state = asked.form.clone();
    Document::new("Status", move || view! { <Status frame=frame view=view state=state said=said/> }).shown()
}

#[component]
fn Status(frame: FrameView, view: StatusView, state: FormState, said: Option<&'static str>) -> impl IntoView {
    let (services, now) = (view.services.clone(), view.as_of.utc);
    view! {
        <Around frame=frame here=routes::STATUS>
            <header class="stack stack-tight">
                <h1 tabindex="-1">"Status"</h1>
                <p class="quiet">"As of "<time datetime=view.as_of.iso>{view.as_of.text}</time>". Load the page again to see the newest."</p>
                <WhenRead reading=view.reading phone=view.emergency_phone/>
            </header>
            {said.map(|words| view! { <Notice tone=Tone::Good>{words}</Notice> })}
            <Now services=services.clone()/>
            <Services services=services.clone()/>
            <Planned planned=view.planned now=now/>
            <Published incidents=view.incidents/>
            <Ended incidents=view.ended/>
            <Subscribe services=services state=state/>
            <p class="solo-foot row">
                <a href=routes::REPORT>"Report a problem"</a>
                <a href=routes::STATUS_FEED>"Feed (Atom)"</a>
                <a href=routes::STATUS_JSON>"For programs (JSON)"</a>
            </p>
        </Around>
    }
}

#[component]
fn Now(services: Vec<ServiceLine>) -> impl IntoView {
    let worst = services.iter().map(|service| service.standing).max().unwrap_or(Standing::Fine);
    view! { <p class="status-now"><span class=dot(worst) aria-hidden="true"></span>{sum(&services)}</p> }
}

/// The page as every visitor reads it, without script; kept by whoever serves it to a crowd.
pub fn for_visitors(frame: FrameView, view: StatusView) -> Document {
    let state = FormState::default();
    Document::new("Status", move || view! { <Status frame=frame view=view state=state said=None/> })
}

/// The services that are hit, and only where none is, those that may be.
fn sum(services: &[ServiceLine]) -> String {
    let count = |standing: Standing| services.iter().filter(|service| service.standing == standing).count() as u64;
    let services_of = |count| Locale::English.count(count, "service", "services");
    let reported = count(Standing::Reported) + count(Standing::LookedInto);
    match (count(Standing::Down), count(Standing::Degraded), reported, count(Standing::Watched)) {
        (0, 0, 0, 0) => "No known outage".to_owned(),
        (0, 0, 0, some) => format!("{} should work again, being watched", services_of(some)),
        (0, 0, some, _) => format!("{} reported, not confirmed yet", services_of(some)),
        (0, some, ..) => format!("{} slower or in part only", services_of(some)),
        (some, 0, ..) => format!("{} down", services_of(some)),
        (some, more, ..) => format!("{} down, {more} in part only", services_of(some)),
    }
}

/// What nobody of the team has confirmed is no alarm yet: its mark is quiet.
fn dot(standing: Standing) -> &'static str {
    match standing {
        Standing::Down => "dot dot-bad",
        Standing::Degraded | Standing::Watched => "dot dot-warn",
        Standing::Reported | Standing::LookedInto => "dot",
        Standing::Fine => "dot dot-good",
    }
}

#[component]
fn Services(services: Vec<ServiceLine>) -> impl IntoView {
    if services.is_empty() {
        return view! { <p class="quiet">"No services are listed yet."</p> }.into_any();
    }
    let rows = services.into_iter().map(|service| {
        view! {
            <li>
                <span class="service-name">{service.name}</span>
                <span class="service-state">
                    <span class=dot(service.standing) aria-hidden="true"></span>
                    {service.state}
                    {service.since.map(|since| view! { <span class="quiet">" since "<time datetime=since.iso>{since.text}</time></span> })}
                </span>
                <Bars days=service.days/>
            </li>
        }
    });
    view! {
        <section class="stack stack-tight" aria-labelledby="services-head">
            <h2 id="services-head">"Services"</h2>
            <ul class="services">{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// Letters lead here, with what comes as well.
#[component]
fn Planned(planned: Vec<PlannedLine>, now: Moment) -> impl IntoView {
    (!planned.is_empty()).then(|| {
        let rows = planned.into_iter().map(|line| {
            view! { <article><h3>{line.names()}</h3><p>{capital(&line.when(now))}</p><p class="known-help">{line.words}</p></article> }
        });
        view! {
            <section class="stack stack-tight" id="planned" aria-labelledby="planned-head">
                <h2 id="planned-head">"Planned work"</h2>
                <div class="published">{rows.collect_view()}</div>
            </section>
        }
    })
}

#[component]
fn Published(incidents: Vec<KnownLine>) -> impl IntoView {
    (!incidents.is_empty()).then(|| {
        let rows = incidents.into_iter().map(|incident| view! { <Told incident=incident when=" · since "/> });
        view! {
            <section class="stack stack-tight" aria-labelledby="published-head">
                <h2 id="published-head">"What is known"</h2>
                <div class="published">{rows.collect_view()}</div>
            </section>
        }
    })
}

/// Whoever follows a letter's link after the end reads of it here, or how long it stood here.
#[component]
fn Ended(incidents: Vec<KnownLine>) -> impl IntoView {
    let days = ENDED_SHOWN / DAY;
    let rows = incidents.into_iter().map(|incident| view! { <Told incident=incident when=" · ended "/> });
    let rows: Vec<_> = rows.collect();
    let older = format!(
        "What a letter told you of and does not stand here ended more than {days} days ago, or is no longer public."
    );
    view! {
        {(!rows.is_empty()).then(|| view! {
            <section class="stack stack-tight" aria-labelledby="ended-head">
                <h2 id="ended-head">"Ended lately"</h2>
                <div class="published">{rows}</div>
            </section>
        })}
        <p class="quiet">{older}" "<a href=routes::STATUS_HISTORY>"Month by month"</a></p>
    }
}

#[component]
pub(super) fn Told(incident: KnownLine, when: &'static str) -> impl IntoView {
    let steps = incident.steps.into_iter().map(|(state, at)| {
        view! { <li><time datetime=at.iso>{at.text}</time>" "{state}</li> }
    });
    view! {
        // Letters lead here.
        <article id=incident.number.clone()>
            <h3>{incident.public_title.unwrap_or_else(|| incident.service.clone())}</h3>
            <p>
                {incident.state}
                <span class="quiet">
                    {(!incident.service.is_empty()).then(|| format!(" · {}", incident.service))}
                    {when}<time datetime=incident.since.iso>{incident.since.text}</time>
                    {format!(" · {}", Locale::English.people(incident.people))}
                </span>
            </p>
            {incident.workaround.map(|words| view! { <p class="known-help"><b>"Until then: "</b>{words}</p> })}
            <ol class="steps quiet">{steps.collect_view()}</ol>
        </article>
    }
}

#[component]
fn Subscribe(services: Vec<ServiceLine>, state: FormState) -> impl IntoView {
    if services.is_empty() {
        return ().into_any();
    }
    let chosen: Vec<String> = state.value("services", "").lines().map(str::to_owned).collect();
    let open = state.is_refused();
    let boxes = services.into_iter().map(|service| {
        let checked = chosen.contains(&service.id);
        view! { <Checkbox name="services" label=service.name value=service.id checked=checked/> }
    });
    let boxes = boxes.collect_view();
    view! {
        <details class="panel fold status-letters" open=open>
            <summary><h2>"Get letters about a service"</h2></summary>
            <form class="form" method="post" action=routes::STATUS novalidate=true>
                <FormProblems state=state.clone()/>
                <p class="quiet">"You are written to when the team tells something about it, and can stop that with one press in any letter."</p>
                <fieldset class="field" id="services" tabindex="-1">
                    <legend>"Which services?"</legend>
                    <div class="starters">{boxes}</div>
                    <FieldError id="services" error=state.error("services")/>
                </fieldset>
                <TextField
                    name="email"
                    kind="email"
                    label="Your mail address"
                    value=state.value("email", "")
                    error=state.error("email")
                    required=true
                    autocomplete="email"
                />
                <div><Button kind=ButtonKind::Primary submit=true>"Send me a letter to confirm"</Button></div>
            </form>
        </details>
    }
    .into_any()
}
