//! Fields that choose: a list, plain sentences as cards, a tick.

use leptos::prelude::*;

use super::field::{Field, FieldError, FieldMessage, OptionalMark, described_by, help_id};

/// One thing to choose: the value that is sent, the words that are read, and what they mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    pub value: String,
    pub words: String,
    pub help: Option<String>,
}

impl Offer {
    pub fn new(value: impl Into<String>, words: impl Into<String>) -> Self {
        Self { value: value.into(), words: words.into(), help: None }
    }

    #[must_use]
    pub fn explained(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// `<select>`; `blank` is the first entry, whose value is empty.
#[component]
pub fn SelectField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    offers: Vec<Offer>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] blank: Option<String>,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional, into)] error: FieldMessage,
    #[prop(optional)] optional: bool,
    #[prop(optional, into)] on_choose: Option<Callback<String>>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let (described, has_help) = (id.clone(), help.is_some());
    view! {
        <Field id=id.clone() label=label help=help error=error optional=optional>
            <select
                class="select"
                id=id
                name=name
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described_by(&described, has_help, error.with(Option::is_some))
                on:change=move |event| if let Some(told) = on_choose { told.run(event_target_value(&event)) }
            >
                <Options offers=offers value=value blank=blank/>
            </select>
        </Field>
    }
}

/// The `<option>`s of a bare `<select class="select">`.
#[component]
pub fn Options(
    offers: Vec<Offer>,
    #[prop(into)] value: String,
    #[prop(optional_no_strip)] blank: Option<String>,
) -> impl IntoView {
    let rows = offers.into_iter().map(|offer| {
        let chosen = offer.value == value;
        view! { <option value=offer.value selected=chosen>{offer.words}</option> }
    });
    view! {
        {blank.map(|words| view! { <option value="">{words}</option> })}
        {rows.collect_view()}
    }
}

/// Radio buttons as cards with plain sentences. The fieldset's id is the name unless given, so that a summary can link
/// to it.
#[component]
pub fn RadioCards(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    offers: Vec<Offer>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional, into)] error: FieldMessage,
    #[prop(optional)] optional: bool,
    /// Side by side where there is room.
    #[prop(optional)]
    row: bool,
    #[prop(optional, into)] on_choose: Option<Callback<String>>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let (described, group, has_help) = (id.clone(), id.clone(), help.is_some());
    let cards = offers.into_iter().map(|offer| {
        let chosen = offer.value == value;
        let (name, told) = (name.clone(), offer.value.clone());
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=name
                    value=offer.value
                    checked=chosen
                    on:change=move |_| if let Some(on_choose) = on_choose { on_choose.run(told.clone()) }
                />
                <span>{offer.words}{offer.help.map(|words| view! { <span class="help">{words}</span> })}</span>
            </label>
        }
    });
    let cards = cards.collect_view();
    view! {
        <fieldset
            class="field"
            id=group
            tabindex="-1"
            aria-describedby=move || described_by(&described, has_help, error.with(Option::is_some))
        >
            <legend>{legend}<OptionalMark optional=optional/></legend>
            {help.map(|words| view! { <p class="help" id=help_id(&id)>{words}</p> })}
            <div class=if row { "choices choices-row" } else { "choices" } data-invalid=move || error.with(Option::is_some).then_some("true")>
                {cards}
            </div>
            <FieldError id=id error=error/>
        </fieldset>
    }
}

/// One tick with its words at the right.
#[component]
pub fn Checkbox(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(default = "on".to_owned(), into)] value: String,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional)] checked: bool,
    #[prop(optional)] disabled: bool,
    #[prop(optional, into)] on_change: Option<Callback<bool>>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                name=name
                value=value
                checked=checked
                disabled=disabled
                on:change=move |event| if let Some(told) = on_change { told.run(event_target_checked(&event)) }
            />
            <span>{label}{help.map(|words| view! { <span class="help">{words}</span> })}</span>
        </label>
    }
}
