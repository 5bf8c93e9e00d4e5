//! Who is on duty now, and the hours ahead in which nobody will be.

use backend::duty::{GapRow, NowRow};
use leptos::prelude::*;

use kit::components::Tone;
use kit::components::data_table::{DataTable, Head};
use kit::components::notice::Notice;
use kit::components::time_text::TimeText;

#[component]
pub fn Now(rows: Vec<NowRow>) -> impl IntoView {
    let heads = vec![Head::new("Rotation"), Head::new("On duty now"), Head::new("Until"), Head::new("Then")];
    let row = |row: NowRow| {
        let person = match (row.person, row.is_gap) {
            (Some(person), _) => view! { <b>{person}</b> }.into_any(),
            (None, true) => view! { <b>"nobody"</b> }.into_any(),
            (None, false) => view! { <span class="quiet">"outside its hours"</span> }.into_any(),
        };
        let (endless, last) = (row.until.is_none(), row.next.is_none());
        let until = row.until.map(|at| view! { <TimeText time=at/> });
        view! {
            <tr>
                <th scope="row">{row.rotation}</th>
                <td data-label="On duty now">{person}</td>
                <td data-label="Until" class:none=endless>{until}</td>
                <td data-label="Then" class:none=last>{row.next}</td>
            </tr>
        }
    };
    let rows = rows.into_iter().map(row).collect_view();
    view! { <DataTable caption="On duty now" heads=heads>{rows}</DataTable> }
}

#[component]
pub fn Gaps(rows: Vec<GapRow>) -> impl IntoView {
    let line = |row: GapRow| {
        let until = match row.to {
            Some(to) => view! { " until " <TimeText time=to/> }.into_any(),
            None => view! { " on" }.into_any(),
        };
        view! { <Notice tone=Tone::Warn><b>{row.rotation}</b>": nobody is on duty from "<TimeText time=row.from/>{until}"."</Notice> }
    };
    let lines = rows.into_iter().map(line).collect_view();
    view! { <div class="stack stack-tight">{lines}</div> }
}
