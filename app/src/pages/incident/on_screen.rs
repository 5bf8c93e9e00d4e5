//! The incident as it stands on this screen: its view, which live changes renew in place, and the one way to press.
//!
//! A press is sent at once with a nonce, so that sending it again is harmless, and offers "Undo". Parts of the page
//! read slices of the view, so that a change by somebody else moves no cursor and loses nothing typed.

use std::collections::BTreeMap;
use std::future::{Future, ready};

use domain::incident::{Command, Status};
use domain::refusal::Refusal;
use domain::view::incident::{Done, IncidentView, May};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::api::incidents::{change, incident, revoke_receipts};
use crate::components::relative_time::learn_server_time;
use crate::components::toast::{Toasts, use_toasts};
use crate::live::LiveNews;
use crate::pages::incident::ask::Ask;
use crate::pages::incident::composer::Kind;
use crate::pages::incident::said::said;
use crate::pages::incident::sending::{Sending, nonce};
use crate::routes;

/// Seconds in which a press can be undone.
pub const UNDO_SECONDS: u32 = 10;

#[derive(Clone, Copy)]
pub struct OnScreen {
    view: RwSignal<IncidentView>,
    /// It is no longer there for this viewer.
    gone: RwSignal<bool>,
    /// What the dialog asks, and whether it is open.
    pub asked: RwSignal<Ask>,
    pub asking: RwSignal<bool>,
    /// What the composer is set to.
    pub writing: RwSignal<Kind>,
    /// What was typed into the dialog and not sent, for when it is opened again.
    kept: StoredValue<BTreeMap<Ask, String>>,
    pub toasts: Toasts,
}

impl OnScreen {
    /// To be called at the top of the page's component.
    pub fn new(view: IncidentView) -> Self {
        Self {
            view: RwSignal::new(view),
            gone: RwSignal::new(false),
            asked: RwSignal::new(Ask::Keys),
            asking: RwSignal::new(false),
            writing: RwSignal::new(Kind::Note),
            kept: StoredValue::new(BTreeMap::new()),
            toasts: use_toasts(),
        }
    }

