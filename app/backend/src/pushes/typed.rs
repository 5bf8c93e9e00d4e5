//! A target as somebody typed it.

use domain::field::{FieldError, Fields, Problem};
use domain::ids::PushTargetId;
use domain::text::Name;
use url::Url;

use super::target::{TargetRecord, WayOut};
use crate::error::Result;
use crate::local_address::is_private_literal;
use crate::stamps::Stamps;

const URL_MOST: usize = 500;
/// Shorter keys of signatures can be guessed.
const SECRET_LEAST: usize = 16;
const SECRET_MOST: usize = 200;

/// The fields of the form, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetDraft {
    pub name: String,
    pub way: String,
    pub url: String,
    /// Empty keeps the one that is stored.
    pub secret: String,
    /// `on` where it may lead into a private network.
    pub private: String,
}

impl TargetDraft {
    /// All problems at once. A stored secret goes to no other address than the one it was typed for.
    pub(super) fn parse(
        &self,
        id: PushTargetId,
        now: Option<&TargetRecord>,
        all: &[TargetRecord],
    ) -> Result<TargetRecord> {
        let mut fields = Fields::default();
        let name = fields.take(Name::parse("name", &self.name)).map(Name::into_string);
        let taken =
            |name: &String| all.iter().any(|other| other.id != id && other.name.to_lowercase() == name.to_lowercase());
        if name.as_ref().is_some_and(taken) {
            fields.refuse("name", Problem::Taken);
        }
        let way = WayOut::ALL.into_iter().find(|way| way.code() == self.way.trim());
        let way = fields.take(way.ok_or_else(|| FieldError::new("way", Problem::Unknown)));
        let may_be_private = !self.private.trim().is_empty();
        let url = fields.take(url(&self.url, may_be_private));
        let stays = now.filter(|now| url.as_ref() == Some(&now.url)).and_then(|now| now.secret.clone());
        let secret = fields.take(self.secret(way, stays)).flatten();
        let (Some(name), Some(way), Some(url)) = (name, way, url) else { return Err(fields.into_refusal().into()) };
        fields.finish()?;
        let stamps = now.map_or_else(Stamps::default, |now| now.stamps.clone());
        Ok(TargetRecord { id, name, way, url, secret, may_be_private, stamps })
    }

    fn secret(&self, way: Option<WayOut>, stays: Option<String>) -> std::result::Result<Option<String>, FieldError> {
        let refused = |problem| Err(FieldError::new("push_secret", problem));
        let typed = self.secret.trim();
        match (typed.chars().count(), way) {
            (0, Some(WayOut::Webhook)) if stays.is_none() => refused(Problem::Missing),
            (0, _) => Ok(stays),
            (now, _) if now > SECRET_MOST => refused(Problem::TooLong { most: SECRET_MOST, now }),
            (now, Some(WayOut::Webhook)) if now < SECRET_LEAST => refused(Problem::TooShort { least: SECRET_LEAST }),
            _ if !typed.bytes().all(|byte| byte.is_ascii_graphic()) => refused(Problem::Malformed),
            _ => Ok(Some(typed.to_owned())),
        }
    }
}

fn url(typed: &str, may_be_private: bool) -> std::result::Result<String, FieldError> {
    let refused = |problem| Err(FieldError::new("push_url", problem));
    let typed = typed.trim();
    if typed.is_empty() {
        return refused(Problem::Missing);
    }
    if typed.len() > URL_MOST {
        return refused(Problem::TooLong { most: URL_MOST, now: typed.len() });
    }
    let Ok(url) = Url::parse(typed) else { return refused(Problem::Malformed) };
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    if !matches!(url.scheme(), "http" | "https") || !plain || url.host().is_none() {
        return refused(Problem::Malformed);
    }
    if !may_be_private && is_private_literal(&url) {
        return refused(Problem::PrivateNetwork);
    }
    Ok(url.to_string())
}
