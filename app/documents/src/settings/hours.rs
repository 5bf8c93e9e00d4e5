//! `/settings/hours`: in which hours clocks run. All calendars in one list; `?calendar=` opens the form of one.

use backend::Result;
use domain::locale::Locale;
use domain::permissions::{Action, Object, Section};
use domain::view::account::FrameView;
use domain::view::targets::{CalendarRow, HolidayOffer, HoursPage};
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use super::holidays::Holidays;
use super::returned::{News, Slip, words_for};
use super::room::{HOURS, Room, TARGETS};
use kit::components::Tone;
use kit::components::button::Button;
use kit::components::notice::Notice;
use kit::components::text_field::{AreaField, TextField};
use kit::form::FormState;
use kit::ground::may_on;

const SAID: &[(&str, &str)] = &[
    ("added", "The hours are there. Choose them under Targets."),
    ("changed", "Saved. What is open is due accordingly."),
];

pub async fn hours(asked: &Asked) -> Result<Answer> {
    let page = asked.desk.hours_page(&asked.caller)?;
    let (frame, state) = (asked.frame()?, asked.form.clone());
    let said = words_for(asked.word("said"), SAID);
    let open = asked.word("calendar").unwrap_or_else(|| state.value("id", ""));
    let country = asked.word("country").unwrap_or_else(|| state.value("country", ""));
    let chosen = page.calendars.iter().find(|row| row.id == open).or_else(|| page.calendars.first());
    let chosen = chosen.filter(|row| !row.always).and_then(|row| row.id.parse().ok());
    let offer = chosen.map(|id| asked.desk.holiday_offer(&asked.caller, id, &country)).transpose()?;
    let asked_for = asked.word("country").is_some();
    let page = move || view! { <Hours frame=frame page=page state=state said=said open=open offer=offer asked_for=asked_for/> };
    Document::new("Hours", page).shown()
}

#[component]
fn Hours(
    frame: FrameView,
    page: HoursPage,
    state: FormState,
    said: Option<String>,
    open: String,
    offer: Option<HolidayOffer>,
    asked_for: bool,
) -> impl IntoView {
    let changes = may_on(&frame, Action::Change, Object::Settings(Section::Targets));
    let chosen = page.calendars.iter().find(|row| row.id == open).or_else(|| page.calendars.first()).cloned();
    let here = chosen.as_ref().map(|row| row.id.clone()).unwrap_or_default();
    let list = page.calendars.into_iter().map(|row| view! { <Line here=row.id == here calendar=row/> }).collect_view();
    let stale = page.without_next_year.into_iter().map(|name| {
        view! { <Notice tone=Tone::Warn>{name}" has no days off for next year yet. Tick its public holidays below."</Notice> }
    });
    let stale = stale.collect_view();
    let add = Slip::of(&state, "add", "");
    let add = changes.then(|| {
        view! {
            <details class="fold panel" open=add.came_back()>
                <summary>"Add hours"</summary>
                <form class="form" method="post" action=HOURS>
                    {add.hidden()}
                    <Fields slip=add.clone() row=blank()/>
                    <div><Button submit=true>"Add"</Button></div>
                </form>
            </details>
        }
    });
    let offer = offer.filter(|_| changes);
    let (id, slip) = (here.clone(), Slip::of(&state, "holidays", &here));
    let holidays = offer.map(|offer| view! { <Holidays offer=offer calendar=id slip=slip asked_for=asked_for/> });
    let open = chosen.map(|calendar| view! { <Opened calendar=calendar state=state.clone() changes=changes/> });
    view! {
        <Room frame=frame here=HOURS title="Hours" lead="In which hours clocks run, and on which days they do not.">
            <News state=state said=said/>
            {stale}
            <ul class="rows">{list}</ul>
            {open}
            {holidays}
            {add}
            <p><a href=TARGETS rel="external">"Which targets run in which hours"</a></p>
        </Room>
    }
}

#[component]
fn Line(calendar: CalendarRow, here: bool) -> impl IntoView {
    let href = format!("{HOURS}?calendar={}", calendar.id);
    let about = if calendar.always {
        "Every hour of the year".to_owned()
    } else {
        let off = match calendar.days_off {
            0 => "no days off".to_owned(),
            many => Locale::English.count(many, "day or span off", "days or spans off"),
        };
        format!("{}; {off}", calendar.hours.replace('\n', ", "))
    };
    view! {
        <li>
            <span class="grow">
                <a href=href rel="external" aria-current=here.then_some("true")>{calendar.name}</a>
                <small>{about}</small>
            </span>
            <span class="quiet nowrap">{calendar.zone}</span>
        </li>
    }
}

/// What a new one begins with.
fn blank() -> CalendarRow {
    CalendarRow {
        id: String::new(),
        name: String::new(),
        zone: String::new(),
        always: false,
        hours: "mon-fri 09:00-17:00".to_owned(),
        hours_from: None,
        off: String::new(),
        days_off: 0,
        revision: 0,
    }
}

#[component]
fn Opened(calendar: CalendarRow, state: FormState, changes: bool) -> impl IntoView {
    let slip = Slip::of(&state, "change", &calendar.id);
    let (label, heading) = (calendar.name.clone(), calendar.name.clone());
    let revision = calendar.revision;
    let content = if changes {
        view! {
            <form class="form" method="post" action=HOURS>
                {slip.hidden()}
                {slip.drawn_at(revision)}
                <Fields slip=slip.clone() row=calendar/>
                <div><Button submit=true>"Save"</Button></div>
            </form>
        }
        .into_any()
    } else {
        view! { <pre class="mono">{calendar.hours}"\n"{calendar.off}</pre> }.into_any()
    };
    view! { <section class="panel stack" aria-label=label><h2>{heading}</h2>{content}</section> }
}

#[component]
fn Fields(slip: Slip, row: CalendarRow) -> impl IntoView {
    let hours = (!row.always).then(|| {
        view! {
            <AreaField
                name="hours"
                id=slip.field("hours")
                label="Hours"
                help="A line for each stretch, such as mon-fri 09:00-12:00. 24:00 is the end of a day."
                value=slip.value("hours", &row.hours)
                error=slip.error("hours")
                rows=4
            />
            <TextField
                name="hours_from"
                id=slip.field("hours_from")
                kind="date"
                label="From which day"
                help="Until then those before hold. Without a day they replace the ones that stand here."
                value=slip.value("hours_from", row.hours_from.as_deref().unwrap_or_default())
                error=slip.error("hours_from")
                optional=true
            />
            <AreaField
                name="off"
                id=slip.field("off")
                label="Days off"
                help="A line for each: 2026-12-25 Christmas Day, 2026-12-24 12:00-17:00 Christmas Eve, 2026-12-28..2026-12-31 Closed. The content of a calendar file (.ics) can be pasted below them."
                value=slip.value("off", &row.off)
                error=slip.error("off")
                rows=8
                optional=true
            />
        }
    });
    view! {
        <TextField name="name" id=slip.field("name") label="Name" value=slip.value("name", &row.name) error=slip.error("name") autocomplete="off"/>
        <TextField
            name="zone"
            id=slip.field("zone")
            label="Time zone"
            help="Such as Europe/Lisbon; without one the organisation's."
            value=slip.value("zone", &row.zone)
            error=slip.error("zone")
            optional=true
            autocomplete="off"
        />
        {hours}
    }
}
