//! A field of date and time. It is meant in the desk's time zone, which the server turns into an instant.

use domain::time::Moment;
use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::incidents::instant;
use crate::components::field::FieldMessage;
use crate::components::text_field::TextField;
use crate::pages::incident::on_screen::OnScreen;

/// Characters of `2026-11-23T14:20`.
const MINUTES: usize = 16;

/// `text` stays empty until something is chosen; with `now` the field shows the present and leaving it means now.
#[component]
pub fn WhenField(
    here: OnScreen,
    name: &'static str,
    #[prop(into)] label: String,
    text: RwSignal<String>,
    error: FieldMessage,
    #[prop(optional)] now: bool,
) -> impl IntoView {
    let (zone, as_of) = here.peek(|view| (view.zone.clone(), view.as_of.iso.clone()));
    let value = if now { as_of.get(..MINUTES).unwrap_or_default().to_owned() } else { String::new() };
    let help = if now {
        format!("Now, unless you change it. In the desk's time, {zone}.")
    } else {
        format!("In the desk's time, {zone}.")
    };
    let typed = Callback::new(move |typed: String| text.set(typed));
    view! {
        <TextField
            name=name
            label=label
            kind="datetime-local"
            id=format!("ask-{name}")
            value=value
            help=help
            error=error
            optional=!now
            on_input=typed
        />
    }
}

/// What was typed as an instant; nothing typed is `None`.
pub async fn moment(field: &str, typed: String) -> Result<Option<Moment>, ApiError> {
    if typed.is_empty() { Ok(None) } else { instant(field.to_owned(), typed).await.map(Some) }
}
