//! `/settings/targets`: how long it may take until something is taken, and until it works again. A form for all, one for
//! each service that has its own; what was typed can be tried on the last month before it is saved.

use backend::Result;
use backend::targets::TargetsDraft;
use domain::ids::ServiceId;
use domain::incident::SlaClock;
use domain::locale::Locale;
use domain::permissions::{Action, Object, Section};
use domain::view::Choice;
use domain::view::account::FrameView;
use domain::view::targets::{TargetField, TargetsForm, TargetsPage, Tried, TriedRow};
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use super::returned::{News, Slip, words_for};
use super::room::{HOURS, Room, TARGETS};
use kit::components::Tone;
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::{Offer, SelectField};
use kit::components::data_table::{DataTable, Head};
use kit::components::notice::Notice;
use kit::components::text_field::TextField;
use kit::components::time_text::TimeText;
use kit::form::FormState;
use kit::ground::may_on;
use kit::routes;

const SAID: &[(&str, &str)] = &[
    ("changed", "Saved, for what is reported from now on."),
    ("dropped", "The service has the general targets again, for what is reported from now on."),
    ("confirmed", "They are promises now: whoever has it is written to before one is missed."),
    ("applied", "What is open is judged by them too."),
];

pub async fn targets(asked: &Asked) -> Result<Answer> {
    let page = asked.desk.targets_page(&asked.caller)?;
    let (frame, mut state) = (asked.frame()?, asked.form.clone());
    let tried = if asked.word("try").is_some() { Some(try_them(asked, &page, &mut state)?) } else { None };
    let (said, open) = (words_for(asked.word("said"), SAID), asked.word("service").unwrap_or_default());
    Document::new("Targets", move || {
        view! { <Targets frame=frame page=page state=state said=said tried=tried.flatten() open=open/> }
    })
    .shown()
}

