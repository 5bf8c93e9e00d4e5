//! `/search`: everything the team may read, by words and filters. The query is the address, so a search is a link. A
//! number leads to its incident at once.

mod found;
mod saved;

use backend::Result;
use domain::locale::Locale;
use domain::search::Key;
use domain::view::account::FrameView;
use domain::view::search::SearchView;
use http::StatusCode;
use leptos::prelude::*;

use crate::settings::returned::{News, Slip, words_for};
use crate::{Answer, Asked, Document};

use found::Found;
use kit::components::button::{Button, ButtonKind};
use kit::components::text_field::TextField;
use kit::form::FormState;
use kit::ground::Framed;
use kit::routes;
use saved::{SaveForm, SavedSearches};

const SAID: &[(&str, &str)] =
    &[("saved", "Saved. It stands below, and its address can be shared."), ("removed", "Removed.")];

pub async fn page(asked: &Asked) -> Result<Answer> {
    let save = Slip::of(&asked.form, "save", "");
    let typed = if save.came_back() { save.value("q", "") } else { asked.word("q").unwrap_or_default() };
    if !save.came_back()
        && let Some(number) = asked.desk.search_jump(&asked.caller, &typed)?
    {
        return Ok(Answer::Elsewhere(routes::incident(&number).into()));
    }
    let page = asked.word("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let view = asked.desk.search(&asked.caller, &typed, page).await?;
    let (frame, state) = (asked.frame()?, asked.form.clone());
    let said = words_for(asked.word("said"), SAID);
    let status = if view.misread.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let title = if typed.trim().is_empty() { "Search".to_owned() } else { format!("Search for {typed}") };
    Document::new(title, move || view! { <Search frame=frame view=view typed=typed state=state said=said/> })
        .with_status(status)
        .shown()
}

#[component]
fn Search(frame: FrameView, view: SearchView, typed: String, state: FormState, said: Option<String>) -> impl IntoView {
    let error = view.misread.as_ref().map(|misread| Locale::English.problem(misread));
    let searched = !typed.trim().is_empty() && error.is_none();
    let save = Slip::of(&state, "save", "");
    let (saved, query) = (view.saved.clone(), typed.clone());
    let keeps = searched || save.came_back();
    let page = view! {
        <main id="main" class="page">
            <div class="page-head">
                <h1 tabindex="-1">"Search"</h1>
                <p class="page-lead">"Titles, reports, notes, messages, updates and resolutions; services, people and numbers; closed ones too."</p>
            </div>
            <News state=state said=said/>
            <form class="search-form" role="search" method="get" action=routes::SEARCH aria-label="Search everything">
                <TextField name="q" kind="search" label="Words and filters" value=typed error=error autocomplete="off"/>
                <Button kind=ButtonKind::Primary submit=true>"Search"</Button>
            </form>
            <HowTo/>
            {searched.then(|| view! { <Found view=view typed=query.clone()/> })}
            {keeps.then(|| view! { <SaveForm slip=save query=query.clone()/> })}
            <SavedSearches saved=saved query=query.clone()/>
        </main>
    };
    view! { <Framed frame=frame here=routes::SEARCH>{page}</Framed> }
}

#[component]
fn HowTo() -> impl IntoView {
    let line = |key: Key| {
        view! { <div><dt><code>{format!("{}:", key.code())}</code></dt><dd>{Locale::English.filter_takes(key)}</dd></div> }
    };
    view! {
        <details class="fold">
            <summary>"How to search"</summary>
            <div class="panel prose">
                <p>"Every word must be there, somewhere in the incident; case and accents do not matter, and a part of a word is enough. A number such as "<code>"INC-42"</code>" or "<code>"42"</code>" opens its incident."</p>
                <dl class="facts">
                    <div><dt><code>"\"no mail\""</code></dt><dd>"these words side by side; also a number, or anything with a colon, as it stands"</dd></div>
                    <div><dt><code>"-printer"</code></dt><dd>"without this word, phrase or filter"</dd></div>
                    {Key::ALL.map(line).into_iter().collect_view()}
                </dl>
            </div>
        </details>
    }
}
