//! What was found: the best first, each with the line in which the words stand.

use backend::search::FOUND_MOST;
use domain::locale::Locale;
use domain::view::board::BoardFilter;
use domain::view::search::{FoundIncident, FoundLine, Piece, SearchView};
use leptos::prelude::*;

use kit::components::Tone;
use kit::components::badge::{Badge, PriorityMark};
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::components::pager::Pager;
use kit::components::time_text::TimeText;
use kit::routes;

#[component]
pub fn Found(view: SearchView, typed: String) -> impl IntoView {
    if view.found.is_empty() {
        return view! {
            <EmptyState symbol=Symbol::Search title="Nothing fits">
                <p>"Try fewer or shorter words. What you may not read is never among them."</p>
            </EmptyState>
        }
        .into_any();
    }
    let to = |page: usize| routes::search(&typed, page);
    let (newer, older) = (view.newer.map(to), view.older.map(to));
    let shown = count(&view);
    let board = routes::board(&BoardFilter { q: typed, ..BoardFilter::default() });
    let rows = view.found.into_iter().map(row).collect_view();
    let several = newer.is_some() || older.is_some();
    view! {
        <section class="stack" aria-label="What was found">
            <p role="status">{shown.clone()}" "<a href=board>"Filter the board by this"</a></p>
            <ol class="rows found">{rows}</ol>
            {several.then(|| view! { <Pager shown=shown newer=newer older=older newer_words="Page before" older_words="Next page"/> })}
        </section>
    }
    .into_any()
}

fn count(view: &SearchView) -> String {
    if view.more {
        return format!(
            "More than {FOUND_MOST} fit; these are the best of the newest {FOUND_MOST}. Add a word to see others."
        );
    }
    format!("{}.", Locale::English.count(view.count, "incident fits", "incidents fit"))
}

fn row(found: FoundIncident) -> impl IntoView {
    let FoundIncident { number, title, status, priority, restricted, services, owner, reported, line } = found;
    let about = [services.join(", "), owner].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>();
    let about = (!about.is_empty()).then(|| view! { <small>{about.join(" · ")}</small> });
    view! {
        <li>
            <PriorityMark priority=priority/>
            <span class="grow">
                <a href=routes::incident(&number)><span class="mono">{number.clone()}</span>" "{pieces(title)}</a>
                {line.map(said)}
                {about}
            </span>
            {restricted.then(|| view! { <Badge tone=Tone::Warn symbol=Symbol::Lock>"restricted"</Badge> })}
            <span class="quiet nowrap">{Locale::English.status(status)}</span>
            <span class="quiet nowrap"><TimeText time=reported/></span>
        </li>
    }
}

fn said(line: FoundLine) -> impl IntoView {
    view! { <small class="found-line">{line.what}": "{pieces(line.pieces)}</small> }
}

fn pieces(pieces: Vec<Piece>) -> impl IntoView {
    let piece = |piece: Piece| {
        if piece.hit { view! { <mark>{piece.text}</mark> }.into_any() } else { piece.text.into_any() }
    };
    pieces.into_iter().map(piece).collect_view()
}
