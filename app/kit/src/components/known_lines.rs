//! What is known to be broken, as a visitor may read it, each line with "Me too".

use domain::locale::Locale;
use domain::view::public::KnownLine;
use leptos::prelude::*;

use crate::routes;

/// More of them are folded, so that the way to report stays in sight.
const SHOWN_MOST: usize = 4;

#[component]
pub fn KnownLines(mut lines: Vec<KnownLine>, nonce: String) -> impl IntoView {
    let rest = lines.split_off(SHOWN_MOST.min(lines.len()));
    let more = (!rest.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary>{format!("{} more", rest.len())}</summary>
                <List lines=rest nonce=nonce.clone()/>
            </details>
        }
    });
    view! { <List lines=lines nonce=nonce/> {more} }
}

#[component]
fn List(lines: Vec<KnownLine>, nonce: String) -> impl IntoView {
    let line = |line| view! { <Known line=line nonce=nonce.clone()/> };
    view! { <ul class="known">{lines.into_iter().map(line).collect_view()}</ul> }
}

#[component]
fn Known(line: KnownLine, nonce: String) -> impl IntoView {
    let KnownLine { number, service, public_title, workaround, state, since, people } = line;
    let named = public_title.is_some();
    let title = public_title.unwrap_or_else(|| service.clone());
    let label = format!("Me too: {title}, reported {}", since.text);
    let place = (named && !service.is_empty()).then(|| format!("{service} · "));
    view! {
        <li class="known-item">
            <div class="grow">
                <p class="strong">{title}</p>
                <small>
                    {place}{state}" · reported "<time datetime=since.iso>{since.text}</time>
                    {format!(" · {}", Locale::English.people(people))}
                </small>
                {workaround.map(|words| view! { <p class="known-help"><b>"Until then: "</b>{words}</p> })}
            </div>
            <form method="post" action=routes::JOIN>
                <input type="hidden" name="number" value=number/>
                <input type="hidden" name="nonce" value=nonce/>
                <button type="submit" class="b" aria-label=label>"Me too"</button>
            </form>
        </li>
    }
}
