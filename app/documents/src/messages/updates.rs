//! Updates to stakeholders that have not reached everybody, above the letters: of those that wait some are not even
//! written yet, and stand in no list.

use domain::locale::Locale;
use domain::view::letters::{LettersQuery, ToldUpdate};
use leptos::prelude::*;

use kit::components::Tone;
use kit::components::notice::Notice;
use kit::components::time_text::TimeText;
use kit::routes;

/// On the first page of everybody's letters.
#[component]
pub fn Updates(updates: Vec<ToldUpdate>, query: LettersQuery) -> impl IntoView {
    let whole = query.to.is_empty() && query.before.is_empty();
    let lines = updates.into_iter().filter(|_| whole).map(line).collect::<Vec<_>>();
    (!lines.is_empty()).then(|| view! { <div class="stack stack-tight">{lines}</div> })
}

fn line(update: ToldUpdate) -> impl IntoView {
    let ToldUpdate { number, at, letters } = update;
    let tone = match (letters.failed, letters.waiting) {
        (1.., _) => Tone::Bad,
        (0, 1..) => Tone::Warn,
        (0, 0) => Tone::Plain,
    };
    view! {
        <Notice tone=tone>
            <a class="mono" href=routes::incident(&number)>{number.clone()}</a>", update of "<TimeText time=at/>": "{Locale::English.delivery(&letters)}
        </Notice>
    }
}
