//! Somebody's own part of an incident as it stands on this screen, and the one way to press there: at once, with a
//! nonce and "Undo", as on the team's.

use domain::incident::Press;
use domain::view::incident::Opened;
use domain::view::own_incident::OwnIncident;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::api::incidents::{change, open_incident};
use crate::components::toast::{Toasts, use_toasts};
use crate::pages::incident::on_screen::UNDO_SECONDS;
use crate::pages::incident::said::said;
use crate::pages::incident::sending::{Sending, nonce};

#[derive(Clone, Copy)]
pub struct OwnScreen {
    own: RwSignal<OwnIncident>,
    toasts: Toasts,
}

impl OwnScreen {
    /// To be called at the top of the page's component.
    pub fn new(own: OwnIncident) -> Self {
        Self { own: RwSignal::new(own), toasts: use_toasts() }
    }

    /// A part that tells its readers only when it is another one.
    pub fn slice<T>(self, part: impl Fn(&OwnIncident) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.own.with(&part))
    }

    /// Reads once, without following.
    pub fn peek<T>(self, part: impl FnOnce(&OwnIncident) -> T) -> T {
        self.own.with_untracked(part)
    }

    /// Sends a form; `then` runs when it is done, `undone` when it was taken back.
    pub fn press(self, press: Press, sending: Sending, then: impl FnOnce() + 'static, undone: Callback<()>) {
        let Some(nonce) = sending.begin() else { return };
        spawn_local(async move {
            match self.attempt(press, nonce, Some(undone)).await {
                Ok(()) => {
                    sending.succeed();
                    then();
                }
                Err(error) => sending.fail(error),
            }
        });
    }

    /// A press without a form: what goes wrong is said in a toast.
    pub fn press_now(self, press: Press) {
        spawn_local(async move {
            if let Err(error) = self.attempt(press, nonce(), None).await {
                self.toasts.fail(error.sentence());
            }
        });
    }

    async fn attempt(self, press: Press, nonce: String, undone: Option<Callback<()>>) -> Result<(), ApiError> {
        let Some(number) = self.own.try_with_untracked(|own| own.number.clone()) else { return Ok(()) };
        let words = said(&press);
        let done = change(number.clone(), press, None, None, nonce).await;
        // What was on the screen was not what is: show that, and keep what was typed.
        if matches!(&done, Err(ApiError::Refused(refusal)) if refusal.is_of_an_old_screen()) {
            self.renew(number.clone()).await;
        }
        match done?.sequence {
            Some(sequence) => {
                let undo = Callback::new(move |()| self.undo(sequence, undone));
                self.toasts.say_with_undo(words, &number, UNDO_SECONDS, undo);
            }
            None => self.toasts.say("Nothing changed: it is so already."),
        }
        self.renew(number).await;
        Ok(())
    }

    fn undo(self, sequence: u64, undone: Option<Callback<()>>) {
        let Some(number) = self.own.try_with_untracked(|own| own.number.clone()) else { return };
        spawn_local(async move {
            match change(number.clone(), Press::Undo { sequence }, None, None, nonce()).await {
                Ok(_) => {
                    self.toasts.say("Taken back");
                    if let Some(undone) = undone {
                        undone.try_run(());
                    }
                }
                Err(error) => self.toasts.fail(error.sentence()),
            }
            self.renew(number).await;
        });
    }

    /// Whoever may read something else of it now, or nothing, sees that on the page that is loaded anew.
    async fn renew(self, number: String) {
        match open_incident(number, None).await {
            Ok(Opened::Own(newer)) => drop(self.own.try_set(*newer)),
            Ok(Opened::Team(_)) | Err(ApiError::NotFound | ApiError::Denied) => {
                let _ = location().reload();
            }
            Err(error) => self.toasts.fail(error.sentence()),
        }
    }
}
