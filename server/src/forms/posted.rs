//! What a form brought: the request around it and its fields as typed.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{FromRequest, Request};
use axum::response::Response;
use backend::Caller;
use http::StatusCode;
use http::header::USER_AGENT;
use http::request::Parts;

use crate::refusal::{Asker, BROKEN, NOT_A_FORM, TOO_LARGE};
use crate::request::client_address::ClientAddress;
use crate::request::cookie;
use crate::request::turns::Turn;
use crate::state::AppState;

pub type Values = BTreeMap<String, String>;

#[derive(Clone)]
pub struct Posted {
    pub parts: Parts,
    pub caller: Caller,
    pub client: ClientAddress,
    fields: Vec<(String, String)>,
}

impl Posted {
    /// A field as typed; one that was not sent is empty.
    pub fn value(&self, name: &str) -> String {
        self.all(name).into_iter().next().unwrap_or_default()
    }

    /// The fields as the draft that holds them: a new field of a draft needs no line here. A draft is texts only, each
    /// with a default, so nothing that was typed can fail to be one.
    pub fn typed<T: serde::de::DeserializeOwned + Default>(&self) -> T {
        serde_json::to_value(self.values()).and_then(serde_json::from_value).unwrap_or_default()
    }

    /// Name and value of each field, as sent.
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// The same post with one field in the place of some.
    #[must_use]
    pub fn with_one_for(mut self, some: &[&str], name: &str, value: String) -> Self {
        self.fields.retain(|(field, _)| field != name && !some.contains(&field.as_str()));
        self.fields.push((name.to_owned(), value));
        self
    }

    /// Every value of a field that may be ticked several times.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
    }

    /// Everything as the page gets it back; what was sent several times stands one to a line.
    pub fn values(&self) -> Values {
        let mut values = Values::new();
        for (name, value) in &self.fields {
            let so_far = values.entry(name.clone()).or_default();
            if !so_far.is_empty() {
                so_far.push('\n');
            }
            so_far.push_str(value);
        }
        values
    }

    /// What the browser calls itself.
    pub fn device(&self) -> &str {
        self.parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default()
    }

    /// To be called before a password is hashed: there a queue of its own bounds how many wait, and those who wait keep
    /// nobody else from an answer.
    pub fn waits_for_hashing(&self) {
        if let Some(turn) = self.parts.extensions.get::<Turn>() {
            turn.give_back();
        }
    }

    /// Of those who signed in in this browser before.
    pub fn marks(&self, https: bool) -> &str {
        cookie::read_marks(&self.parts.headers, https)
    }

    /// What tells this browser from others of its network.
    pub fn browser(&self, https: bool) -> &str {
        cookie::read_browser(&self.parts.headers, https)
    }

    pub fn address(&self) -> String {
        self.client.address.to_string()
    }
}

impl FromRequest<AppState> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts.clone(), body);
        let Form(fields) = Form::from_request(request, state).await.map_err(|unread| unreadable(&unread))?;
        let extensions = &parts.extensions;
        let (Some(caller), Some(client)) = (extensions.get::<Caller>(), extensions.get::<ClientAddress>()) else {
            tracing::error!("a form was mounted outside of the guards");
            return Err(BROKEN.to(Asker::Page));
        };
        let (caller, client) = (caller.clone(), *client);
        Ok(Self { parts, caller, client, fields })
    }
}

/// In our words: the framework's name fields and types of ours.
fn unreadable(unread: &FormRejection) -> Response {
    let refusal = if unread.status() == StatusCode::PAYLOAD_TOO_LARGE { TOO_LARGE } else { NOT_A_FORM };
    refusal.to(Asker::Page)
}
