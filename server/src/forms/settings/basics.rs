//! POST `/settings`: what the organisation is called and where it is reached.

use axum::extract::State;
use axum::response::Response;
use backend::Result;
use backend::settings::SettingsDraft;
use domain::view::settings::SettingsView;

use super::{go_to, refused, take_password, ticked};
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
    let mut draft = as_they_are(state.backend.read_settings(&posted.caller)?);
    draft.organisation = posted.value("organisation");
    draft.zone = posted.value("zone");
    draft.public_url = posted.value("public_url");
    draft.reach = posted.value("reach");
    draft.mail_domains = posted.value("mail_domains");
    draft.security_handlers = ticked(posted, "security_handlers").join(" ");
    // A page that was open before the desk had this field sends none, and takes nothing away.
    if let Some(phone) = posted.all("emergency_phone").into_iter().next() {
        draft.emergency_phone = phone;
    }
    state.backend.change_settings(&posted.caller, &draft).await
}

/// Every field as the screen shows it, for a form that holds only some of them.
pub(super) fn as_they_are(view: SettingsView) -> SettingsDraft {
    let handlers: Vec<String> = view.security_handlers.into_iter().map(|person| person.id).collect();
    SettingsDraft {
        organisation: view.organisation.value,
        zone: view.zone.value,
        public_url: view.public_url.value,
        reach: view.reach.value,
        mail_domains: view.mail_domains.value,
        smtp_url: view.smtp_url.value,
        mail_from: view.mail_from.value,
        security_handlers: handlers.join(" "),
        emergency_phone: view.emergency_phone.value,
    }
}
