//! Plain forms that work before the wasm, and without it.
//!
//! A page with a form is given its `FormState`: empty at a first look; after a refused post what was typed and what is
//! wrong with it, rendered by the server with status 422. The post itself is answered by `server/src/forms`.

use std::collections::BTreeMap;

use domain::field::{FieldError, Problem};
use domain::locale::Locale;
use domain::refusal::Refusal;
use serde::{Deserialize, Serialize};

use crate::components::error_summary::FieldProblem;

/// What a refused form brings back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FormState {
    /// As typed; passwords are never in it.
    pub values: BTreeMap<String, String>,
    pub errors: Vec<FieldError>,
    /// A refusal that is not about one field, in words.
    pub message: Option<String>,
    /// What was done all the same, where only a part of it came back.
    #[serde(default)]
    pub done: Option<String>,
}

impl FormState {
    pub fn refused(values: BTreeMap<String, String>, refusal: &Refusal) -> Self {
        match refusal {
            Refusal::Fields(errors) => Self { values, errors: errors.clone(), ..Self::default() },
            other => Self { values, message: Some(Locale::English.refusal(other)), ..Self::default() },
        }
    }

    /// What was typed into a field, else `otherwise`.
    pub fn value(&self, field: &str, otherwise: &str) -> String {
        self.values.get(field).map_or_else(|| otherwise.to_owned(), Clone::clone)
    }

    pub fn error(&self, field: &str) -> Option<String> {
        self.errors.iter().find(|e| e.field == field).map(|e| Locale::English.problem(e))
    }

    pub fn is_refused(&self) -> bool {
        !self.errors.is_empty() || self.message.is_some()
    }

    /// Nothing is wrong with it but that somebody changed meanwhile what it would overwrite.
    pub fn is_overtaken(&self) -> bool {
        !self.errors.is_empty() && self.errors.iter().all(|error| overtaken_at(error).is_some())
    }

    /// The revision at which its fields stand that somebody changed meanwhile, when it tells of any.
    pub fn told_at(&self) -> Option<u64> {
        self.errors.iter().find_map(overtaken_at)
    }

    /// Each error for the summary at the top, on a page where a field's id is its name.
    pub fn problems(&self) -> Vec<FieldProblem> {
        self.problems_at(str::to_owned)
    }

    /// The same where `place` says under which id, or on which page, a field of that name stands.
    pub fn problems_at(&self, place: impl Fn(&str) -> String) -> Vec<FieldProblem> {
        let problem = |error: &FieldError| {
            // Which form it was is no field that anybody filled in.
            let field = if error.field == "act" { String::new() } else { place(&error.field) };
            FieldProblem { field, words: Locale::English.problem_from_afar(error) }
        };
        self.errors.iter().map(problem).collect()
    }
}

fn overtaken_at(error: &FieldError) -> Option<u64> {
    if let Problem::Overtaken { revision, .. } = error.problem { Some(revision) } else { None }
}
