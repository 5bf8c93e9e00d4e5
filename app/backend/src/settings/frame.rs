//! What the frame around every page needs: the organisation, the viewer, and what is wrong with us.

use domain::permissions::{Action, Object, permits};
use domain::view::account::{FrameView, Strip, Viewer};

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::people::PersonRecord;
use crate::settings::Settings;

impl Backend {
    pub fn frame(&self, caller: &Caller) -> Result<FrameView> {
        self.storage().read(|read| {
            let settings = Settings::load(read, &self.options().fixed)?;
            let actor = match caller.actor(read) {
                Ok(actor) => actor,
                Err(Error::SignedOut) => domain::permissions::Actor::VISITOR,
                Err(error) => return Err(error),
            };
            let person = actor.person_id().map_or(Ok(None), |id| PersonRecord::find(read, id))?;
            let viewer = person.zip(actor.role).map(|(person, role)| Viewer {
                id: person.id.to_string(),
                name: person.name,
                email: person.email.map(|e| e.to_string()).unwrap_or_default(),
                role,
            });
            let mut strips = Vec::new();
            if self.options().demo {
                strips.push(Strip::Demo);
            }
            if permits(&actor, Action::ReadBoard, Object::Desk) {
                strips.extend(self.trouble(read, &actor, &settings)?);
            }
            Ok(FrameView { organisation: settings.organisation, viewer, strips, set_up: settings.set_up_at.is_some() })
        })
    }
}

impl Backend {
    /// What those who work here should know of, worst first.
    fn trouble(
        &self,
        read: &dyn crate::storage::Read,
        actor: &domain::permissions::Actor,
        settings: &Settings,
    ) -> Result<Vec<Strip>> {
        let _ = (read, actor);
        let mut strips = Vec::new();
        if settings.public_url.as_deref().is_some_and(|url| url.starts_with("http://") && !is_loopback(url)) {
            strips.push(Strip::NotEncrypted);
        }
        if settings.smtp_url.is_none() {
            strips.push(Strip::MailToFolder);
        }
        Ok(strips)
    }
}

fn is_loopback(url: &str) -> bool {
    let host = url.trim_start_matches("http://");
    ["127.", "localhost", "[::1]"].iter().any(|name| host.starts_with(name))
}
