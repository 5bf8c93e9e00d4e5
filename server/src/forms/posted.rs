//! What a form brought: the request around it and its fields as typed.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use backend::Caller;
use http::request::Parts;

use crate::refusal::{Asker, BROKEN};
use crate::security::client_address::ClientAddress;
use crate::state::AppState;

pub type Values = BTreeMap<String, String>;

pub struct Posted {
    pub parts: Parts,
    pub values: Values,
    pub caller: Caller,
    pub client: ClientAddress,
}

impl Posted {
    /// A field as typed; one that was not sent is empty.
    pub fn value(&self, field: &str) -> String {
        self.values.get(field).cloned().unwrap_or_default()
    }
}

impl FromRequest<AppState> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let again = Request::from_parts(parts.clone(), body);
        let Form(fields) =
            Form::<Vec<(String, String)>>::from_request(again, state).await.map_err(IntoResponse::into_response)?;
        let extensions = &parts.extensions;
        let (Some(caller), Some(client)) = (extensions.get::<Caller>(), extensions.get::<ClientAddress>()) else {
            tracing::error!("a form was mounted outside of the guards");
            return Err(BROKEN.to(Asker::Page));
        };
        let (caller, client) = (caller.clone(), *client);
        Ok(Self { values: fields.into_iter().collect(), parts, caller, client })
    }
}
