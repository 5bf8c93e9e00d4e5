//! Which courier carries letters now: fixed, or as the settings say, and then changed without a restart.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::sender::Sender;
use crate::Backend;
use crate::error::Result;
use crate::mail::courier::{Courier, FolderCourier, Inbox, Relay, SmtpCourier};
use crate::settings::Settings;

/// Where letters are kept that no relay takes, in the data folder.
const FOLDER: &str = "mail";

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
    /// What it was made from; another one asks for another courier.
    made_from: (Option<String>, String),
}

impl Carriage {
    pub fn load(route: &Route, desk: &Backend, patience: Duration) -> Result<Self> {
        let made_from = basis(desk)?;
        let (smtp_url, domain) = &made_from;
        let smtp = |relay: Relay| Ok(Courier::Smtp(SmtpCourier::new(relay, domain, patience)));
        let courier = match (route, smtp_url) {
            (Route::Inbox(inbox), _) => Ok(Courier::Memory(inbox.clone())),
            (Route::Relay(relay), _) => smtp(relay.clone()),
            (Route::Settings, Some(url)) => Relay::parse(url).map_err(|error| error.to_string()).and_then(smtp),
            (Route::Settings, None) => without_relay(desk.options().folder.as_deref()),
        };
        Ok(Self { courier: courier.map(Arc::new), made_from })
    }

    pub fn is_current(&self, desk: &Backend) -> Result<bool> {
        Ok(basis(desk)? == self.made_from)
    }
}

fn basis(desk: &Backend) -> Result<(Option<String>, String)> {
    let settings: Settings = desk.settings()?;
    let smtp_url = settings.smtp_url.clone();
    let sender = Sender::from_settings(settings)?;
    Ok((smtp_url, sender.domain().to_owned()))
}

fn without_relay(folder: Option<&Path>) -> Result<Courier, String> {
    match folder {
        Some(folder) => FolderCourier::open(folder.join(FOLDER))
            .map(Courier::Folder)
            .map_err(|error| format!("the mail folder cannot be made: {error}")),
        None => Ok(Courier::Memory(Inbox::default())),
    }
}
