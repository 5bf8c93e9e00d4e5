//! POST `/settings/audiences`: audiences of one's own, and who is told with each.

use axum::extract::State;
use axum::response::Response;
use backend::Result;
use backend::audiences::{Entered, Pasted};
use domain::ids::AudienceId;
use domain::locale::Locale;

use super::{go_to, id, left_over, refused, seen, take_password, unknown_act};
use crate::forms::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    if posted.value("act") == "paste" {
        return paste(&state, posted).await;
    }
    match act(&state, &posted).await {
        Ok((audience, said)) => go_to(&there(audience, said)),
        Err(error) => refused(&state, posted, error).await,
    }
}

fn there(audience: AudienceId, said: &str) -> String {
    format!("/settings/audiences?audience={audience}&said={said}")
}

async fn act(state: &AppState, posted: &Posted) -> Result<(AudienceId, &'static str)> {
    take_password(state, posted).await?;
    let (desk, caller) = (&state.backend, &posted.caller);
    let name = posted.value("name");
    if posted.value("act") == "add" {
        return Ok((desk.add_audience(caller, &name).await?, "added"));
    }
    if posted.value("act") == "add-owners" {
        return Ok((desk.add_service_owners(caller).await?, "owners"));
    }
    let audience = id(posted, "id")?;
    let said = match posted.value("act").as_str() {
        "rename" => desk.rename_audience(caller, audience, &name, seen(posted)).await.map(|()| "renamed"),
        "enter" => {
            let entered = desk.add_member(caller, audience, &name, &posted.value("email")).await?;
            Ok(match entered {
                Entered::Member => "entered",
                Entered::Asked => "asked",
                Entered::Already => "already",
            })
        }
        "add-rule" => desk.add_rule(caller, audience, &posted.value("rule")).await.map(|()| "ruled"),
        "remove-rule" => desk.remove_rule(caller, audience, &posted.value("rule")).await.map(|()| "unruled"),
        "list" => desk.mark_list(caller, audience, id(posted, "person")?, true).await.map(|()| "list"),
        "one" => desk.mark_list(caller, audience, id(posted, "person")?, false).await.map(|()| "one"),
        "remove" => desk.remove_member(caller, audience, id(posted, "person")?).await.map(|()| "removed"),
        _ => Err(unknown_act()),
    }?;
    Ok((audience, said))
}

async fn paste(state: &AppState, posted: Posted) -> Response {
    match pasted(state, &posted).await {
        Ok((audience, pasted)) if pasted.left.is_empty() => {
            let said = format!("pasted-{}-{}", pasted.members + pasted.asked, pasted.already);
            go_to(&there(audience, &said))
        }
        Ok((_, pasted)) => {
            let entered = pasted.members + pasted.asked;
            let said = format!("{} added.", Locale::English.people(entered as u64));
            left_over(state, posted, entered + pasted.already, &said, &pasted.left).await
        }
        Err(error) => refused(state, posted, error).await,
    }
}

async fn pasted(state: &AppState, posted: &Posted) -> Result<(AudienceId, Pasted)> {
    take_password(state, posted).await?;
    let audience = id(posted, "id")?;
    let pasted = state.backend.paste_members(&posted.caller, audience, &posted.value("people")).await?;
    Ok((audience, pasted))
}
