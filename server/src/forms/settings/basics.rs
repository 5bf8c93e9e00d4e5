//! POST `/settings`: what the organisation is called and where it is reached.

use axum::extract::State;
use axum::response::Response;
use backend::Result;
use backend::settings::SettingsDraft;
use domain::permissions::Section;

use super::{go_to, refused, seen, take_password};
use crate::forms::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    match change(&state, &posted).await {
        Ok(()) => go_to("/settings?said=saved"),
        Err(error) => refused(&state, posted, error).await,
    }
}

async fn change(state: &AppState, posted: &Posted) -> Result<()> {
    take_password(state, posted).await?;
    state.backend.change_settings(&posted.caller, &draft(Section::Basics, posted)).await
}

/// What was typed into the fields of that section. A page that was open before the desk had one of them sends none, and
/// takes nothing away.
pub(super) fn draft(section: Section, posted: &Posted) -> SettingsDraft {
    SettingsDraft::posted(section, posted.values(), seen(posted))
}
