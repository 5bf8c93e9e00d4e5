//! POST `/settings/account`: one's own name and time zone, password, sessions and letters.

use axum::extract::State;
use axum::response::Response;
use backend::Result;

use super::{go_to, id, refused, seen, ticked, unknown_act};
use crate::forms::again::again;
use crate::forms::posted::Posted;
use crate::forms::subscriptions::wishes;
use crate::forms::welcome::welcome;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    if posted.value("act") == "password" {
        return password(&state, posted).await;
    }
    match act(&state, &posted).await {
        Ok(said) => go_to(&format!("/settings/account?said={said}")),
        Err(error) => refused(&state, posted, error).await,
    }
}

async fn act(state: &AppState, posted: &Posted) -> Result<&'static str> {
    let (desk, caller) = (&state.backend, &posted.caller);
    match posted.value("act").as_str() {
        "details" => {
            let (name, zone) = (posted.value("name"), posted.value("zone"));
            desk.change_own_details(caller, &name, &zone, seen(posted)).await.map(|()| "details")
        }
        "end" => desk.revoke_session(caller, id(posted, "id")?).await.map(|()| "ended"),
        "end-others" => desk.revoke_other_sessions(caller).await.map(|()| "ended"),
        "morning" => {
            let wanted = posted.value("morning") == "on";
            desk.want_morning_letter(caller, wanted).await.map(|()| "morning")
        }
        "letters" => desk.change_own_subscriptions(caller, &ticked(posted, "services")).await.map(|()| "letters"),
        "wishes" => desk.change_own_letter_wishes(caller, &wishes(posted)).await.map(|()| "letters"),
        "alert-hours" => {
            desk.change_alert_hours(caller, &posted.value("alert_hours"), seen(posted)).await.map(|()| "alerts")
        }
        "second" => desk.ask_second_address(caller, &posted.value("second")).await.map(|()| "second"),
        "second-confirm" => desk.confirm_second_address(caller, &posted.value("token")).await.map(|()| "confirmed"),
        "second-drop" => desk.drop_second_address(caller, seen(posted)).await.map(|()| "alerts"),
        "monday" => desk.choose_monday_letter(caller, posted.value("monday") == "on").await.map(|()| "letters"),
        _ => Err(unknown_act()),
    }
}

/// Every other session ends with it; this browser gets a new one. Both fields are named `password…`, so that
/// neither is ever sent back.
async fn password(state: &AppState, posted: Posted) -> Response {
    let (old, new) = (posted.value("password_old"), posted.value("password"));
    posted.waits_for_hashing();
    match state.backend.change_password(&posted.caller, &old, &new).await {
        Ok(session) => welcome(state, &posted, &session, "/settings/account?said=password").await,
        Err(error) => again(state, posted, error).await,
    }
}
