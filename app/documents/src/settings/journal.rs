//! `/settings/journal`: who did what to the desk itself, from where, newest first. Incidents have timelines of their own.
//! What is looked for stands in the address. Reading takes the password again.

use backend::desk::{JournalFilter, JournalPage};
use backend::journal::Kind;
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
use kit::routes;

/// Lines on one page.
const LINES: usize = 50;
const LEAD: &str = "Sign-ins, changes of people and settings, and every look at a restricted incident.";

pub async fn journal(asked: &Asked) -> Result<Answer> {
    let before = asked.word("before").and_then(|before| before.parse::<u64>().ok());
    let kind = asked.word("kind").and_then(|code| Kind::from_code(&code));
    let filter = JournalFilter { kind, words: asked.word("q").unwrap_or_default() };
    let read = asked.desk.read_journal(&asked.caller, &filter, before, LINES);
    let frame = asked.frame()?;
    let page = match read {
        Err(Error::Refused(Refusal::ConfirmPassword)) => return locked(asked, frame),
        read => read?,
    };
    Document::new("Journal", move || {
        view! { <Journal frame=frame page=page filter=filter first=before.is_none()/> }
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
fn Journal(frame: FrameView, page: JournalPage, filter: JournalFilter, first: bool) -> impl IntoView {
    let JournalPage { lines, older } = page;
    let shown = domain::locale::Locale::English.count(lines.len() as u64, "line", "lines");
    let further = older.is_some();
    let older = older.map(|before| address(&filter, &before.to_string()));
    let newest = (!first).then(|| address(&filter, ""));
    let table = if lines.is_empty() {
        // Few lines fit, and a page looks through so many.
        let title = if further { "Nothing here; there are older lines" } else { "Nothing further back" };
        view! { <EmptyState symbol=Symbol::Book title=title/> }.into_any()
    } else {
        let rows = lines.into_iter().map(row).collect_view();
        let heads = vec![Head::tight("When"), Head::new("Who"), Head::new("What"), Head::new("From")];
        view! { <DataTable caption="The journal, newest first" heads=heads>{rows}</DataTable> }.into_any()
    };
    view! {
        <Room frame=frame here=JOURNAL title="Journal" lead=LEAD>
            <Filter filter=filter/>
            {table}
            <Pager shown=shown newer=newest older=older/>
        </Room>
    }
}

fn row(line: JournalLine) -> impl IntoView {
    view! {
        <tr>
            <td class="tight quiet"><TimeText time=line.at/></td>
            <td>{line.who}</td>
            <td class="wide">{line.act}</td>
            <td class="quiet" class:none=line.whence.is_empty() data-label="From">{line.whence.clone()}</td>
        </tr>
    }
}

#[component]
fn Filter(filter: JournalFilter) -> impl IntoView {
    let link = |kind: Option<Kind>| {
        let current = (filter.kind == kind).then_some("true");
        let wanted = JournalFilter { kind, words: filter.words.clone() };
        view! { <a href=address(&wanted, "") aria-current=current>{words(kind)}</a> }
    };
    let links = [None].into_iter().chain(Kind::ALL.map(Some)).map(link).collect_view();
    view! {
        <div class="tools">
            <nav class="segments" aria-label="What is shown">{links}</nav>
            <form class="inline-form letter-find" action=JOURNAL method="get">
                {filter.kind.map(|kind| view! { <input type="hidden" name="kind" value=kind.code()/> })}
                <input class="input" type="search" name="q" value=filter.words placeholder="Rui, signed in, 192.0.2.7" aria-label="Words in the journal"/>
                <button class="b" type="submit">"Find"</button>
            </form>
        </div>
    }
}

fn words(kind: Option<Kind>) -> &'static str {
    match kind {
        None => "all",
        Some(Kind::SignIns) => "sign-ins",
        Some(Kind::People) => "people",
        Some(Kind::Lists) => "lists and services",
        Some(Kind::Settings) => "settings",
        Some(Kind::Restricted) => "restricted",
        Some(Kind::Data) => "data",
    }
}

fn address(filter: &JournalFilter, before: &str) -> String {
    let kind = filter.kind.map(Kind::code).unwrap_or_default();
    routes::with_words(JOURNAL, &[("kind", kind), ("q", &filter.words), ("before", before)])
}
