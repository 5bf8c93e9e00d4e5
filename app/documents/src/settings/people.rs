//! `/settings/people`: everybody with an account, and inviting more. What is done to one of them stands in
//! `person.rs`, opened by `?person=` so that it works without script.

use backend::Result;
use domain::locale::Locale;
use domain::permissions::{Action, Object, Section};
use domain::person::Role;
use domain::view::account::FrameView;
use domain::view::settings::{PersonRow, PersonState};
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use super::person::PersonPanel;
use super::returned::{News, Slip, words_for};
use super::room::Room;
use kit::components::Tone;
use kit::components::badge::Badge;
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::{Offer, SelectField};
use kit::components::data_table::{DataTable, Head};
use kit::components::icon::Symbol;
use kit::components::text_field::{AreaField, TextField};
use kit::components::time_text::TimeText;
use kit::form::FormState;
use kit::ground::may_on;
use kit::routes;

const SAID: &[(&str, &str)] = &[
    ("invited", "Invited; a letter with a link is on its way."),
    ("role", "The role is changed; they sign in again."),
    ("disabled", "Disabled. Every session of theirs has ended."),
    ("enabled", "Enabled. They can sign in again."),
    ("granted", "They may read every restricted incident; administrators are told by mail."),
    ("withdrawn", "They read restricted incidents only as members."),
];

pub async fn people(asked: &Asked) -> Result<Answer> {
    let rows = asked.desk.list_people(&asked.caller)?;
    let (frame, state) = (asked.frame()?, asked.form.clone());
    let said = words_for(asked.word("said"), SAID);
    // After a refused post its own person stays open.
    let open = asked.word("person").unwrap_or_else(|| state.value("id", ""));
    Document::new("People", move || {
        view! { <People frame=frame rows=rows state=state said=said open=open/> }
    })
    .shown()
}

#[component]
fn People(
    frame: FrameView,
    rows: Vec<PersonRow>,
    state: FormState,
    said: Option<String>,
    open: String,
) -> impl IntoView {
    let changes = may_on(&frame, Action::Change, Object::Settings(Section::People));
    let me = frame.viewer.as_ref().map(|viewer| viewer.id.clone()).unwrap_or_default();
    let opened = rows.iter().find(|row| changes && row.id == open).cloned();
    let panel = opened.map(|person| {
        view! { <PersonPanel own=person.id == me person=person everybody=rows.clone() state=state.clone()/> }
    });
    let lead = Locale::English.people(rows.len() as u64) + " with an account.";
    let invite = changes.then(|| view! { <Invite state=state.clone()/> });
    let table = rows.into_iter().map(|row| view! { <Row person=row changes=changes/> }).collect_view();
    let mut heads = vec![
        Head::new("Name"),
        Head::new("Role"),
        Head::new("State"),
        Head::number("Open incidents"),
        Head::new("Last seen"),
    ];
    if changes {
        heads.push(Head::tight(""));
    }
    view! {
        <Room frame=frame here=routes::PEOPLE title="People" lead=lead>
            <News state=state said=said/>
            {panel}
            <DataTable caption="Everybody with an account" heads=heads>{table}</DataTable>
            {invite}
        </Room>
    }
}

#[component]
fn Row(person: PersonRow, changes: bool) -> impl IntoView {
    let seen = match person.last_seen {
        Some(at) => view! { <TimeText time=at/> }.into_any(),
        None => view! { <span class="quiet">"never"</span> }.into_any(),
    };
    let link = changes.then(|| {
        let href = format!("{}?person={}", routes::PEOPLE, person.id);
        let label = format!("Change {}", person.name);
        view! { <td><a class="b b-small b-quiet" href=href rel="external" aria-label=label>"Change"</a></td> }
    });
    let open = if person.open_incidents == 0 { "–".to_owned() } else { person.open_incidents.to_string() };
    view! {
        <tr>
            <th scope="row">{person.name}<small>{person.email}</small></th>
            <td data-label="Role">{Locale::English.role(person.role)}</td>
            <td data-label="State">
                <span class="row">
                    <State state=person.state/>
                    {person.private_read.then(|| view! { <Badge tone=Tone::Warn symbol=Symbol::Eye>"reads restricted"</Badge> })}
                </span>
            </td>
            <td class="n" class:none={person.open_incidents == 0} data-label="Open incidents">{open}</td>
            <td data-label="Last seen">{seen}</td>
            {link}
        </tr>
    }
}

#[component]
fn State(state: PersonState) -> impl IntoView {
    match state {
        PersonState::Active => view! { <span>"active"</span> }.into_any(),
        PersonState::Invited => view! { <Badge tone=Tone::Accent symbol=Symbol::Mail>"invited"</Badge> }.into_any(),
        PersonState::Disabled => view! { <Badge symbol=Symbol::Lock>"disabled"</Badge> }.into_any(),
    }
}

pub(super) fn roles() -> Vec<Offer> {
    Role::ALL.iter().map(|role| Offer::new(role.code(), Locale::English.role(*role))).collect()
}

#[component]
fn Invite(state: FormState) -> impl IntoView {
    let (one, many) = (Slip::of(&state, "invite", ""), Slip::of(&state, "paste", ""));
    view! {
        <div class="settings-pair">
            <form class="panel form" method="post" action=routes::PEOPLE novalidate=true>
                <h2>"Invite somebody"</h2>
                {one.hidden()}
                <TextField name="name" id=one.field("name") label="Name" value=one.value("name", "") error=one.error("name") autocomplete="off"/>
                <TextField name="email" id=one.field("email") kind="email" label="Mail address" value=one.value("email", "") error=one.error("email") autocomplete="off"/>
                <SelectField name="role" id=one.field("role") label="Role" offers=roles() value=one.value("role", "responder") error=one.error("role")/>
                <div><Button submit=true>"Invite"</Button></div>
            </form>
            <form class="panel form" method="post" action=routes::PEOPLE>
                <h2>"Invite many"</h2>
                {many.hidden()}
                <AreaField
                    name="people"
                    id=many.field("people")
                    label="Names and addresses"
                    help="One on a line: Rui Costa <rui@example.org>, or only the address. They become responders."
                    value=many.value("people", "")
                    error=many.error("people")
                    rows=6
                />
                <div><Button kind=ButtonKind::Plain submit=true>"Invite them"</Button></div>
            </form>
        </div>
    }
}
