//! Menus on the `popover` attribute: they open without script, close on Escape and outside. `public/page.js` moves with
//! the arrow keys between the entries; an entry closes its menu.

use leptos::prelude::*;
use leptos::web_sys::{Element, EventTarget, HtmlElement};
use wasm_bindgen::JsCast;

use kit::components::button::{ButtonKind, ButtonSize, button_class};
use kit::components::icon::{Icon, Symbol};

/// The button and its menu. With `words` the button shows them, without it shows the symbol and is named by `label`.
#[component]
pub fn Menu(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(default = Symbol::Dots)] symbol: Symbol,
    #[prop(optional, into)] words: Option<String>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    children: Children,
) -> impl IntoView {
    let icon_only = words.is_none();
    let shown = match words {
        Some(words) => view! { {words}<Icon symbol=Symbol::Chevron small=true/> }.into_any(),
        None => view! { <Icon symbol=symbol/> }.into_any(),
    };
    let name = label.clone();
    view! {
        <button type="button" class=button_class(kind, size, icon_only) aria-label=icon_only.then_some(label) popovertarget=id.clone()>{shown}</button>
        <MenuSheet id=id label=name>{children()}</MenuSheet>
    }
}

/// The menu alone, for buttons elsewhere that name it by `popovertarget`, such as those of the board's cards.
#[component]
pub fn MenuSheet(#[prop(into)] id: String, #[prop(into)] label: String, children: Children) -> impl IntoView {
    view! {
        <div popover="auto" id=id class="menu" role="group" aria-label=label>
            {children()}
        </div>
    }
}

/// One entry that does a thing.
#[component]
pub fn MenuItem(
    #[prop(optional_no_strip)] symbol: Option<Symbol>,
    #[prop(optional)] danger: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// The key that does the same, such as `t`.
    #[prop(optional, into)]
    key: Option<String>,
    #[prop(into)] on_press: Callback<()>,
    children: Children,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        close_sheet(event.current_target());
        on_press.run(());
    };
    view! {
        <button type="button" class=if danger { "menu-item menu-item-danger" } else { "menu-item" } disabled=move || disabled.get() on:click=press>
            {symbol.map(|symbol| view! { <Icon symbol=symbol/> })}
            {children()}
            {key.filter(|key| !key.is_empty()).map(|key| view! { <kbd>{key}</kbd> })}
        </button>
    }
}

fn close_sheet(pressed: Option<EventTarget>) {
    let sheet = pressed
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|item| item.closest("[popover]").ok().flatten());
    if let Some(sheet) = sheet.and_then(|sheet| sheet.dyn_into::<HtmlElement>().ok()) {
        // Refused when it is shown as a part of the page and not as a popover.
        let _ = sheet.hide_popover();
    }
}
