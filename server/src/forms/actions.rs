//! POST `/actions`: what is done so that an incident does not come back.

use axum::extract::State;
use axum::response::Response;
use backend::Result;
use backend::actions::ActionDraft;
use domain::action::ActionEnd;
use domain::ids::ActionId;

use super::again::again;
use super::go_to;
use super::posted::Posted;
use super::settings::{id, seen, unknown_act};
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    match act(&state, &posted).await {
        Ok((action, said)) => go_to(&format!("{}&said={said}", kit::routes::action(&action.to_string()))),
        Err(error) => again(&state, posted, error).await,
    }
}

/// Which one is open then, and what is said of it.
async fn act(state: &AppState, posted: &Posted) -> Result<(ActionId, &'static str)> {
    let (desk, caller) = (&state.backend, &posted.caller);
    let act = posted.value("act");
    if act == "add" {
        return Ok((desk.add_action(caller, posted.typed::<ActionDraft>()).await?, "added"));
    }
    let action: ActionId = id(posted, "id")?;
    let said = match act.as_str() {
        "change" => {
            desk.change_action(caller, action, posted.typed(), seen(posted)).await?;
            "changed"
        }
        "done" => {
            desk.end_action(caller, action, ActionEnd::Done, posted.value("what"), seen(posted)).await?;
            "done"
        }
        "drop" => {
            desk.end_action(caller, action, ActionEnd::Dropped, posted.value("reason"), seen(posted)).await?;
            "dropped"
        }
        "yes" | "no" => {
            let yes = act == "yes";
            desk.answer_action(caller, action, id(posted, "incident")?, yes).await?;
            if yes { "yes" } else { "no" }
        }
        _ => return Err(unknown_act()),
    };
    Ok((action, said))
}
