//! POST `/settings/people`: inviting, and everything that is done to an account
//! by an administrator.

use axum::extract::State;
use axum::response::Response;
use backend::{Error, Result};
use domain::ids::PersonId;
use domain::locale::Locale;

use super::{go_to, id, left_over, refused, seen, take_password, unknown_act};
use crate::forms::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    if posted.value("act") == "paste" {
        return paste(&state, posted).await;
    }
    match act(&state, &posted).await {
        Ok(said) => go_to(&format!("/settings/people?said={said}")),
        Err(error) => refused(&state, posted, error).await,
    }
}

async fn act(state: &AppState, posted: &Posted) -> Result<&'static str> {
    take_password(state, posted).await?;
    let (desk, caller) = (&state.backend, &posted.caller);
    match posted.value("act").as_str() {
        "invite" => {
            let (name, email) = (posted.value("name"), posted.value("email"));
            desk.invite(caller, &name, &email, &posted.value("role")).await?;
            Ok("invited")
        }
        "invite-again" => desk.invite_again(caller, id(posted, "id")?).await.map(|()| "invited"),
        "role" => {
            let successor = successor(posted)?;
            desk.change_role(caller, id(posted, "id")?, &posted.value("role"), successor, seen(posted))
                .await
                .map(|()| "role")
        }
        "disable" => {
            let successor = successor(posted)?;
            desk.disable(caller, id(posted, "id")?, successor).await.map(|()| "disabled")
        }
        "enable" => desk.enable(caller, id(posted, "id")?).await.map(|()| "enabled"),
        "grant" => desk.grant_private_read(caller, id(posted, "id")?).await.map(|()| "granted"),
        "withdraw" => desk.withdraw_private_read(caller, id(posted, "id")?).await.map(|()| "withdrawn"),
        _ => Err(unknown_act()),
    }
}

/// Who takes over open incidents; nobody when nobody was chosen.
fn successor(posted: &Posted) -> Result<Option<PersonId>, Error> {
    if posted.value("new_owner").is_empty() { Ok(None) } else { id(posted, "new_owner").map(Some) }
}

async fn paste(state: &AppState, posted: Posted) -> Response {
    let pasted = match take_password(state, &posted).await {
        Ok(()) => state.backend.paste_team(&posted.caller, &posted.value("people")).await,
        Err(error) => Err(error),
    };
    match pasted {
        Ok(team) if team.left.is_empty() => {
            go_to(&format!("/settings/people?said=pasted-{}-{}", team.invited, team.already))
        }
        Ok(team) => {
            let said = format!("{} invited.", Locale::English.people(team.invited as u64));
            left_over(state, posted, team.invited + team.already, &said, &team.left).await
        }
        Err(error) => refused(state, posted, error).await,
    }
}
