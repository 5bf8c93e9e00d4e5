//! One form's way to the server: whether it is under way, what was refused, and the nonce that makes a resend harmless.

use domain::field::Problem;
use domain::refusal::Refusal;
use leptos::prelude::*;

use crate::api::ApiError;
use kit::components::field::FieldMessage;
use kit::form::FormState;

/// Bytes of randomness in a nonce.
const NONCE_BYTES: usize = 16;

#[derive(Clone, Copy)]
pub struct Sending {
    pending: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    /// Kept until the server has answered: a repeat after "no answer" is the same press.
    nonce: StoredValue<Option<String>>,
}

impl Sending {
    /// To be called in a component.
    pub fn new() -> Self {
        Self { pending: RwSignal::new(false), error: RwSignal::new(None), nonce: StoredValue::new(None) }
    }

    /// After the plain form was refused: what is wrong with its fields stands there until it is mended.
    pub fn after(posted: &FormState) -> Self {
        let sending = Self::new();
        if !posted.errors.is_empty() {
            sending.error.set(Some(ApiError::Refused(Refusal::Fields(posted.errors.clone()))));
        }
        sending
    }

    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// The words under the field of that name.
    pub fn of_field(self, field: &'static str) -> FieldMessage {
        Signal::derive(move || self.error.with(|error| error.as_ref().and_then(|error| error.of_field(field))))
    }

    /// The same of a field that is refused under one of several names.
    pub fn of_fields(self, fields: &'static [&'static str]) -> FieldMessage {
        let of = move |error: &ApiError| fields.iter().find_map(|field| error.of_field(field));
        Signal::derive(move || self.error.with(|error| error.as_ref().and_then(of)))
    }

    /// What was refused and belongs to none of these fields.
    pub fn message(self, fields: &'static [&'static str]) -> Signal<Option<String>> {
        Signal::derive(move || self.error.with(|error| error.as_ref().and_then(|error| outside(error, fields))))
    }

    /// The reader is mending what was wrong.
    pub fn soothe(self) {
        if self.error.with_untracked(Option::is_some) {
            self.error.set(None);
        }
    }

    /// The nonce to send with; `None` while the last press is still under way.
    pub fn begin(self) -> Option<String> {
        if self.pending.get_untracked() {
            return None;
        }
        self.pending.set(true);
        self.error.set(None);
        let kept = self.nonce.get_value().unwrap_or_else(nonce);
        self.nonce.set_value(Some(kept.clone()));
        Some(kept)
    }

    // The form may have been left while the answer was on its way: nothing to tell then.
    pub fn succeed(self) {
        self.pending.try_set(false);
        self.nonce.try_set_value(None);
    }

    /// Something is missing there, as the form itself knows.
    pub fn refuse(self, field: &str) {
        self.fail(ApiError::Refused(Refusal::field(field, Problem::Missing)));
    }

    pub fn fail(self, error: ApiError) {
        self.pending.try_set(false);
        if error != ApiError::Unreachable {
            self.nonce.try_set_value(None);
        }
        self.error.try_set(Some(error));
    }
}

fn outside(error: &ApiError, fields: &[&str]) -> Option<String> {
    match error {
        ApiError::Refused(Refusal::Fields(errors)) => {
            errors.iter().any(|error| !fields.contains(&error.field.as_str())).then(|| error.sentence())
        }
        other => Some(other.sentence()),
    }
}

/// For one press. `crypto.randomUUID` would be missing on plain http.
pub fn nonce() -> String {
    let mut bytes = [0_u8; NONCE_BYTES];
    // Without randomness the server takes each press as it comes.
    let filled = window().crypto().is_ok_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if filled { bytes.iter().map(|byte| format!("{byte:02x}")).collect() } else { String::new() }
}
