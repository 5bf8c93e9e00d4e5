//! What the frame around every page needs: the organisation, the viewer, and what is wrong with us.

use domain::permissions::{Action, Actor, Object, Section, permits};
use domain::time::Moment;
use domain::view::account::{FrameView, Strip, Viewer};

use crate::Backend;
use crate::caller::Caller;
use crate::duty;
use crate::error::{Error, Result};
use crate::people::PersonRecord;
use crate::settings::Settings;
use crate::time_text::Reader;

impl Backend {
    /// What is wrong with us, for this viewer.
    pub fn strips_for(&self, caller: &Caller) -> Result<Vec<Strip>> {
        self.storage().read(|read| {
            let settings = Settings::load(read, &self.options().fixed)?;
            self.strips(read, &caller.actor(read)?, &settings)
        })
    }

    /// Who is on duty now, for this viewer.
    pub fn on_duty_for(&self, caller: &Caller) -> Result<Option<String>> {
        self.storage().read(|read| {
            let (settings, actor) = (Settings::load(read, &self.options().fixed)?, caller.actor(read)?);
            let reader = Reader::of(read, &actor, &settings, Moment(self.storage().now()))?;
            duty::line(read, &actor, reader)
        })
    }

    /// For everybody; a session that has ended is a visitor's. `unnamed_proxy`: they came through a proxy whose word about
    /// their address is not believed.
    pub fn frame(&self, caller: &Caller, unnamed_proxy: bool) -> Result<FrameView> {
        self.storage().read(|read| {
            let settings = Settings::load(read, &self.options().fixed)?;
            let actor = match caller.actor(read) {
                Ok(actor) => actor,
                Err(Error::SignedOut) => Actor::VISITOR,
                Err(error) => return Err(error),
            };
            let person = actor.person_id().map_or(Ok(None), |id| PersonRecord::find(read, id))?;
            let viewer = person.zip(actor.role).map(|(person, role)| Viewer {
                id: person.id.to_string(),
                name: person.name,
                email: person.email.map(|email| email.to_string()).unwrap_or_default(),
                role,
            });
            let mut strips = self.strips(read, &actor, &settings)?;
            if unnamed_proxy && permits(&actor, Action::Change, Object::Settings(Section::Basics)) {
                strips.push(Strip::ProxyNotNamed);
            }
            let reader = Reader::of(read, &actor, &settings, Moment(self.storage().now()))?;
            let on_duty = duty::line(read, &actor, reader)?;
            let set_up = settings.set_up_at.is_some();
            Ok(FrameView { organisation: settings.organisation, viewer, strips, set_up, on_duty })
        })
    }
}
