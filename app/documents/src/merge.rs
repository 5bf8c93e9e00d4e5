//! `/merge`: what was ticked in the list, the number of the incident that they are the same as, and, before it is
//! pressed, what would come of each.

use backend::Result;
use backend::incidents::MergeMany;
use domain::incident::Status;
use domain::locale::Locale;
use domain::view::account::FrameView;
use domain::view::merge::{MergePreview, MergeRow};
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::Checkbox;
use kit::components::data_table::{DataTable, Head};
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::components::text_field::TextField;
use kit::form::FormState;
use kit::ground::{FormProblems, Framed};
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let state = asked.form.clone();
    let word = |name: &str| asked.word(name).unwrap_or_else(|| state.value(name, ""));
    let ticked = word("ticked").split(',').filter(|tick| !tick.is_empty()).map(str::to_owned).collect();
    let preview = asked.desk.merge_preview(&asked.caller, &MergeMany { ticked, into: word("into"), reopen: false })?;
    let frame = asked.frame()?;
    Document::new("Merge duplicates", move || view! { <Merge frame=frame preview=preview state=state/> }).shown()
}

#[component]
fn Merge(frame: FrameView, preview: MergePreview, state: FormState) -> impl IntoView {
    let error = state.error("into").or_else(|| preview.error.as_ref().map(|error| Locale::English.problem(error)));
    let rows = preview.rows.iter().cloned().map(|row| {
        let fate = fate(&preview, &row);
        view! { <Row row=row fate=fate/> }
    });
    let rows = rows.collect_view();
    let nothing = preview.rows.is_empty();
    let heads = vec![Head::new("Number"), Head::new("Title"), Head::number("People"), Head::new("What happens")];
    let table = if nothing {
        view! { <EmptyState symbol=Symbol::Link title="Nothing is ticked"><p>"Tick reports in the list first."</p></EmptyState> }
            .into_any()
    } else {
        view! { <DataTable caption="What was ticked" heads=heads>{rows}</DataTable> }.into_any()
    };
    let (ticked, into) = (preview.ticked.clone(), preview.into.clone());
    let press = (preview.count() > 0).then(|| view! { <Press preview=preview/> });
    view! {
        <Framed frame=frame here=routes::BOARD>
            <main id="main" class="page">
                <div class="page-head">
                    <h1 tabindex="-1">"Merge duplicates"</h1>
                    <p class="page-lead">"They are linked with one incident and handled there. Nothing moves: each keeps its number, its times and its words."</p>
                </div>
                <FormProblems state=state/>
                <form class="form" method="get" action=routes::MERGE>
                    <input type="hidden" name="ticked" value=ticked/>
                    <TextField
                        name="into"
                        label="Number of the incident that they are the same as"
                        value=into
                        error=error
                        autocomplete="off"
                    />
                    <div class="row"><Button submit=true>"Show what happens"</Button></div>
                </form>
                {table}
                {press}
                <p><a href=format!("{}?view=list", routes::BOARD) rel="external">"Back to the list"</a></p>
            </main>
        </Framed>
    }
}

fn fate(preview: &MergePreview, row: &MergeRow) -> String {
    match (&row.left, &preview.target) {
        (Some(why), _) => Locale::English.why_left(why),
        (None, Some(target)) => format!("is merged into {}", target.number),
        (None, None) => "waits for a number".to_owned(),
    }
}

#[component]
fn Row(row: MergeRow, fate: String) -> impl IntoView {
    let href = routes::incident(&row.number);
    let titleless = row.title.is_empty();
    view! {
        <tr>
            <td class="mono nowrap">{row.number}</td>
            <th scope="row" class:none=titleless><a class="table-main" href=href rel="external">{row.title}</a></th>
            <td data-label="People" class="n">{row.people}</td>
            <td data-label="What happens">{fate}</td>
        </tr>
    }
}

/// The press itself, and what it means.
#[component]
fn Press(preview: MergePreview) -> impl IntoView {
    let words = Locale::English.merge_many(&preview);
    let merged = preview.rows.iter().filter(|row| row.left.is_none());
    let people = Locale::English.people(merged.map(|row| row.people).sum());
    let resolved = preview.target.as_ref().is_some_and(|target| target.status == Status::Resolved);
    let reopen = resolved.then(|| {
        let help = "It is resolved. Without this it stays so.";
        view! { <Checkbox name="reopen" label="Re-open it with these reports" help=help/> }
    });
    let target = preview.target.map(|target| {
        let state = Locale::English.status(target.status);
        view! { <p class="strong">{target.number}" "{target.title}" ("{state}")"</p> }
    });
    view! {
        <section class="panel stack" aria-label="Merge them">
            {target}
            <p>{people}" reported them. Each is told once, and then gets the letters of this incident."</p>
            <form method="post" action=routes::MERGE>
                <input type="hidden" name="ticked" value=preview.ticked/>
                <input type="hidden" name="into" value=preview.into/>
                {reopen}
                <Button kind=ButtonKind::Primary submit=true>{words}</Button>
            </form>
        </section>
    }
}
