//! Choices of a reader that stay on this device, as cookies, so that the server paints the first page right: light,
//! dark, or as the system says; and whether keys of one letter act. `public/page.js` keeps them and shows what holds.

use leptos::prelude::*;

use super::choice_field::Checkbox;
use super::icon::{Icon, Symbol};

#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let choice = |value: &'static str, words: &'static str, symbol: Symbol| {
        view! {
            <button type="button" data-theme-choice=value aria-pressed="false"><Icon symbol=symbol small=true/>{words}</button>
        }
    };
    view! {
        <div class="segments" role="group" aria-label="Theme">
            {choice("", "System", Symbol::Settings)}
            {choice("light", "Light", Symbol::Sun)}
            {choice("dark", "Dark", Symbol::Moon)}
        </div>
    }
}

/// Whoever speaks to the computer, or holds keys by mistake, can switch them off; keys with Ctrl stay.
#[component]
pub fn KeysSwitch() -> impl IntoView {
    view! { <Checkbox name="keys" label="Keys of one letter" checked=true/> }
}
