//! Short words after a press, at the foot of the page, with "Undo" while it can still be taken back. The queue lives
//! in the app's context, so that it outlives the page that spoke. Undoing takes back what one did since as well, so
//! of several presses on one thing only the newest offers it.

use std::time::Duration;

use leptos::prelude::*;

use kit::components::icon::{Icon, Symbol};

/// Older ones give way.
pub const TOASTS_MOST: usize = 3;
const PLAIN_SECONDS: u32 = 5;
const BAD_SECONDS: u32 = 12;
const LINK_SECONDS: u32 = 12;

#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    last: StoredValue<u64>,
    /// What was pressed last and can no longer be taken back.
    spent: StoredValue<Option<String>>,
}

#[derive(Clone)]
struct Toast {
    id: u64,
    words: String,
    bad: bool,
    left: RwSignal<u32>,
    /// The thing that was pressed on.
    about: String,
    undo: Option<Callback<()>>,
    /// An address, and the words that lead there.
    link: Option<(String, &'static str)>,
}

/// Call once in the app.
pub fn provide_toasts() {
    provide_context(Toasts {
        shown: RwSignal::new(Vec::new()),
        last: StoredValue::new(0),
        spent: StoredValue::new(None),
    });
}

/// The app's queue. Take it at the top of a component, not inside a task.
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(|| Toasts {
        shown: RwSignal::new(Vec::new()),
        last: StoredValue::new(0),
        spent: StoredValue::new(None),
    })
}

impl Toasts {
    pub fn say(self, words: impl Into<String>) {
        self.push(words.into(), false, PLAIN_SECONDS, "", None, None);
    }

    /// Something failed; `words` say what to do.
    pub fn fail(self, words: impl Into<String>) {
        self.push(words.into(), true, BAD_SECONDS, "", None, None);
    }

    /// Offers "Undo" for so many seconds, unless something else is done to the same thing meanwhile.
    pub fn say_with_undo(self, words: impl Into<String>, about: &str, seconds: u32, undo: Callback<()>) {
        self.push(words.into(), false, seconds, about, Some(undo), None);
    }

    /// With a way to what it is about.
    pub fn say_with_link(self, words: impl Into<String>, href: String, lead: &'static str) {
        self.push(words.into(), false, LINK_SECONDS, "", None, Some((href, lead)));
    }

    /// Takes back the newest press that can be, or says why none can; for the key `z`.
    pub fn undo_newest(self) {
        let newest = self.shown.with_untracked(|shown| shown.iter().rev().find(|toast| toast.undo.is_some()).cloned());
        if let Some(toast) = newest {
            self.undo(&toast);
        } else if let Some(about) = self.spent.try_update_value(Option::take).flatten() {
            self.fail(format!(
                "Too late to undo what you did to {about}. Its menu and its page have the steps that lead back."
            ));
        } else {
            self.say("There is nothing to undo.");
        }
    }

    fn push(
        self,
        words: String,
        bad: bool,
        seconds: u32,
        about: &str,
        undo: Option<Callback<()>>,
        link: Option<(String, &'static str)>,
    ) {
        if undo.is_some() {
            self.spent.set_value(None);
        }
        self.last.update_value(|last| *last += 1);
        // Not of the page that speaks: it may be left before the toast is gone.
        let left = ArcRwSignal::new(seconds).into();
        let toast = Toast { id: self.last.get_value(), words, bad, left, about: about.to_owned(), undo, link };
        self.shown.update(|shown| {
            if shown.len() >= TOASTS_MOST {
                shown.remove(0);
            }
            shown.push(toast);
        });
    }

    fn undo(self, toast: &Toast) {
        self.remove(toast.id);
        if let Some(undo) = toast.undo {
            undo.try_run(());
        }
    }

    fn remove(self, id: u64) {
        self.shown.update(|shown| shown.retain(|toast| toast.id != id));
    }

    /// The reader is content with it, and so with what was done to the same thing before.
    fn dismiss(self, toast: &Toast) {
        self.shown.update(|shown| {
            shown.retain(|other| other.id != toast.id);
            let before = |other: &&mut Toast| toast.undo.is_some() && other.about == toast.about;
            shown.iter_mut().filter(before).for_each(|other| other.undo = None);
        });
    }

    fn in_use(self) -> Vec<Toast> {
        self.shown.with(|shown| shown.iter().filter(|toast| shows(shown, toast.id)).cloned().collect())
    }

    fn tick(self) {
        let mut over = Vec::new();
        for toast in self.shown.get_untracked() {
            match toast.left.try_get_untracked() {
                Some(left) if left > 1 => drop(toast.left.try_set(left - 1)),
                _ => {
                    if toast.undo.is_some() {
                        self.spent.try_set_value(Some(toast.about.clone()));
                    }
                    over.push(toast.id);
                }
            }
        }
        over.into_iter().for_each(|id| self.remove(id));
    }
}

/// Whether this toast is about the newest press on its thing.
fn offers_undo(shown: &[Toast], id: u64) -> bool {
    let own = shown.iter().find(|toast| toast.id == id && toast.undo.is_some());
    own.is_some_and(|own| !shown.iter().any(|other| other.id > id && other.undo.is_some() && other.about == own.about))
}

/// What is spent gives way: of the toasts the newest is shown, what failed, and whatever can still be undone.
fn shows(shown: &[Toast], id: u64) -> bool {
    let newest = shown.last().is_some_and(|toast| toast.id == id);
    newest || offers_undo(shown, id) || shown.iter().any(|toast| toast.id == id && toast.bad)
}

/// Where toasts appear; stands once in the app.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    Effect::new(move || {
        // Refused only where there is no window.
        let _ = set_interval_with_handle(move || toasts.tick(), Duration::from_secs(1));
    });
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.in_use() key=|toast| toast.id let:toast>
                <ToastLine toast=toast toasts=toasts/>
            </For>
        </div>
    }
}

