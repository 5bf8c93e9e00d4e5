//! POST `/settings/backup`: a copy, now; or, with `act=second` or `act=status`, where copies or the status page go as well.

use axum::extract::State;
use axum::response::Response;
use backend::Result;
use domain::permissions::Section;

use super::basics::draft;
use super::{go_to, refused, take_password};
use crate::forms::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    if ["second", "status"].contains(&posted.value("act").as_str()) {
        return match name_second(&state, &posted).await {
            Ok(()) => go_to("/settings/backup?said=saved"),
            Err(error) => refused(&state, posted, error).await,
        };
    }
    let made = match take_password(&state, &posted).await {
        Ok(()) => state.backend.back_up_now(&posted.caller).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(true) => go_to("/settings/backup?said=made"),
        Ok(false) => go_to("/settings/backup?said=made-here"),
        Err(error) => refused(&state, posted, error).await,
    }
}

async fn name_second(state: &AppState, posted: &Posted) -> Result<()> {
    take_password(state, posted).await?;
    state.backend.name_second_folder(&posted.caller, &draft(Section::Backup, posted)).await
}
