//! A text on its way: what stands in the field, kept in this tab until it is sent. Nothing about a restricted incident
//! is kept, and signing out forgets the rest.

use leptos::html::Textarea;
use leptos::prelude::*;
use leptos::web_sys::Storage;

use super::Kind;
use crate::pages::incident::on_screen::OnScreen;

/// The reporter's own words, beside the kinds of the composer.
const OWN_WORDS: &str = "words";

/// A draft is kept per incident and kind.
#[derive(Clone, Copy)]
pub struct Draft {
    pub text: RwSignal<String>,
    pub field: NodeRef<Textarea>,
    /// `None`: not kept.
    key: StoredValue<Option<String>>,
}

impl Draft {
    /// To be called in a component; the field it belongs to takes `field` and tells `typed`.
    pub fn new(here: OnScreen, kind: &str) -> Self {
        Self::under(here.peek(|view| (!view.restricted).then(|| key(&view.number, kind))))
    }

    /// The reporter's own words about an incident that is not restricted.
    pub fn of_own_words(number: &str) -> Self {
        Self::under(Some(key(number, OWN_WORDS)))
    }

    fn under(key: Option<String>) -> Self {
        let draft = Self { text: RwSignal::new(String::new()), field: NodeRef::new(), key: StoredValue::new(key) };
        Effect::new(move |before: Option<()>| {
            if draft.field.get().is_some() && before.is_none() {
                draft.take_up();
            }
        });
        draft
    }

    /// Whatever was begun about this incident.
    pub fn forget(number: &str) {
        let Some(storage) = storage() else { return };
        for kind in Kind::ALL.map(Kind::code).into_iter().chain([OWN_WORDS]) {
            drop(storage.remove_item(&key(number, kind)));
        }
    }

    pub fn typed(self) -> Callback<String> {
        Callback::new(move |text: String| {
            self.keep(&text);
            self.text.set(text);
        })
    }

    /// Sent: the field is empty again.
    pub fn clear(self) {
        self.write("");
    }

    /// Taken back: the text returns, unless another was begun.
    pub fn restore(self, text: &str) {
        if self.text.try_with_untracked(String::is_empty) == Some(true) {
            self.write(text);
        }
    }

    /// What was typed before the page was alive stays; else what was kept comes back.
    fn take_up(self) {
        let typed = self.field.get_untracked().map(|field| field.value()).unwrap_or_default();
        if typed.is_empty() {
            let key = self.key.get_value();
            let kept = key.and_then(|key| storage()?.get_item(&key).ok().flatten());
            self.write(&kept.unwrap_or_default());
        } else {
            self.text.set(typed);
        }
    }

    fn write(self, text: &str) {
        if self.text.try_set(text.to_owned()).is_none()
            && let Some(field) = self.field.try_get_untracked().flatten()
        {
            field.set_value(text);
        }
        self.keep(text);
    }

    /// A browser that keeps nothing loses only the draft.
    fn keep(self, text: &str) {
        let Some(key) = self.key.try_get_value().flatten() else { return };
        let Some(storage) = storage() else { return };
        let _ = if text.trim().is_empty() { storage.remove_item(&key) } else { storage.set_item(&key, text) };
    }
}

fn key(number: &str, kind: &str) -> String {
    format!("draft/{number}/{kind}")
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}
