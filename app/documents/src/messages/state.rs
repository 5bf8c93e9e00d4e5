//! How a letter stands, in words and tone.

use domain::locale::Locale;
use domain::view::letters::LetterState;
use leptos::prelude::*;

use kit::components::Tone;
use kit::components::badge::Badge;
use kit::components::icon::Symbol;

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
    view! { <Badge tone=tone symbol=symbol>{Locale::English.letter_standing(state)}</Badge> }
}
