//! `/settings/audiences`: who is told together. All of them at the top, the members of one below, chosen by
//! `?audience=`. Whoever may subscribe others enters and removes members; names are the administrators'.

use backend::Result;
use domain::audience::AudienceKind;
use domain::locale::Locale;
use domain::permissions::{Action, Object};
use domain::view::account::FrameView;
use domain::view::settings::{AudienceMember, AudienceRow};
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use super::returned::{News, Slip, words_for};
use super::room::{AUDIENCES, Room};
use kit::components::Tone;
use kit::components::badge::Badge;
use kit::components::button::{Button, ButtonKind, ButtonSize};
use kit::components::choice_field::{Offer, SelectField};
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::components::notice::Notice;
use kit::components::text_field::{AreaField, TextField};
use kit::form::FormState;
use kit::ground::{may, may_on};

const SAID: &[(&str, &str)] = &[
    ("added", "The audience is there. Add who belongs to it."),
    ("owners", "The audience is there. Whoever owns a service that is hit is in it by themselves."),
    ("renamed", "Renamed."),
    ("entered", "Added."),
    ("asked", "They are asked by mail, and get nothing else before they say yes."),
    ("already", "They were in it already."),
    ("list", "It is told as one list: its letters hold no private link, and nobody stops them for the others."),
    ("one", "It is told as one person."),
    ("ruled", "Whoever the rule is about is told from here on."),
    ("unruled", "The rule is gone. Who was entered stays."),
    ("removed", "Removed. What they subscribed to themselves stays."),
];

pub async fn audiences(asked: &Asked) -> Result<Answer> {
    let rows = asked.desk.list_audiences(&asked.caller).await?;
    let (frame, state) = (asked.frame()?, asked.form.clone());
    let said = words_for(asked.word("said"), SAID);
    let open = asked.word("audience").unwrap_or_else(|| state.value("id", ""));
    Document::new("Audiences", move || {
        view! { <Audiences frame=frame rows=rows state=state said=said open=open/> }
    })
    .shown()
}

#[component]
fn Audiences(
    frame: FrameView,
    rows: Vec<AudienceRow>,
    state: FormState,
    said: Option<String>,
    open: String,
) -> impl IntoView {
    let (names, members) = (may_on(&frame, Action::Change, Object::Audiences), may(&frame, Action::SubscribeOthers));
    let chosen = rows.iter().find(|row| row.id == open).or_else(|| rows.first()).cloned();
    let here = chosen.as_ref().map(|row| row.id.clone()).unwrap_or_default();
    let owners = rows.iter().any(|row| row.kind == AudienceKind::ServiceOwners);
    let list = rows.into_iter().map(|row| view! { <Line here=row.id == here audience=row/> }).collect_view();
    let add = Slip::of(&state, "add", "");
    let add = names.then(|| {
        view! {
            <details class="fold panel" open=add.came_back()>
                <summary>"Add an audience"</summary>
                <form class="form" method="post" action=AUDIENCES>
                    {add.hidden()}
                    <TextField
                        name="name"
                        id=add.field("name")
                        label="Name"
                        help="Such as Works council."
                        value=add.value("name", "")
                        error=add.error("name")
                        autocomplete="off"
                    />
                    <div><Button submit=true>"Add"</Button></div>
                </form>
                {(!owners).then(|| view! { <AddOwners/> })}
            </details>
        }
    });
    let open =
        chosen.map(|audience| view! { <Opened audience=audience state=state.clone() names=names enters=members/> });
    view! {
        <Room frame=frame here=AUDIENCES title="Audiences" lead="Who is told together. Nobody gets anything until somebody presses Send.">
            <News state=state said=said/>
            <ul class="rows">{list}</ul>
            {add}
            {open}
        </Room>
    }
}

/// The owners of what is hit: there is one such audience at most.
#[component]
fn AddOwners() -> impl IntoView {
    let slip = Slip::of(&FormState::default(), "add-owners", "");
    view! {
        <form class="form" method="post" action=AUDIENCES>
            {slip.hidden()}
            <p class="quiet">"Or those who own a service that is hit, or one that needs it: they are in it by themselves."</p>
            <div><Button submit=true>"Add service owners"</Button></div>
        </form>
    }
}

#[component]
fn Line(audience: AudienceRow, here: bool) -> impl IntoView {
    let href = format!("{AUDIENCES}?audience={}", audience.id);
    let about = purpose(audience.kind);
    let lists = audience.members.iter().filter(|member| member.list).count();
    let count = Locale::English.readers((audience.members.len() - lists) as u64, lists as u64);
    view! {
        <li>
            <span class="grow">
                <a href=href rel="external" aria-current=here.then_some("true")>{audience.name}</a>
                <small>{about}</small>
            </span>
            <span class="quiet nowrap">{count}</span>
        </li>
    }
}

fn purpose(kind: AudienceKind) -> &'static str {
    match kind {
        AudienceKind::Affected => {
            "What does not work and what to do. Reporters and subscribers are in it by themselves."
        }
        AudienceKind::Executive => "What it means for the business.",
        AudienceKind::Technical => "Symptoms, causes, actions.",
        AudienceKind::ServiceOwners => {
            "Whoever owns a service that is hit, or one that needs it, is in it by themselves."
        }
        AudienceKind::Other => "Your own. They read what is for everybody.",
    }
}

