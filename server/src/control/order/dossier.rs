//! The file of one incident, line by line as it is printed.

use backend::desk::Form;
use backend::{Backend, Error};
use domain::locale::Locale;

use super::Answer;

pub async fn dossier(backend: &Backend, number: &str, json: bool) -> Answer {
    let form = if json { Form::Json } else { Form::Page };
    match backend.dossier(&backend.operator(), number, form).await {
        // Not `lines`, which takes an end of line of another kind for one of ours.
        Ok(file) => Answer::Ok(file.trim_end_matches('\n').split('\n').map(str::to_owned).collect()),
        Err(Error::NotFound) => Answer::refused(format!("there is no incident {number}")),
        Err(Error::Refused(refusal)) => Answer::refused(Locale::English.refusal(&refusal)),
        Err(error) => Answer::refused(error),
    }
}
