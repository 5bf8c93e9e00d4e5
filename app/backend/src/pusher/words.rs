//! What a push says. Of what is restricted nothing but that something waits.

use data_encoding::HEXLOWER;
use domain::incident::{Incident, Status};
use domain::time::Moment;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use url::Url;

use super::send::Request;
use crate::error::{Error, Result};
use crate::incidents::find;
use crate::pushes::{PushRecord, TargetRecord, WayOut, What};
use crate::settings::Settings;
use crate::storage::Read;

/// The words of one push, in both ways.
struct Said {
    title: String,
    text: String,
    json: serde_json::Value,
    link: Option<String>,
}

/// `None` where nobody is to be woken any more.
pub(super) fn request(
    read: &dyn Read,
    push: &PushRecord,
    target: &TargetRecord,
    now: Moment,
) -> Result<Option<Request>> {
    let settings = Settings::stored(read)?;
    let said = match push.what {
        What::Test => test(&settings),
        What::Alert(incident) => {
            let waits = |found: &Incident| found.status == Status::Reported && !found.is_acknowledged();
            let Some(incident) = find(read, incident)?.filter(waits) else { return Ok(None) };
            alert(&incident, &settings)
        }
    };
    let url = Url::parse(&target.url).map_err(Error::internal)?;
    let (headers, body) = match target.way {
        WayOut::Ntfy => ntfy(push, target, &said),
        WayOut::Webhook => webhook(push, target, &said, now)?,
    };
    Ok(Some(Request { url, headers, body, may_be_private: target.may_be_private }))
}

fn test(settings: &Settings) -> Said {
    let title = format!("Test from the incident desk of {}", settings.organisation);
    let text = "Alerts reach you here. Nothing is to be done.".to_owned();
    Said { json: serde_json::json!({"event": "test", "title": title}), title, text, link: settings.public_url.clone() }
}

fn alert(incident: &Incident, settings: &Settings) -> Said {
    let priority = incident.priority.code();
    let page = |path: String| settings.public_url.as_ref().map(|home| format!("{home}{path}"));
    if incident.restricted {
        let title = format!("{priority}: a restricted incident waits");
        let text = "Its members can read it in the incident desk.".to_owned();
        let json = serde_json::json!({"event": "alert", "restricted": true, "priority": priority});
        return Said { title, text, json, link: page("/board".to_owned()) };
    }
    let (number, since) = (incident.number.to_string(), written(incident.reported_at));
    let link = page(format!("/incidents/{number}/alert"));
    Said {
        title: format!("{number} ({priority}) waits and nobody has it"),
        text: incident.title.clone(),
        json: serde_json::json!({
            "event": "alert",
            "restricted": false,
            "number": number,
            "priority": priority,
            "title": incident.title,
            "reported_at": since,
            "url": link,
        }),
        link,
    }
}

type Written = (Vec<(&'static str, String)>, String);

/// A header holds one line of plain letters only: the words stand in the body.
fn ntfy(push: &PushRecord, target: &TargetRecord, said: &Said) -> Written {
    let urgent = if push.what == What::Test { "3" } else { "5" };
    let mut headers = vec![
        ("content-type", "text/plain; charset=utf-8".to_owned()),
        ("priority", urgent.to_owned()),
        ("x-sitrep-id", id(push)),
    ];
    headers.extend(said.link.clone().filter(|link| link.is_ascii()).map(|link| ("click", link)));
    headers.extend(target.secret.as_ref().map(|token| ("authorization", format!("Bearer {token}"))));
    (headers, format!("{}\n{}", said.title, said.text))
}

/// HMAC-SHA-256 over instant, a full stop and the body, so that a receiver can refuse what is old or forged.
fn webhook(push: &PushRecord, target: &TargetRecord, said: &Said, now: Moment) -> Result<Written> {
    let mut json = said.json.clone();
    json["id"] = id(push).into();
    let (body, instant) = (json.to_string(), (now.0 / 1_000).to_string());
    let secret = target.secret.as_deref().unwrap_or_default();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(Error::internal)?;
    mac.update(format!("{instant}.{body}").as_bytes());
    let headers = vec![
        ("content-type", "application/json".to_owned()),
        ("x-sitrep-id", id(push)),
        ("x-sitrep-timestamp", instant),
        ("x-sitrep-signature", format!("sha256={}", HEXLOWER.encode(&mac.finalize().into_bytes()))),
    ];
    Ok((headers, body))
}

/// The same with each try.
fn id(push: &PushRecord) -> String {
    format!("{:016x}", push.id)
}

fn written(at: Moment) -> String {
    chrono::DateTime::from_timestamp_millis(at.0).unwrap_or_default().to_rfc3339()
}
