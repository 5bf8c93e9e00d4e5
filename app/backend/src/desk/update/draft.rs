//! The update as it was typed, and the press that it comes to.

use std::collections::BTreeMap;

use domain::audience::{Block, OnlyFor};
use domain::field::{FieldError, Problem};
use domain::ids::AudienceId;
use domain::incident::Press;
use domain::promise::Preset;
use domain::refusal::Refusal;
use domain::time::Moment;
use domain::view::incident::Done;

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::{ChangeRequest, Look, open_gate};
use crate::settings::Settings;
use crate::time_text::{self, Reader};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct UpdateDraft {
    pub public_title: String,
    /// The ids of those who are ticked.
    pub audiences: Vec<String>,
    pub text: String,
    pub only: OnlyFor,
    /// A preset, a local date and time, or nothing.
    pub promise: String,
    /// What the check found is meant to be there.
    pub anyway: bool,
    /// The revision at which the form was drawn.
    pub seen: Option<u64>,
    pub nonce: String,
}

impl Backend {
    /// Sends it; what the check finds is refused unless it is sent anyway, and so is what was written before somebody else
    /// told them something.
    pub async fn send_update(&self, caller: &Caller, number: &str, draft: &UpdateDraft) -> Result<Done> {
        let (settings, now) = (self.settings()?, Moment(self.storage().now()));
        let reader = self.storage().read(|read| {
            let actor = caller.actor(read)?;
            open_gate(read, &actor, number, domain::permissions::Action::TellStakeholders)?;
            Reader::of(read, &actor, &settings, now)
        })?;
        let press = draft.press(reader, &settings, now).map_err(|error| Refusal::Fields(vec![error]))?;
        let (number, nonce) = (number.to_owned(), draft.nonce.clone());
        self.change(caller, ChangeRequest { number, press, also: None, seen: draft.seen, nonce }).await
    }
}

impl UpdateDraft {
    /// As a form names them; what is ticked several times stands one to a line.
    pub fn typed(values: &BTreeMap<String, String>) -> Self {
        let value = |name: &str| values.get(name).cloned().unwrap_or_default();
        Self {
            public_title: value("public_title"),
            audiences: value("audience").lines().map(str::to_owned).collect(),
            text: value(Block::All.field()),
            only: OnlyFor {
                affected: value(Block::Affected.field()),
                executive: value(Block::Executive.field()),
                technical: value(Block::Technical.field()),
            },
            promise: value("promise"),
            anyway: !value("anyway").is_empty(),
            seen: value("revision").parse().ok(),
            nonce: value("nonce"),
        }
    }

    pub(super) fn press(&self, reader: Reader, settings: &Settings, now: Moment) -> Result<Press, FieldError> {
        Ok(self.promising(self.promise_typed(reader, settings, now)?))
    }

    /// The press with the problem of the promise apart, so that every problem is told at once.
    pub(super) fn looked_at(&self, look: &Look<'_>) -> (Press, Option<FieldError>) {
        match self.promise_typed(look.reader, look.settings, look.now()) {
            Ok(promise) => (self.promising(promise), None),
            Err(error) => (self.promising(None), Some(error)),
        }
    }

    fn promising(&self, promise: Option<Moment>) -> Press {
        // An id that is none is one that nobody has.
        let audiences = self.audiences.iter().map(|id| id.parse().unwrap_or(AudienceId(0))).collect();
        Press::TellEach {
            public_title: self.public_title.clone(),
            audiences,
            text: self.text.clone(),
            only: self.only.clone(),
            promise,
            anyway: self.anyway,
        }
    }

    fn promise_typed(&self, reader: Reader, settings: &Settings, now: Moment) -> Result<Option<Moment>, FieldError> {
        let typed = self.promise.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        if let Ok(preset) = Preset::parse("promise", typed) {
            let morning = time_text::next_working_morning(now, time_text::zone(&settings.zone));
            return Ok(preset.moment(now, morning));
        }
        reader.typed(typed).map(Some).ok_or_else(|| FieldError::new("promise", Problem::Malformed))
    }
}

/// What a rule said, with one more problem.
pub(super) fn and_problem<T>(said: Result<T, Refusal>, problem: Option<FieldError>) -> Result<T> {
    match (said, problem) {
        (Err(Refusal::Fields(mut errors)), Some(problem)) => {
            errors.push(problem);
            Err(Error::Refused(Refusal::Fields(errors)))
        }
        (Ok(_), Some(problem)) => Err(Error::Refused(Refusal::Fields(vec![problem]))),
        (Ok(done), None) => Ok(done),
        (Err(refusal), _) => Err(Error::Refused(refusal)),
    }
}
