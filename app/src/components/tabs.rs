//! Tabs that change a part of one page. For tabs that are pages, write `<nav class="tabs">` with links.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    pub id: String,
    pub words: String,
    pub count: Option<u64>,
}

/// `name` is unique on the page; `chosen` holds the id of the open tab.
#[component]
pub fn Tabs(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    tabs: Vec<Tab>,
    chosen: RwSignal<String>,
) -> impl IntoView {
    let ids: Vec<String> = tabs.iter().map(|tab| tab.id.clone()).collect();
    let keyed = name.clone();
    let step = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => ids.len() - 1,
            _ => return,
        };
        event.prevent_default();
        let here = chosen.with_untracked(|chosen| ids.iter().position(|id| id == chosen)).unwrap_or(0);
        let next = &ids[(here + by) % ids.len()];
        chosen.set(next.clone());
        focus(&tab_id(&keyed, next));
    };
    let buttons = tabs.into_iter().map(|Tab { id, words, count }| {
        let (pressed, own) = (id.clone(), id.clone());
        let is_chosen = Memo::new(move |_| chosen.with(|chosen| *chosen == own));
        view! {
            <button
                type="button"
                role="tab"
                id=tab_id(&name, &id)
                aria-controls=panel_id(&name, &id)
                aria-selected=move || is_chosen.get().to_string()
                tabindex=move || if is_chosen.get() { "0" } else { "-1" }
                on:click=move |_| chosen.set(pressed.clone())
            >
                {words}
                {count.map(|count| view! { <span class="b-count">{count}</span> })}
            </button>
        }
    });
    view! { <div class="tabs" role="tablist" aria-label=label on:keydown=step>{buttons.collect_view()}</div> }
}

/// What one tab shows; hidden while another is chosen, so that what was typed in it stays.
#[component]
pub fn TabPanel(
    #[prop(into)] name: String,
    #[prop(into)] tab: String,
    chosen: RwSignal<String>,
    children: Children,
) -> impl IntoView {
    let (id, by) = (panel_id(&name, &tab), tab_id(&name, &tab));
    view! {
        <div role="tabpanel" id=id aria-labelledby=by tabindex="0" hidden=move || chosen.with(|chosen| *chosen != tab)>
            {children()}
        </div>
    }
}

fn tab_id(name: &str, tab: &str) -> String {
    format!("{name}-tab-{tab}")
}

fn panel_id(name: &str, tab: &str) -> String {
    format!("{name}-panel-{tab}")
}

fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<leptos::web_sys::HtmlElement>().ok()) {
        // A tab can always take the focus.
        let _ = element.focus();
    }
}
