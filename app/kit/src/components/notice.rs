//! Words that stand out: the thin strip under the bar when something is wrong with us, and a notice inside a page.

use leptos::prelude::*;

use super::icon::{Icon, Symbol};
use super::tone::Tone;

/// Says what is wrong and what to do; `children` are the words, a link or a button.
#[component]
pub fn Strip(tone: Tone, #[prop(optional)] symbol: Option<Symbol>, children: Children) -> impl IntoView {
    let symbol = symbol.unwrap_or_else(|| symbol_of(tone));
    view! { <div class=format!("strip {}", tone.ground()) role="status"><Icon symbol=symbol/><p>{children()}</p></div> }
}

#[component]
pub fn Notice(tone: Tone, #[prop(optional)] symbol: Option<Symbol>, children: Children) -> impl IntoView {
    let symbol = symbol.unwrap_or_else(|| symbol_of(tone));
    view! { <div class=format!("notice {}", tone.ground())><Icon symbol=symbol/><p>{children()}</p></div> }
}

fn symbol_of(tone: Tone) -> Symbol {
    match tone {
        Tone::Plain | Tone::Accent => Symbol::Info,
        Tone::Good => Symbol::CheckRound,
        Tone::Warn | Tone::Bad => Symbol::Alert,
    }
}
