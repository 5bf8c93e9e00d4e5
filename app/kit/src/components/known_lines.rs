//! What is known to be broken, as a visitor may read it, each line with "Me too".

use domain::locale::Locale;
use domain::view::public::KnownLine;
use leptos::prelude::*;

use crate::routes;

/// More of them are folded, so that the way to report stays in sight.
const SHOWN_MOST: usize = 3;

/// They may change their order, not their number.
#[component]
pub fn KnownLines(#[prop(into)] lines: Signal<Vec<KnownLine>>, nonce: String) -> impl IntoView {
    let more = lines.with_untracked(Vec::len).saturating_sub(SHOWN_MOST);
    let first = Signal::derive(move || lines.with(|lines| lines.iter().take(SHOWN_MOST).cloned().collect()));
    let rest = Signal::derive(move || lines.with(|lines| lines.iter().skip(SHOWN_MOST).cloned().collect()));
    let more = (more > 0).then(|| {
        view! {
            <details class="fold">
                <summary>{format!("{more} more")}</summary>
                <List lines=rest nonce=nonce.clone()/>
            </details>
        }
    });
    view! { <List lines=first nonce=nonce/> {more} }
}

#[component]
fn List(lines: Signal<Vec<KnownLine>>, nonce: String) -> impl IntoView {
    let line = move |line| view! { <Known line=line nonce=nonce.clone()/> };
    view! { <ul class="known">{move || lines.get().into_iter().map(line.clone()).collect_view()}</ul> }
}

#[component]
fn Known(line: KnownLine, nonce: String) -> impl IntoView {
    let KnownLine { number, service, public_title, workaround, state, since, people, .. } = line;
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
                {workaround.map(|words| view! {
                    <details class="fold known-help"><summary>"What you can do until then"</summary><p>{words}</p></details>
                })}
            </div>
            <form method="post" action=routes::JOIN>
                <input type="hidden" name="number" value=number/>
                <input type="hidden" name="nonce" value=nonce/>
                <button type="submit" class="b" aria-label=label>"Me too"</button>
            </form>
        </li>
    }
}