#[component]
fn Opened(audience: AudienceRow, state: FormState, names: bool, enters: bool) -> impl IntoView {
    let id = audience.id.clone();
    let nobody = audience.members.is_empty();
    let doubled = audience.doubled.iter().map(|(list, others)| Locale::English.doubled(list, *others));
    let doubled = doubled.map(|words| view! { <Notice tone=Tone::Warn>{words}</Notice> }).collect_view();
    let heading = format!("In {}", audience.name);
    let label = heading.clone();
    let rename = Slip::of(&state, "rename", &id);
    let rename = names.then(|| view! {
        <details class="fold" open=rename.came_back()>
            <summary>"Rename"</summary>
            <form class="form" method="post" action=AUDIENCES>
                {rename.hidden()}
                {rename.drawn_at(audience.revision)}
                <TextField name="name" id=rename.field("name") label="Name" value=rename.value("name", &audience.name) error=rename.error("name") autocomplete="off"/>
                <div><Button submit=true>"Rename"</Button></div>
            </form>
        </details>
    });
    let rows =
        audience.members.into_iter().map(|member| view! { <Member audience=id.clone() member=member enters=enters/> });
    let rows = rows.collect_view();
    view! {
        <section class="stack" aria-label=label>
            <h2>{heading}</h2>
            {doubled}
            {if nobody {
                view! { <EmptyState symbol=Symbol::People title="Nobody yet" small=true level=3/> }.into_any()
            } else {
                view! { <ul class="rows">{rows}</ul> }.into_any()
            }}
            {names.then(|| view! { <Rules id=id.clone() rules=audience.rules offered=audience.offered state=state.clone()/> })}
            {enters.then(|| view! { <Enter state=state id=id.clone()/> })}
            {rename}
        </section>
    }
}

/// Who is in it without being entered: folded until there is one.
#[component]
fn Rules(id: String, rules: Vec<(String, String)>, offered: Vec<(String, String)>, state: FormState) -> impl IntoView {
    let add = Slip::of(&state, "add-rule", &id);
    let open = !rules.is_empty() || add.came_back();
    let rows = rules.into_iter().map(|(code, words)| {
        let remove = Slip::of(&FormState::default(), "remove-rule", &id);
        let label = format!("Remove the rule: {words}");
        view! {
            <li>
                <span class="grow">{words}</span>
                <form method="post" action=AUDIENCES>
                    {remove.hidden()}
                    <input type="hidden" name="rule" value=code/>
                    <Button kind=ButtonKind::Quiet size=ButtonSize::Small label=label submit=true>"Remove"</Button>
                </form>
            </li>
        }
    });
    let rows = rows.collect_view();
    let offers = offered.into_iter().map(|(code, words)| Offer::new(code, words)).collect();
    view! {
        <details class="fold" open=open>
            <summary>"Members by rule"</summary>
            <ul class="rows">{rows}</ul>
            <form class="form" method="post" action=AUDIENCES>
                {add.hidden()}
                <SelectField name="rule" id=add.field("rule") label="Who is in it as well" offers=offers value=add.value("rule", "") blank="Choose" error=add.error("rule")/>
                <div><Button submit=true>"Add the rule"</Button></div>
            </form>
        </details>
    }
}

#[component]
fn Member(audience: String, member: AudienceMember, enters: bool) -> impl IntoView {
    let name = if member.name.is_empty() { member.email.clone() } else { member.name };
    let label = format!("Remove {name}");
    let (mark, words, marked) = if member.list {
        ("one", "Is one person", format!("{name} is one person"))
    } else {
        ("list", "Is a list", format!("{name} is a list"))
    };
    let marks = Slip::of(&FormState::default(), mark, &audience);
    let person = member.person.clone();
    let mark = (enters && member.may_be_list).then(|| {
        view! {
            <form method="post" action=AUDIENCES>
                {marks.hidden()}
                <input type="hidden" name="person" value=person/>
                <Button kind=ButtonKind::Quiet size=ButtonSize::Small label=marked submit=true>{words}</Button>
            </form>
        }
    });
    let remove = Slip::of(&FormState::default(), "remove", &audience);
    let remove = enters.then(|| {
        view! {
            <form method="post" action=AUDIENCES>
                {remove.hidden()}
                <input type="hidden" name="person" value=member.person/>
                <Button kind=ButtonKind::Quiet size=ButtonSize::Small label=label submit=true>"Remove"</Button>
            </form>
        }
    });
    view! {
        <li>
            <span class="grow">{name}<small>{member.email}</small></span>
            {member.unconfirmed.then(|| view! { <Badge tone=Tone::Warn symbol=Symbol::Mail>"has not said yes yet"</Badge> })}
            {member.list.then(|| view! { <Badge tone=Tone::Plain symbol=Symbol::People>"list"</Badge> })}
            {mark}
            {remove}
        </li>
    }
}

#[component]
fn Enter(state: FormState, id: String) -> impl IntoView {
    let (one, many) = (Slip::of(&state, "enter", &id), Slip::of(&state, "paste", &id));
    view! {
        <div class="settings-pair">
            <form class="panel form" method="post" action=AUDIENCES novalidate=true>
                <h3>"Add somebody"</h3>
                {one.hidden()}
                <TextField name="name" id=one.field("name") label="Name" value=one.value("name", "") error=one.error("name") optional=true autocomplete="off"/>
                <TextField name="email" id=one.field("email") kind="email" label="Mail address" value=one.value("email", "") error=one.error("email") autocomplete="off"/>
                <div><Button submit=true>"Add"</Button></div>
            </form>
            <form class="panel form" method="post" action=AUDIENCES>
                <h3>"Add many"</h3>
                {many.hidden()}
                <AreaField
                    name="people"
                    id=many.field("people")
                    label="Names and addresses"
                    help="One on a line: Sol Vaz <sol@example.org>, or only the address."
                    value=many.value("people", "")
                    error=many.error("people")
                    rows=5
                />
                <div><Button submit=true>"Add them"</Button></div>
            </form>
        </div>
    }
}
