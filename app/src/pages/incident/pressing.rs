//! The one way to press on the team's page: sent at once with a nonce, so that sending it again is harmless, and with
//! "Undo" for a while. What it made comes into sight.

use std::future::{Future, ready};

use domain::incident::Press;
use domain::view::incident::Done;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::api::incidents::change;
use crate::pages::incident::composer::Draft;
use crate::pages::incident::on_screen::{OnScreen, UNDO_SECONDS};
use crate::pages::incident::pressed::Pressed;
use crate::pages::incident::said::{said, told};
use crate::pages::incident::sending::{Sending, nonce};
use crate::pages::incident::step::Step;
use kit::routes;

impl OnScreen {
    /// Sends a form; `then` runs when it is done, `undone` when it was taken back.
    pub fn press(
        self,
        command: impl Into<Pressed>,
        sending: Sending,
        then: impl FnOnce() + 'static,
        undone: Option<Callback<()>>,
    ) {
        self.press_when(ready(Ok::<Pressed, ApiError>(command.into())), sending, then, undone);
    }

    /// The same for a command that needs an answer of the server first.
    pub fn press_when<P: Into<Pressed> + 'static>(
        self,
        command: impl Future<Output = Result<P, ApiError>> + 'static,
        sending: Sending,
        then: impl FnOnce() + 'static,
        undone: Option<Callback<()>>,
    ) {
        let Some(nonce) = sending.begin() else { return };
        let seen = self.seen();
        self.sending.set(true);
        spawn_local(async move {
            let done = match command.await {
                Ok(command) => self.attempt(command.into(), seen, nonce, undone).await,
                Err(error) => Err(error),
            };
            self.sending.try_set(false);
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
    pub fn press_now(self, command: Press, failed: impl FnOnce() + 'static) {
        let (seen, nonce) = (self.seen(), nonce());
        spawn_local(async move {
            if let Err(error) = self.attempt(command.into(), seen, nonce, None).await {
                self.toasts.fail(error.sentence());
                failed();
            }
        });
    }

    pub fn take_step(self, step: Step) {
        match step {
            Step::Press(press) => self.press_now(*press, || {}),
            Step::Ask(ask) => self.ask(ask),
        }
    }

    /// Number and revision at the moment of a press: while it is under way the page may be left.
    fn seen(self) -> (String, u64) {
        self.peek(|view| (view.number.clone(), view.revision))
    }

    async fn attempt(
        self,
        Pressed { press, also }: Pressed,
        (number, revision): (String, u64),
        nonce: String,
        undone: Option<Callback<()>>,
    ) -> Result<(), ApiError> {
        let (words, undoable) = (said(&press), press.verb().undoable);
        match change(number.clone(), press, also, Some(revision), nonce).await {
            Ok(done) => {
                let words = done.told.map_or(words, told);
                self.tell(&number, done, words, undone, undoable);
                Ok(())
            }
            Err(error) => {
                // What is on the screen was not what is: show that, and keep what was typed.
                if matches!(&error, ApiError::Refused(refusal) if refusal.is_of_an_old_screen()) {
                    self.renew();
                }
                Err(error)
            }
        }
    }

    fn tell(self, number: &str, done: Done, words: String, undone: Option<Callback<()>>, undoable: bool) {
        if done.number != number {
            // It was restricted and lives under another number now; what was begun is not left behind under the old.
            Draft::forget(number);
            let _ = location().replace(&routes::incident(&done.number));
            return;
        }
        match done.sequence {
            Some(sequence) => {
                self.sight.await_own(sequence, done.revision);
                let of = number.to_owned();
                let undo = Callback::new(move |()| self.undo(of.clone(), sequence, undone));
                self.toasts.say_with_undo(words, number, UNDO_SECONDS, undo);
            }
            None if !undoable => self.toasts.say(words),
            None => self.toasts.say("Nothing changed: it is so already."),
        }
        self.renew();
    }

    fn undo(self, number: String, sequence: u64, undone: Option<Callback<()>>) {
        let nonce = nonce();
        spawn_local(async move {
            match change(number, Press::Undo { sequence }, None, None, nonce).await {
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
