//! POST `/on-call`: rotations, as managers keep them, and what everybody on the team enters for themselves.

use axum::extract::State;
use axum::response::Response;
use backend::Result;
use backend::duty::{AwayDraft, RotationDraft, StandInDraft};

use super::{go_to, id, refused, seen, ticked, unknown_act};
use crate::forms::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    match act(&state, &posted).await {
        Ok(said) => go_to(&format!("{}?said={said}", kit::routes::ON_CALL)),
        Err(error) => refused(&state, posted, error).await,
    }
}

async fn act(state: &AppState, posted: &Posted) -> Result<&'static str> {
    let (desk, caller) = (&state.backend, &posted.caller);
    match posted.value("act").as_str() {
        "add" => desk.add_rotation(caller, rotation(posted)).await.map(|_| "added"),
        "change" => {
            desk.change_rotation(caller, id(posted, "id")?, rotation(posted), seen(posted)).await.map(|()| "changed")
        }
        "remove" => desk.remove_rotation(caller, id(posted, "id")?, seen(posted)).await.map(|()| "removed"),
        "instead" => desk.stand_in(caller, stand_in(posted)).await.map(|_| "instead"),
        "not-instead" => desk.take_back_stand_in(caller, id(posted, "id")?).await.map(|()| "taken-back"),
        "away" => desk.be_away(caller, away(posted)).await.map(|_| "away"),
        "back" => desk.be_back(caller, id(posted, "id")?).await.map(|()| "back"),
        "feed" => desk.make_duty_feed(caller).await.map(|()| "feed"),
        "feed-end" => desk.end_duty_feed(caller).await.map(|()| "ended"),
        _ => Err(unknown_act()),
    }
}

fn rotation(posted: &Posted) -> RotationDraft {
    RotationDraft {
        name: posted.value("name"),
        zone: posted.value("zone"),
        first: posted.value("first"),
        every_days: posted.value("every_days"),
        people: ticked(posted, "people"),
        hours: posted.value("hours"),
    }
}

fn stand_in(posted: &Posted) -> StandInDraft {
    StandInDraft {
        rotation: posted.value("rotation"),
        person: posted.value("person"),
        from: posted.value("from"),
        to: posted.value("to"),
    }
}

fn away(posted: &Posted) -> AwayDraft {
    AwayDraft { person: posted.value("person"), from: posted.value("from"), to: posted.value("to") }
}
