//! What can be pressed. A pending button keeps its place, its focus and its words, and ignores further presses.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one next step of a screen.
    Primary,
    #[default]
    Plain,
    Quiet,
    Danger,
    /// Looks like a link, does a thing.
    Link,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonSize {
    Small,
    #[default]
    Medium,
    Large,
}

/// `<button class="b …">`. With `submit` it sends its form, and `on_press` runs first. Further attributes are spread:
/// `<Button attr:popovertarget="x">`.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional)] submit: bool,
    /// Holds one symbol only; then give `label`.
    #[prop(optional)]
    icon_only: bool,
    /// As wide as what it stands in.
    #[prop(optional)]
    wide: bool,
    #[prop(optional, into)] label: Option<String>,
    #[prop(optional, into)] pending: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let press = move |event: MouseEvent| {
        if pending.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=button_class(kind, size, icon_only)
            class:b-wide=wide
            aria-label=label
            aria-busy=move || pending.get().then_some("true")
            disabled=move || disabled.get()
            on:click=press
        >
            {move || pending.get().then(|| view! { <span class="spin" aria-hidden="true"></span> })}
            {children()}
        </button>
    }
}

/// The same look for what leads to another page.
#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    children: Children,
) -> impl IntoView {
    view! { <a href=href class=button_class(kind, size, false)>{children()}</a> }
}

pub fn button_class(kind: ButtonKind, size: ButtonSize, icon_only: bool) -> String {
    let kind = match kind {
        ButtonKind::Primary => " b-primary",
        ButtonKind::Plain => "",
        ButtonKind::Quiet => " b-quiet",
        ButtonKind::Danger => " b-danger",
        ButtonKind::Link => " b-link",
    };
    let size = match size {
        ButtonSize::Small => " b-small",
        ButtonSize::Medium => "",
        ButtonSize::Large => " b-large",
    };
    format!("b{kind}{size}{}", if icon_only { " b-icon" } else { "" })
}
