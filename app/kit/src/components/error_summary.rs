//! What went wrong with a form, at its top: it takes the focus when it appears or changes, and leads to each field.

use leptos::html::Div;
use leptos::prelude::*;

use super::icon::{Icon, Symbol};

/// One error: the id of the field, or the address of the page with the field, and the words that say how to mend it.
/// An empty id belongs to the form as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    pub field: String,
    pub words: String,
}

/// `lead` says what has become of the form where it is not simply incomplete.
#[component]
pub fn ErrorSummary(
    #[prop(into)] problems: Signal<Vec<FieldProblem>>,
    #[prop(optional_no_strip)] lead: Option<&'static str>,
) -> impl IntoView {
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
                    <h2><Icon symbol=Symbol::Alert/>{lead.map_or_else(|| heading(problems.len()), str::to_owned)}</h2>
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
    // `external`: the router of a live page would move the page, but not the focus, as the script does.
    view! { <li><a href=format!("#{field}") rel="external">{words}</a></li> }.into_any()
}
