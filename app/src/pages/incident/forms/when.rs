//! A field of date and time. It is meant in the zone in which its reader is shown times; the server turns it into an
//! instant.

use domain::time::Moment;
use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::incidents::instant;
use crate::pages::incident::kept::KeptField;
use crate::pages::incident::on_screen::OnScreen;
use kit::components::field::FieldMessage;
use kit::components::text_field::TextField;

/// It stays empty until something is chosen; with `now` an empty one means the moment of the press.
#[component]
pub fn WhenField(
    here: OnScreen,
    field: KeptField,
    #[prop(into)] label: String,
    error: FieldMessage,
    #[prop(optional)] now: bool,
) -> impl IntoView {
    let zone = here.peek(|view| view.zone.clone());
    let help = if now { "Empty means now. " } else { "" };
    view! {
        <TextField
            name=field.name
            label=label
            kind="datetime-local"
            id=format!("ask-{}", field.name)
            value=field.now()
            help=format!("{help}In the time of {zone}.")
            error=error
            optional=true
            on_input=field.typed()
        />
    }
}

/// What was typed as an instant; nothing typed is `None`.
pub async fn moment(field: &str, typed: String) -> Result<Option<Moment>, ApiError> {
    if typed.is_empty() { Ok(None) } else { instant(field.to_owned(), typed).await.map(Some) }
}
