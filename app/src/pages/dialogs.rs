//! The incident page's dialog for the cards of the board, as a program of its own: most visits to the board ask for
//! nothing, and it is as large as a third of the board. The two talk by events of the window. This program shows
//! nothing but the dialog; what it says in toasts, the board shows.

use domain::view::incident::IncidentView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::{CustomEvent, CustomEventInit};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;

use crate::api::incidents::incident;
use crate::api::wire::read;
use crate::components::relative_time::learn_server_time;
use crate::components::toast::{Said, provide_toasts, use_toasts};
use crate::pages::incident::{Ask, AskDialog, Kept, OnScreen};

/// The function of the window that fetches the program; the shell writes it.
pub const LOADER: &str = "sitrepDialogs";

/// What the board tells.
#[derive(Serialize, Deserialize)]
pub enum Asked {
    Step { number: String, ask: Ask },
    Undo { toast: u64 },
}

/// What the dialogs tell.
#[derive(Serialize, Deserialize)]
pub enum Answered {
    /// The dialog is closed, whether or not something was done.
    Closed {
        number: String,
    },
    Said(Said),
}

/// On which event of the window it travels.
pub trait Told: Serialize + DeserializeOwned {
    const EVENT: &str;
}

impl Told for Asked {
    const EVENT: &str = "sitrep-asked";
}

impl Told for Answered {
    const EVENT: &str = "sitrep-answered";
}

pub fn tell<T: Told>(what: &T) {
    let Ok(text) = serde_json::to_string(what) else { return };
    let detail = CustomEventInit::new();
    detail.set_detail(&text.into());
    if let Ok(event) = CustomEvent::new_with_event_init_dict(T::EVENT, &detail) {
        // Refused only while the same event is on its way.
        let _ = window().dispatch_event(&event);
    }
}

/// Listens until the owner is gone.
pub fn hear<T: Told>(heard: impl Fn(T) + 'static) {
    let listening = window_event_listener_untyped(T::EVENT, move |event| {
        let text = event.unchecked_ref::<CustomEvent>().detail().as_string();
        if let Some(told) = text.and_then(|text| read(&text).ok()) {
            heard(told);
        }
    });
    on_cleanup(move || listening.remove());
}

/// All that the program shows.
#[component]
pub fn Dialogs() -> impl IntoView {
    provide_toasts();
    let (toasts, kept) = (use_toasts(), Kept::new());
    let asked = RwSignal::new(None);
    toasts.hand_on(|said| tell(&Answered::Said(said)));
    hear(move |told| match told {
        Asked::Step { number, ask } => spawn_local(async move {
            match incident(number).await {
                Ok(view) => {
                    learn_server_time(view.as_of.utc);
                    asked.set(Some((view, ask)));
                }
                Err(error) => toasts.fail(error.sentence()),
            }
        }),
        Asked::Undo { toast } => toasts.undo_by(toast),
    });
    move || asked.get().map(|(view, ask)| view! { <AskOne asked=asked kept=kept view=view ask=ask/> })
}

/// What was typed is kept for when the same card is asked again.
#[component]
fn AskOne(asked: RwSignal<Option<(IncidentView, Ask)>>, kept: Kept, view: IncidentView, ask: Ask) -> impl IntoView {
    let number = view.number.clone();
    let here = OnScreen::new(view, kept);
    here.ask(ask);
    Effect::new(move |was: Option<bool>| {
        let open = here.asking.get();
        if was == Some(true) && !open {
            tell(&Answered::Closed { number: number.clone() });
            asked.try_set(None);
        }
        open
    });
    view! { <AskDialog here=here/> }
}
