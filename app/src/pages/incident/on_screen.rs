//! The incident as it stands on this screen: its parts, which live changes renew in place, and the one way to press.
//!
//! A press is sent at once with a nonce, so that sending it again is harmless, and offers "Undo". Parts of the page
//! read slices of them, so that a change by somebody else moves no cursor and loses nothing typed.

use std::future::{Future, ready};

use domain::incident::{Press, Status};
use domain::view::incident::{Choices, ComposerView, Done, IncidentFacts, IncidentHead, May, TimelinePage};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::api::incidents::change;
use crate::components::toast::{Toasts, use_toasts};
use crate::live::Renewing;
use crate::pages::incident::ask::Ask;
use crate::pages::incident::composer::{Draft, Kind};
use crate::pages::incident::kept::Kept;
use crate::pages::incident::pressed::Pressed;
use crate::pages::incident::said::{said, told};
use crate::pages::incident::sending::{Sending, nonce};
use crate::pages::incident::step::Step;
use kit::form::FormState;
use kit::routes;

/// Seconds in which a press can be undone.
pub const UNDO_SECONDS: u32 = 10;

#[derive(Clone, Copy)]
pub struct OnScreen {
    pub(super) head: RwSignal<IncidentHead>,
    /// None over the board, as its timeline.
    pub(super) facts: RwSignal<Option<IncidentFacts>>,
    pub(super) timeline: RwSignal<Option<TimelinePage>>,
    pub(super) choices: RwSignal<Choices>,
    /// Once somebody began to write to them, or why it could not be fetched.
    pub(super) composer: RwSignal<Option<Result<ComposerView, ApiError>>>,
    /// It is no longer there for this viewer.
    pub(super) gone: RwSignal<bool>,
    /// What the dialog asks, and whether it is open.
    pub asked: RwSignal<Ask>,
    pub asking: RwSignal<bool>,
    /// A form's answer is under way.
    pub sending: RwSignal<bool>,
    /// What the composer is set to.
    pub writing: RwSignal<Kind>,
    pub kept: Kept,
    /// What a refused plain form brought back.
    posted: StoredValue<FormState>,
    pub(super) renewing: Renewing,
    pub toasts: Toasts,
}

impl OnScreen {
    /// To be called at the top of the page's component.
    pub fn new(head: IncidentHead, kept: Kept) -> Self {
        Self {
            head: RwSignal::new(head),
            facts: RwSignal::new(None),
            timeline: RwSignal::new(None),
            choices: RwSignal::new(Choices::default()),
            composer: RwSignal::new(None),
            gone: RwSignal::new(false),
            asked: RwSignal::new(Ask::Keys),
            asking: RwSignal::new(false),
            sending: RwSignal::new(false),
            writing: RwSignal::new(Kind::Note),
            kept,
            posted: StoredValue::new(FormState::default()),
            renewing: Renewing::begin(),
            toasts: use_toasts(),
        }
    }

    #[must_use]
    pub fn with(self, facts: IncidentFacts, page: TimelinePage, choices: Choices) -> Self {
        self.facts.set(Some(facts));
        self.timeline.set(Some(page));
        self.choices.set(choices);
        self
    }

    #[must_use]
    pub fn after(self, posted: FormState) -> Self {
        self.posted.set_value(posted);
        self
    }

    /// The refused form of that act, if it was that one.
    pub fn posted(self, act: &str) -> FormState {
        self.posted
            .with_value(|posted| if posted.value("act", "") == act { posted.clone() } else { FormState::default() })
    }

    /// What the refusal says that belongs to no field.
    pub fn posted_message(self) -> Option<String> {
        self.posted.with_value(|posted| posted.message.clone())
    }

    /// A part of the head that tells its readers only when it is another one.
    pub fn slice<T>(self, part: impl Fn(&IncidentHead) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.head.with(&part))
    }

    /// The same of its facts.
    pub fn slice_facts<T>(self, part: impl Fn(&IncidentFacts) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.facts.with(|facts| facts.as_ref().map(&part)).unwrap_or_default())
    }

    /// The same of the part of the timeline that is shown.
    pub fn slice_timeline<T>(self, part: impl Fn(&TimelinePage) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.timeline.with(|page| page.as_ref().map(&part)).unwrap_or_default())
    }

    /// What can be chosen here, by what its facts leave out.
    pub fn slice_choices<T>(self, part: impl Fn(&IncidentFacts, &Choices) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        self.slice_facts(move |facts| self.choices.with(|choices| part(facts, choices)))
    }

    /// Reads once, without following.
    pub fn peek<T>(self, part: impl FnOnce(&IncidentHead) -> T) -> T {
        self.head.with_untracked(part)
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
        self.head.try_with_untracked(|head| (head.status, head.may, head.hold.is_some()))
    }

    pub fn is_gone(self) -> bool {
        self.gone.get()
    }

    /// Opens the dialog.
    pub fn ask(self, ask: Ask) {
        self.asked.set(ask);
        self.asking.set(true);
    }

    /// The dialog's step is done.
    pub fn answered(self, ask: Ask) {
        self.head.try_with_untracked(|head| self.kept.forget(&head.number, ask));
        self.asking.try_set(false);
    }

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
