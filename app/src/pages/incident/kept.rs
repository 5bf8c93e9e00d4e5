//! What was typed or chosen in a dialog and not sent, for when it is opened again. It lives as long as the page, and
//! on the board it outlives the dialog of each card.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::pages::incident::ask::Ask;
use crate::pages::incident::on_screen::OnScreen;

/// Fields kept at once; beyond that nothing more is.
const KEPT_MOST: usize = 500;

/// Number of the incident, what was asked, name of the field.
type Place = (String, Ask, &'static str);

#[derive(Clone, Copy)]
pub struct Kept(StoredValue<BTreeMap<Place, String>>);

impl Kept {
    /// To be called in a component.
    pub fn new() -> Self {
        Self(StoredValue::new(BTreeMap::new()))
    }

    fn find(self, number: &str, ask: Ask, field: &'static str) -> Option<String> {
        self.0.try_with_value(|kept| kept.get(&(number.to_owned(), ask, field)).cloned()).flatten()
    }

    fn keep(self, number: &str, ask: Ask, field: &'static str, words: String) {
        self.0.try_update_value(|kept| {
            let place = (number.to_owned(), ask, field);
            if kept.len() < KEPT_MOST || kept.contains_key(&place) {
                kept.insert(place, words);
            }
        });
    }

    /// It was sent.
    pub fn forget(self, number: &str, ask: Ask) {
        self.0.try_update_value(|kept| kept.retain(|(of, asked, _), _| (of.as_str(), *asked) != (number, ask)));
    }
}

/// One field of a dialog: what stands in it now.
#[derive(Clone, Copy)]
pub struct KeptField {
    here: OnScreen,
    ask: Ask,
    pub name: &'static str,
    words: RwSignal<String>,
}

impl KeptField {
    /// To be called in a component; `usual` stands there until something else is typed or chosen.
    pub fn new(here: OnScreen, ask: Ask, name: &'static str, usual: impl Into<String>) -> Self {
        let kept = here.peek(|view| here.kept.find(&view.number, ask, name));
        Self { here, ask, name, words: RwSignal::new(kept.unwrap_or_else(|| usual.into())) }
    }

    pub fn get(self) -> String {
        self.words.get()
    }

    pub fn now(self) -> String {
        self.words.get_untracked()
    }

    pub fn typed(self) -> Callback<String> {
        let Self { here, ask, name, words } = self;
        Callback::new(move |typed: String| {
            here.peek(|view| here.kept.keep(&view.number, ask, name, typed.clone()));
            words.set(typed);
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rui_typed_about_one_card_waits_for_him_until_it_is_sent() {
        Owner::new().with(|| {
            let kept = Kept::new();
            kept.keep("INC-1", Ask::Resolve, "resolution", "A full disk".to_owned());
            kept.keep("INC-1", Ask::Hold, "note", "Which client?".to_owned());
            assert_eq!(kept.find("INC-1", Ask::Resolve, "resolution").as_deref(), Some("A full disk"));
            assert_eq!(kept.find("INC-2", Ask::Resolve, "resolution"), None);
            kept.forget("INC-1", Ask::Resolve);
            assert_eq!(kept.find("INC-1", Ask::Resolve, "resolution"), None);
            assert!(kept.find("INC-1", Ask::Hold, "note").is_some());
        });
    }
}
