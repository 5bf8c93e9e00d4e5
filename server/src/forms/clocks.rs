//! POST `/incidents/{number}/clocks`: why a target was missed, a time that was written down wrong, and what the law asks. `act` says which;
//! none is the first.

use axum::extract::{Path, State};
use axum::response::Response;
use backend::Result;
use backend::incidents::ChangeRequest;
use domain::Refusal;
use domain::field::FieldError;
use domain::incident::{BreachCause, Milestone, Press, SlaClock};
use domain::time::Moment;

use super::again::again;
use super::go_to;
use super::posted::Posted;
use super::settings::unknown_act;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, Path(number): Path<String>, posted: Posted) -> Response {
    match act(&state, number, &posted).await {
        Ok(number) => go_to(&kit::routes::incident_clocks(&number)),
        Err(error) => again(&state, posted, error).await,
    }
}

async fn act(state: &AppState, number: String, posted: &Posted) -> Result<String> {
    let press = match posted.value("act").as_str() {
        "correct" => correct(state, posted)?,
        "chase" => Press::Chase {
            ticket: posted.value("ticket"),
            note: posted.value("note"),
            again: typed_at(state, posted, "again")?,
        },
        "declare" => {
            let aware_at = typed_at(state, posted, "aware_at")?;
            Press::Declare { criteria: posted.value("criteria"), aware_at }
        }
        "aware" => Press::SetAware { at: typed_at(state, posted, "aware_at")?, reason: posted.value("reason") },
        "notify" => Press::Notify {
            deadline: posted.value("deadline").parse().unwrap_or(u32::MAX),
            whom: posted.value("whom"),
            at: typed_at(state, posted, "at")?,
            reference: posted.value("reference"),
        },
        "exempt" => Press::NotNotifiable { why: posted.value("why_not") },
        "recovery" => Press::EndRecovery { at: typed_at(state, posted, "at")? },
        "" => explain(posted)?,
        _ => return Err(unknown_act()),
    };
    let request = ChangeRequest { number, press, also: None, seen: None, nonce: posted.value("nonce") };
    state.backend.change(&posted.caller, request).await.map(|done| done.number)
}

fn explain(posted: &Posted) -> Result<Press> {
    let refused = |error: FieldError| Refusal::Fields(vec![error]);
    let clock = SlaClock::parse("clock", &posted.value("clock")).map_err(refused)?;
    let cause = BreachCause::parse("cause", &posted.value("cause")).map_err(refused)?;
    Ok(Press::ExplainBreach { clock, cause, words: posted.value("words") })
}

fn correct(state: &AppState, posted: &Posted) -> Result<Press> {
    let which = Milestone::parse("which", &posted.value("which")).map_err(Refusal::from)?;
    Ok(Press::CorrectTime { which, at: typed_at(state, posted, "at")?, reason: posted.value("reason") })
}

/// What was typed into a field of date and time; nothing is for the rule to refuse.
fn typed_at(state: &AppState, posted: &Posted, field: &str) -> Result<Option<Moment>> {
    let typed = posted.value(field);
    (!typed.trim().is_empty()).then(|| state.backend.instant(&posted.caller, field, &typed)).transpose()
}
