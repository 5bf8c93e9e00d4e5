//! The incident as it stands on this screen: its parts, which live changes renew in place. Parts of the page read slices
//! of them, so that a change by somebody else moves no cursor and loses nothing typed.

use domain::incident::Status;
use domain::view::composer::ComposerView;
use domain::view::incident::{Choices, IncidentFacts, IncidentHead, May, TimelinePage};
use leptos::prelude::*;

use crate::api::ApiError;
use crate::components::toast::{Toasts, use_toasts};
use crate::live::Renewing;
use crate::pages::incident::ask::Ask;
use crate::pages::incident::composer::Kind;
use crate::pages::incident::in_sight::InSight;
use crate::pages::incident::kept::Kept;
use crate::pages::incident::step::Stage;
use kit::form::FormState;

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
    pub(super) sight: InSight,
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
            sight: InSight::new(),
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
    pub fn now(self) -> Option<(Stage, May)> {
        self.head.try_with_untracked(|view| (Stage::of(view), view.may))
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
}
