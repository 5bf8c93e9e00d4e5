//! What every server function begins and ends with, on the server: the desk and the caller, and the status of the
//! answer. Context is taken first: it is gone in detached tasks.

use backend::{Backend, Caller};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use crate::api::ApiError;

/// The open desk and who asks. Without context nobody asks anything: fail closed.
pub fn desk() -> Result<(Backend, Caller), ApiError> {
    let backend = use_context::<Backend>().ok_or_else(|| ApiError::Internal("context".to_owned()))?;
    Ok((backend, use_context::<Caller>().unwrap_or_else(Caller::visitor)))
}

/// Turns the use case's answer into the call's, with the fitting status: for pages too, which then are 404 or 403.
pub fn answer<T>(response: Option<ResponseOptions>, result: backend::Result<T>) -> Result<T, ApiError> {
    result.map_err(|error| {
        let error = ApiError::from(error);
        if let Some(response) = response {
            response.set_status(error.status());
        }
        error
    })
}

/// To be taken before the first `.await`.
pub fn response() -> Option<ResponseOptions> {
    use_context::<ResponseOptions>()
}
