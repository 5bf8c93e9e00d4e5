//! Which courier carries letters now: fixed, or as the settings say, and then changed without a restart.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::sender::Sender;
use crate::Backend;
use crate::error::Result;
use crate::mail::MAIL_FOLDER;
use crate::mail::courier::{Courier, FolderCourier, Inbox, Pair, Relay, SmtpCourier};
use crate::settings::Settings;

#[derive(Clone, Debug)]
pub enum Route {
    /// SMTP when a relay is set, else files in the data folder, else (in tests) nothing but memory.
    Settings,
    /// Tests: whatever the settings say.
    Inbox(Inbox),
    /// Tests and trials: this relay, whatever the settings say.
    Relay(Relay),
}

/// The courier of the moment, or why there is none.
pub(super) struct Carriage {
    pub courier: Result<Arc<Courier>, String>,
    /// The address our letters come from.
    pub sender: String,
    /// The relays it was made for; with the sender what asks for another courier once it is another.
    relays: Relays,
}

/// The first and the second.
type Relays = [Option<String>; 2];

impl Carriage {
    pub fn load(route: &Route, desk: &Backend, patience: Duration) -> Result<Self> {
        let (relays, sender) = basis(desk)?;
        let [smtp_url, second] = &relays;
        let one = |relay: Relay| SmtpCourier::new(relay, sender.domain(), patience);
        let smtp = |relay: Relay| Ok(Courier::Smtp(one(relay)));
        let pair = |first: Relay, second: &str| {
            let second = Relay::parse(second).map_err(|error| error.to_string())?;
            Ok(Courier::Pair(Pair::new(one(first), one(second))))
        };
        let courier = match (route, smtp_url) {
            (Route::Inbox(inbox), _) => Ok(Courier::Memory(inbox.clone())),
            (Route::Relay(relay), _) => smtp(relay.clone()),
            (Route::Settings, Some(url)) => {
                let first = Relay::parse(url).map_err(|error| error.to_string());
                first.and_then(|first| match second {
                    Some(second) => pair(first, second),
                    None => smtp(first),
                })
            }
            // A second without a first carries nothing: whoever wants it alone names it first.
            (Route::Settings, None) => without_relay(desk.options().folder.as_deref()),
        };
        let sender = sender.from.address.as_str().to_owned();
        Ok(Self { courier: courier.map(Arc::new), sender, relays })
    }

    pub fn is_current(&self, desk: &Backend) -> Result<bool> {
        let (relays, sender) = basis(desk)?;
        Ok(relays == self.relays && sender.from.address.as_str() == self.sender)
    }
}

fn basis(desk: &Backend) -> Result<(Relays, Sender)> {
    let settings: Settings = desk.settings()?;
    let relays = [settings.smtp_url.clone(), settings.second_smtp_url.clone()];
    Ok((relays, Sender::from_settings(settings)?))
}

fn without_relay(folder: Option<&Path>) -> Result<Courier, String> {
    match folder {
        Some(folder) => FolderCourier::open(folder.join(MAIL_FOLDER))
            .map(Courier::Folder)
            .map_err(|error| format!("the mail folder cannot be made: {error}")),
        None => Ok(Courier::Memory(Inbox::default())),
    }
}