    /// A part of the view that tells its readers only when it is another one.
    pub fn slice<T>(self, part: impl Fn(&IncidentView) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.view.with(&part))
    }

    /// Reads once, without following.
    pub fn peek<T>(self, part: impl FnOnce(&IncidentView) -> T) -> T {
        self.view.with_untracked(part)
    }

    pub fn may(self) -> Memo<May> {
        self.slice(|view| view.may)
    }

    /// Facts can still be changed: it has not ended for good.
    pub fn may_change_facts(self) -> Memo<bool> {
        self.slice(|view| view.may.change && !view.status.is_final())
    }

    pub fn status(self) -> Memo<Status> {
        self.slice(|view| view.status)
    }

    /// Where it stands, for keys; `None` once the page is left.
    pub fn now(self) -> Option<(Status, May, bool)> {
        self.view.try_with_untracked(|view| (view.status, view.may, view.hold.is_some()))
    }

    pub fn is_gone(self) -> bool {
        self.gone.get()
    }

    /// Opens the dialog.
    pub fn ask(self, ask: Ask) {
        self.asked.set(ask);
        self.asking.set(true);
    }

    pub fn kept(self, ask: Ask) -> String {
        self.kept.with_value(|kept| kept.get(&ask).cloned().unwrap_or_default())
    }

    pub fn keep(self, ask: Ask, text: String) {
        self.kept.update_value(|kept| drop(kept.insert(ask, text)));
    }

    /// The dialog's step is done.
    pub fn answered(self, ask: Ask) {
        self.kept.try_update_value(|kept| drop(kept.remove(&ask)));
        self.asking.try_set(false);
    }

    /// What the live stream says.
    pub fn hear(self, news: &LiveNews) {
        let Some((number, revision)) = self.view.try_with_untracked(|view| (view.number.clone(), view.revision)) else {
            return;
        };
        let concerned = match news {
            LiveNews::Everything => true,
            LiveNews::Changed(changes) => changes.iter().any(|c| c.number == number && c.revision > revision),
        };
        if concerned {
            self.renew();
        }
    }

    /// Fetches the view again. An answer that is older than what is shown is dropped.
    pub fn renew(self) {
        let Some(number) = self.view.try_with_untracked(|view| view.number.clone()) else { return };
        spawn_local(async move {
            match incident(number).await {
                Ok(newer) => {
                    learn_server_time(newer.as_of.utc);
                    let shown = self.view.try_with_untracked(|view| view.revision);
                    if shown.is_some_and(|shown| shown <= newer.revision) {
                        self.view.try_set(newer);
                    }
                }
                Err(ApiError::NotFound) => drop(self.gone.try_set(true)),
                // The strip of the live stream says that we are cut off.
                Err(_) => {}
            }
        });
    }

    /// Sends a form; `then` runs when it is done, `undone` when it was taken back.
    pub fn press(
        self,
        command: Command,
        sending: Sending,
        then: impl FnOnce() + 'static,
        undone: Option<Callback<()>>,
    ) {
        self.press_when(ready(Ok(command)), sending, then, undone);
    }

    /// The same for a command that needs an answer of the server first.
    pub fn press_when(
        self,
        command: impl Future<Output = Result<Command, ApiError>> + 'static,
        sending: Sending,
        then: impl FnOnce() + 'static,
        undone: Option<Callback<()>>,
    ) {
        let Some(nonce) = sending.begin() else { return };
        spawn_local(async move {
            let done = match command.await {
                Ok(command) => self.attempt(command, nonce, undone).await,
                Err(error) => Err(error),
            };
            match done {
                Ok(()) => {
                    sending.succeed();
                    then();
                }
                Err(error) => sending.fail(error),
            }
        });
    }

    /// A press without a form: what goes wrong is said in a toast, and then `failed` runs.
    pub fn press_now(self, command: Command, failed: impl FnOnce() + 'static) {
        let nonce = nonce();
        spawn_local(async move {
            if let Err(error) = self.attempt(command, nonce, None).await {
                self.toasts.fail(error.sentence());
                failed();
            }
        });
    }

    /// A link that a reporter passed on, or lost to somebody, is replaced by another.
    pub fn replace_link(self, person: String) {
        let Some(number) = self.view.try_with_untracked(|view| view.number.clone()) else { return };
        spawn_local(async move {
            match revoke_receipts(number, person).await {
                Ok(()) => self.toasts.say("Their links are void. A new one is on its way by mail."),
                Err(error) => self.toasts.fail(error.sentence()),
            }
        });
    }

    async fn attempt(self, command: Command, nonce: String, undone: Option<Callback<()>>) -> Result<(), ApiError> {
        let words = said(&command);
        let (number, seen) = self.peek(|view| (view.number.clone(), view.revision));
        match change(number.clone(), command, Some(seen), nonce).await {
            Ok(done) => {
                self.tell(&number, done, words, undone);
                Ok(())
            }
            Err(error) => {
                // What is on the screen was not what is: show that, and keep what was typed.
                if matches!(
                    error,
                    ApiError::Refused(Refusal::Changed { .. } | Refusal::WrongStatus { .. } | Refusal::AlreadyDone)
                ) {
                    self.renew();
                }
                Err(error)
            }
        }
    }

    fn tell(self, number: &str, done: Done, words: String, undone: Option<Callback<()>>) {
        if done.number != number {
            // It was restricted and lives under another number now.
            let _ = location().replace(&routes::incident(&done.number));
            return;
        }
        match done.sequence {
            Some(sequence) => {
                let number = number.to_owned();
                let undo = Callback::new(move |()| self.undo(number.clone(), sequence, undone));
                self.toasts.say_with_undo(words, UNDO_SECONDS, undo);
            }
            None => self.toasts.say("Nothing changed: it is so already."),
        }
        self.renew();
    }

    fn undo(self, number: String, sequence: u64, undone: Option<Callback<()>>) {
        let nonce = nonce();
        spawn_local(async move {
            match change(number, Command::Undo { sequence }, None, nonce).await {
                Ok(_) => {
                    self.toasts.say("Taken back");
                    if let Some(undone) = undone {
                        undone.try_run(());
                    }
                }
                Err(error) => self.toasts.fail(error.sentence()),
            }
            self.renew();
        });
    }
}
