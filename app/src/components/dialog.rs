//! A modal dialog on `<dialog>`: the browser traps the focus, closes it on Escape and makes the rest inert. Its
//! content exists only while it is open, so a closed one costs a page nothing and no id stands twice.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use kit::components::icon::{Icon, Symbol};

/// `open` is both ways: set it to open, and it falls back when the reader closes the dialog, which they cannot while
/// it is `busy`. A press beside it does nothing: one stray press would cost what was typed. `children` are a
/// `<div class="dialog-body">`, whose first field takes the focus, and a `<div class="dialog-end">` with the buttons.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] id: String,
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] wide: bool,
    /// An answer is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let place = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = place.get() else { return };
        match (open.get(), dialog.open()) {
            // Refused only when it has left the page meanwhile.
            (true, false) => {
                drop(dialog.show_modal());
                request_animation_frame(move || focus_first_field(&dialog));
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let heading = format!("{id}-title");
    let close = move || {
        if !busy.get_untracked() {
            open.set(false);
        }
    };
    let stay = move |event: leptos::ev::Event| {
        if busy.get_untracked() {
            event.prevent_default();
        }
    };
    let content = move || {
        open.get().then(|| {
            view! {
                <div class="dialog-head">
                    <h2 id=heading.clone()>{move || title.get()}</h2>
                    <button type="button" class="b b-quiet b-icon" aria-label="Close" on:click=move |_| close()>
                        <Icon symbol=Symbol::Cross/>
                    </button>
                </div>
                {children()}
            }
        })
    };
    view! {
        <dialog
            class=if wide { "dialog dialog-wide" } else { "dialog" }
            id=id.clone()
            aria-labelledby=format!("{id}-title")
            node_ref=place
            on:cancel=stay
            on:close=move |_| open.set(false)
        >
            {content}
        </dialog>
    }
}

/// The browser would choose the button that closes.
fn focus_first_field(dialog: &leptos::web_sys::HtmlDialogElement) {
    let field = dialog.query_selector(".dialog-body :is(input:not([type=hidden]), select, textarea)").ok().flatten();
    if let Some(field) = field.and_then(|field| field.dyn_into::<leptos::web_sys::HtmlElement>().ok()) {
        // Refused only by a field that is disabled.
        let _ = field.focus();
    }
}
