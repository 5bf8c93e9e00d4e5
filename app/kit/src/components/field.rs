//! One field of a form: label above, help under it, error under the field. The control inside is told about both by
//! `aria-describedby`, whose value `described_by` builds for controls that do not come from this kit.

use leptos::prelude::*;

use super::icon::{Icon, Symbol};

/// The error of one field, as a signal so that it can come and go while one types.
pub type FieldMessage = Signal<Option<String>>;

/// Label, help and error around any control whose id is `id`.
#[component]
pub fn Field(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(optional_no_strip)] help: Option<String>,
    #[prop(optional, into)] error: FieldMessage,
    #[prop(optional)] optional: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id.clone()>{move || label.get()}<OptionalMark optional=optional/></label>
            {help.map(|words| view! { <p class="help" id=help_id(&id)>{words}</p> })}
            {children()}
            <FieldError id=id error=error/>
        </div>
    }
}

/// The words under a field that say how to mend it.
#[component]
pub fn FieldError(#[prop(into)] id: String, #[prop(into)] error: FieldMessage) -> impl IntoView {
    let id = error_id(&id);
    view! {
        {move || error.get().map(|words| view! {
            <p class="error" id=id.clone()><Icon symbol=Symbol::Alert/><span>{words}</span></p>
        })}
    }
}

#[component]
pub(super) fn OptionalMark(optional: bool) -> impl IntoView {
    optional.then(|| view! { <span class="optional">" (optional)"</span> })
}

/// What `aria-describedby` of the control must hold.
pub fn described_by(id: &str, has_help: bool, has_error: bool) -> Option<String> {
    match (has_help, has_error) {
        (true, true) => Some(format!("{} {}", help_id(id), error_id(id))),
        (true, false) => Some(help_id(id)),
        (false, true) => Some(error_id(id)),
        (false, false) => None,
    }
}

pub fn help_id(id: &str) -> String {
    format!("{id}-help")
}

pub fn error_id(id: &str) -> String {
    format!("{id}-error")
}
