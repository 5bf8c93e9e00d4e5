//! A look at one incident: every part of its page is read behind this one gate, each with its own right, and in one
//! snapshot. A look into a restricted one is journaled.

use domain::incident::Incident;
use domain::permissions::{Action, Actor, Object, Relation, permits};
use domain::time::Moment;
use domain::view::TimeView;

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::change::open_gate;
use crate::incidents::{NameBook, merged};
use crate::journal::{self, Fact};
use crate::settings::Settings;
use crate::storage::Read;
use crate::time_text::Reader;

/// Everything that a part is written with.
pub(crate) struct Look<'a> {
    pub read: &'a dyn Read,
    pub actor: &'a Actor,
    pub incident: &'a Incident,
    /// The same with whom its duplicates bring.
    pub whole: &'a Incident,
    pub settings: &'a Settings,
    pub reader: Reader,
    pub book: NameBook<'a>,
}

impl Look<'_> {
    pub fn may(&self, action: Action) -> bool {
        permits(self.actor, action, Object::Incident(Relation::of(self.actor, self.whole)))
    }

    pub fn now(&self) -> Moment {
        self.reader.now()
    }

    pub fn time(&self, at: Moment) -> TimeView {
        self.reader.time(at)
    }
}

impl Backend {
    /// `part` reads and writes what is shown; `right` is asked before anything else is looked at.
    pub(crate) async fn look_at<T>(
        &self,
        caller: &Caller,
        number: &str,
        right: Action,
        part: impl FnOnce(&Look<'_>) -> Result<T>,
    ) -> Result<T> {
        let (settings, now) = (self.settings()?, Moment(self.storage().now()));
        let (shown, who, restricted) = self.storage().read(|read| {
            let actor = caller.actor(read)?;
            let incident = open_gate(read, &actor, number, right)?;
            let reader = Reader::of(read, &actor, &settings, now)?;
            let book = NameBook::new(read);
            let whole = merged::read_through(read, &incident)?;
            let (actor, settings) = (&actor, &settings);
            let look = Look { read, actor, incident: &incident, whole: &whole, settings, reader, book };
            Ok((part(&look)?, actor.who, incident.restricted.then_some(incident.id)))
        })?;
        if let Some(incident) = restricted {
            let fact = Fact::RestrictedViewed { incident };
            self.storage().write(move |tx| journal::record(tx, who, &fact)).await?;
        }
        Ok(shown)
    }
}