/// What stands in the address is tried and stands in its form again; what is wrong with it is said there.
fn try_them(asked: &Asked, page: &TargetsPage, state: &mut FormState) -> Result<Option<Tried>> {
    let spans = page.general.fields.iter().map(|field| field.name.as_str());
    let names = ["act", "id", "revision", "calendar"].into_iter().chain(spans);
    state.values = names.filter_map(|name| Some((name.to_owned(), asked.word(name)?))).collect();
    let service = state.value("id", "").parse::<ServiceId>().ok();
    let draft = TargetsDraft::of(state.values.clone());
    match asked.desk.try_targets(&asked.caller, service, &draft) {
        Ok(tried) => Ok(Some(tried)),
        Err(backend::Error::Refused(refusal)) => {
            *state = FormState::refused(state.values.clone(), &refusal);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

#[component]
fn Targets(
    frame: FrameView,
    page: TargetsPage,
    state: FormState,
    said: Option<String>,
    tried: Option<Tried>,
    open: String,
) -> impl IntoView {
    let changes = may_on(&frame, Action::Change, Object::Settings(Section::Targets));
    let calendars = page.calendars.clone();
    let meant = view! { <Meant page=page.clone() changes=changes/> };
    let own = page.services.clone().into_iter().map(|form| {
        view! { <Own form=form calendars=calendars.clone() state=state.clone() changes=changes/> }
    });
    let own = own.collect_view();
    // One that has none yet begins with the general ones.
    let id = if open.is_empty() { state.value("id", "") } else { open };
    let new = page.others.iter().find(|service| service.id == id && changes).map(|service| {
        let form = TargetsForm { service: Some(service.clone()), revision: 0, ..page.general.clone() };
        view! { <Own form=form calendars=calendars.clone() state=state.clone() changes=true/> }
    });
    let others = (changes && !page.others.is_empty()).then(|| view! { <Others services=page.others.clone()/> });
    view! {
        <Room frame=frame here=TARGETS title="Targets" lead="How long it may take, in working time, until an incident is taken and until it works again.">
            <News state=state.clone() said=said/>
            {tried.map(|tried| view! { <Trial tried=tried/> })}
            {meant}
            <Form form=page.general calendars=calendars.clone() state=state.clone() changes=changes/>
            {own}
            {new}
            {others}
            <p><a href=HOURS rel="external">"The hours in which clocks run"</a></p>
            <p><a href=routes::COMPLIANCE rel="external">"What was in time, by month"</a></p>
        </Room>
    }
}

/// Whether anybody is held to them, and for what is open already.
#[component]
fn Meant(page: TargetsPage, changes: bool) -> impl IntoView {
    let aims = page.confirmed.is_none();
    let meant = match page.confirmed {
        Some((by, at)) => view! { <p class="quiet">"Promises since "<TimeText time=at/>", said "{by}"."</p> }.into_any(),
        None => {
            view! { <Notice tone=Tone::Plain>"These are aims: times and lateness show, nobody is written to, and nothing is counted."</Notice> }
                .into_any()
        }
    };
    let confirm = (aims && changes).then(|| view! { <Press act="confirm" words="We promise these".to_owned()/> });
    let apply = (page.applies_to > 0 && changes).then(|| {
        let open = Locale::English.count(page.applies_to, "open incident", "open incidents");
        view! { <Press act="apply" words=format!("Judge {open} by them too")/> }
    });
    view! { {meant}<div class="row">{confirm}{apply}</div> }
}

#[component]
fn Press(act: &'static str, words: String) -> impl IntoView {
    view! {
        <form method="post" action=TARGETS>
            <input type="hidden" name="act" value=act/>
            <Button submit=true>{words}</Button>
        </form>
    }
}

#[component]
fn Own(form: TargetsForm, calendars: Vec<Choice>, state: FormState, changes: bool) -> impl IntoView {
    let service = form.service.clone().unwrap_or_default();
    let drop = Slip::of(&state, "drop", &service.id);
    let revision = form.revision;
    let stored = changes && revision > 0;
    let drop = stored.then(|| {
        view! {
            <form method="post" action=TARGETS>
                {drop.hidden()}
                {drop.drawn_at(revision)}
                <Button kind=ButtonKind::Quiet submit=true>{format!("Give {} the general targets again", service.name)}</Button>
            </form>
        }
    });
    view! { <div class="stack"><Form form=form calendars=calendars state=state changes=changes/>{drop}</div> }
}

#[component]
fn Form(form: TargetsForm, calendars: Vec<Choice>, state: FormState, changes: bool) -> impl IntoView {
    let service = form.service.clone().unwrap_or_default();
    let heading = if service.id.is_empty() { "All services".to_owned() } else { service.name };
    let slip = Slip::of(&state, "change", &service.id);
    let label = heading.clone();
    if !changes {
        let name = calendars.into_iter().find(|each| each.id == form.calendar).map(|each| each.name);
        let lines = form.fields.into_iter().map(|field| {
            view! { <div><dt>{words(&field)}</dt><dd>{Locale::English.working_time(field.span)}</dd></div> }
        });
        return view! { <section class="panel stack" aria-label=label><h2>{heading}</h2><dl class="facts">{lines.collect_view()}<div><dt>"Hours"</dt><dd>{name}</dd></div></dl></section> }
            .into_any();
    }
    let fields = form.fields.into_iter().map(|field| {
        let words = words(&field);
        let (name, value) = (field.name.clone(), field.value.clone());
        view! { <TextField name=name.clone() id=slip.field(&name) label=words value=slip.value(&name, &value) error=slip.error(&name) autocomplete="off"/> }
    });
    let fields = fields.collect_view();
    let offers = calendars.into_iter().map(|each| Offer::new(each.id, each.name)).collect();
    view! {
        <section class="panel stack" aria-label=label>
            <h2>{heading}</h2>
            <p class="quiet">"15m, 4h or 2d; a day is a working day of eight hours."</p>
            <form class="form" method="post" action=TARGETS>
                {slip.hidden()}
                {slip.drawn_at(form.revision)}
                <div class="settings-pair">{fields}</div>
                <SelectField name="calendar" id=slip.field("calendar") label="Hours" offers=offers value=slip.value("calendar", &form.calendar) error=slip.error("calendar")/>
                <div class="row">
                    <Button kind=ButtonKind::Primary submit=true>"Save"</Button>
                    <button class="b" formmethod="get" name="try" value="month">"Try on the last month"</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn words(field: &TargetField) -> String {
    let what = match field.clock {
        SlaClock::Response => "taken within",
        SlaClock::Resolution => "works again within",
    };
    format!("{} {what}", field.priority.code())
}

#[component]
fn Others(services: Vec<Choice>) -> impl IntoView {
    let offers = services.into_iter().map(|each| Offer::new(each.id, each.name)).collect();
    view! {
        <details class="fold panel">
            <summary>"Give a service targets of its own"</summary>
            <form class="form" method="get" action=TARGETS>
                <SelectField name="service" id="own-service" label="Service" offers=offers blank="Choose"/>
                <div><Button submit=true>"Go on"</Button></div>
            </form>
        </details>
    }
}

/// What came of trying what was typed.
#[component]
fn Trial(tried: Tried) -> impl IntoView {
    let nothing = tried.rows.iter().all(|row| row.of == 0);
    if nothing {
        return view! { <Notice tone=Tone::Plain>"Nothing was reported in the last month that they could be tried on."</Notice> }.into_any();
    }
    let heads = vec![
        Head::new("Priority"),
        Head::new("Clock"),
        Head::number("Incidents"),
        Head::number("In time"),
        Head::number("Would have been"),
    ];
    let rows = tried.rows.into_iter().filter(|row| row.of > 0).map(|row| view! { <TrialRow row=row/> }).collect_view();
    let cut = tried.cut.then(|| view! { <p class="quiet">"There were more incidents than were looked at."</p> });
    view! {
        <section class="stack" aria-label="The last month">
            <h2>"The last month, as these would have judged it"</h2>
            <DataTable caption="In time, and what would have been" heads=heads>{rows}</DataTable>
            {cut}
            <p class="quiet">"Nothing is saved yet. Each is judged by the priority it has now; restricted ones and requests are left out."</p>
        </section>
    }
    .into_any()
}

#[component]
fn TrialRow(row: TriedRow) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{row.priority.code()}</th>
            <td data-label="Clock">{Locale::English.clock(row.clock)}</td>
            <td data-label="Incidents" class="n">{row.of}</td>
            <td data-label="In time" class="n">{row.in_time}</td>
            <td data-label="Would have been" class="n">{row.would_be}</td>
        </tr>
    }
}
