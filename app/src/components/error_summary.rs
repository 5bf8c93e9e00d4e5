//! What went wrong with a form, at its top: it takes the focus when it appears or changes, and leads to each field.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::icon::{Icon, Symbol};

/// One error: the id of the field, or the address of the page with the field, and the words that say how to mend it.
/// An empty id belongs to the form as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    pub field: String,
    pub words: String,
}

#[component]
pub fn ErrorSummary(#[prop(into)] problems: Signal<Vec<FieldProblem>>) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    Effect::new(move || {
        if problems.with(|problems| !problems.is_empty())
            && let Some(place) = place.get()
        {
            // Refused only when the page is already gone.
            let _ = place.focus();
        }
    });
    move || {
        let problems = problems.get();
        (!problems.is_empty()).then(|| {
            view! {
                // Without script the browser moves the focus here itself.
                <div class="summary" role="alert" tabindex="-1" autofocus node_ref=place>
                    <h2><Icon symbol=Symbol::Alert/>{heading(problems.len())}</h2>
                    <ul>{problems.into_iter().map(line).collect_view()}</ul>
                </div>
            }
        })
    }
}

fn heading(count: usize) -> String {
    if count == 1 {
        "One thing to mend before this can be sent".to_owned()
    } else {
        format!("{count} things to mend before this can be sent")
    }
}

fn line(problem: FieldProblem) -> impl IntoView {
    let FieldProblem { field, words } = problem;
    if field.is_empty() {
        return view! { <li>{words}</li> }.into_any();
    }
    if field.starts_with('/') {
        return view! { <li><a href=field rel="external">{words}</a></li> }.into_any();
    }
    let target = field.clone();
    // `external`: the router would move the page, but not the focus.
    let go = move |event: leptos::ev::MouseEvent| {
        if focus_field(&target) {
            event.prevent_default();
        }
    };
    view! { <li><a href=format!("#{field}") rel="external" on:click=go>{words}</a></li> }.into_any()
}

/// Of a group the first choice takes the focus.
fn focus_field(id: &str) -> bool {
    let Some(element) = document().get_element_by_id(id) else { return false };
    let first = element.query_selector("input, select, textarea").ok().flatten();
    first.unwrap_or(element).dyn_into::<leptos::web_sys::HtmlElement>().is_ok_and(|element| element.focus().is_ok())
}
