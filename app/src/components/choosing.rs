//! A list whose choice is the press. With the pointer, choosing is pressing; with the keys, arrows only walk through
//! the choices, and Enter or leaving the list presses, Escape takes back. Browsers report both alike, hence this.

use leptos::html::Select;
use leptos::prelude::*;

/// What is to be done now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Act {
    #[default]
    Nothing,
    Commit,
    TakeBack,
}

/// How one is choosing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choosing {
    with_keys: bool,
    waits: bool,
}

impl Choosing {
    pub fn pointed(&mut self) {
        self.with_keys = false;
    }

    pub fn key(&mut self, key: &str) -> Act {
        match key {
            "Enter" if self.waits => self.end(Act::Commit),
            "Escape" if self.waits => self.end(Act::TakeBack),
            "Enter" | "Escape" | "Tab" | "Shift" => Act::Nothing,
            _ => {
                self.with_keys = true;
                Act::Nothing
            }
        }
    }

    pub fn changed(&mut self) -> Act {
        self.waits = self.with_keys;
        if self.waits { Act::Nothing } else { Act::Commit }
    }

    pub fn left(&mut self) -> Act {
        if self.waits { self.end(Act::Commit) } else { Act::Nothing }
    }

    /// Something was chosen and not pressed yet.
    pub fn waits(self) -> bool {
        self.waits
    }

    fn end(&mut self, act: Act) -> Act {
        self.waits = false;
        act
    }
}

/// `<select class="fact-choice …">` whose choice is a press. `children` are its options.
#[component]
pub fn PressingSelect(
    /// The value that holds now; choosing it again is no press.
    #[prop(into)]
    now: Signal<String>,
    #[prop(into)] on_choose: Callback<String>,
    #[prop(default = "fact-choice")] class: &'static str,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] label: Option<String>,
    #[prop(optional, into)] hidden: Signal<bool>,
    #[prop(optional)] node_ref: NodeRef<Select>,
    children: Children,
) -> impl IntoView {
    let choosing = StoredValue::new(Choosing::default());
    let list = node_ref;
    let act = move |act: Option<Act>| {
        let Some(list) = list.get_untracked() else { return };
        let (chosen, now) = (list.value(), now.get_untracked());
        match act.unwrap_or_default() {
            Act::Commit if chosen != now => on_choose.run(chosen),
            Act::TakeBack => list.set_value(&now),
            _ => {}
        }
    };
    let keyed = move |event: leptos::ev::KeyboardEvent| {
        let meant = choosing.try_update_value(|choosing| choosing.key(&event.key())).unwrap_or_default();
        if meant != Act::Nothing {
            // Escape would close what the list stands in, Enter would send its form.
            event.prevent_default();
        }
        act(Some(meant));
    };
    view! {
        <select
            class=class
            id=id
            aria-label=label
            hidden=move || hidden.get()
            node_ref=list
            on:pointerdown=move |_| choosing.try_update_value(Choosing::pointed).unwrap_or_default()
            on:keydown=keyed
            on:change=move |_| act(choosing.try_update_value(Choosing::changed))
            on:blur=move |_| act(choosing.try_update_value(Choosing::left))
        >
            {children()}
        </select>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_the_arrows_rui_passes_names_and_sets_the_one_he_stops_at() {
        let mut choosing = Choosing::default();
        for _ in 0..3 {
            assert_eq!(choosing.key("ArrowDown"), Act::Nothing);
            assert_eq!(choosing.changed(), Act::Nothing);
        }
        assert_eq!(choosing.key("Enter"), Act::Commit);
        assert_eq!(choosing.left(), Act::Nothing, "once");
    }

    #[test]
    fn leaving_the_list_presses_and_escape_takes_back() {
        let mut choosing = Choosing::default();
        choosing.key("m");
        choosing.changed();
        assert_eq!(choosing.key("Tab"), Act::Nothing);
        assert_eq!(choosing.left(), Act::Commit);
        choosing.key("ArrowUp");
        choosing.changed();
        assert_eq!(choosing.key("Escape"), Act::TakeBack);
        assert_eq!(choosing.left(), Act::Nothing);
    }

    #[test]
    fn with_the_pointer_choosing_is_pressing() {
        let mut choosing = Choosing::default();
        assert_eq!(choosing.changed(), Act::Commit);
        choosing.key("ArrowDown");
        choosing.pointed();
        assert_eq!(choosing.changed(), Act::Commit);
    }
}
