//! The only words of an incident that visitors may see. Without a public title it is not published.

use domain::incident::Press;
use leptos::prelude::*;

use super::AskForm;
use crate::pages::incident::ask::Ask;
use crate::pages::incident::kept::KeptField;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;
use kit::components::text_field::{AreaField, TextField};

#[component]
pub fn PublicWordsForm(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    let (title, workaround) =
        here.peek(|view| (view.public_title.clone().unwrap_or_default(), view.workaround.clone().unwrap_or_default()));
    let published = !title.is_empty();
    let title = KeptField::new(here, Ask::Publish, "public_title", title);
    let workaround = KeptField::new(here, Ask::Publish, "workaround", workaround);
    let send = move |()| {
        let command = Press::Publish { public_title: title.now(), workaround: workaround.now() };
        here.press(command, sending, move || here.answered(Ask::Publish), None);
    };
    let button = Signal::derive(move || {
        let empty = title.get().trim().is_empty();
        let words = match (published, empty) {
            (true, true) => "Withdraw from visitors",
            (true, false) => "Change what visitors read",
            (false, _) => "Publish to visitors",
        };
        words.to_owned()
    });
    view! {
        <AskForm sending=sending fields=&["public_title", "workaround"] button=button on_send=send>
            <TextField
                name="public_title"
                label="Public title"
                id="ask-public_title"
                value=title.now()
                help="Stands on the first page and in the subject of letters. Say what does not work; leave it empty to withdraw it."
                error=sending.of_field("public_title")
                on_input=title.typed()
            />
            <AreaField
                name="workaround"
                label="Workaround"
                id="ask-workaround"
                value=workaround.now()
                help="What people can do until it is fixed."
                optional=true
                error=sending.of_field("workaround")
                on_input=workaround.typed()
            />
        </AskForm>
    }
}
