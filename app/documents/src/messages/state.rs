//! How a letter stands, in words and tone.

use domain::view::letters::LetterState;
use leptos::prelude::*;

use kit::components::Tone;
use kit::components::badge::Badge;
use kit::components::icon::Symbol;

pub fn words(state: LetterState) -> &'static str {
    match state {
        LetterState::Queued => "waiting",
        LetterState::Sending => "on its way",
        LetterState::Accepted => "accepted",
        LetterState::Kept => "kept as a file",
        LetterState::Deferred => "tried again later",
        LetterState::Failed => "failed",
    }
}

#[component]
pub fn StateBadge(state: LetterState) -> impl IntoView {
    let (tone, symbol) = match state {
        LetterState::Queued => (Tone::Plain, Symbol::Clock),
        LetterState::Sending => (Tone::Accent, Symbol::Send),
        LetterState::Accepted => (Tone::Good, Symbol::Check),
        LetterState::Kept => (Tone::Plain, Symbol::Database),
        LetterState::Deferred => (Tone::Warn, Symbol::Clock),
        LetterState::Failed => (Tone::Bad, Symbol::Alert),
    };
    view! { <Badge tone=tone symbol=symbol>{words(state)}</Badge> }
}
