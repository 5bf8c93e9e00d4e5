//! Whether the mail server of the settings can be spoken to, without a letter.

use std::time::Duration;

use super::Sender;
use crate::Backend;
use crate::error::Result;
use crate::mail::courier::{Courier, Outcome, Relay, SmtpCourier};

/// What the server was and what came of it; `None` when there is none.
pub(crate) async fn try_out(desk: &Backend, patience: Duration) -> Result<Option<(String, Outcome)>> {
    let settings = desk.settings()?;
    let Some(url) = settings.smtp_url.clone() else { return Ok(None) };
    let sender = Sender::from_settings(settings)?;
    let relay = match Relay::parse(&url) {
        Ok(relay) => relay,
        Err(refusal) => return Ok(Some((String::new(), Outcome::QueueTrouble { answer: refusal.to_string() }))),
    };
    let courier = Courier::Smtp(SmtpCourier::new(relay, sender.domain(), patience));
    let outcome = courier.try_out(sender.from.address.as_str()).await;
    Ok(Some((courier.describe(), outcome)))
}
