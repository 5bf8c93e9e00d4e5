//! `/services`: what the organisation runs, who owns it, what needs what. Staff read it; administrators change it in
//! the form that `?service=` opens, or add to it.

mod availability;
mod form;
mod picture;

use backend::Result;
use domain::permissions::{Action, Object};
use domain::service::Criticality;
use domain::view::Choice;
use domain::view::account::FrameView;
use domain::view::settings::{PersonState, ServiceRow};
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use crate::settings::returned::{News, Slip, words_for};
pub use availability::page as availability;
use form::{Retire, ServiceForm};
use kit::components::Tone;
use kit::components::badge::Badge;
use kit::components::data_table::{DataTable, Head};
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::form::FormState;
use kit::ground::Framed;
use kit::ground::may_on;
use kit::routes;
use picture::{Picture, row_id};

const SAID: &[(&str, &str)] = &[
    ("added", "Added. People can report about it from now on."),
    ("changed", "Saved."),
    ("retired", "Retired. Its incidents keep its name; nobody can report about it."),
];

pub async fn page(asked: &Asked) -> Result<Answer> {
    let services = asked.desk.list_services(&asked.caller).await?;
    // Nobody for those who may not change it.
    let people = asked.desk.list_people(&asked.caller).unwrap_or_default();
    let owners = people.into_iter().filter(|person| person.state != PersonState::Disabled);
    let owners = owners.map(|person| Choice { id: person.id, name: person.name }).collect();
    let (frame, state) = (asked.frame()?, asked.form.clone());
    let said = words_for(asked.word("said"), SAID);
    let open = asked.word("service").unwrap_or_else(|| state.value("id", ""));
    Document::new("Services", move || {
        let catalogue = Catalogue { services, owners };
        view! { <Services frame=frame catalogue=catalogue state=state said=said open=open/> }
    })
    .shown()
}

/// The catalogue, and who could own a service.
#[derive(Clone)]
struct Catalogue {
    services: Vec<ServiceRow>,
    owners: Vec<Choice>,
}

#[component]
fn Services(
    frame: FrameView,
    catalogue: Catalogue,
    state: FormState,
    said: Option<String>,
    open: String,
) -> impl IntoView {
    let changes = may_on(&frame, Action::Change, Object::Services);
    let planned = may_on(&frame, Action::Read, Object::Planned);
    let opened = catalogue.services.iter().find(|row| changes && row.id == open).cloned();
    let opened =
        opened.map(|service| view! { <Opened service=service catalogue=catalogue.clone() state=state.clone()/> });
    let add = changes.then(|| view! { <Add catalogue=catalogue.clone() state=state.clone()/> });
    let table = if catalogue.services.is_empty() {
        view! {
            <EmptyState symbol=Symbol::Wrench title="No services yet">
                <p>"Services are what people report about."</p>
                {changes.then(|| view! { <div class="row"><a class="b" href=routes::READY>"Choose from a list"</a></div> })}
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <Picture rows=catalogue.services.clone()/> <Table rows=catalogue.services changes=changes/> }.into_any()
    };
    let page = view! {
        <main id="main" class="page">
            <div class="page-head">
                <h1 tabindex="-1">"Services"</h1>
                <p class="page-lead">"What you run, who answers for it, and what stops when it stops."</p>
                {planned.then(|| view! { <p><a href=routes::PLANNED>"Planned work"</a></p> })}
            </div>
            <News state=state said=said/>
            {opened}
            {table}
            {add}
        </main>
    };
    view! { <Framed frame=frame here=routes::SERVICES>{page}</Framed> }
}

#[component]
fn Table(rows: Vec<ServiceRow>, changes: bool) -> impl IntoView {
    let mut heads = vec![
        Head::new("Service"),
        Head::new("Owner"),
        Head::new("Matters"),
        Head::new("Needs"),
        Head::new("Needed by"),
        Head::number("Open incidents"),
        Head::number("Subscribers"),
    ];
    if changes {
        heads.push(Head::tight(""));
    }
    let rows = rows.into_iter().map(|row| view! { <Row service=row changes=changes/> }).collect_view();
    view! { <DataTable caption="Services" heads=heads>{rows}</DataTable> }
}

#[component]
fn Row(service: ServiceRow, changes: bool) -> impl IntoView {
    let owner = match service.owner {
        Some(owner) => view! { <span>{owner.name}</span> }.into_any(),
        None => view! { <span class="quiet">"nobody"</span> }.into_any(),
    };
    let planned: Vec<_> =
        service.planned.into_iter().map(|words| view! { <small class="planned-when">{words}</small> }).collect();
    let link = changes.then(|| {
        let href = format!("{}?service={}", routes::SERVICES, service.id);
        let label = format!("Change {}", service.name);
        view! { <td><a class="b b-small b-quiet" href=href rel="external" aria-label=label>"Change"</a></td> }
    });
    view! {
        <tr id=row_id(&service.id)>
            <th scope="row"><a class="table-main" href=routes::availability(&service.id, "")>{service.name}</a>{planned}</th>
            <td data-label="Owner">{owner}</td>
            <td data-label="Matters"><Matters criticality=service.criticality/></td>
            <td class:none=service.depends_on.is_empty() data-label="Needs">{names(&service.depends_on)}</td>
            <td class:none=service.needed_by.is_empty() data-label="Needed by">{names(&service.needed_by)}</td>
            <td class="n" class:none={service.open_incidents == 0} data-label="Open incidents">{number(service.open_incidents)}</td>
            <td class="n" class:none={service.subscribers == 0} data-label="Subscribers">{number(service.subscribers)}</td>
            {link}
        </tr>
    }
}

#[component]
fn Matters(criticality: Criticality) -> impl IntoView {
    match criticality {
        Criticality::Critical => view! { <Badge tone=Tone::Bad>"critical"</Badge> }.into_any(),
        Criticality::Normal => view! { <span>"normal"</span> }.into_any(),
        Criticality::Low => view! { <span class="quiet">"low"</span> }.into_any(),
    }
}

fn names(services: &[Choice]) -> String {
    if services.is_empty() {
        return "–".to_owned();
    }
    services.iter().map(|service| service.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn number(count: u32) -> String {
    if count == 0 { "–".to_owned() } else { count.to_string() }
}

#[component]
fn Opened(service: ServiceRow, catalogue: Catalogue, state: FormState) -> impl IntoView {
    let slip = Slip::of(&state, "change", &service.id);
    let heading = format!("Change {}", service.name);
    let label = heading.clone();
    view! {
        <section class="panel stack" aria-label=label>
            <div class="panel-head">
                <h2>{heading}</h2>
                <a class="b b-small b-quiet" href=routes::SERVICES rel="external">"Close"</a>
            </div>
            <ServiceForm service=Some(service.clone()) catalogue=catalogue slip=slip words="Save"/>
            <Retire service=service/>
        </section>
    }
}

#[component]
fn Add(catalogue: Catalogue, state: FormState) -> impl IntoView {
    let slip = Slip::of(&state, "add", "");
    let open = slip.came_back() || catalogue.services.is_empty();
    view! {
        <details class="fold panel" open=open>
            <summary>"Add a service"</summary>
            <ServiceForm service=None catalogue=catalogue slip=slip words="Add"/>
        </details>
    }
}