#[component]
fn ToastLine(toast: Toast, toasts: Toasts) -> impl IntoView {
    let (id, left) = (toast.id, toast.left);
    let can_undo = Memo::new(move |_| toasts.shown.with(|shown| offers_undo(shown, id)));
    let (class, symbol) = if toast.bad { ("toast toast-bad", Symbol::Alert) } else { ("toast", Symbol::Check) };
    let words = toast.words.clone();
    let pressed = toast.clone();
    let undo = move || {
        let toast = pressed.clone();
        can_undo.get().then(|| {
            view! {
                <button type="button" class="b b-small" on:click=move |_| toasts.undo(&toast)>
                    "Undo " <span class="toast-left" aria-hidden="true">{move || left.get()}</span>
                </button>
            }
        })
    };
    view! {
        <div class=class>
            <span class="toast-words"><Icon symbol=symbol/>{words}</span>
            {toast.link.clone().map(|(href, lead)| view! { <a class="b b-small" href=href>{lead}</a> })}
            {undo}
            <button type="button" class="b b-quiet b-small b-icon" aria-label="Dismiss" on:click=move |_| toasts.dismiss(&toast)>
                <Icon symbol=Symbol::Cross small=true/>
            </button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(toasts: &[Toast]) -> Vec<String> {
        toasts.iter().map(|toast| toast.words.clone()).collect()
    }

    #[test]
    fn spent_toasts_go_and_come_back_with_what_can_be_undone_again() {
        Owner::new().with(|| {
            let toasts =
                Toasts { shown: RwSignal::new(Vec::new()), last: StoredValue::new(0), spent: StoredValue::new(None) };
            let nothing = || Callback::new(|()| {});
            toasts.say_with_undo("taken", "INC-1", 10, nothing());
            toasts.say_with_undo("note", "INC-1", 10, nothing());
            assert_eq!(words(&untrack(|| toasts.in_use())), ["note"]);
            toasts.undo_newest();
            assert_eq!(words(&untrack(|| toasts.in_use())), ["taken"]);
            toasts.fail("no answer");
            toasts.say("Copied");
            assert_eq!(words(&untrack(|| toasts.in_use())), ["taken", "no answer", "Copied"]);
            toasts.say("Once more");
            assert_eq!(words(&untrack(|| toasts.in_use())), ["no answer", "Once more"]);
        });
    }

    fn offered(toasts: Toasts) -> Vec<String> {
        let shown = toasts.shown.get_untracked();
        shown.iter().filter(|toast| offers_undo(&shown, toast.id)).map(|toast| toast.words.clone()).collect()
    }

    #[test]
    fn only_rui_s_newest_press_on_an_incident_can_be_undone_and_then_the_one_before() {
        Owner::new().with(|| {
            let toasts =
                Toasts { shown: RwSignal::new(Vec::new()), last: StoredValue::new(0), spent: StoredValue::new(None) };
            let nothing = || Callback::new(|()| {});
            toasts.say_with_undo("taken", "INC-1", 10, nothing());
            toasts.say_with_undo("on hold", "INC-2", 10, nothing());
            toasts.say_with_undo("note", "INC-1", 10, nothing());
            assert_eq!(offered(toasts), ["on hold", "note"]);
            toasts.undo_newest();
            assert_eq!(offered(toasts), ["taken", "on hold"]);
            let taken = toasts.shown.get_untracked()[0].clone();
            toasts.say_with_undo("note", "INC-1", 10, nothing());
            let note = toasts.shown.get_untracked()[2].clone();
            toasts.dismiss(&note);
            assert_eq!(offered(toasts), ["on hold"], "content with the note is content with {}", taken.words);
        });
    }
    #[test]
    fn a_late_undo_says_that_it_is_too_late_once_and_where_the_way_back_is() {
        Owner::new().with(|| {
            let toasts =
                Toasts { shown: RwSignal::new(Vec::new()), last: StoredValue::new(0), spent: StoredValue::new(None) };
            let newest = || toasts.shown.get_untracked().last().map(|toast| toast.words.clone()).unwrap_or_default();
            toasts.say_with_undo("taken", "INC-1", 2, Callback::new(|()| {}));
            toasts.tick();
            toasts.tick();
            toasts.undo_newest();
            assert!(newest().starts_with("Too late to undo what you did to INC-1."), "{}", newest());
            toasts.undo_newest();
            assert_eq!(newest(), "There is nothing to undo.");
        });
    }
}
