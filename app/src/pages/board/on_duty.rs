//! Who is on duty now, above the incidents; nothing before there is a rota.

use leptos::prelude::*;

use kit::components::Tone;
use kit::components::icon::Symbol;
use kit::components::notice::Strip;
use kit::routes;

#[component]
pub fn OnDuty(words: Signal<Option<String>>) -> impl IntoView {
    move || {
        words.get().map(|words| {
            view! { <Strip tone=Tone::Plain symbol=Symbol::Phone>{words}". "<a href=routes::ON_CALL rel="external">"The month"</a></Strip> }
        })
    }
}
