//! What an update calls the incident. It stands there filled in, so that one press accepts it, and is published with
//! the update: without it the letters have a service for a subject. A restricted incident has none.

use leptos::html::Input;
use leptos::prelude::*;

use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;
use kit::components::text_field::TextField;

#[derive(Clone, Copy)]
pub struct PublicTitle {
    /// The public title, or else the team's; `None` where nothing can be published.
    usual: Memo<Option<String>>,
    typed: RwSignal<Option<String>>,
    field: NodeRef<Input>,
}

impl PublicTitle {
    /// To be called in a component.
    pub fn new(here: OnScreen) -> Self {
        let usual = here.slice(|view| {
            let open = !view.restricted && !view.status.is_final();
            open.then(|| view.public_title.clone().unwrap_or_else(|| view.title.clone()))
        });
        let title = Self { usual, typed: RwSignal::new(None), field: NodeRef::new() };
        // What was typed before the page was alive stays.
        Effect::new(move |before: Option<()>| {
            if let (Some(field), None) = (title.field.get(), before) {
                let words = field.value();
                let usual = title.usual.get_untracked();
                title.typed.set(Some(words).filter(|words| Some(words) != usual.as_ref()));
            }
        });
        title
    }

    pub fn get(self) -> String {
        self.usual.get().map(|usual| self.typed.get().unwrap_or(usual)).unwrap_or_default()
    }

    pub fn now(self) -> String {
        untrack(|| self.get())
    }

    /// Sent: what is published stands there from now on.
    pub fn clear(self) {
        self.write(None);
    }

    /// Taken back: what was typed returns.
    pub fn restore(self, words: &str) {
        self.write(Some(words.to_owned()));
    }

    fn write(self, words: Option<String>) {
        let shown = words.clone().or_else(|| self.usual.try_get_untracked().flatten()).unwrap_or_default();
        if self.typed.try_set(words).is_none()
            && let Some(field) = self.field.try_get_untracked().flatten()
        {
            field.set_value(&shown);
        }
    }
}

#[component]
pub fn PublicTitleField(title: PublicTitle, sending: Sending) -> impl IntoView {
    let field = move |usual: String| {
        view! {
            <TextField
                name="public_title"
                label="Public title"
                id="update-public_title"
                value=title.typed.get_untracked().unwrap_or(usual)
                help="The subject of their letter. Visitors read it too, from this press on: say what does not work."
                error=sending.of_field("public_title")
                on_input=Callback::new(move |words| title.typed.set(Some(words)))
                node_ref=title.field
            />
        }
    };
    move || title.usual.get().map(field)
}
