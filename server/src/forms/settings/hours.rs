//! POST `/settings/hours`: the calendars.

use axum::extract::State;
use axum::response::Response;
use backend::Result;
use backend::calendars::CalendarDraft;
use backend::desk::HolidayTicks;

use super::{go_to, id, refused, seen, take_password, ticked, unknown_act};
use crate::forms::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    match act(&state, &posted).await {
        Ok(said) => go_to(&format!("/settings/hours?said={said}")),
        Err(error) => refused(&state, posted, error).await,
    }
}

async fn act(state: &AppState, posted: &Posted) -> Result<&'static str> {
    take_password(state, posted).await?;
    let (desk, caller) = (&state.backend, &posted.caller);
    match posted.value("act").as_str() {
        "add" => desk.add_calendar(caller, draft(posted)).await.map(|_| "added"),
        "change" => {
            desk.change_calendar(caller, id(posted, "id")?, draft(posted), seen(posted)).await.map(|()| "changed")
        }
        "holidays" => {
            let (country, year) = (posted.value("country"), posted.value("year"));
            let ticks = HolidayTicks { country, year, days: ticked(posted, "day") };
            desk.tick_holidays(caller, id(posted, "id")?, ticks).await.map(|()| "changed")
        }
        _ => Err(unknown_act()),
    }
}

fn draft(posted: &Posted) -> CalendarDraft {
    CalendarDraft {
        name: posted.value("name"),
        zone: posted.value("zone"),
        hours: posted.value("hours"),
        hours_from: posted.value("hours_from"),
        off: posted.value("off"),
    }
}
