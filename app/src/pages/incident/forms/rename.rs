//! The title as the team sees it.

use domain::incident::Press;
use domain::text::Title;
use leptos::prelude::*;

use super::AskForm;
use crate::pages::incident::ask::Ask;
use crate::pages::incident::kept::KeptField;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;
use kit::components::text_field::TextField;

#[component]
pub fn RenameForm(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    let title = KeptField::new(here, Ask::Rename, "title", here.peek(|view| view.title.clone()));
    let send = move |()| {
        here.press(Press::Rename { title: title.now() }, sending, move || here.answered(Ask::Rename), None);
    };
    #[expect(clippy::cast_possible_truncation, reason = "a title is short")]
    let most = Title::MOST as u32;
    view! {
        <AskForm sending=sending fields=&["title"] button=Signal::derive(|| "Rename".to_owned()) on_send=send>
            <TextField
                name="title"
                label="Title for the team"
                id="ask-title"
                value=title.now()
                max_length=most
                error=sending.of_field("title")
                on_input=title.typed()
            />
        </AskForm>
    }
}
