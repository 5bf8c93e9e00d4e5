//! A month at a glance: a row for each day, a column for each rotation; on a phone a block for each day.

use backend::duty::{DayRow, Month, Shift};
use leptos::prelude::*;

use kit::components::Tone;
use kit::components::badge::Badge;
use kit::components::data_table::{DataTable, Head};
use kit::routes;

#[component]
pub fn MonthTable(month: Month) -> impl IntoView {
    let mut heads = vec![Head::new("Day")];
    heads.extend(month.rotations.iter().map(Head::new));
    let rotations = month.rotations.clone();
    let rows = month.days.into_iter().map(|day| view! { <Day day=day rotations=rotations.clone()/> }).collect_view();
    let caption = format!("Who is on duty in {}", month.title);
    let label = caption.clone();
    view! {
        <section id="month" class="stack stack-tight" aria-label=label>
            <div class="panel-head">
                <h2>{month.title}</h2>
                <p class="row">
                    <a class="b b-small" href=routes::on_call_month(&month.before) rel="external prev nofollow">"Month before"</a>
                    <a class="b b-small" href=routes::on_call_month(&month.after) rel="external next nofollow">"Month after"</a>
                </p>
            </div>
            <DataTable caption=caption heads=heads>{rows}</DataTable>
        </section>
    }
}

#[component]
fn Day(day: DayRow, rotations: Vec<String>) -> impl IntoView {
    let today = day.is_today.then(|| view! { " "<Badge tone=Tone::Accent>"today"</Badge> });
    let cells = rotations.into_iter().zip(day.shifts);
    let cells = cells.map(|(rotation, shifts)| {
        let none = shifts.is_empty();
        let shifts = shifts.into_iter().map(|shift| view! { <div>{shift_words(shift)}</div> }).collect_view();
        view! { <td data-label=rotation class:none=none>{shifts}{none.then_some("–")}</td> }
    });
    view! { <tr><th scope="row">{day.name}{today}</th>{cells.collect_view()}</tr> }
}

fn shift_words(shift: Shift) -> impl IntoView {
    let hours = (!shift.hours.is_empty()).then(|| view! { <span class="quiet">{shift.hours}" "</span> });
    let instead = shift.instead.then(|| view! { <span class="quiet">" (instead)"</span> });
    match shift.person {
        Some(person) => view! { {hours}{person}{instead} }.into_any(),
        None => view! { {hours}<Badge tone=Tone::Bad>"nobody"</Badge> }.into_any(),
    }
}
