//! What is said of an address that others cannot open, wherever one is typed or handed on.

use backend::settings::Openers;
use leptos::prelude::*;

use kit::components::Tone;
use kit::components::notice::Notice;

/// Beside a field or a link; nothing where there is nothing to say.
#[component]
pub fn WhoOpens(#[prop(into)] address: String) -> impl IntoView {
    said(&address).map(|(tone, words)| view! { <Notice tone=tone>{words}</Notice> })
}

/// Whether no other machine can open it.
pub fn is_here_alone(address: &str) -> bool {
    Openers::of(address) == Some(Openers::ThisMachine)
}

fn said(address: &str) -> Option<(Tone, String)> {
    match Openers::of(address)? {
        Openers::ThisMachine => {
            let advice =
                "Others need the name of this machine in your network, or a domain, such as https://desk.example.org.";
            Some((Tone::Warn, format!("Only this machine can open {address}. {advice}")))
        }
        Openers::ByNumber => {
            let advice = "It leads here for as long as this machine keeps the number; a name is better.";
            Some((Tone::Plain, format!("{address} is a number. {advice}")))
        }
        Openers::ByName => None,
    }
}
