//! The rotations as managers keep them: the list, the form of one, and the end of it.

use backend::duty::{DutyPage, RotationRow};
use backend::time_text::zones;
use leptos::prelude::*;

use crate::settings::returned::Slip;
use kit::components::Tone;
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::{Offer, SelectField};
use kit::components::data_table::{DataTable, Head};
use kit::components::notice::Notice;
use kit::components::text_field::{AreaField, TextField};
use kit::form::FormState;
use kit::routes;

/// Fields for people beyond those who have a turn already.
const BLANK_TURNS: usize = 4;

#[component]
pub fn Rotations(rows: Vec<RotationRow>) -> impl IntoView {
    let heads =
        vec![Head::new("Rotation"), Head::new("Turns"), Head::new("In order"), Head::new("Hours"), Head::tight("")];
    let row = |row: RotationRow| {
        let names = row.people.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ");
        let turns = if row.every_days == 1 { "1 day".to_owned() } else { format!("{} days", row.every_days) };
        let hours = if row.hours.is_empty() { "always".to_owned() } else { row.hours };
        let label = format!("Change {}", row.name);
        view! {
            <tr>
                <th scope="row">{row.name}</th>
                <td data-label="Turns">{turns}</td>
                <td data-label="In order">{names}</td>
                <td data-label="Hours">{hours}</td>
                <td><a class="b b-small b-quiet" href=routes::rotation(&row.id) rel="external" aria-label=label>"Change"</a></td>
            </tr>
        }
    };
    let rows = rows.into_iter().map(row).collect_view();
    view! {
        <section class="stack stack-tight" aria-label="Rotations">
            <h2>"Rotations"</h2>
            <DataTable caption="Rotations" heads=heads>{rows}</DataTable>
        </section>
    }
}

#[component]
pub fn AddRotation(duty: DutyPage, state: FormState) -> impl IntoView {
    let slip = Slip::of(&state, "add", "");
    let open = slip.came_back() || duty.rotations.is_empty();
    view! {
        <details class="fold panel" open=open>
            <summary>"Add a rotation"</summary>
            <RotationForm row=None duty=duty slip=slip words="Add"/>
        </details>
    }
}

#[component]
pub fn Opened(row: RotationRow, duty: DutyPage, state: FormState) -> impl IntoView {
    let slip = Slip::of(&state, "change", &row.id);
    let heading = format!("Change {}", row.name);
    let label = heading.clone();
    let left = (!row.left.is_empty()).then(|| {
        let words = format!("Passed over, because they work here no longer: {}.", row.left.join(", "));
        view! { <Notice tone=Tone::Warn>{words}</Notice> }
    });
    let remove = Slip::of(&FormState::default(), "remove", &row.id);
    view! {
        <section class="panel stack" aria-label=label>
            <div class="panel-head">
                <h2>{heading}</h2>
                <a class="b b-small b-quiet" href=routes::ON_CALL rel="external">"Close"</a>
            </div>
            {left}
            <RotationForm row=Some(row.clone()) duty=duty slip=slip words="Save"/>
            <form class="form-section" method="post" action=routes::ON_CALL>
                {remove.hidden()}
                {remove.drawn_at(row.revision)}
                <p class="quiet">"Removing it ends its turns and the swaps entered for it."</p>
                <div><Button kind=ButtonKind::Danger submit=true>"Remove"</Button></div>
            </form>
        </section>
    }
}

#[component]
fn RotationForm(row: Option<RotationRow>, duty: DutyPage, slip: Slip, words: &'static str) -> impl IntoView {
    let revision = row.as_ref().map(|row| slip.drawn_at(row.revision));
    let text = |of: &dyn Fn(&RotationRow) -> String| row.as_ref().map(of).unwrap_or_default();
    let every_days = row.as_ref().map_or_else(|| "7".to_owned(), |row| row.every_days.to_string());
    let zone = row.as_ref().map_or_else(|| duty.organisation_zone.clone(), |row| row.zone.clone());
    let zones = zones().into_iter().map(|zone| Offer::new(zone.clone(), zone)).collect::<Vec<_>>();
    let (name, first) = (text(&|row| row.name.clone()), text(&|row| row.first.clone()));
    let hours = text(&|row| row.hours.clone());
    view! {
        <form class="form" method="post" action=routes::ON_CALL>
            {slip.hidden()}
            {revision}
            <TextField name="name" id=slip.field("name") label="Name" help="Such as Network, or Nights." value=slip.value("name", &name) error=slip.error("name") autocomplete="off"/>
            <div class="form-row">
                <TextField name="first" id=slip.field("first") kind="datetime-local" label="First turn begins" help="Each turn is handed over at this time of day." value=slip.value("first", &first) error=slip.error("first")/>
                <TextField name="every_days" id=slip.field("every_days") kind="number" label="Days of a turn" value=slip.value("every_days", &every_days) error=slip.error("every_days")/>
            </div>
            <SelectField name="zone" id=slip.field("zone") label="Time zone" help="Its clocks say when turns change and which hours are meant." offers=zones value=slip.value("zone", &zone) error=slip.error("zone")/>
            <Turns row=row duty=duty slip=slip.clone()/>
            <AreaField name="hours" id=slip.field("hours") label="Hours" rows=3 help="Empty: always. One line each, like mon-fri 09:00-17:00, and a night as mon-fri 17:00-09:00." value=slip.value("hours", &hours) error=slip.error("hours") optional=true/>
            <div><Button kind=ButtonKind::Primary submit=true>{words}</Button></div>
        </form>
    }
}

/// One field for each turn, in order; blank ones are left away.
#[component]
fn Turns(row: Option<RotationRow>, duty: DutyPage, slip: Slip) -> impl IntoView {
    let known = row.map(|row| row.people).unwrap_or_default();
    let mut offers: Vec<_> = duty.team.iter().map(|one| Offer::new(one.id.clone(), one.name.clone())).collect();
    // Whoever has a turn may stay, also after they left.
    for one in &known {
        if !offers.iter().any(|offer| offer.value == one.id) {
            offers.push(Offer::new(one.id.clone(), one.name.clone()));
        }
    }
    let standing = known.iter().map(|one| one.id.as_str()).collect::<Vec<_>>().join("\n");
    let chosen: Vec<_> =
        slip.value("people", &standing).lines().map(str::to_owned).filter(|id| !id.is_empty()).collect();
    let fields = (0..chosen.len() + BLANK_TURNS).map(|at| {
        let value = chosen.get(at).cloned().unwrap_or_default();
        let id = if at == 0 { slip.field("people") } else { format!("{}-{at}", slip.field("people")) };
        let error = if at == 0 { slip.error("people") } else { None };
        view! { <SelectField name="people" id=id label=format!("Turn {}", at + 1) offers=offers.clone() blank="–" value=value error=error/> }
    });
    view! {
        <fieldset class="field">
            <legend>"In order"</legend>
            <p class="help">"Who has the first turn, then who. For more people save, and open it again."</p>
            <div class="starters">{fields.collect_view()}</div>
        </fieldset>
    }
}
