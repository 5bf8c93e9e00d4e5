//! `/settings/journal`: who did what to the desk itself, newest first. Incidents have timelines of their own.

use backend::{Error, Result};
use domain::Refusal;
use domain::view::account::FrameView;
use domain::view::settings::JournalLine;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use super::returned::PasswordAgain;
use super::room::{JOURNAL, Room};
use kit::components::data_table::{DataTable, Head};
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::components::pager::Pager;
use kit::components::time_text::TimeText;

const LEAD: &str = "Sign-ins, changes of people and settings, and every look at a restricted incident.";

/// Lines on one page.
const LINES: usize = 50;

pub async fn journal(asked: &Asked) -> Result<Answer> {
    let before = asked.word("before").and_then(|before| before.parse::<u64>().ok());
    let read = asked.desk.read_journal(&asked.caller, before, LINES);
    let frame = asked.frame()?;
    let page = match read {
        Err(Error::Refused(Refusal::ConfirmPassword)) => return locked(asked, frame),
        read => read?,
    };
    Document::new("Journal", move || {
        view! { <Journal frame=frame lines=page.lines older=page.older first=before.is_none()/> }
    })
    .shown()
}

/// Whoever finds a browser left open reads nothing here.
fn locked(asked: &Asked, frame: FrameView) -> Result<Answer> {
    let state = asked.form.clone();
    Document::new("Journal", move || {
        view! {
            <Room frame=frame here=JOURNAL title="Journal" lead=LEAD>
                <PasswordAgain state=state why="Reading the journal needs it, and for ten minutes then nothing asks again."/>
            </Room>
        }
    })
    .shown()
}

#[component]
fn Journal(frame: FrameView, lines: Vec<JournalLine>, older: Option<u64>, first: bool) -> impl IntoView {
    let shown = domain::locale::Locale::English.count(lines.len() as u64, "line", "lines");
    let older = older.map(|before| format!("{JOURNAL}?before={before}"));
    let newest = (!first).then(|| JOURNAL.to_owned());
    let nothing = lines.is_empty();
    let rows = lines.into_iter().map(|line| {
        view! {
            <tr>
                <td class="tight quiet"><TimeText time=line.at/></td>
                <td>{line.who}</td>
                <td>{line.act}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let heads = vec![Head::tight("When"), Head::new("Who"), Head::new("What")];
    let table = if nothing {
        view! { <EmptyState symbol=Symbol::Book title="Nothing further back"/> }.into_any()
    } else {
        view! { <DataTable caption="The journal, newest first" heads=heads>{rows}</DataTable> }.into_any()
    };
    view! {
        <Room frame=frame here=JOURNAL title="Journal" lead=LEAD>
            {table}
            <Pager shown=shown newer=newest older=older/>
        </Room>
    }
}
