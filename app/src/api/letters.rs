//! Calls about letters: who was told what, and why.

use domain::view::letters::{LetterView, LettersQuery, LettersView};
use leptos::prelude::*;

use crate::api::wire::Wire;
use crate::api::{ApiError, DeskClient};

#[server(prefix = "/fn", endpoint = "letters", input = Wire, output = Wire, client = DeskClient)]
pub async fn letters(query: LettersQuery) -> Result<LettersView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.letters(&caller, &query))
}

#[server(prefix = "/fn", endpoint = "letter", input = Wire, output = Wire, client = DeskClient)]
pub async fn letter(id: String) -> Result<LetterView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.letter(&caller, &id).await)
}
