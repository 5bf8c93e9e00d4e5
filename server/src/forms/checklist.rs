//! POST `/incidents/{number}/checklist`: a checklist is begun, and its steps are done, left out, given to somebody.

use axum::extract::{Path, State};
use axum::response::Response;
use backend::Result;
use backend::incidents::ChangeRequest;
use domain::Refusal;
use domain::field::Problem;
use domain::incident::{Press, StepMark};

use super::again::again;
use super::go_to;
use super::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, Path(number): Path<String>, posted: Posted) -> Response {
    match act(&state, number, &posted).await {
        Ok((number, place)) => go_to(&format!("{}{place}", kit::routes::incident_checklist(&number))),
        Err(error) => again(&state, posted, error).await,
    }
}

/// Where it happened, and the place on the page where one goes on.
async fn act(state: &AppState, number: String, posted: &Posted) -> Result<(String, String)> {
    let (checklist, step) = (place(posted, "checklist"), place(posted, "step"));
    let mark = |mark| Press::MarkStep { checklist, step, mark };
    let press = match posted.value("act").as_str() {
        "begin" => Press::BeginChecklist { playbook: chosen(posted, "playbook")? },
        "done" => mark(StepMark::Done),
        "open" => mark(StepMark::Open),
        "skip" => mark(StepMark::Skipped { reason: posted.value("reason") }),
        "give" if posted.value("person").is_empty() => Press::GiveStep { checklist, step, person: None },
        "give" => Press::GiveStep { checklist, step, person: Some(chosen(posted, "person")?) },
        _ => return Err(Refusal::field("act", Problem::Unknown).into()),
    };
    let begins = matches!(press, Press::BeginChecklist { .. });
    let seen = posted.value("revision").parse().ok();
    let request = ChangeRequest { number, press, also: None, seen, nonce: posted.value("nonce") };
    let done = state.backend.change(&posted.caller, request).await?;
    let place = if begins { String::new() } else { format!("#{checklist}-{step}-step") };
    Ok((done.number, place))
}

/// A step that nobody can mean is none of the checklist.
fn place(posted: &Posted, field: &str) -> u32 {
    posted.value(field).parse().unwrap_or(u32::MAX)
}

fn chosen<T: std::str::FromStr>(posted: &Posted, field: &str) -> Result<T> {
    posted.value(field).parse().map_err(|_| Refusal::field(field, Problem::Unknown).into())
}
