//! Fields that hold typed text, with their label, help and error. `value` is the text at first render; what is typed
//! is read from the form, from `on_input`, or through `node_ref`.

use leptos::html::{Input, Textarea};
use leptos::prelude::*;

use super::field::{Field, FieldMessage, described_by};
use super::text_area::TextArea;

/// `<input>` with everything around it; `id` is the name unless given.
#[component]
pub fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// `text`, `email`, `password`, `search`, `url`, `datetime-local`, …
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional, into)] error: FieldMessage,
    #[prop(optional)] optional: bool,
    #[prop(optional)] required: bool,
    #[prop(optional)] disabled: bool,
    /// What one types first; a page has one at most.
    #[prop(optional)]
    autofocus: bool,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional, into)] autocomplete: Option<String>,
    #[prop(optional)] max_length: Option<u32>,
    #[prop(optional, into)] on_input: Option<Callback<String>>,
    #[prop(optional)] node_ref: NodeRef<Input>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let (described, has_help) = (id.clone(), help.is_some());
    view! {
        <Field id=id.clone() label=label help=help error=error optional=optional>
            <input
                class="input"
                id=id
                name=name
                type=kind
                value=value
                placeholder=placeholder
                autocomplete=autocomplete
                maxlength=max_length.map(|most| most.to_string())
                aria-required=required.then_some("true")
                disabled=disabled
                autofocus=autofocus
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described_by(&described, has_help, error.with(Option::is_some))
                node_ref=node_ref
                on:input=move |event| if let Some(told) = on_input { told.run(event_target_value(&event)) }
            />
        </Field>
    }
}

/// `<textarea>` with everything around it.
#[component]
pub fn AreaField(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] value: String,
    #[prop(default = 4)] rows: u32,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional, into)] error: FieldMessage,
    #[prop(optional)] optional: bool,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional, into)] on_input: Option<Callback<String>>,
    #[prop(optional)] node_ref: NodeRef<Textarea>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let (described, has_help) = (id.clone(), help.is_some());
    view! {
        <Field id=id.clone() label=label help=help error=error optional=optional>
            <TextArea
                id=id
                name=name
                value=value
                rows=rows
                node_ref=node_ref
                attr:class="area"
                attr:placeholder=placeholder
                attr:aria-invalid=move || error.with(Option::is_some).then_some("true")
                attr:aria-describedby=move || described_by(&described, has_help, error.with(Option::is_some))
                on:input=move |event| if let Some(told) = on_input { told.run(event_target_value(&event)) }
            />
        </Field>
    }
}
